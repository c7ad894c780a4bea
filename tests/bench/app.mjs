import { fileURLToPath } from 'node:url';

import { chromium } from '@playwright/test';

import { findBrowser } from '../../scripts/browser.mjs';
import { build, isBuildStale } from '../../scripts/build.mjs';
import { createTesseraServer, listen } from '../../scripts/serve.mjs';

/** The folder of the build. */
export const BUILD = fileURLToPath(new URL('../../build', import.meta.url));

/** Builds where sources are newer than the build; ends the process where that fails. */
export function ensureBuild() {
	if (!isBuildStale()) return;
	console.log('Building …');
	if (!build()) process.exit(1);
}

/** The folder of `tessera/verify`. */
export const LIBRARY = fileURLToPath(new URL('../../build-verify', import.meta.url));

/** A real Chromium, quiet, without the fake camera of the tests: here nobody allows one. */
export const launchOptions = () => ({
	executablePath: findBrowser(),
	args: [
		...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
		'--disable-gpu',
		'--disable-quic',
		'--no-first-run',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
	],
});

/** Whose phone it is: a zone without summer time. */
export const PERSON = { locale: 'en-GB', timezoneId: 'Asia/Shanghai' };

export const launchBrowser = () => chromium.launch(launchOptions());

/**
 * The server of the build at a free port.
 *
 * @returns {Promise<{ origin: string, stop: () => Promise<void> }>}
 */
export async function serveBuild() {
	const server = await createTesseraServer({ root: BUILD });
	const port = await listen(server, { port: 0, host: '127.0.0.1' });
	return {
		origin: `http://localhost:${String(port)}`,
		stop: () =>
			new Promise((done) => {
				server.close(() => {
					done();
				});
				server.closeAllConnections();
			}),
	};
}
