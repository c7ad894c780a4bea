import {
	checkCode,
	copyCode,
	expect,
	expectVerdict,
	fillWeek,
	showCode,
	test,
	verdict,
} from './support';

test('a spoken number tells a code made just now from a copy', async ({ page, openDevice }) => {
	await fillWeek(page);
	await showCode(page);
	const copy = await copyCode(page);

	const door = await (await openDevice()).newPage();
	await door.goto('/verify/');
	await door.getByRole('switch', { name: 'Say a number' }).click();
	const said = await door.getByText('Say aloud:').locator('..').getByRole('strong').innerText();
	expect(said).toMatch(/^\d{4}$/);
	await checkCode(door, copy);
	await expectVerdict(door, 'wrong-nonce');
	await expect(verdict(door)).toContainText('Without your number');

	// Three digits are no number yet; another one is another.
	const typed = page.getByRole('textbox', { name: 'Number the verifier said' });
	await typed.fill(said.slice(0, 3));
	await checkCode(door, await copyCode(page));
	await expectVerdict(door, 'wrong-nonce');
	await typed.fill(said.startsWith('9') ? `8${said.slice(1)}` : `9${said.slice(1)}`);
	await checkCode(door, await copyCode(page));
	await expectVerdict(door, 'wrong-nonce');

	await typed.fill(said);
	const answer = await copyCode(page);
	await checkCode(door, answer);
	await expectVerdict(door, 'valid');

	// A number is said once: the next holder gets another.
	await door.getByRole('button', { name: 'Scan next' }).click();
	await expect(verdict(door)).toBeEmpty();
	const next = door.getByText('Say aloud:').locator('..').getByRole('strong');
	await expect(next).toHaveText(/^\d{4}$/);
	if ((await next.innerText()) !== said) {
		await checkCode(door, answer);
		await expectVerdict(door, 'wrong-nonce');
	}
});
