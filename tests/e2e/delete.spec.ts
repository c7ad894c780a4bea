import type { Page } from '@playwright/test';

import { expect, fillWeek, installed, showCode, test } from './support';

const rests = (page: Page) =>
	page.evaluate(async () => {
		const files: string[] = [];
		for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
		return {
			databases: (await indexedDB.databases()).map(({ name }) => name),
			local: Object.keys(localStorage).sort(),
			files,
			caches: await caches.keys(),
			workers: (await navigator.serviceWorker.getRegistrations()).length,
		};
	});

test('delete everything leaves nothing on the device', async ({ page }) => {
	await fillWeek(page);
	await installed(page);
	await showCode(page);
	await page.goto('/settings/');
	await page.getByRole('radio', { name: 'Dark' }).check();
	const before = await rests(page);
	expect(before.databases).toEqual(['tessera']);
	expect(before.local).toEqual(['tessera.kept', 'tessera.theme']);
	// The folder of the erasable secret.
	expect(before.files).toEqual(['keys']);
	expect(before.caches).toHaveLength(1);
	expect(before.workers).toBe(1);

	await page.getByRole('button', { name: 'Delete everything' }).click();
	const dialog = page.getByRole('dialog', { name: 'Delete everything' });
	await expect(dialog).toContainText('Everything you noted is lost for good.');
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await expect(dialog).toBeHidden();
	expect(await rests(page)).toEqual(before);

	await page.getByRole('button', { name: 'Delete everything' }).click();
	await dialog.getByRole('button', { name: 'Delete for good' }).click();
	await expect(dialog).toContainText('Everything is deleted.');
	expect(await rests(page)).toEqual({
		databases: [],
		local: [],
		files: [],
		caches: [],
		workers: 0,
	});

	await dialog.getByRole('button', { name: 'To the start' }).click();
	await page.goto('/');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		'A health score that is yours alone',
	);
});
