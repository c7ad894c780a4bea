import {
	checkCode,
	codeScreen,
	copyCode,
	expect,
	expectVerdict,
	fillWeek,
	logDays,
	readTile,
	showCode,
	test,
	verdict,
} from './support';

test('a week on one sheet becomes a score, a code, and a good verdict', async ({
	page,
	openDevice,
}) => {
	await page.goto('/');
	await page.getByRole('link', { name: 'Fill in the last 7 days' }).click();
	await expect(page.getByRole('heading', { name: 'The last 7 days' })).toBeVisible();
	await fillWeek(page);
	const { score, band } = await readTile(page);
	expect(score).toBeGreaterThan(60);

	await showCode(page, 'Colour');
	await expect(codeScreen(page)).toContainText(`Says “${band}”, nothing else`);
	const token = await copyCode(page);
	expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+~$/);

	const door = await (await openDevice()).newPage();
	await checkCode(door, token);
	await expectVerdict(door, 'valid');
	await expect(verdict(door)).toContainText('Good code');
	await expect(verdict(door).getByText(band, { exact: true })).toBeVisible();
	await expect(verdict(door)).toContainText('Self-declared · Hangzhou 2020');
});

test('days in the quick log: no code before the seventh, then "at least"', async ({
	page,
	openDevice,
}) => {
	await page.goto('/');
	await logDays(page, 6, { steps: 9000, sleep: 7.5 });
	await expect(
		page.getByRole('img', { name: /^Score about \d+, \w+, provisional$/ }),
	).toBeVisible();
	await page.getByRole('link', { name: 'Show code' }).click();
	await expect(page.getByRole('heading', { name: 'Needs 1 more logged day' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Show code' })).toBeDisabled();
	await expect(codeScreen(page)).toBeHidden();

	await page.getByRole('link', { name: 'Today' }).click();
	await logDays(page, 7, { steps: 9000 });
	await readTile(page);
	await showCode(page, 'At least');
	const says = /Says “(at least \w+)”/.exec(await codeScreen(page).innerText())?.[1] ?? '';
	expect(says).not.toBe('');
	const token = await copyCode(page);
	// What was not said is nowhere in the code: neither the colour itself nor the number.
	const claims: unknown = JSON.parse(
		atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')),
	);
	expect(JSON.stringify(claims)).not.toContain('"band"');

	const door = await (await openDevice()).newPage();
	await checkCode(door, token);
	await expectVerdict(door, 'valid');
	await expect(verdict(door).getByText(says, { exact: true })).toBeVisible();
});

test('"Show code" of the start screen is one tap with the last choice', async ({ page }) => {
	await fillWeek(page);
	await showCode(page, 'Colour');
	await page.getByRole('button', { name: 'Done' }).click();
	await expect(codeScreen(page)).toBeHidden();
	await page.getByRole('link', { name: 'Today' }).click();
	const { band } = await readTile(page);
	await page.getByRole('link', { name: 'Show code' }).click();
	await expect(codeScreen(page)).toContainText(`Says “${band}”, nothing else`);
});

test('a browser that refuses to copy shows the text instead', async ({ page, context }) => {
	await fillWeek(page);
	await showCode(page);
	const session = await context.newCDPSession(page);
	const { targetInfo } = await session.send('Target.getTargetInfo');
	await session.send('Browser.setPermission', {
		permission: { name: 'clipboard-write', allowWithoutSanitization: false },
		setting: 'denied',
		browserContextId: targetInfo.browserContextId ?? '',
	});
	await page.getByRole('button', { name: 'Copy code text' }).click();
	await expect(page.getByRole('textbox', { name: 'The browser refused to copy' })).toHaveValue(
		/^[\w-]+\.[\w-]+\.[\w-]+~$/,
	);
	await expect(page.getByText('Copied.')).toBeHidden();
});
