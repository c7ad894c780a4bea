import { rawRequest } from '../fixtures/attest-requests';
import {
	answerButton,
	answerScreen,
	ask,
	asker,
	consent,
	copyAnswer,
	copyRequest,
	declineButton,
	expectProposed,
	readRequest,
	requestCode,
} from './question';
import {
	checkCode,
	expect,
	expectVerdict,
	fillWeek,
	logDays,
	readTile,
	showCode,
	test,
	verdict,
} from './support';
import type { Page } from '@playwright/test';

const receipts = (page: Page) => page.getByRole('main').getByRole('listitem');

test('asked, consented, answered: good for this asker, and once', async ({ page, openDevice }) => {
	await fillWeek(page);
	const { band } = await readTile(page);
	expect(['Yellow', 'Green'], 'a week that is at least yellow').toContain(band);
	const door = await (await openDevice()).newPage();
	await ask(door, { label: 'City library ' });
	const request = await copyRequest(door);
	const shown = await requestCode(door).locator('path').getAttribute('d');

	await readRequest(page, request);
	await expect(asker(page).locator('q bdi')).toHaveText(['City library']);
	await expect(asker(page)).toContainText('not checked');
	await expect(asker(page)).toContainText('For: entering a place');
	await expect(asker(page)).toContainText('Asks for: at least Yellow');
	const statements = consent(page).getByRole('radio');
	await expect(statements.first()).toHaveAccessibleName('at least Yellow');
	await expect(statements.first()).toBeChecked();
	await expect(consent(page)).toContainText('1 bit');
	await expect(consent(page)).toContainText('An average.');
	// What was not asked for is not even offered.
	await expect(consent(page).getByRole('switch')).toHaveCount(0);
	await expect(
		consent(page).getByText(band === 'Green' ? 'Green' : 'Yellow', { exact: true }),
	).toHaveCount(0);
	await expectProposed(page, 'Answer');

	await answerButton(page).click();
	await expect(answerScreen(page)).toContainText('Says “at least Yellow”, nothing else');
	const answer = await copyAnswer(page);

	// To whoever else asks the same, it is closed; and so it is to a tab that never asked.
	const other = await (await openDevice()).newPage();
	await ask(other, {});
	await checkCode(other, answer);
	await expectVerdict(other, 'wrong-nonce');
	await expect(verdict(other)).not.toContainText('Yellow');
	const idle = await (await openDevice()).newPage();
	await checkCode(idle, answer);
	await expectVerdict(idle, 'wrong-nonce');

	await checkCode(door, answer);
	await expectVerdict(door, 'valid');
	await expect(verdict(door).getByText('at least Yellow', { exact: true })).toBeVisible();
	await expect(verdict(door)).toContainText('Self-declared · Hangzhou 2020');
	await expect(verdict(door)).not.toContainText('Less was said');
	// The accepted answer ended its request: the next person gets another.
	await expect(requestCode(door).locator('path')).not.toHaveAttribute('d', shown ?? '');
	await expect(door.getByText(/^Copied\./)).toBeHidden();
	expect(await copyRequest(door)).not.toBe(request);

	await checkCode(door, answer);
	await expectVerdict(door, 'already-shown');
	await door.getByRole('button', { name: 'Scan next' }).click();
	await checkCode(door, answer);
	await expectVerdict(door, 'already-shown');

	await page.goto('/receipts/');
	await expect(receipts(page)).toHaveCount(1);
	await expect(receipts(page)).toContainText('at least Yellow');
	await expect(receipts(page)).toContainText('answered “City library”, entering a place');
	await expect(receipts(page)).toContainText('Asked: at least Yellow');
});

test('answered with less: good, and the asker sees that it is less', async ({
	page,
	openDevice,
}) => {
	await fillWeek(page);
	const door = await (await openDevice()).newPage();
	await ask(door, {});
	await readRequest(page, await copyRequest(door));
	await consent(page)
		.getByRole('radio', { name: /^at least Orange/ })
		.check();
	// A threshold that the holder picked tells that it was picked.
	await expect(consent(page)).toContainText('2 bits');
	await answerButton(page).click();
	await expect(answerScreen(page)).toContainText('Says “at least Orange”, nothing else');
	await checkCode(door, await copyAnswer(page));
	await expectVerdict(door, 'valid');
	await expect(verdict(door).getByText('at least Orange', { exact: true })).toBeVisible();
	await expect(verdict(door)).toContainText('Less was said than was asked.');
});

