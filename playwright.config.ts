/// <reference types="node" />
import { createServer } from 'node:net';

import { defineConfig } from '@playwright/test';

import { findBrowser } from './scripts/browser.mjs';

/** A port that nobody listens at now. */
function freePort(): Promise<string> {
	return new Promise((resolve, reject) => {
		const server = createServer().once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => {
				resolve(String(typeof address === 'object' ? address?.port : address));
			});
		});
	});
}

// This file is read again in each worker: they inherit the port and the browser.
process.env.TESSERA_TEST_PORT ??= await freePort();
process.env.PLAYWRIGHT_CHROMIUM ??= findBrowser();

const origin = `http://localhost:${process.env.TESSERA_TEST_PORT}`;
const report = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;
const isRoot = process.getuid?.() === 0;

export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results',
	fullyParallel: true,
	forbidOnly: process.env.CI !== undefined,
	// A machine that stumbles is no fault; what passes only at another try is listed as flaky.
	retries: process.env.CI === undefined ? 0 : 2,
	// Ample for a machine that has something else to do too; a test here takes seconds.
	timeout: 60_000,
	// A key is derived, or a large page laid out, in seconds; on a busy machine in many.
	expect: { timeout: 20_000 },
	workers: 2,
	reporter: [
		['list'],
		...(report === undefined ? [] : [['json', { outputFile: report }] as const]),
	],
	webServer: {
		command: `node scripts/start.mjs --port ${process.env.TESSERA_TEST_PORT}`,
		url: origin,
		reuseExistingServer: false,
		timeout: 180_000,
	},
	use: {
		baseURL: origin,
		locale: 'en-GB',
		// A zone without summer time, far from UTC: a day that is taken in the wrong zone shows.
		timezoneId: 'Asia/Shanghai',
		serviceWorkers: 'allow',
		screenshot: 'only-on-failure',
		launchOptions: {
			executablePath: process.env.PLAYWRIGHT_CHROMIUM,
			args: [
				...(isRoot ? ['--no-sandbox'] : []),
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--use-fake-device-for-media-stream',
				'--use-fake-ui-for-media-stream',
			],
		},
	},
});
