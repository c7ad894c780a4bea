import { tokenToEnvelope } from '../../src/lib/attest/envelope';
import { audienceOf, parseRequest, requestToBytes } from '../../src/lib/attest/request';
import { signOnce } from '../../src/lib/attest/sign-once';
import { mintOf, NOW, OTHER_RULESET } from '../fixtures/attest';
import { answerOf, AT_LEAST_4, sealTo } from '../fixtures/attest-requests';
import { ask, asker, copyRequest, readRequest } from './question';
import { checkCode, expect, expectVerdict, fillWeek, test, verdict } from './support';
import type { Page } from '@playwright/test';

test.use({ startsAt: new Date(NOW).toISOString() });

/** The request on the screen, as a holder's own program reads it. */
async function requestOn(door: Page) {
	const read = parseRequest(await copyRequest(door));
	if (!read.ok) throw new Error(read.error.code);
	return read.value;
}

test('what was pasted is gone with its verdict; what cannot be read stays, to be mended', async ({
	page,
}) => {
	await page.goto('/verify/');
	const field = page.getByRole('textbox', { name: 'Paste a code' });
	const { code, token } = mintOf('pasted');
	await checkCode(page, code.slice(0, -1));
	await expectVerdict(page, 'unreadable');
	await expect(field).toHaveValue(code.slice(0, -1));
	await field.press('End');
	await field.pressSequentially(code.slice(-1));
	const check = page.getByRole('button', { name: 'Check', exact: true });
	await check.click();
	await expectVerdict(page, 'valid');
	await expect(field).toHaveValue('');
	// Pressed once more there is nothing to check, and the focus is where it is missing.
	await check.click();
	await expect(field).toBeFocused();
	await expectVerdict(page, 'valid');

	await page.getByRole('switch', { name: 'Say a number' }).click();
	await checkCode(page, token);
	await expectVerdict(page, 'wrong-nonce');
	await expect(field).toHaveValue('');
});

test('an answer by rules that are unknown here says what it says, and that it means nothing', async ({
	page,
}) => {
	await ask(page, {});
	const request = await requestOn(page);
	const { nonce, iat } = request;
	const aud = audienceOf(requestToBytes(request));
	// Another program's: ours answers by its own rulesets only.
	const claims = { disclosure: AT_LEAST_4, rs: OTHER_RULESET, aud, nonce, iat, exp: iat + 180 };
	const token = signOnce(claims, new Uint8Array(32).fill(1));
	await checkCode(page, await sealTo(request, tokenToEnvelope(token)));
	await expectVerdict(page, 'unknown-ruleset');
	await expect(verdict(page).getByText('at least Yellow', { exact: true })).toBeVisible();
	await expect(verdict(page)).toContainText('Self-declared · unknown ruleset');
});

test('an answer that comes after its time by the asker’s clock has expired', async ({
	page,
	context,
}) => {
	await ask(page, {});
	const answer = await answerOf('late', await requestOn(page));
	// The wall clock is set, and the one that nobody sets goes on: the request is still pending.
	await context.clock.setSystemTime(NOW + 240_000);
	await checkCode(page, answer);
	await expectVerdict(page, 'expired');
	await expect(verdict(page)).not.toContainText('Yellow');
});

test('a request from the future tells a holder that one of the clocks is wrong', async ({
	page,
	context,
	openDevice,
}) => {
	await fillWeek(page);
	const door = await (await openDevice()).newPage();
	await ask(door, {});
	const request = await copyRequest(door);
	await readRequest(page, request);
	await expect(asker(page)).not.toContainText('clock');

	const now = await door.evaluate(() => Date.now());
	await context.clock.setSystemTime(now - 60_000);
	await readRequest(page, request);
	await expect(asker(page)).toContainText(/comes from (5|6)\d seconds in the future/);
	await context.clock.setSystemTime(now + 600_000);
	await readRequest(page, request);
	await expect(asker(page)).toContainText('this request is 10 minutes old');
});
