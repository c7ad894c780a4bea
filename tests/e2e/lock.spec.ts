import type { Page } from '@playwright/test';

import { rawRequest } from '../fixtures/attest-requests';
import {
	DERIVING_MS,
	lockedScreen,
	lockPage,
	passphraseField,
	setPassphrase,
	unlock,
} from './locking';
import { consent } from './question';
import {
	checkCode,
	codeScreen,
	copyCode,
	expect,
	expectVerdict,
	fillDay,
	fillWeek,
	importRecords,
	installed,
	showCode,
	test,
	tile,
} from './support';

test.describe.configure({ timeout: 180_000 });

/** Values that stand nowhere else, so that each place where one turns up is a leak. */
const CANARIES = ['31337', '87.654', 'canary-cough-xyzzy'];

const RECORDS = {
	schema: 'tessera.records/1',
	days: [{ kind: 'steps', day: '2026-11-19', value: 31337, source: 'manual' }],
	observations: [{ kind: 'weight', day: '2026-11-01', value: 87.654 }],
	conditions: [{ code: 'canary-cough-xyzzy', since: '2020-02-02', until: null }],
	checkups: [],
};

/** Everything that a page says of itself: title, address, document, fields, what a reader hears. */
async function everythingSaid(page: Page): Promise<string> {
	const session = await page.context().newCDPSession(page);
	const { nodes } = await session.send('Accessibility.getFullAXTree');
	await session.detach();
	const said = await page.evaluate(() =>
		[
			document.title,
			location.href,
			new XMLSerializer().serializeToString(document),
			...Array.from(document.querySelectorAll('input'), ({ value }) => value),
			JSON.stringify(history.state),
		].join('\n'),
	);
	return `${said}\n${JSON.stringify(nodes)}`;
}

const leaks = (text: string) => CANARIES.filter((canary) => text.includes(canary));

/** A tab that is put behind another: a headless browser does not do it by itself. */
async function setVisibility(page: Page, state: 'hidden' | 'visible'): Promise<void> {
	await page.evaluate((value) => {
		Object.defineProperty(document, 'visibilityState', { configurable: true, value });
		document.dispatchEvent(new Event('visibilitychange'));
	}, state);
}

/** Tries a passphrase that is wrong, and waits until it was. */
async function refuse(page: Page, passphrase: string): Promise<void> {
	await passphraseField(page).fill(passphrase);
	await page.keyboard.press('Enter');
	await expect(passphraseField(page)).toHaveValue('', { timeout: DERIVING_MS });
}

test('a passphrase: set, asked for, refused and taken', async ({ page }) => {
	await fillWeek(page);
	const label = (await tile(page).getAttribute('aria-label')) ?? '';
	await page.goto(lockPage);
	await expect(page.getByRole('button', { name: 'Lock now' })).toBeHidden();
	await page.getByRole('button', { name: 'Set a passphrase' }).click();
	await expect(page.getByText('Nobody can reset it.')).toBeVisible();
	const [first, second] = [
		page.getByLabel('New passphrase'),
		page.getByLabel('The same once more'),
	];
	await expect(first).toBeFocused();
	await expect(first).toHaveAttribute('autocomplete', 'new-password');
	await first.fill('seven 7');
	await page.getByRole('button', { name: 'Seal with this passphrase' }).click();
	await expect(page.getByRole('alert')).toHaveText('Please take at least 8 characters.');
	await expect(first).toBeFocused();
	await first.fill('lantern orbit sugar');
	await expect(page.getByText('Good, unless it is a quotation')).toBeVisible();
	await second.fill('lantern orbit suger');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toHaveText('The two are not the same.');
	await expect(second).toBeFocused();
	await page.getByRole('button', { name: 'Show what is typed' }).first().click();
	await expect(second).toHaveAttribute('type', 'text');
	await second.fill('lantern orbit sugar');
	await page.keyboard.press('Enter');
	await expect(page.getByText('From now on Tessera asks for this passphrase.')).toBeVisible();
	await expect(page.getByRole('link', { name: 'Make a backup' })).toBeVisible();

	await page.reload();
	await expect(lockedScreen(page)).toBeVisible();
	await expect(page.getByRole('navigation')).toBeHidden();
	await expect(passphraseField(page)).toBeFocused();
	await expect(passphraseField(page)).toHaveAttribute('autocomplete', 'current-password');
	await page.keyboard.type('lantern orbit suger');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toHaveText('That is not the passphrase.');
	await expect(passphraseField(page)).toBeFocused();
	await expect(passphraseField(page)).toHaveValue('');
	await page.keyboard.type('lantern orbit sugar');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1, name: 'Lock' })).toBeVisible();
	await page.getByRole('link', { name: 'Today' }).click();
	await expect(tile(page)).toHaveAttribute('aria-label', label);
});

