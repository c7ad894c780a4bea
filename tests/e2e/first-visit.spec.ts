import type { Page } from '@playwright/test';

import {
	checkCode,
	codeScreen,
	copyCode,
	expect,
	expectVerdict,
	field,
	readTile,
	test,
	tile,
	verdict,
} from './support';

const databases = (page: Page) =>
	page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

test('a first visit shows the doors and leaves nothing behind', async ({ page }) => {
	await page.goto('/');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		'A health score that is yours alone',
	);
	await expect(page.getByText('You may refuse.')).toBeVisible();
	await expect(page.getByRole('link', { name: 'Fill in the last 7 days' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Import your export' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Look around with a sample month' })).toBeVisible();
	await expect(page.getByRole('link', { name: 'I check codes of others' })).toBeVisible();
	for (const path of ['/records/', '/score/', '/share/', '/receipts/', '/settings/', '/import/'])
		await page.goto(path);
	expect(await databases(page)).toEqual([]);
	expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('the sample month: a score, a practice code, and nothing kept', async ({
	page,
	openDevice,
}) => {
	await page.goto('/');
	await page.getByRole('button', { name: 'Look around with a sample month' }).click();
	await expect(tile(page)).toBeVisible();
	const { score, band } = await readTile(page);
	expect(score).toBeGreaterThan(0);
	expect(band).toBe('Yellow');

	await page.getByRole('link', { name: 'Show code' }).click();
	await expect(codeScreen(page)).toContainText('Practice code');
	const code = await copyCode(page);
	const door = await (await openDevice()).newPage();
	await checkCode(door, code);
	await expectVerdict(door, 'sample');
	await expect(verdict(door)).toContainText('It proves nothing.');

	await page.getByRole('button', { name: 'Done' }).click();
	for (const name of ['Records', 'Score', 'More', 'Today']) {
		const link = page.getByRole('link', { name, exact: true });
		await link.click();
		await expect(link).toHaveAttribute('aria-current', 'page');
	}
	expect(await databases(page)).toEqual([]);
	await page.reload();
	await expect(page.getByRole('button', { name: 'Look around with a sample month' })).toBeVisible();
});

test('a first own value asks, and ends the sample', async ({ page }) => {
	await page.goto('/');
	await page.getByRole('button', { name: 'Look around with a sample month' }).click();
	await field(page, 'steps').fill('4321');
	const question = page.getByRole('dialog', { name: 'Start with your own days?' });
	await expect(question).toBeVisible();
	await question.getByRole('button', { name: 'Stay with the sample' }).click();
	await expect(question).toBeHidden();
	await expect(page.getByText('Sample month: nobody’s data.')).toBeVisible();
	expect(await databases(page)).toEqual([]);

	await page.getByRole('link', { name: 'Share' }).click();
	// Else what is typed next may go into the page that is just leaving.
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('What they will see');
	await page.getByRole('link', { name: 'Today' }).click();
	await field(page, 'steps').fill('4321');
	await question.getByRole('button', { name: 'Start my own' }).click();
	await expect(page.getByText('Sample month: nobody’s data.')).toBeHidden();
	await expect(page.getByRole('img', { name: /provisional$/ })).toBeVisible();
	await expect(field(page, 'steps')).toHaveValue('4321');
	await page.getByRole('link', { name: 'Records' }).click();
	await expect(page.getByText('4,321')).toHaveCount(1);
	await expect(page.getByRole('button', { name: /^Delete / })).toHaveCount(1);
});

test('the very first value is typed to its end: the screen stays as it is', async ({ page }) => {
	await page.goto('/');
	await page.getByRole('button', { name: 'Previous day' }).click();
	await field(page, 'steps').pressSequentially('9876', { delay: 60 });
	await expect(page.getByRole('img', { name: /provisional$/ })).toBeVisible();
	await expect(page.getByRole('heading', { name: 'Yesterday' })).toBeVisible();
	await expect(field(page, 'steps')).toBeFocused();
	await expect(field(page, 'steps')).toHaveValue('9876');
	await page.reload();
	await page.getByRole('button', { name: 'Previous day' }).click();
	await expect(field(page, 'steps')).toHaveValue('9876');
});
