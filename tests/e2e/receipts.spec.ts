import {
	codeScreen,
	copyCode,
	expect,
	expectAccessible,
	fillDay,
	fillWeek,
	readTile,
	showCode,
	test,
} from './support';

test('one receipt a showing, however many codes it took; kept, deleted, taken back', async ({
	page,
	context,
}) => {
	await page.goto('/receipts/');
	await expect(page.getByText('No receipts.')).toBeVisible();
	await fillWeek(page);
	const { band } = await readTile(page);
	await showCode(page);
	const first = await copyCode(page);
	await context.clock.fastForward(31_000);
	await expect.poll(() => copyCode(page)).not.toBe(first);
	await context.clock.fastForward(31_000);
	await page.getByRole('button', { name: 'Done' }).click();
	await expect(codeScreen(page)).toBeHidden();

	await page.goto('/receipts/');
	const receipts = page.getByRole('main').getByRole('listitem');
	await expect(receipts).toHaveCount(1);
	await expect(receipts).toContainText(band);
	await expect(receipts).toContainText('Fri 20 Nov, 12:00');
	await expect(receipts).toContainText('3 codes');

	await receipts.getByRole('button', { name: 'Keep for good' }).click();
	await expect(receipts.getByRole('button', { name: 'Kept for good' })).toHaveAttribute(
		'aria-pressed',
		'true',
	);
	await receipts.getByRole('button', { name: 'Delete' }).click();
	await expect(page.getByText('No receipts.')).toBeVisible();
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(receipts).toContainText('3 codes');
	await page.reload();
	await expect(receipts.getByRole('button', { name: 'Kept for good' })).toBeVisible();

	await showCode(page);
	await page.goto('/receipts/');
	await expect(receipts).toHaveCount(2);
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Export receipts' }).click();
	expect((await download).suggestedFilename()).toBe('tessera-receipts-2026-11-20.json');
	const removeAll = page.getByRole('button', { name: 'Delete all receipts' });
	const question = page.getByRole('dialog', { name: 'Delete all receipts?' });
	await removeAll.click();
	await expectAccessible(page, 'the question before all receipts are deleted');
	await question.getByRole('button', { name: 'Cancel' }).click();
	await expect(receipts).toHaveCount(2);
	await expect(removeAll).toBeFocused();
	await removeAll.click();
	await question.getByRole('button', { name: 'Delete all receipts' }).click();
	await expect(receipts).toHaveCount(0);
});

test('receipts go after 30 days unless they were kept', async ({ page, context }) => {
	await fillWeek(page);
	await showCode(page, 'Colour');
	await showCode(page, 'At least');
	await page.goto('/receipts/');
	const receipts = page.getByRole('main').getByRole('listitem');
	await expect(receipts).toHaveCount(2);
	const kept = receipts.filter({ hasText: 'at least' });
	await kept.getByRole('button', { name: 'Keep for good' }).click();
	await expect(kept.getByRole('button', { name: 'Kept for good' })).toBeVisible();
	await context.clock.setSystemTime('2026-12-21T12:00:00+08:00');
	// The clock alone may be wrong: age counts from the last day that is told.
	await page.goto('/');
	await fillDay(page, { steps: 1000 });
	await page.goto('/receipts/');
	await expect(receipts).toHaveCount(1);
	await expect(kept).toBeVisible();
});

test('with receipts off a code leaves none', async ({ page }) => {
	await fillWeek(page);
	await page.goto('/receipts/');
	await page.getByRole('switch', { name: 'Write receipts' }).click();
	await expect(page.getByRole('switch', { name: 'Write receipts' })).not.toBeChecked();
	await showCode(page);
	await page.goto('/receipts/');
	await expect(page.getByRole('switch', { name: 'Write receipts' })).not.toBeChecked();
	await expect(page.getByText('No receipts.')).toBeVisible();
});
