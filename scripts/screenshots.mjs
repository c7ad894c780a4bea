/**
 * `npm run screenshots`: the pictures of the README, made by the app itself. The days are the
 * sample month's, brought in as a file, so that nothing in them is anybody's; the clock stands still.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ensureBuild, launchBrowser, PERSON, serveBuild } from '../tests/bench/app.mjs';
import { loadRooms } from '../tests/bench/load-rooms.mjs';

const PICTURES = fileURLToPath(new URL('../docs/pictures/', import.meta.url));

const LAST_DAY = '2026-11-20';
const NOW = new Date('2026-11-21T12:04:00+08:00');
/** Milliseconds after that: the code on the screen, and somebody who checks it. */
const SHOWN_AFTER = 7000;
const CHECKED_AFTER = 9000;

const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 };

/** GitHub shows larger ones too, but whoever clones fetches them. */
const MAX_BYTES = 250_000;

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page @param {string} name */
async function take(page, name) {
	// Pages come in with a transition; what is half there is no picture.
	await page.waitForTimeout(400);
	const path = join(PICTURES, name);
	await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
	console.log(`${name}  ${String(Math.ceil(statSync(path).size / 1000))} kB`);
	if (statSync(path).size > MAX_BYTES)
		console.warn(`${name} is larger than ${String(MAX_BYTES / 1000)} kB.`);
	return path;
}

/**
 * A phone with the sample month as its own days, at the start screen.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} origin
 * @param {string} file
 * @param {import('@playwright/test').BrowserContextOptions} look
 */
async function openPhone(browser, origin, file, look) {
	const context = await browser.newContext({ ...PHONE, ...PERSON, ...look });
	const page = await context.newPage();
	await page.clock.setFixedTime(NOW);
	await page.goto(`${origin}/import/`);
	await page.locator('label.drop input').setInputFiles(file);
	await page.locator('section:has(#found) button.primary').click();
	await page.locator('#kept').waitFor();
	await page.goto(`${origin}/`);
	await page.locator('section.tile').waitFor();
	return page;
}

/**
 * Three phones side by side, drawn by the browser.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {readonly string[]} paths
 */
async function compose(browser, paths) {
	const context = await browser.newContext({
		viewport: { width: 1060, height: 680 },
		deviceScaleFactor: 1.5,
	});
	const page = await context.newPage();
	const phones = paths.map(
		(path) => `<img alt="" src="data:image/png;base64,${readFileSync(path).toString('base64')}" />`,
	);
	await page.setContent(`<!doctype html>
<style>
	body { margin: 0; display: flex; justify-content: center; align-items: center; gap: 40px;
		height: 680px; background: #f4f1ea; }
	img { width: 288px; height: 592px; border-radius: 30px; border: 7px solid #1d232d;
		box-shadow: 0 10px 28px rgb(29 35 45 / 22%); }
</style>
${phones.join('')}`);
	await take(page, 'tessera.png');
	await context.close();
}

ensureBuild();
mkdirSync(PICTURES, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'tessera-pictures-'));
const file = join(folder, 'records.json');
const { sampleMonth } = await loadRooms();
writeFileSync(file, JSON.stringify(sampleMonth(LAST_DAY)));

const server = await serveBuild();
const browser = await launchBrowser();
try {
	const light = await openPhone(browser, server.origin, file, { colorScheme: 'light' });
	const today = await take(light, 'today-light.png');

	await light.clock.setFixedTime(NOW.getTime() + SHOWN_AFTER);
	await light.getByRole('link', { name: 'Show code' }).click();
	await light.locator('.code svg').waitFor();
	const code = await take(light, 'code.png');

	const door = await light.context().newPage();
	await door.clock.setFixedTime(NOW.getTime() + CHECKED_AFTER);
	await door.goto(`${server.origin}/verify/`);
	// The picture of the code is read as a camera would read the screen.
	await door.getByLabel('Choose a picture').setInputFiles(code);
	await door.locator('[data-verdict="valid"]').waitFor();
	const verdict = await take(door, 'verdict.png');

	const dark = await openPhone(browser, server.origin, file, {
		colorScheme: 'dark',
		locale: 'zh-CN',
	});
	await take(dark, 'today-dark-zh.png');

	await compose(browser, [today, code, verdict]);
} finally {
	await browser.close();
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
}