test('an answer outlives neither its request nor the question', async ({ page, openDevice }) => {
	await fillWeek(page);
	const guard = await openDevice();
	const door = await guard.newPage();
	await ask(door, {});
	await readRequest(page, await copyRequest(door));
	await answerButton(page).click();
	const answer = await copyAnswer(page);
	// Taken back, a question has no answer any more.
	await door.getByRole('button', { name: 'Change the question' }).click();
	await checkCode(door, answer);
	await expectVerdict(door, 'wrong-nonce');

	await door.getByRole('button', { name: 'Show request' }).click();
	const first = await copyRequest(door);
	await readRequest(page, first);
	await answerButton(page).click();
	const late = await copyAnswer(page);
	// It is shown anew before it dies, and the one before stays open for a while.
	await guard.clock.runFor(125_000);
	expect(await copyRequest(door)).not.toBe(first);
	await guard.clock.runFor(60_000);
	await checkCode(door, late);
	await expectVerdict(door, 'wrong-nonce');
});

test('declined: nothing is said, and a receipt says so', async ({ page, openDevice }) => {
	await fillWeek(page);
	const door = await (await openDevice()).newPage();
	await ask(door, { label: 'Pool', purpose: 'sport' });
	const request = await copyRequest(door);
	await readRequest(page, request);
	await declineButton(page).click();
	await expect(page.getByRole('heading', { name: 'Not answered' })).toBeVisible();
	await expect(page.getByRole('img')).toHaveCount(0);
	await page.getByRole('button', { name: 'Done' }).click();
	await expect(page.getByRole('textbox', { name: 'Paste a request' })).toBeVisible();
	expect(await copyRequest(door), 'the request waits on').toBe(request);

	await readRequest(page, request);
	await answerButton(page).click();
	await expect(answerScreen(page)).toBeVisible();
	await page.getByRole('button', { name: 'Done' }).click();
	await expect(answerScreen(page)).toBeHidden();
	await readRequest(page, rawRequest({ say: 0x10, purpose: 0, label: 'Night bar' }));
	await showCode(page);

	await page.goto('/receipts/');
	const filtered = {
		'all receipts': 4,
		'codes shown': 1,
		answers: 1,
		'declined or refused': 2,
	};
	for (const [name, count] of Object.entries(filtered)) {
		await page.getByRole('combobox', { name: 'Show' }).selectOption({ label: name });
		await expect(receipts(page)).toHaveCount(count);
	}
	await expect(receipts(page).filter({ hasText: 'declined “Pool”, sport' })).toContainText(
		'Nothing was said',
	);
	await expect(
		receipts(page).filter({ hasText: 'refused “Night bar”, entering a place: asked too much' }),
	).toContainText('Asked: the colour');
});

for (const [text, names] of [
	['job interview', 'This names work or hiring.'],
	['招聘面试', 'This names work or hiring.'],
	['flat rental', 'This names housing.'],
	['Tombola', 'This is not one of the usual purposes.'],
] as const)
	test(`a purpose of its own (${text}): "no" is proposed`, async ({ page, openDevice }) => {
		await fillWeek(page);
		const door = await (await openDevice()).newPage();
		await ask(door, { label: 'Acme', purpose: 'something else', text });
		await readRequest(page, await copyRequest(door));
		await expect(asker(page).locator('q bdi')).toHaveText(['Acme', text]);
		await expect(asker(page)).toContainText(names);
		await expectProposed(page, 'Do not answer');
		// It is a proposal: the holder may answer all the same.
		await answerButton(page).click();
		await checkCode(door, await copyAnswer(page));
		await expectVerdict(door, 'valid');
	});

