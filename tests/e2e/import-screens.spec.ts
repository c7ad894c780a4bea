import type { Page } from '@playwright/test';

import { appleZip, healthCard, PASSWORD, picked, SCALE_CSV, type PickedFile } from './import-files';
import { DESK, expectNoOverflow, PHONE, smallTargets } from './layout';
import { expect, expectAccessible, test } from './support';

const LONG_NAME = `${'a-very-long-name-of-a-file-'.repeat(6)}.csv`;

const input = (page: Page) => page.locator('label.drop input');

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
