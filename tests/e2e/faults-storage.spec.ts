import type { Page } from '@playwright/test';

import { clearStorage, holdDatabase, raiseVersions, rowsOf } from './storage-faults';
import { expect, field, fillDay, fillWeek, installed, test, tile } from './support';

/** What stands in place of the screen: what happened, what it means, what to do. */
const halt = (page: Page) => page.getByRole('alert');
const reload = (page: Page) => page.getByRole('button', { name: 'Reload' }).click();
const welcome = (page: Page) =>
	page.getByRole('heading', { name: 'A health score that is yours alone' });
const lost = (page: Page) => page.getByText(/^Your records are no longer in this browser\./);

test.describe('the database goes away under the app', () => {
	const ways: Record<string, (page: Page, other: Page) => Promise<unknown>> = {
		'cleared, and its connections ended, by the browser': (page) => clearStorage(page, 'indexeddb'),
		'deleted by another page of the same origin': (_, other) =>
			other.evaluate(
				() =>
					new Promise((resolve, reject) => {
						const deleting = indexedDB.deleteDatabase('tessera');
						deleting.onsuccess = resolve;
						deleting.onerror = reject;
					}),
			),
	};
	for (const [name, take] of Object.entries(ways))
		test(name, async ({ page, context }) => {
			await fillWeek(page);
			await page.goto('/fill/');
			await page.getByRole('spinbutton', { name: /^Steps, Thu/ }).fill('4321');
			const other = await context.newPage();
			await other.goto('/verify/');
			await take(page, other);
			await expect(halt(page)).toContainText('Your records were closed');
			await expect(halt(page)).toContainText('or the browser closed its storage.');
			await expect(halt(page)).toContainText('Reload to go on.');
			// Nothing is made anew behind its back.
			expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);

			await reload(page);
			await page.goto('/');
			await expect(welcome(page)).toBeVisible();
			await expect(lost(page)).toBeVisible();
			await expect(page.getByRole('link', { name: 'Import your export' })).toBeVisible();
			expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
			await page.reload();
			await expect(lost(page)).toBeVisible();
			// Beginning anew ends the notice, and so does having read it.
			await fillDay(page, { steps: 1000 });
			await expect(lost(page)).toBeHidden();
			await page.reload();
			await expect(field(page, 'steps')).toHaveValue('1000');
			await expect(lost(page)).toBeHidden();
		});
});

test('evicted with all else: the next start is a first visit, and offers to bring a file', async ({
	page,
}) => {
	await fillWeek(page);
	await installed(page);
	await page.goto('/verify/');
	const title = page.getByRole('heading', { level: 1 });
	await expect(title).toBeVisible();
	// A page that loses its worker reloads.
	const reloaded = page.waitForEvent('load');
	await clearStorage(page, 'all');
	await reloaded;
	await expect(title).toBeVisible();
	expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
	await page.goto('/');
	await expect(welcome(page)).toBeVisible();
	await expect(page.getByRole('link', { name: 'Import your export' })).toBeVisible();
	// What knew of the records went with them.
	await expect(lost(page)).toBeHidden();
});

test('the records gone, the choices still there: it is said plainly, once it is read no more', async ({
	page,
}) => {
	await page.goto('/settings/');
	await page.getByRole('radio', { name: 'Dark' }).check();
	await page.goto('/');
	// Choices alone are no sign that there ever were records.
	await expect(lost(page)).toBeHidden();
	await fillWeek(page);
	await page.goto('/verify/');
	await clearStorage(page, 'indexeddb');
	await page.goto('/');
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await expect(lost(page)).toContainText('You did not delete them here');
	await expect(welcome(page)).toBeVisible();
	await page.getByRole('button', { name: 'Understood' }).click();
	await expect(lost(page)).toBeHidden();
	await page.reload();
	await expect(welcome(page)).toBeVisible();
	await expect(lost(page)).toBeHidden();
});

test('deleting everything on purpose leaves no such notice', async ({ page }) => {
	await fillWeek(page);
	await page.goto('/settings/');
	await page.getByRole('button', { name: 'Delete everything' }).click();
	await page.getByRole('button', { name: 'Delete for good' }).click();
	await expect(page.getByText('Everything is deleted.')).toBeVisible();
	await page.goto('/');
	await expect(welcome(page)).toBeVisible();
	await expect(lost(page)).toBeHidden();
});