test('a second, different threshold on one day: what both reveal, and "no" is proposed', async ({
	page,
	context,
	openDevice,
}) => {
	await fillWeek(page);
	const door = await (await openDevice()).newPage();
	await ask(door, {});
	await readRequest(page, await copyRequest(door));
	await answerButton(page).click();
	await expect(answerScreen(page)).toBeVisible();

	// The same once more tells nothing new.
	const again = await (await openDevice()).newPage();
	await ask(again, { label: 'Theatre', purpose: 'an event' });
	await readRequest(page, await copyRequest(again));
	await expect(consent(page)).toContainText('Together with what you said today: 1 bit.');
	await expectProposed(page, 'Answer');
	await expect(consent(page)).not.toContainText('Today you already said');

	const other = await (await openDevice()).newPage();
	await ask(other, { label: 'Museum', say: 'at least Orange' });
	const request = await copyRequest(other);
	await readRequest(page, request);
	await expect(consent(page)).toContainText(
		'Today you already said: at least Yellow. Together with “at least Orange” that tells more closely where you stand.',
	);
	await expect(consent(page)).toContainText('Together with what you said today: 2 bits.');
	await expectProposed(page, 'Do not answer');

	// Another day is another sum.
	await context.clock.setSystemTime('2026-11-21T12:00:00+08:00');
	await readRequest(page, request);
	await expect(consent(page)).not.toContainText('Today you already said');
	await expectProposed(page, 'Answer');
});

test('a request that asks for more than its purpose may is refused, and kept as a receipt', async ({
	page,
}) => {
	await fillWeek(page);
	await readRequest(page, rawRequest({ say: 0x10, facts: 0b0010, purpose: 0, label: 'Night bar' }));
	const refused = page.getByRole('main').getByRole('alert');
	await expect(refused).toContainText('Refused: asks for too much');
	await expect(refused.locator('q bdi')).toHaveText(['Night bar']);
	await expect(refused).toContainText('not checked');
	await expect(refused).toContainText('entering a place');
	await expect(refused).toContainText('the colour, No smoking for 30 days');
	await expect(answerButton(page)).toHaveCount(0);
	await page.getByRole('button', { name: 'Done' }).click();
	await expect(page.getByRole('textbox', { name: 'Paste a request' })).toBeVisible();
	await page.goto('/receipts/');
	await expect(receipts(page)).toHaveCount(1);
	await expect(receipts(page)).toContainText('Nothing was said');
});

test('what is no request is said in words', async ({ page }) => {
	await fillWeek(page);
	const alert = page.getByRole('main').getByRole('alert');
	const sound = rawRequest();
	for (const [text, message] of [
		['hello', 'This is no request of Tessera, or only a part of one.'],
		[sound.slice(0, -1), 'This is no request of Tessera, or only a part of one.'],
		[sound.replace('TQ1:', 'TB1:'), 'This is a code or an answer'],
		[sound.replace('TQ1:', 'TQ2:'), 'a request of a newer version'],
		[rawRequest({ publicKey: new Uint8Array(32) }), 'a key that protects nothing'],
	] as const) {
		await readRequest(page, text);
		await expect(alert).toContainText(message);
		await expect(answerButton(page)).toHaveCount(0);
	}
	// After that a sound one is read as if nothing had been.
	await page.getByRole('textbox', { name: 'Paste a request' }).fill(sound);
	await page.getByRole('button', { name: 'Read', exact: true }).click();
	await expect(asker(page).locator('q bdi')).toHaveText(['Bar']);
	await page.goto('/receipts/');
	await expect(page.getByText('No receipts.')).toBeVisible();
});

