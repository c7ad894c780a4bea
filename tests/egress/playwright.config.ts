/// <reference types="node" />
import { fileURLToPath } from 'node:url';

import { defineConfig } from '@playwright/test';

import base from '../../playwright.config';

const root = fileURLToPath(new URL('../..', import.meta.url));

// Started by `inside.mjs`, in a network that has its own server. The browser's switches are those of
// all other tests.
const own = { ...base };
delete own.webServer;

export default defineConfig({
	...own,
	testDir: `${root}/tests/egress`,
	outputDir: `${process.env.TESSERA_EGRESS ?? root}/test-results`,
	workers: 1,
	// Every packet is counted: once.
	retries: 0,
	reporter: 'line',
	timeout: 300_000,
});