test.describe('another tab is in the way', () => {
	test('it has an older version open: it is said, and then the records open', async ({
		page,
		context,
	}) => {
		const other = await context.newPage();
		await other.goto('/verify/');
		const letGo = await holdDatabase(other, 5);
		await page.goto('/');
		await expect(halt(page)).toContainText('Another tab is in the way');
		await expect(halt(page)).toContainText('Your records are safe.');
		await expect(halt(page)).toContainText('Close the other tabs of Tessera, then reload.');
		await letGo();
		await reload(page);
		await fillDay(page, { steps: 1000 });
		await page.reload();
		await expect(field(page, 'steps')).toHaveValue('1000');
	});

	test('it does not let go while everything is deleted: both are said, and both go on', async ({
		page,
		context,
	}) => {
		await fillWeek(page);
		const other = await context.newPage();
		await other.goto('/verify/');
		const letGo = await holdDatabase(other);
		await page.goto('/settings/');
		await page.getByRole('button', { name: 'Delete everything' }).click();
		await page.getByRole('button', { name: 'Delete for good' }).click();
		const dialog = page.getByRole('dialog', { name: 'Delete everything' });
		await expect(dialog).toContainText('Another tab of Tessera does not let go.');
		const third = await context.newPage();
		await third.goto('/');
		await expect(halt(third)).toContainText('Your records do not open yet');
		await expect(halt(third)).toContainText('Nothing is lost.');
		await letGo();
		await expect(dialog).toContainText('Everything is deleted.');
		await expect(halt(third)).toBeHidden();
		await expect(welcome(third)).toBeVisible();
	});
});

test.describe('a private window', () => {
	test('without a database: it is said that nothing can be kept', async ({ page }) => {
		await page.addInitScript(() => {
			Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
		});
		await page.goto('/');
		await expect(halt(page)).toContainText('This browser gives no storage here');
		await expect(halt(page)).toContainText('Open Tessera in a normal window.');
		await page.goto('/verify/');
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	});

	test('with a database that refuses: it is said, and what was typed stays', async ({ page }) => {
		await page.addInitScript(() => {
			IDBFactory.prototype.open = () => {
				throw new DOMException('denied', 'SecurityError');
			};
		});
		await page.goto('/');
		await field(page, 'steps').fill('4321');
		await expect(page.getByText(/^Not kept\. This browser gives no storage here/)).toBeVisible();
		await field(page, 'steps').blur();
		await expect(field(page, 'steps')).toHaveValue('4321');
	});

	test('without files, local storage and promises: it works, and says that it will not last', async ({
		page,
	}) => {
		await page.addInitScript(() => {
			StorageManager.prototype.getDirectory = () =>
				Promise.reject(new DOMException('denied', 'SecurityError'));
			StorageManager.prototype.persist = () => Promise.reject(new TypeError('denied'));
			Object.defineProperty(globalThis, 'localStorage', {
				get: () => {
					throw new DOMException('denied', 'SecurityError');
				},
			});
		});
		await page.goto('/');
		await fillDay(page, { steps: 4321 });
		const notice = page.getByText(/But the browser has not promised to hold it/);
		await expect(notice).toContainText('a private window forgets it when it closes');
		await page.getByRole('button', { name: 'Understood' }).click();
		await expect(notice).toBeHidden();
		await page.reload();
		await expect(field(page, 'steps')).toHaveValue('4321');
		// Said once; where the storage is told of, it is told for good.
		await expect(notice).toBeHidden();
		await page.goto('/settings/');
		await expect(page.getByText(/The browser may clear it when space is short\./)).toBeVisible();
	});

	test('that promises to hold it: nothing is said', async ({ page }) => {
		await page.addInitScript(() => {
			StorageManager.prototype.persist = () => Promise.resolve(true);
		});
		await fillWeek(page);
		await expect(page.getByText(/But the browser has not promised/)).toBeHidden();
	});
});

test.describe('written by a newer version', () => {
	const newer = async (page: Page, before: string) => {
		await page.goto('/');
		await expect(halt(page)).toContainText('These records were written by a newer version');
		await expect(halt(page)).toContainText('This older version has touched nothing.');
		await expect(halt(page)).toContainText('Reload while you are online');
		// Nor does what runs later by itself.
		await page.clock.fastForward(10_000);
		await page.goto('/verify/');
		expect(await rowsOf(page), 'what rests').toBe(before);
	};

	test('the database', async ({ page }) => {
		await fillWeek(page);
		await page.goto('/verify/');
		await (
			await holdDatabase(page, 1000)
		)();
		await newer(page, await rowsOf(page));
	});

	for (const store of ['pages', 'slots'])
		test(`its ${store}`, async ({ page }) => {
			await fillWeek(page);
			await page.goto('/verify/');
			await raiseVersions(page, store);
			await newer(page, await rowsOf(page));
		});
});

test('an export from a storage that has stopped answering is refused with a word', async ({
	page,
}) => {
	await fillWeek(page);
	await page.goto('/settings/');
	await expect(page.getByRole('button', { name: 'Export all records' })).toBeEnabled();
	await page.evaluate(() => {
		IDBIndex.prototype.getAll = () => {
			throw new DOMException('disk', 'UnknownError');
		};
	});
	await page.getByRole('button', { name: 'Export all records' }).click();
	await expect(page.getByText(/^Not exported: the records cannot be read just now/)).toBeVisible();
	await page.goto('/');
	await expect(tile(page)).toBeVisible();
});