test('wrong tries make one wait, and the wait is said once', async ({ page }) => {
	await fillWeek(page);
	await setPassphrase(page);
	await page.reload();
	// The time stands still, so that a slow machine does not wait while it derives keys.
	let now = await page.evaluate(() => Date.now());
	const later = async (seconds: number) => {
		now += seconds * 1000;
		await page.clock.setFixedTime(now);
	};
	await later(0);
	for (let tries = 0; tries < 3; tries++) await refuse(page, `wrong number ${String(tries)}`);
	const alert = page.getByRole('alert');
	await expect(alert).toHaveText('That is not the passphrase. You can try again in 2 seconds.');
	const button = page.getByRole('button', { name: 'Unlock', exact: true });
	await expect(button).toBeDisabled();
	const countdown = page.locator('.countdown');
	await expect(countdown).toHaveText('0:02');
	await expect(countdown).toHaveAttribute('aria-hidden', 'true');
	const again = page.getByRole('status').getByText('You can try again now.');
	await expect(again).toBeHidden();
	await later(1);
	await expect(countdown).toHaveText('0:01');
	await expect(alert).toHaveText('That is not the passphrase. You can try again in 2 seconds.');
	await later(1);
	await expect(again).toBeVisible();
	await expect(alert).toBeHidden();
	await expect(countdown).toBeHidden();
	await expect(button).toBeEnabled();
	// The next wait is longer, and a reload does not end it.
	await refuse(page, 'wrong once more');
	await expect(alert).toContainText('You can try again in 4 seconds.');
	await page.reload();
	await expect(button).toBeDisabled();
	await expect(countdown).toHaveText('0:04');
	await later(4);
	await unlock(page);
	await page.reload();
	await refuse(page, 'wrong after a right one');
	await expect(alert).toHaveText('That is not the passphrase.');
});

test('a lock in one tab locks both, and nothing personal stays on either', async ({
	page,
	context,
	complaints,
}) => {
	const said: string[] = [];
	context.on('console', (message) => said.push(message.text()));
	await fillWeek(page);
	await importRecords(page, RECORDS);
	await setPassphrase(page);
	const other = await context.newPage();
	await other.goto('/records/');
	await unlock(other);
	await expect(other.getByText('87.654')).toBeVisible();
	await page.getByRole('link', { name: 'Records' }).click();
	await expect(page.getByText('canary-cough-xyzzy')).toBeVisible();
	// What is looked at here finds what is there to be found.
	expect(leaks(await everythingSaid(other))).not.toEqual([]);

	await page.getByRole('button', { name: 'Lock now' }).click();
	for (const tab of [page, other]) {
		await expect(lockedScreen(tab)).toBeVisible();
		await expect(tab).toHaveTitle('Locked · Tessera');
		expect(leaks(await everythingSaid(tab))).toEqual([]);
	}
	expect(leaks(said.join('\n'))).toEqual([]);
	expect(complaints).toEqual([]);
	// One tab that is unlocked opens no other.
	await unlock(page);
	await other.reload();
	await expect(lockedScreen(other)).toBeVisible();
});

test('locks after a time without a touch, in whichever tab that is', async ({ page, context }) => {
	await fillWeek(page);
	await setPassphrase(page);
	await page.getByLabel('When nobody touches it for').selectOption({ label: '1 minute' });
	const other = await context.newPage();
	await other.goto('/');
	await unlock(other);
	await page.clock.fastForward(50_000);
	await page.mouse.move(10, 10);
	// The clock is one for both tabs.
	await page.clock.fastForward(50_000);
	await expect(tile(other)).toBeVisible();
	await expect(lockedScreen(page)).toBeHidden();
	await page.clock.fastForward(15_000);
	await expect(lockedScreen(page)).toBeVisible();
	await expect(lockedScreen(other)).toBeVisible();
	await unlock(page);
	// The first touch after a long sleep is no sign that somebody was there.
	await page.evaluate(() => {
		const { now } = Date;
		Date.now = () => now() + 3_600_000;
	});
	await page.mouse.move(20, 20);
	await expect(lockedScreen(page)).toBeVisible();
});

test('a code on screen is as good as a touch, until it is closed', async ({ page }) => {
	await fillWeek(page);
	await setPassphrase(page);
	await page.getByLabel('When nobody touches it for').selectOption({ label: '1 minute' });
	await page.getByRole('link', { name: 'Share' }).click();
	await page.getByRole('button', { name: 'Show code' }).click();
	for (let minutes = 0; minutes < 3; minutes++) {
		await page.clock.fastForward(60_000);
		await expect(codeScreen(page)).toBeVisible();
	}
	await page.getByRole('button', { name: 'Done' }).click();
	await page.clock.fastForward(61_000);
	await expect(lockedScreen(page)).toBeVisible();
});

