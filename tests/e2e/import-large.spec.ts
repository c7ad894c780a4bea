import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

import type { Page } from '@playwright/test';

import { appleExport } from '../bench/apple-export.mjs';
import { expect, test } from './support';

/** Enough for a second or two of reading. */
const EXPORT_BYTES = 100_000_000;
/** What a tap may take until the screen shows it (one in ten may take longer: machines stumble). */
const INTERACTION_MS = 100;

async function writeExport(path: string): Promise<void> {
	const out = createWriteStream(path);
	for (const part of appleExport(EXPORT_BYTES)) if (!out.write(part)) await once(out, 'drain');
	out.end();
	await once(out, 'close');
}

/** Notes how long each interaction took until its frame was painted. Runs before the page's scripts. */
function watchInteractions(): void {
	const durations: number[] = [];
	Object.assign(globalThis, { durations });
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries())
			if (entry.name === 'click' || entry.name === 'pointerup') durations.push(entry.duration);
	}).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

const durationsOf = (page: Page) =>
	page.evaluate(() => (globalThis as unknown as { durations: number[] }).durations);

const reading = (page: Page) => page.getByRole('progressbar', { name: 'Reading…' });

test('a large export: it can be stopped, says how far it is, and the page answers meanwhile', async ({
	page,
}, testInfo) => {
	test.slow();
	const file = testInfo.outputPath('export.xml');
	await writeExport(file);
	await page.addInitScript(watchInteractions);
	await page.goto('/import/');
	const choose = page.getByLabel('Choose a file');

	await choose.setInputFiles(file);
	await expect(reading(page)).toBeVisible();
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByText('Stopped. Nothing was kept.')).toBeVisible();
	await expect(reading(page)).toBeHidden();
	expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);

	await choose.setInputFiles(file);
	await expect(page.getByText(/of \d+(\.\d)? MB/)).toBeVisible();
	const guide = page.getByText('Any table (CSV)');
	let taps = 0;
	while (await reading(page).isVisible()) {
		await guide.click();
		taps++;
		if (taps === 1) await expect(page.getByText(/ MB per second/)).toBeVisible();
	}
	await expect(page.getByRole('heading', { name: 'What was found' })).toBeVisible();
	const durations = (await durationsOf(page)).sort((a, b) => a - b);
	const slow = durations.filter((duration) => duration > INTERACTION_MS).length;
	testInfo.annotations.push({
		type: 'interactions',
		description: `${String(taps)} taps while reading; ms: ${durations.join(' ')}`,
	});
	expect(taps).toBeGreaterThan(2);
	expect(slow, `slow ones of ${durations.join(' ')} ms`).toBeLessThanOrEqual(taps / 10);

	await page.getByRole('button', { name: 'Keep these records' }).click();
	await expect(page.getByRole('heading', { name: 'Kept' })).toBeVisible();
});
