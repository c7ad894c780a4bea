import type { Page } from '@playwright/test';

import { drawQr } from '../../src/lib/qr/draw';
import { mintOf, NOW } from '../fixtures/attest';
import { copiedBy } from './clipboard';
import { readDrawing, toDrawing } from './code-video';
import { FakeCamera } from './fake-camera';
import { answerButton, answerScreen, ask, readRequest } from './question';
import { checkCode, expect, fillWeek, installed, test, verdict } from './support';

test.use({ startsAt: new Date(NOW).toISOString() });

/** A code that is good for the next two minutes, as a camera sees it. */
const codeOf = (seed: string, band: 1 | 2 | 3 | 4 | 5) =>
	toDrawing(
		drawQr(mintOf(seed, { disclosure: { say: { band }, facts: [] }, now: NOW + 45_000 }).code).path,
	);

const gate = (page: Page) => page.getByRole('dialog', { name: 'Gate' });
const outcome = (page: Page) => gate(page).locator('.outcome[role="status"]');

async function expectOutcome(page: Page, word: 'Pass' | 'No pass', name: string): Promise<void> {
	await expect(outcome(page)).toHaveAttribute('data-verdict', name);
	await expect(outcome(page).getByText(word, { exact: true })).toBeVisible();
}

const firstTrack = (video: HTMLVideoElement) => (video.srcObject as MediaStream).getTracks()[0];

/** How often the screen was asked to stay awake, and how often it was let go. */
function watchWakeLocks(): void {
	const counts = { requests: 0, releases: 0 };
	Object.assign(globalThis, { wakeLocks: counts });
	const lock = { release: () => Promise.resolve((counts.releases += 1)) };
	Object.defineProperty(navigator, 'wakeLock', {
		value: { request: () => Promise.resolve(((counts.requests += 1), lock)) },
	});
}

const wakeLocks = (page: Page) =>
	page.evaluate(
		() =>
			(globalThis as unknown as { wakeLocks: { requests: number; releases: number } }).wakeLocks,
	);

test('the gate: pass and no pass by policy, one showing counted once, until it is closed', async ({
	playwright,
	launchOptions,
	baseURL,
	complaints,
	setClock,
}, testInfo) => {
	test.slow();
	const camera = new FakeCamera(testInfo.outputPath('gate.y4m'));
	const browser = await camera.launch(playwright, launchOptions);
	try {
		const context = await browser.newContext({
			baseURL: baseURL ?? '',
			locale: 'en-GB',
			permissions: ['camera'],
		});
		await setClock(context);
		await context.addInitScript(watchWakeLocks);
		context.on('weberror', (error) => complaints.push(error.error().message));
		const door = await context.newPage();
		await door.goto('/verify/');
		const video = door.locator('video');
		await expect(video).toBeVisible();
		const scanned = await video.evaluateHandle(firstTrack);

		await door.getByRole('radio', { name: 'Gate', exact: true }).check();
		await door.getByLabel('Let pass').selectOption({ label: 'at least Yellow' });
		// While there is no place for its picture, the camera is off.
		await expect(video).toHaveCount(0);
		await expect.poll(() => scanned.evaluate((t) => t?.readyState)).toBe('ended');

		await door.getByRole('button', { name: 'Open the gate' }).click();
		await expect(gate(door)).toContainText('Hold up a code');
		await expect(gate(door)).toContainText('at least Yellow');
		await expect
			.poll(() =>
				gate(door)
					.locator('video')
					.evaluate((v: HTMLVideoElement) => v.videoWidth),
			)
			.toBeGreaterThan(0);
		expect(await wakeLocks(door)).toEqual({ requests: 1, releases: 0 });

		await camera.see(codeOf('green', 5));
		await expectOutcome(door, 'Pass', 'valid');
		await expect(outcome(door)).toContainText('Green');
		await expect(gate(door)).toContainText('1 of 1 passed');
		// Held up for longer, it is the same person.
		await expect(gate(door)).toContainText('Hold up a code');
		await door.waitForTimeout(3000);
		await expect(gate(door)).toContainText('1 of 1 passed');

		// A good code of a lower band is a good code, and yet no pass.
		await camera.see(codeOf('red', 2));
		await expectOutcome(door, 'No pass', 'valid');
		await expect(outcome(door)).toContainText('Red');
		await expect(gate(door)).toContainText('1 of 2 passed');

		await expect(gate(door)).toContainText('Hold up a code');
		await camera.see(toDrawing(drawQr('HTTPS://EXAMPLE.ORG/').path));
		await expectOutcome(door, 'No pass', 'unreadable');
		await expect(gate(door)).toContainText('1 of 3 passed');

		// Somebody else comes with the code of the first.
		await expect(gate(door)).toContainText('Hold up a code');
		await camera.see(codeOf('green', 5));
		await expectOutcome(door, 'No pass', 'already-shown');
		await expect(outcome(door)).not.toContainText('Green');
		await expect(gate(door)).toContainText('1 of 4 passed');
		await expect(gate(door)).toContainText('Good code 2');

		// Once the page was hidden, the browser has let the screen go; it is held again.
		await door.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
		await expect.poll(() => wakeLocks(door)).toEqual({ requests: 2, releases: 0 });

		const track = await video.evaluateHandle(firstTrack);
		await gate(door).getByRole('button', { name: 'Close the gate' }).click();
		await expect(gate(door)).toBeHidden();
		expect(await track.evaluate((t) => t?.readyState)).toBe('ended');
		expect((await wakeLocks(door)).releases).toBe(1);

		// Opened again it has forgotten: no counts. The policy is remembered.
		await camera.see();
		await door.getByRole('button', { name: 'Open the gate' }).click();
		await expect(gate(door)).toContainText('0 of 0 passed');
		await door.keyboard.press('Escape');
		await expect(gate(door)).toBeHidden();
		await door.reload();
		await door.getByRole('radio', { name: 'Gate', exact: true }).check();
		await expect(door.getByLabel('Let pass')).toHaveValue('4');
	} finally {
		await browser.close();
	}
});

