import type { BrowserContext, Page } from '@playwright/test';

import { expect, field, fillDay, fillWeek, installed, showCode, test, tile } from './support';

const rests = (page: Page) =>
	page.evaluate(async () => {
		const files: string[] = [];
		for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
		return {
			databases: (await indexedDB.databases()).map(({ name }) => name),
			local: Object.keys(localStorage).sort(),
			files,
			session: Object.keys(sessionStorage),
			caches: await caches.keys(),
			workers: (await navigator.serviceWorker.getRegistrations()).length,
		};
	});

/** Has each page read, before any script of the app, what the page before it left in session storage. */
const readWhatIsLeft = (context: BrowserContext) =>
	context.addInitScript(() => {
		if (location.protocol !== 'about:')
			Object.assign(globalThis, { left: Object.keys(sessionStorage) });
	});
const leftBehind = (page: Page) =>
	page.evaluate(() => (globalThis as unknown as { left: string[] }).left);

/** At the start, as on a first visit. */
async function expectWelcome(page: Page): Promise<void> {
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		'A health score that is yours alone',
	);
	expect(new URL(page.url()).pathname).toBe('/');
}

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
	expect(before.session).toEqual([]);
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
		session: [],
		caches: [],
		workers: 0,
	});

	await dialog.getByRole('button', { name: 'To the start' }).click();
	await expectWelcome(page);
	expect(await rests(page)).toMatchObject({ databases: [], local: [], files: [], session: [] });
});

test('which pages a tab was on does not rest, neither before nor after deleting everything', async ({
	page,
	context,
}) => {
	await readWhatIsLeft(context);
	await fillWeek(page);
	const other = await context.newPage();
	await other.goto('/');
	for (const tab of [page, other]) {
		await tab.getByRole('link', { name: 'Records' }).first().click();
		await expect(tab).toHaveURL(/\/records\/$/);
		await tab.evaluate(() => {
			scrollTo(0, 300);
		});
	}
	// Kit writes when a tab is hidden, too.
	await page.evaluate(() => {
		Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
		document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
		Reflect.deleteProperty(document, 'visibilityState');
	});
	expect((await rests(page)).session).toEqual([]);
	await page.goto('/settings/');
	expect(await leftBehind(page)).toEqual([]);
	await other.getByRole('link', { name: 'Today' }).first().click();
	await expect(tile(other)).toBeVisible();

	await page.getByRole('button', { name: 'Delete everything' }).click();
	await page.getByRole('button', { name: 'Delete for good' }).click();
	await page.getByRole('button', { name: 'To the start' }).click();
	await other.getByRole('button', { name: 'Reload' }).click();
	for (const tab of [page, other]) {
		await expectWelcome(tab);
		expect(await leftBehind(tab)).toEqual([]);
		expect((await rests(tab)).session).toEqual([]);
	}
});

test('the files of the key have one length from the beginning', async ({ page }) => {
	const lengths = () =>
		page.evaluate(async () => {
			const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('keys');
			const sizeOf = async (name: string) =>
				(await (await folder.getFileHandle(name)).getFile()).size;
			return [await sizeOf('a'), await sizeOf('b')];
		});
	await page.goto('/');
	await fillDay(page, { steps: 100 });
	await expect.poll(async () => (await rests(page)).databases).toEqual(['tessera']);
	expect(await lengths()).toEqual([4136, 4136]);
});

test('taken back is deleted: every tab stops, and nothing rests again until something is typed', async ({
	page,
	context,
}) => {
	await fillWeek(page);
	const other = await context.newPage();
	await other.goto('/');
	await expect(tile(other)).toBeVisible();

	await page.goto('/settings/');
	await page.getByRole('button', { name: 'Delete everything' }).click();
	await page.getByRole('button', { name: 'Delete for good' }).click();
	await expect(page.getByText('Everything is deleted.')).toBeVisible();
	await expect(tile(other)).toBeHidden();

	const nothing = { databases: [], local: [], files: [] };
	for (const tab of [page, other])
		for (const path of ['/', '/records/', '/score/', '/share/', '/receipts/', '/settings/']) {
			await tab.goto(path);
			await expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
			expect(await rests(tab), path).toMatchObject(nothing);
		}
	await page.goto('/share/');
	await expect(page.getByRole('button', { name: 'Show code' })).toBeDisabled();

	// As at first: one entry, and it begins anew.
	await page.goto('/');
	await expect(field(page, 'steps')).toHaveValue('');
	await fillDay(page, { steps: 100 });
	await expect.poll(async () => (await rests(page)).databases).toEqual(['tessera']);
});
