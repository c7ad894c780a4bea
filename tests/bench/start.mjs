import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

import { launchOptions, PERSON, serveBuild } from './app.mjs';
import { seriesOf } from './sample.mjs';
import { goalText, printTable, seriesCells } from './table.mjs';
import { tenYears } from './ten-years.mjs';
import { isInstalled, watchPage, whenSeen } from './watch-page.mjs';

const RUNS = 7;
/** How much slower than this machine the page's main thread runs. */
const SLOWER = [4, 1];
const TILE_GOAL_MS = 1000;

const TILE = 'section.tile .number';
const SCAN_BUTTON = '.camera button.primary';
const VERDICT = '[data-verdict] .good-or-not';

/** @param {number} ms */
const dayInShanghai = (ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
const yesterday = () => dayInShanghai(Date.now() - 86_400_000);

/**
 * A browser with a profile on disk. Each call starts it anew, so no run finds the last one's pages,
 * workers or memory.
 *
 * @param {string} profile
 */
const openProfile = (profile) =>
	chromium.launchPersistentContext(profile, { ...launchOptions(), ...PERSON });

/**
 * Takes a file in through the app's own page, and gives what it says afterwards.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} origin
 * @param {string} file
 */
async function importFile(page, origin, file) {
	await page.goto(`${origin}/import/`);
	await page.getByLabel('Choose a file').setInputFiles(file);
	await page.getByRole('button', { name: 'Keep these records' }).click();
	await page.getByRole('heading', { name: 'Kept' }).waitFor({ timeout: 120_000 });
	// The history below tells of it too.
	return (
		(await page
			.getByText(/new, .* replaced, /)
			.first()
			.textContent()) ?? ''
	);
}

/**
 * Keeps days for good: by default those older than 400 days are deleted at the next start.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} origin
 */
async function keepAllDays(page, origin) {
	const choice = page.getByLabel('Keep daily values for');
	for (;;) {
		await page.goto(`${origin}/settings/`);
		await page.locator('select:enabled').waitFor();
		if ((await choice.inputValue()) === 'null') return;
		await choice.selectOption('null');
		// Nothing on the screen tells that it is written; the next look does.
		await page.waitForTimeout(300);
	}
}

/**
 * Fills a profile with ten years, kept for good, and with the app's own files.
 *
 * @param {string} profile
 * @param {string} origin
 * @param {{ one: string, all: string }} files with one daily value, and with all
 */
async function fillProfile(profile, origin, files) {
	const context = await openProfile(profile);
	const page = await context.newPage();
	// The setting can be changed once there is something to keep.
	await importFile(page, origin, files.one);
	await keepAllDays(page, origin);
	await importFile(page, origin, files.all);
	// Asked until it says so: with `waitForFunction` the cache was seen empty afterwards.
	while (!(await page.evaluate(isInstalled))) await page.waitForTimeout(100);
	await context.close();
}

/**
 * Opens a page of the app in a browser that was started just now, with a slowed main thread.
 *
 * @template T
 * @param {string} profile
 * @param {string} address
 * @param {number} slower
 * @param {(page: import('@playwright/test').Page) => Promise<T>} measure
 */
async function coldly(profile, address, slower, measure) {
	const context = await openProfile(profile);
	try {
		const page = await context.newPage();
		await page.addInitScript(watchPage, [TILE, SCAN_BUTTON, VERDICT]);
		const devtools = await context.newCDPSession(page);
		await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
		await page.goto(address, { waitUntil: 'commit' });
		return await measure(page);
	} finally {
		await context.close();
	}
}

/** @param {import('@playwright/test').Page} page @param {string} code */
async function timeVerdict(page, code) {
	await page.getByLabel('Paste a code').fill(code);
	await page.getByRole('button', { name: 'Check', exact: true }).click();
	const { seenAt, askedAt } = await whenSeen(page, VERDICT);
	return seenAt - askedAt;
}

/**
 * Measures starts of the installed app with the server gone.
 *
 * @param {typeof import('./rooms.ts')} rooms
 * @param {() => string} freshCode a code that is valid now
 */
export async function measureStart(rooms, freshCode) {
	const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
	const profile = join(folder, 'profile');
	const files = { one: join(folder, 'one-value.json'), all: join(folder, 'ten-years.json') };
	const records = tenYears(rooms, yesterday());
	writeFileSync(files.all, JSON.stringify(records));
	writeFileSync(files.one, JSON.stringify({ ...records, days: records.days.slice(-1) }));
	try {
		const server = await serveBuild();
		await fillProfile(profile, server.origin, files);
		await server.stop();

		const rows = [];
		for (const slower of SLOWER) {
			/** @type {Record<'tile' | 'button' | 'verdict', number[]>} */
			const times = { tile: [], button: [], verdict: [] };
			for (let run = 0; run < RUNS; run++) {
				await coldly(profile, `${server.origin}/`, slower, async (page) => {
					times.tile.push((await whenSeen(page, TILE)).seenAt);
				});
				await coldly(profile, `${server.origin}/verify/`, slower, async (page) => {
					times.button.push((await whenSeen(page, SCAN_BUTTON)).seenAt);
					times.verdict.push(await timeVerdict(page, freshCode()));
				});
			}
			const tile = seriesOf(times.tile);
			const goal = slower === 4 ? goalText(tile.median, TILE_GOAL_MS, 'ms') : '';
			const at = `${String(slower)}×`;
			rows.push(
				['/ until the tile is seen', at, ...seriesCells(tile), 'ms', goal],
				[
					'/verify/ until "Scan with the camera"',
					at,
					...seriesCells(seriesOf(times.button)),
					'ms',
					'',
				],
				[
					'pasted code, from the tap to the verdict',
					at,
					...seriesCells(seriesOf(times.verdict)),
					'ms',
					'',
				],
			);
		}
		const kept = await coldly(profile, 'about:blank', 1, (page) =>
			importFile(page, server.origin, files.all),
		);
		printTable(
			`Cold start, offline, ten years stored (goal ${String(TILE_GOAL_MS)} ms at 4×)`,
			['', 'slowed', 'median', 'spread', '', 'goal'],
			rows,
			[
				`${String(RUNS)} runs each; the browser is started anew for every run and the server is stopped. From the`,
				'beginning of the navigation to the painted frame. Slowed is the main thread of the page; the',
				'service worker, the disk and the start of the browser itself are not.',
				`Of the ${String(records.days.length)} daily values, brought in once more at the end, offline: ${kept}`,
			],
		);
	} finally {
		// The browser may still be writing its last files.
		rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
	}
}