test('a gate that asks: one answer is one pass, held up however long; then the next request', async ({
	page,
	playwright,
	launchOptions,
	baseURL,
	complaints,
	setClock,
}, testInfo) => {
	test.slow();
	await fillWeek(page);
	const camera = new FakeCamera(testInfo.outputPath('gate.y4m'));
	const browser = await camera.launch(playwright, launchOptions);
	try {
		const context = await browser.newContext({
			baseURL: baseURL ?? '',
			locale: 'en-GB',
			permissions: ['camera', 'clipboard-write'],
		});
		await setClock(context);
		context.on('weberror', (error) => complaints.push(error.error().message));
		const door = await context.newPage();
		// The last question was one that no gate can ask.
		await ask(door, { purpose: 'a study', say: 'the colour' });
		await door.getByRole('radio', { name: 'Gate', exact: true }).check();
		const open = door.getByRole('button', { name: 'Open the gate' });
		await door.getByRole('switch', { name: 'Show a request' }).click();
		await door.getByLabel('Who asks').fill('');
		await expect(open, 'nobody asks without saying who').toBeDisabled();
		await door.getByLabel('Who asks').fill('North gate');
		await open.click();
		const request = gate(door).getByRole('img', { name: 'The request, for a camera' });
		await expect(request).toBeVisible();
		const drawing = await readDrawing(door, 'The request, for a camera');
		const copy = gate(door).getByRole('button', { name: 'Copy request text' });
		await readRequest(page, await copiedBy(door, () => copy.click()));
		await expect(page.getByRole('main')).toContainText('North gate');
		await expect(page.getByRole('main')).toContainText('entering a place');
		await answerButton(page).click();
		await expect(answerScreen(page)).toBeVisible();

		await camera.see(await readDrawing(page));
		await expectOutcome(door, 'Pass', 'valid');
		await expect(outcome(door)).toContainText('at least Yellow');
		// Who passed is still holding up the phone: the gate must not turn red at them.
		await expect(gate(door)).toContainText('Hold up a code');
		await door.waitForTimeout(2000);
		await expect(gate(door)).toContainText('Hold up a code');
		await expect(gate(door)).toContainText('1 of 1 passed');
		expect(await readDrawing(door, 'The request, for a camera')).not.toEqual(drawing);

		// A code that is not an answer does not pass where a request is shown.
		await camera.see(codeOf('shown', 5));
		await expectOutcome(door, 'No pass', 'wrong-audience');
		await expect(gate(door)).toContainText('1 of 2 passed');
		await gate(door).getByRole('button', { name: 'Close the gate' }).click();
		await expect(gate(door)).toBeHidden();
	} finally {
		await browser.close();
	}
});

/** What the origin keeps, all of it: a verifier keeps little. */
const atRest = (page: Page) =>
	page.evaluate(async () => ({
		local: Object.fromEntries(Object.entries(localStorage)),
		session: Object.fromEntries(Object.entries(sessionStorage)),
		databases: (await indexedDB.databases()).map(({ name }) => name),
		cached: (
			await Promise.all(
				(await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length),
			)
		).join(' '),
		cookies: document.cookie,
	}));

test('fifty checks of whoever asks, and an open gate, leave nothing', async ({ page, context }) => {
	test.slow();
	await ask(page, { label: 'City library' });
	await installed(page);
	const before = await atRest(page);
	for (let count = 0; count < 50; count++) {
		const { code, token } = mintOf(`visitor ${String(count)}`);
		await checkCode(page, count % 2 === 0 ? token : code.slice(0, -1));
		await expect(verdict(page)).toHaveAttribute('data-verdict', /^(wrong-audience|unreadable)$/);
	}
	await page.getByRole('radio', { name: 'Gate', exact: true }).check();
	await page.getByRole('button', { name: 'Open the gate' }).click();
	await expect(gate(page)).toContainText('Hold up a code');
	await gate(page).getByRole('button', { name: 'Close the gate' }).click();
	expect(await atRest(page)).toEqual(before);
	expect(Object.keys(before.local)).toEqual(['tessera.verifier']);
	expect(JSON.parse(String(before.local['tessera.verifier']))).toEqual({
		sounds: true,
		label: 'City library',
		purpose: 'venue-entry',
		say: 4,
		facts: [],
		gateAtLeast: 4,
		gateAsks: false,
	});
	expect(before.databases).toEqual([]);
	expect(await context.cookies()).toEqual([]);
});
