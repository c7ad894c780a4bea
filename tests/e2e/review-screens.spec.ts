import type { Page } from '@playwright/test';

import { NOW } from '../fixtures/attest';
import { DESK, expectNoOverflow, PHONE, smallTargets } from './layout';
import { openReview, part, REVIEW_RECORDS as RECORDS } from './reviewing';
import { expect, expectAccessible, importRecords, test } from './support';

test.use({ startsAt: new Date(NOW).toISOString() });

/** Opens all there is, so that it is looked at too. */
async function openAll(page: Page): Promise<void> {
	await part(page, 'deniability').locator('.row button').first().click();
	for (const summary of await page.locator('main summary').all())
		if (await summary.isVisible()) await summary.click();
	const raw = part(page, 'inventory').locator('li button').first();
	await raw.click();
}

test('accessible on a phone and at a desk', async ({ page }) => {
	test.slow();
	await page.setViewportSize(PHONE);
	await importRecords(page, RECORDS);
	await openReview(page);
	await expectAccessible(page, 'review');
	await openAll(page);
	await expectAccessible(page, 'review, all open');
	expect(await page.evaluate(smallTargets, 44)).toEqual([]);
	await page.setViewportSize(DESK);
	await expectAccessible(page, 'review at a desk');
});

for (const language of ['en', 'zh'] as const)
	test(`nothing scrolls sideways (${language})`, async ({ page }) => {
		await importRecords(page, RECORDS);
		await page.evaluate((tag) => {
			localStorage.setItem('tessera.language', tag);
		}, language);
		await page.goto('/review/');
		await expect(part(page, 'inventory').locator('[data-table]').first()).toBeVisible();
		await openAll(page);
		await expectNoOverflow(page, `review in ${language}`);
	});

test('the picture by keyboard: a box opens its facts, and the focus comes back', async ({
	page,
}) => {
	await openReview(page);
	await page.locator('nav a').last().focus();
	await page.keyboard.press('Tab');
	const first = page.locator('svg [role="button"]').first();
	await expect(first).toBeFocused();
	await page.keyboard.press('Enter');
	const dialog = page.getByRole('dialog');
	await expect(dialog).toContainText('What you type: days, examinations, conditions');
	await expect(dialog).toContainText('src/lib/app/day-log.svelte.ts');
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(first).toBeFocused();
	await page.keyboard.press('Tab');
	await page.keyboard.press(' ');
	await expect(dialog).toContainText('Files that you choose or drop');
});
