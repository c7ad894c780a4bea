import type { Page } from '@playwright/test';

import {
	appleXml,
	appleZip,
	healthCard,
	PASSWORD,
	picked,
	SCALE_CSV,
	type PickedFile,
} from './import-files';
import { DESK, expectNoOverflow, PHONE, smallTargets } from './layout';
import { expect, expectAccessible, test } from './support';

const LONG_NAME = `${'a-very-long-name-of-a-file-'.repeat(6)}.csv`;

const input = (page: Page) => page.locator('label.drop input');
const choose = (page: Page, ...files: readonly PickedFile[]) =>
	input(page).setInputFiles([...files]);
const kept = (page: Page) => page.getByRole('region', { name: 'Kept' });
const earlier = (page: Page) => page.getByRole('region', { name: 'Earlier imports' });
const undoing = (page: Page) => page.getByRole('dialog', { name: 'Undo this import?' });
const stepsSource = (page: Page) => page.getByLabel('Steps: which source counts');

async function keep(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Keep these records' }).click();
	await expect(kept(page)).toBeVisible();
}

/** Reads a table as it was guessed, up to what was found in it. */
async function chooseTable(page: Page, rows: string): Promise<void> {
	await choose(page, picked('band.csv', `Date,Steps\n${rows}`, 'text/csv'));
	await page.getByRole('button', { name: 'Read the table' }).click();
	await expect(page.getByRole('heading', { name: 'What was found' })).toBeVisible();
}

/** Every state of the screen, one after the other, in any language. */
async function eachState(page: Page, look: (state: string) => Promise<void>): Promise<void> {
	const give = (...files: readonly PickedFile[]) => input(page).setInputFiles([...files]);
	await page.goto('/import/');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	for (const summary of await page.locator('main summary').all()) await summary.click();
	await look('nothing yet, every guide open');
	for (const summary of await page.locator('main summary').all()) await summary.click();
	await give(picked(LONG_NAME, 'Dear all'));
	await expect(page.getByText(LONG_NAME).first()).toBeVisible();
	await look('of no known kind');
	await give(await appleZip(40, PASSWORD));
	const password = page.locator('input[type="password"]');
	await password.fill('wrong');
	await page.keyboard.press('Enter');
	await expect(page.locator('[role="alert"].bad').filter({ hasText: /./ })).toBeVisible();
	await look('a wrong password');
	await password.fill(PASSWORD);
	await page.keyboard.press('Enter');
	await expect(page.locator('#found')).toBeVisible();
	await page.locator('section:has(#found) summary').click();
	await look('found');
	await page.locator('section:has(#found) button.primary').click();
	await expect(page.locator('#kept')).toBeVisible();
	await expect(page.locator('#history li')).toHaveCount(1);
	await look('kept');
	await page.locator('#history button').click();
	await expect(page.getByRole('dialog')).toBeVisible();
	await look('undo?');
	await page.keyboard.press('Escape');
	await give(picked('scale.csv', SCALE_CSV, 'text/csv'));
	await expect(page.getByRole('table')).toBeVisible();
	await page.locator('select').first().selectOption('ignore');
	await page.locator('form button[type="submit"]').click();
	await look('a table, no date');
	const card = await healthCard();
	await give(card.file);
	await expect(page.locator('#found')).toBeVisible();
	await look('a card, not checked');
	await give(card.keys, card.forged);
	await expect(page.locator('#found')).toBeHidden();
	await expect(page.locator('main .notice.warn')).toBeVisible();
	await look('a card, wrong signature');
	await page.locator('main .row button').last().click();
	await expect(page.locator('#health-card')).toBeVisible();
	await look('scanning');
}

for (const [name, viewport] of [
	['phone', PHONE],
	['desk', DESK],
] as const)
	test(`axe finds nothing in any state of the import (${name})`, async ({ page }) => {
		test.slow();
		await page.setViewportSize(viewport);
		await eachState(page, (state) => expectAccessible(page, `import, ${state}, ${name}`));
	});