test('unable looks like unwilling: sample, too few days, not for this person, not true', async ({
	page,
}) => {
	const expectSilence = async (why: string) => {
		await expect(consent(page)).toContainText(why);
		await expect(consent(page)).toContainText('sees no difference between unable and unwilling');
		await expect(consent(page).getByRole('button')).toHaveText(['Do not answer']);
		await declineButton(page).click();
		await expect(page.getByText('There is no “no” that anybody could see.')).toBeVisible();
	};
	/** Within the page: the sample month lives in memory only. */
	const readHere = async (request: string) => {
		await page.getByRole('navigation').getByRole('link', { name: 'Share' }).click();
		await page.getByRole('link', { name: 'Answer a request' }).click();
		await page.getByRole('textbox', { name: 'Paste a request' }).fill(request);
		await page.getByRole('button', { name: 'Read', exact: true }).click();
	};
	await page.goto('/');
	await page.getByRole('button', { name: 'Look around with a sample month' }).click();
	await readHere(rawRequest({ say: 0x22 }));
	await expectSilence('The sample month cannot answer');
	await page.getByRole('button', { name: 'End sample' }).click();

	await page.goto('/');
	await logDays(page, 6);
	await readHere(rawRequest({ say: 0x22 }));
	await expectSilence('A code needs entries on 7 of the last 14 complete days.');

	// A week that says enough, and yet not what is asked for.
	await page.goto('/');
	await logDays(page, 8, { steps: 500, sleep: 4, cigarettes: 30 });
	const { band } = await readTile(page);
	expect(['Purple', 'Red']).toContain(band);
	await readHere(rawRequest({ say: 0x24 }));
	await expect(consent(page).getByRole('radio', { name: /^at least Yellow/ })).toHaveCount(0);

	await page.goto('/settings/');
	await page.getByRole('switch', { name: 'I am under 18 or pregnant' }).click();
	await expect(page.getByRole('switch', { name: 'I am under 18 or pregnant' })).toBeChecked();
	await readHere(rawRequest({ say: 0x22 }));
	await expectSilence('You said that you are under 18 or pregnant.');
});

test('with receipts off none is written, and the day’s sum still counts', async ({
	page,
	openDevice,
}) => {
	await fillWeek(page);
	await page.goto('/receipts/');
	await page.getByRole('switch', { name: 'Write receipts' }).click();
	await expect(page.getByRole('switch', { name: 'Write receipts' })).not.toBeChecked();
	const door = await (await openDevice()).newPage();
	await ask(door, {});
	await readRequest(page, await copyRequest(door));
	await answerButton(page).click();
	await expect(answerScreen(page)).toBeVisible();
	await readRequest(page, rawRequest({ say: 0x10, purpose: 0 }));
	await expect(page.getByRole('heading', { name: 'Refused' })).toBeVisible();

	await readRequest(page, rawRequest({ say: 0x23 }));
	await expect(consent(page)).toContainText('Together with what you said today: 2 bits.');
	await expectProposed(page, 'Do not answer');
	await declineButton(page).click();
	await page.goto('/receipts/');
	await expect(page.getByText('No receipts.')).toBeVisible();
});

test('"Answer" pressed twice is one answer and one receipt', async ({ page }) => {
	await fillWeek(page);
	await readRequest(page, rawRequest());
	await answerButton(page).evaluate((button: HTMLElement) => {
		button.click();
		button.click();
	});
	await expect(answerScreen(page)).toBeVisible();
	await page.goto('/receipts/');
	await expect(receipts(page)).toHaveCount(1);
});

test('on one device: request and answer go by links, behind the # and gone from the address', async ({
	page,
}) => {
	await fillWeek(page);
	const addresses: string[] = [];
	page.on('request', (sent) => addresses.push(sent.url()));
	// A browser that restores its tabs writes the state of each entry to the disk.
	const kept = () =>
		page.evaluate(() => JSON.stringify([history.state, Object.entries(sessionStorage)]));
	await ask(page, { label: 'Physio' });
	await page.evaluate(() => {
		Object.assign(globalThis, { sameDocument: true });
	});
	await page.getByRole('link', { name: 'Answer on this device' }).click();
	await expect(asker(page).locator('q bdi')).toHaveText(['Physio']);
	await expect.poll(() => page.evaluate(() => location.href)).toMatch(/\/answer\/$/);
	expect(await kept()).not.toContain('TQ1');
	await answerButton(page).click();
	await expect(answerScreen(page)).toContainText('Says “at least Yellow”, nothing else');
	await page.getByRole('link', { name: 'The asker’s page is on this device' }).click();
	await expectVerdict(page, 'valid');
	await expect(verdict(page).getByText('at least Yellow', { exact: true })).toBeVisible();
	await expect.poll(() => page.evaluate(() => location.href)).toMatch(/\/verify\/$/);
	expect(await kept()).not.toContain('TR1');
	// The key that opens the answer lives in this one document.
	expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
	expect(addresses.filter((address) => /T[QR]1/.test(address))).toEqual([]);
	// Neither going back nor loading anew finds the answer or the request again.
	await page.goBack();
	await expect(page).toHaveURL(/\/answer\/$/);
	await expect(page.getByRole('textbox', { name: 'Paste a request' })).toBeVisible();
});
