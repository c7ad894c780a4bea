/** Finds the browser that the tests drive. A test tool never downloads one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const OTHER_PLACES = [
	'/snap/bin/chromium',
	'/opt/google/chrome/chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Debian's browser, and a font with Chinese letters for the pictures. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-noto-cjk'];

/** A Chromium of the system, by the search path and the usual places. */
function systemBrowser() {
	const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
	const inPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
	return [...inPath, ...OTHER_PLACES].find((place) => existsSync(place));
}

/** Installs one on Debian and its kin; needs root. */
function installOnDebian() {
	console.error(`No Chromium found; installing ${DEBIAN_PACKAGES.join(' and ')} with apt-get …`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const install = ['install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES];
	for (const args of [['update'], install]) {
		const { status, stdout, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
		if (status !== 0) console.error(`${stdout}\n${stderr}`);
	}
	return systemBrowser();
}

/**
 * The path of a Chromium: `PLAYWRIGHT_CHROMIUM`, Playwright's own, the system's, or on Debian as
 * root one that is installed now. Without any it says in one line what to install, and exits.
 *
 * @returns {string}
 */
export function findBrowser() {
	const named = process.env.PLAYWRIGHT_CHROMIUM;
	if (named !== undefined && named !== '') {
		if (existsSync(named)) return named;
		console.error(`PLAYWRIGHT_CHROMIUM names ${named}, where there is no file.`);
		process.exit(1);
	}
	const own = chromium.executablePath();
	const found = existsSync(own) ? own : systemBrowser();
	if (found !== undefined) return found;

	const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
	const installed = canInstall ? installOnDebian() : undefined;
	if (installed !== undefined) return installed;
	console.error(
		'The browser tests need a Chromium: install chromium or Google Chrome (on Debian and Ubuntu: sudo apt-get install chromium), or set PLAYWRIGHT_CHROMIUM to its path.',
	);
	process.exit(1);
}