for (const locale of ['en-GB', 'zh-CN'])
	test.describe(`in ${locale}`, () => {
		test.use({ locale, viewport: PHONE });

		test('nothing scrolls sideways, and what is tapped is large enough', async ({ page }) => {
			test.slow();
			await eachState(page, async (state) => {
				expect.soft(await page.evaluate(smallTargets, 44), `below 44 pixels: ${state}`).toEqual([]);
				await expectNoOverflow(page, `import, ${state}`);
				await page.setViewportSize(PHONE);
			});
		});
	});

/** Presses Tab until a control with this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
	for (let presses = 0; presses < 60; presses++) {
		await page.keyboard.press('Tab');
		const text = await page.evaluate(() => {
			const focused = document.activeElement;
			const label = (focused as HTMLInputElement | null)?.labels?.[0]?.textContent;
			return focused?.getAttribute('aria-label') ?? label ?? focused?.textContent ?? '';
		});
		if (name.test(text.trim())) return;
	}
	throw new Error(`No Tab reached ${String(name)}`);
}

test('by keyboard alone: choose, look, keep, undo', async ({ page }) => {
	await page.goto('/import/');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	// Asked for early: from then on the browser hands its picker over, which takes it a moment.
	const choosing = page.waitForEvent('filechooser');
	await tabTo(page, /^Choose a file/);
	await page.keyboard.press('Enter');
	const chooser = await choosing;
	expect(chooser.isMultiple()).toBe(true);
	await chooser.setFiles([await appleZip(3)]);
	await expect(page.getByRole('heading', { name: 'What was found' })).toBeFocused();
	await tabTo(page, /^Steps: which source counts/);
	await page.keyboard.press('ArrowDown');
	await tabTo(page, /^Keep these records/);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'Kept' })).toBeFocused();
	await tabTo(page, /^Undo the import of/);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('dialog', { name: 'Undo this import?' })).toBeVisible();
	await tabTo(page, /^Undo the import$/);
	await page.keyboard.press('Enter');
	await expect(page.getByText('Import undone.')).toBeVisible();
	await expect(page.locator('#history')).toBeHidden();
	await tabTo(page, /^Apple Health/);
	await page.keyboard.press('Enter');
	await expect(page.getByText('On the iPhone, open Health.')).toBeVisible();
});

test('a chosen source is named where nothing of it is left, and can be changed', async ({
	page,
}) => {
	await page.goto('/import/');
	await choose(page, await appleZip(3));
	await stepsSource(page).selectOption('Ann’s iPhone');
	await keep(page);
	await kept(page).getByRole('button', { name: 'Undo this import' }).click();
	await expect(page.getByText('Import undone.')).toBeVisible();
	await expect(input(page)).toBeFocused();

	// Another pair of devices.
	await choose(page, picked('export.xml', appleXml(3).replaceAll('Ann', 'Bo'), 'text/xml'));
	const absent = 'Ann’s iPhone (not here)';
	await expect(stepsSource(page).locator('option:checked')).toHaveText(absent);
	await expectAccessible(page, 'a chosen source that is not here');
	await page.getByRole('button', { name: 'Discard' }).click();
	await expect(input(page)).toBeFocused();

	await page.goto('/records/');
	await expect(stepsSource(page).locator('option:checked')).toHaveText(absent);
	await stepsSource(page).selectOption('the larger value');
	await expect(stepsSource(page)).toHaveCount(0);
});

test('which source counts is asked of the same days, also with what is kept', async ({ page }) => {
	await page.goto('/import/');
	await choose(page, await appleZip(3));
	await keep(page);
	await chooseTable(page, '2026-11-01,4000\n2026-11-02,4100\n');
	await expect(page.getByText('Several sources tell the same days.')).toHaveCount(0);
	await chooseTable(page, '2026-11-18,4000\n2026-11-19,4100\n');
	await expect(page.getByText('Several sources tell the same days.')).toBeVisible();
	await expect(stepsSource(page).locator('option')).toHaveCount(4);
	await expect(stepsSource(page)).toHaveValue('');
});

test('an undo says what it does, and what it does not', async ({ page }) => {
	await page.goto('/import/');
	await choose(page, await appleZip(20));
	await keep(page);
	const older = appleXml(14, 800).replace('2026-11-20 09:00:00', '2026-11-10 09:00:00');
	await choose(page, picked('older.xml', older, 'text/xml'));
	await keep(page);
	await expect(kept(page)).toContainText('14 already there.');

	const undo = earlier(page).getByRole('button', { name: /^Undo/ });
	await undo.last().click();
	await expect(undoing(page)).toContainText('Sleep, Ann’s Watch: 6 entries go');
	await expect(undoing(page)).toContainText('Steps, Ann’s Watch: 20 entries go');
	await expect(undoing(page)).toContainText('does not come back by itself: bring it in again');
	await expect(undoing(page)).not.toContainText('Daily values are now kept');
	await undoing(page).getByRole('button', { name: 'Cancel' }).click();
	await undo.first().click();
	await expect(undoing(page)).toContainText('No record changes.');
	await expect(undoing(page)).not.toContainText('bring it in again');
	await undoing(page).getByRole('button', { name: 'Undo the import' }).click();
	// What was kept is kept no more.
	await expect(kept(page)).toBeHidden();
	await expect(page.getByRole('heading', { name: 'Earlier imports' })).toBeFocused();

	await chooseTable(page, '2020-01-01,4000\n2020-01-02,4100\n');
	await keep(page);
	await expect(kept(page)).toContainText('Daily values are now kept until you delete them');
	await undo.first().click();
	await expect(undoing(page)).toContainText('Daily values are now kept until you delete them');
	await undoing(page).getByRole('button', { name: 'Undo the import' }).click();
	await expect(undo).toHaveCount(1);
	await undo.click();
	await undoing(page).getByRole('button', { name: 'Undo the import' }).click();
	await expect(earlier(page)).toBeHidden();
	await expect(input(page)).toBeFocused();
});

test('a key set alone is answered', async ({ page }) => {
	const card = await healthCard();
	const status = page.getByRole('main').getByRole('status');
	await page.goto('/import/');
	await choose(page, card.keys);
	await expect(status).toContainText('Key set: keys.json.');
	await choose(page, card.forged);
	await expect(page.locator('main .notice.warn')).toBeVisible();
	await expect(status).toContainText('Key set: keys.json.');
	await choose(page, card.file);
	await expect(page.getByText('1 record is signed by a key of the set')).toBeVisible();
});

test('whoever stops, leaves or closes is back at the files', async ({ page }) => {
	await page.goto('/import/');
	// What reads does not arrive: so there is time to stop it.
	const worker = '**/intake.worker-*.js';
	await page.route(worker, () => undefined);
	await choose(page, await appleZip(1));
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByText('Stopped. Nothing was kept.')).toBeVisible();
	await expect(input(page)).toBeFocused();
	await page.unroute(worker);
	for (const [file, shown] of [
		[await appleZip(1, PASSWORD), page.locator('input[type="password"]')],
		[picked('scale.csv', SCALE_CSV, 'text/csv'), page.getByRole('table')],
	] as const) {
		await choose(page, file);
		await expect(shown).toBeVisible();
		await page.getByRole('button', { name: 'Cancel' }).click();
		await expect(shown).toBeHidden();
		await expect(input(page)).toBeFocused();
	}
	await page.getByRole('button', { name: 'Scan a health card' }).click();
	await expect(page.locator('#health-card')).toBeFocused();
	await page.getByRole('button', { name: 'Close' }).click();
	await expect(input(page)).toBeFocused();
});
