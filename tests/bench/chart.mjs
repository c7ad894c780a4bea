import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { launchBrowser, PERSON, serveBuild } from './app.mjs';
import { seriesOf } from './sample.mjs';
import { goalText, printTable, seriesCells } from './table.mjs';
import { tenYears } from './ten-years.mjs';

const AS_OF = '2026-11-20';
const NOW = new Date('2026-11-21T12:04:00+08:00');
const FRAME_MS = 16;
const DRAWINGS = 30;

/**
 * Zooms the chart out and in again, and times each drawing: script, style and layout, as a frame of
 * the browser does them. (Painting goes on in another process.) Runs inside the page.
 *
 * @param {number} drawings
 */
async function draw(drawings) {
	const chart = document.querySelector('svg[role="slider"]');
	if (chart === null) throw new Error('no chart');
	/** @type {number[]} */
	const times = [];
	for (let at = 0; at < drawings; at++) {
		// Out to all ten years; a step in between, so that something changes.
		const key = at % 2 === 0 ? 'Home' : 'End';
		await new Promise((resolve) => requestAnimationFrame(resolve));
		const start = performance.now();
		chart.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
		chart.dispatchEvent(
			new KeyboardEvent('keydown', { key: at % 2 === 0 ? '-' : '+', bubbles: true }),
		);
		// The state's changes are shown in a microtask.
		await Promise.resolve();
		await Promise.resolve();
		chart.getBoundingClientRect();
		times.push(performance.now() - start);
	}
	return times;
}

/**
 * Times the chart of ten years in Chromium.
 *
 * @param {typeof import('./rooms.ts')} rooms
 */
export async function measureChart(rooms) {
	const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
	const file = join(folder, 'ten-years.json');
	writeFileSync(file, JSON.stringify(tenYears(rooms, AS_OF)));
	const server = await serveBuild();
	const browser = await launchBrowser();
	try {
		const context = await browser.newContext(PERSON);
		const page = await context.newPage();
		await page.clock.setFixedTime(NOW);
		await page.goto(`${server.origin}/import/`);
		await page.getByLabel('Choose a file').setInputFiles(file);
		await page.getByRole('button', { name: 'Keep these records' }).click();
		await page.getByRole('heading', { name: 'Kept' }).waitFor();
		await page.goto(`${server.origin}/score/`);
		await page.getByRole('button', { name: 'All', exact: true }).click();
		const days = Number(
			await page.getByRole('slider', { name: 'Score by day' }).getAttribute('aria-valuemax'),
		);
		await page.evaluate(draw, DRAWINGS);
		const series = seriesOf(await page.evaluate(draw, DRAWINGS));
		printTable(
			`The chart of ${String(days + 1)} days, in Chromium`,
			['', 'median', 'spread', '', 'goal'],
			[['one drawing', ...seriesCells(series), 'ms', goalText(series.median, FRAME_MS, 'ms')]],
			['Script, style and layout of one change of the range, without painting.'],
		);
	} finally {
		await browser.close();
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}
