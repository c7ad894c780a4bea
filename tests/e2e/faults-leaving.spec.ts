import type { Page } from '@playwright/test';

import { makeNextBuild } from './next-build';
import { expect, field, fillWeek, installed, isBusy, test, tile } from './support';

const DAYS = 4000;

/** Thirteen years of steps, which take a while to write. */
const manyYears = () => ({
	schema: 'tessera.records/1',
	days: Array.from({ length: DAYS }, (_, back) => ({
		kind: 'steps',
		day: new Date(Date.UTC(2026, 10, 19 - back)).toISOString().slice(0, 10),
		value: 5000 + back,
		source: 'manual',
	})),
	observations: [],
	conditions: [],
	checkups: [],
});

async function chooseFile(page: Page, origin = ''): Promise<void> {
	await page.goto(`${origin}/import/`);
	await page.getByLabel('Choose a file').setInputFiles({
		name: 'records.json',
		mimeType: 'application/json',
		buffer: Buffer.from(JSON.stringify(manyYears())),
	});
	await expect(
		page.getByText('4,000 daily values').or(page.getByText('4000 daily values')),
	).toBeVisible();
}

const keepFile = (page: Page) => page.getByRole('button', { name: 'Keep these records' }).click();

/** Days that rest here, whichever way they came. */
async function daysKept(page: Page, origin = ''): Promise<number> {
	await page.goto(`${origin}/settings/`);
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Export all records' }).click();
	const chunks: Buffer[] = [];
	for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
	return (JSON.parse(Buffer.concat(chunks).toString()) as { days: unknown[] }).days.length;
}

/** The app looks for a new version when it comes back to the front. */
async function comeBack(page: Page, origin: string): Promise<void> {
	await page.goto(`${origin}/settings/`);
	await expect(page.getByText(/^Version /)).toBeVisible();
	await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
}

/**
 * Makes every write of this page take so long that something can come between; and those that begin
 * while they are held, until they are let go.
 */
const slowWrites = (page: Page, milliseconds: number) =>
	page.addInitScript((wait) => {
		const transact = Object.getOwnPropertyDescriptor(IDBDatabase.prototype, 'transaction')
			?.value as IDBDatabase['transaction'];
		IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args) {
			const transaction = transact.apply(this, args);
			if (this.name !== 'tessera' || transaction.mode !== 'readwrite') return transaction;
			const until = performance.now() + wait;
			const store = transaction.objectStore('pages');
			// A transaction lives as long as it is asked something.
			const linger = () => {
				const isHeld = Reflect.get(window, 'writesAreHeld') === true;
				if (isHeld || performance.now() < until) store.count().onsuccess = linger;
			};
			linger();
			return transaction;
		};
	}, milliseconds);

const holdWrites = (page: Page, areHeld: boolean) =>
	page.evaluate((held) => {
		Object.assign(window, { writesAreHeld: held });
	}, areHeld);

test.describe('a page that is left', () => {
	test('while a write is under way asks first; then it does not', async ({ page }) => {
		await fillWeek(page);
		await slowWrites(page, 1500);
		await page.goto('/');
		await field(page, 'steps').pressSequentially('7');
		// What is kept is not shown before it is kept: neither points nor a day's sum.
		const asked = page.waitForEvent('dialog');
		const left = page.evaluate(() => {
			location.href = '/verify/';
		});
		const question = await asked;
		expect(question.type()).toBe('beforeunload');
		await question.dismiss();
		await left;
		await expect(page).toHaveTitle('Tessera');
		await expect(page.getByText('Tomorrow 72', { exact: false })).toBeVisible();
		await expect.poll(() => page.evaluate(isBusy)).toBe(false);
		await page.goto('/verify/');
		await page.goto('/');
		await expect(field(page, 'steps')).toHaveValue('7');
	});

	test('right after the last of many quick entries loses none that was shown as kept', async ({
		page,
	}) => {
		await fillWeek(page);
		for (let back = 0; back < 8; back++) {
			await field(page, 'activity').fill(String(30 + back));
			await page.getByRole('button', { name: 'Previous day' }).click();
		}
		// No wait: the last write may be under way, and then the browser asks and the page stays.
		page.on('dialog', (question) => void question.dismiss());
		await page.evaluate(() => {
			location.href = '/verify/';
		});
		await page.waitForTimeout(500);
		// Where the page stays, it is left once nothing holds it back; where it goes, its script is gone.
		await expect(async () => {
			expect(await page.evaluate(isBusy)).toBe(false);
		}).toPass();
		await page.goto('/');
		for (let back = 0; back < 8; back++) {
			await expect(field(page, 'activity')).toHaveValue(String(30 + back));
			await page.getByRole('button', { name: 'Previous day' }).click();
		}
	});

	test('a file that is cut off by closing the tab is in whole or not at all', async ({
		page,
		context,
	}) => {
		await fillWeek(page);
		const other = await context.newPage();
		await chooseFile(other);
		await keepFile(other);
		await other.close();
		const days = await daysKept(page);
		expect([28, 28 + DAYS - 7]).toContain(days);
	});
});

test.describe('an update', () => {
	test('waits for a file that another tab is keeping, and nothing is lost', async ({
		page,
		context,
		ownServer,
	}, testInfo) => {
		const { origin } = ownServer;
		const next = testInfo.outputPath('next');
		const { after } = await makeNextBuild(next);
		await fillWeek(page, origin);
		await installed(page);
		const other = await context.newPage();
		await slowWrites(other, 0);
		await chooseFile(other, origin);

		await ownServer.serve(next);
		await comeBack(page, origin);
		const take = page.getByRole('button', { name: 'Update now' });
		await expect(take).toBeVisible();
		await holdWrites(other, true);
		await keepFile(other);
		await expect(other.getByText('Writing…')).toBeVisible();
		await take.click();
		await expect(
			page.getByText('A code or an import is open in a tab. Finish that first.'),
		).toBeVisible();
		await holdWrites(other, false);
		await expect(other.getByRole('heading', { name: 'Kept' })).toBeVisible();

		const reloads = Promise.all([page.waitForEvent('load'), other.waitForEvent('load')]);
		await take.click();
		await reloads;
		expect(await daysKept(page, origin)).toBe(28 + DAYS - 7);
		await expect(page.getByText(`Version ${after}`, { exact: true })).toBeVisible();
	});

	test('taken in the middle of an entry lets it end, then reloads', async ({
		page,
		context,
		ownServer,
	}, testInfo) => {
		const { origin } = ownServer;
		const next = testInfo.outputPath('next');
		await makeNextBuild(next);
		await fillWeek(page, origin);
		await installed(page);
		const other = await context.newPage();
		await slowWrites(other, 2000);
		await other.goto(`${origin}/`);
		await expect(tile(other)).toBeVisible();
		await ownServer.serve(next);
		await comeBack(page, origin);
		await expect(page.getByRole('button', { name: 'Update now' })).toBeVisible();

		await field(other, 'steps').pressSequentially('7');
		const reloads = Promise.all([page.waitForEvent('load'), other.waitForEvent('load')]);
		// As if the word had been given a moment before the entry.
		await page.evaluate(async () => {
			const { waiting } = await navigator.serviceWorker.ready;
			waiting?.postMessage({ type: 'take-over' });
		});
		await reloads;
		await expect(field(other, 'steps')).toHaveValue('7');
	});
});