test('a verifier’s page goes on while the lock closes behind it', async ({ page }) => {
	await fillWeek(page);
	await setPassphrase(page);
	await page.getByLabel('When nobody touches it for').selectOption({ label: '1 minute' });
	await page.getByRole('link', { name: 'More' }).click();
	await page.getByRole('link', { name: 'I check codes of others' }).click();
	const pasted = page.getByRole('textbox', { name: 'Paste a code' });
	await pasted.fill('half typed');
	await page.clock.fastForward(61_000);
	await page.clock.runFor(1000);
	await expect(pasted).toHaveValue('half typed');
	await page.goBack();
	await expect(lockedScreen(page)).toBeVisible();
	await unlock(page);
	await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('locks when it is put aside, but not for its own file picker', async ({ page }) => {
	await fillWeek(page);
	await setPassphrase(page);
	await page.getByRole('switch', { name: 'Whenever another app or tab is in front' }).click();
	await page.getByRole('link', { name: 'More' }).click();
	await page.getByRole('link', { name: 'Import' }).click();
	const choosing = page.waitForEvent('filechooser');
	await page.getByLabel('Choose a file').click({ position: { x: 5, y: 5 } });
	const chooser = await choosing;
	await setVisibility(page, 'hidden');
	await setVisibility(page, 'visible');
	await chooser.setFiles({
		name: 'records.json',
		mimeType: 'application/json',
		buffer: Buffer.from(JSON.stringify(RECORDS)),
	});
	await page.getByRole('button', { name: 'Keep these records' }).click();
	await expect(page.getByRole('heading', { name: 'Kept' })).toBeVisible();
	await setVisibility(page, 'hidden');
	await expect(lockedScreen(page)).toBeVisible();

	// The browser's question for the camera is the app's own, too.
	await unlock(page);
	await page.evaluate(() => {
		navigator.mediaDevices.getUserMedia = () =>
			new Promise((_, refuse) => {
				Object.assign(window, { refuse });
			});
	});
	await page.getByRole('link', { name: 'Share' }).click();
	await page.getByRole('link', { name: 'Answer a request' }).click();
	// It was allowed before, so it is asked for at once.
	await page.waitForFunction(() => 'refuse' in window);
	await setVisibility(page, 'hidden');
	await setVisibility(page, 'visible');
	await page.evaluate(() => {
		const { refuse } = window as unknown as { refuse: (cause: Error) => void };
		refuse(new DOMException('', 'NotAllowedError'));
	});
	await expect(page.getByText('The camera was not allowed.')).toBeVisible();
	await setVisibility(page, 'hidden');
	await expect(lockedScreen(page)).toBeVisible();

	// A picker that is left open for minutes keeps nothing open.
	await page.goto('/import/');
	await unlock(page);
	const again = page.waitForEvent('filechooser');
	await page.getByLabel('Choose a file').click({ position: { x: 5, y: 5 } });
	await again;
	await setVisibility(page, 'hidden');
	await page.clock.fastForward(121_000);
	await expect(lockedScreen(page)).toBeVisible();
});

test('verifiers are not locked, and a request waits until its answerer has unlocked', async ({
	page,
}) => {
	await fillWeek(page);
	await showCode(page);
	const code = await copyCode(page);
	await page.getByRole('button', { name: 'Done' }).click();
	await setPassphrase(page);
	await page.reload();
	await expect(lockedScreen(page)).toBeVisible();
	await page.getByRole('link', { name: 'I check codes of others' }).click();
	await checkCode(page, code);
	await expectVerdict(page, 'valid');

	const request = rawRequest({ say: 0x22, label: 'City library' });
	await page.goto(`/answer/#${encodeURIComponent(request)}`);
	await expect(lockedScreen(page)).toBeVisible();
	await expect(page.getByText('A request is waiting.')).toBeVisible();
	expect(new URL(page.url()).hash).toBe('');
	expect(await everythingSaid(page)).not.toContain('City library');
	await unlock(page);
	await expect(page.getByText('City library')).toBeVisible();
	await expect(consent(page)).toBeVisible();
});

test.describe('with the server gone', () => {
	test.use({ baseURL: '' });

	test('a locked vault opens offline', async ({ page, context, ownServer }) => {
		const { origin } = ownServer;
		await fillWeek(page, origin);
		await installed(page);
		await page.goto(`${origin}${lockPage}`);
		await page.getByRole('button', { name: 'Set a passphrase' }).click();
		await page.getByLabel('New passphrase').fill('lantern orbit sugar');
		await page.getByLabel('The same once more').fill('lantern orbit sugar');
		await page.keyboard.press('Enter');
		await expect(page.getByText('From now on Tessera asks for this passphrase.')).toBeVisible();
		await page.close();
		await ownServer.stop();
		const cold = await context.newPage();
		await cold.goto(`${origin}/`);
		await expect(lockedScreen(cold)).toBeVisible();
		await unlock(cold, 'lantern orbit sugar');
		await expect(tile(cold)).toBeVisible();
		await fillDay(cold, { steps: 4321 });
	});
});
