/// <reference types="node" />
import { fileURLToPath } from 'node:url';

import { defineConfig } from '@playwright/test';

import base from '../../playwright.config';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Breaks the whole browser: on demand with full numbers, in a test run with those that it names. */
export default defineConfig({
	...base,
	testDir: `${root}/tests/reliability`,
	outputDir: `${root}/test-results`,
	// What is lost once is lost.
	retries: 0,
	webServer: [base.webServer ?? []].flat().map((server) => ({ ...server, cwd: root })),
	// Hundreds of starts of a browser in one test.
	timeout: 1_200_000,
	// Several browsers at once may be slow to answer; nothing here waits for what does not come.
	expect: { timeout: 30_000 },
});
