import { expect, field, fillDay, fillWeek, test, tile } from './support';

test('what is entered in one tab shows in the other', async ({ page, context }) => {
	await fillWeek(page);
	const other = await context.newPage();
	await other.goto('/');
	await expect(tile(other)).toBeVisible();
	const before = await tile(page).getAttribute('aria-label');
	expect(await tile(other).getAttribute('aria-label')).toBe(before);

	await other.getByRole('button', { name: 'Previous day' }).click();
	await fillDay(other, { steps: 100, cigarettes: 20 });
	await page.getByRole('button', { name: 'Previous day' }).click();
	await expect(field(page, 'steps')).toHaveValue('100');
	await expect(field(page, 'cigarettes')).toHaveValue('20');
	await expect(tile(page)).not.toHaveAttribute('aria-label', before ?? '');
	const after = (await tile(page).getAttribute('aria-label')) ?? '';
	await expect(tile(other)).toHaveAttribute('aria-label', after);
});

test('two tabs writing into one month at once lose nothing', async ({ page, context }) => {
	await fillWeek(page);
	const other = await context.newPage();
	await other.goto('/');
	// Twenty-five days back from today; each tab has a field of its own in all of them.
	const write = async (tab: typeof page, name: 'steps' | 'activity') => {
		for (let back = 0; back < 25; back++) {
			await field(tab, name).fill(String(1000 + back));
			// A real click waits for a frame, which a browser does not draw in a tab behind another.
			await tab.getByRole('button', { name: 'Previous day' }).dispatchEvent('click');
		}
		// Back on the last day the field shows what is kept, no longer what was typed.
		await tab.getByRole('button', { name: 'Next day' }).dispatchEvent('click');
		await expect(field(tab, name)).toHaveValue('1024');
	};
	await Promise.all([write(page, 'steps'), write(other, 'activity')]);
	await other.close();
	await page.goto('/');
	await expect(tile(page)).toBeVisible();
	for (let back = 0; back < 25; back++) {
		await expect(field(page, 'steps')).toHaveValue(String(1000 + back));
		await expect(field(page, 'activity')).toHaveValue(String(1000 + back));
		await page.getByRole('button', { name: 'Previous day' }).click();
	}
});

test('deleting everything in one tab closes the other, which says so', async ({
	page,
	context,
}) => {
	await fillWeek(page);
	const other = await context.newPage();
	await other.goto('/records/');
	await expect(other.getByRole('button', { name: /^Delete / }).first()).toBeVisible();
	await page.goto('/settings/');
	await page.getByRole('button', { name: 'Delete everything' }).click();
	await page.getByRole('button', { name: 'Delete for good' }).click();
	await expect(page.getByText('Everything is deleted.')).toBeVisible();
	await expect(other.getByRole('alert')).toContainText('Your records were closed');
	await other.getByRole('button', { name: 'Reload' }).click();
	await expect(other.getByText('Nothing logged yet')).toBeVisible();
	expect(await other.evaluate(() => indexedDB.databases())).toEqual([]);
});
