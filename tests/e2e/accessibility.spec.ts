import { sampleMonth } from '../../src/lib/records/sample';
import { rawRequest } from '../fixtures/attest-requests';
import { forge, HEADER, mintOf, NOW, OTHER_RULESET, PAYLOAD } from '../fixtures/attest';
import { drawQr } from '../../src/lib/qr/draw';
import { toDrawing } from './code-video';
import { FakeCamera } from './fake-camera';
import { DESK, expectNoOverflow, PHONE, smallTargets } from './layout';
import { answerButton, answerScreen, ask, consent, declineButton, readRequest } from './question';
import {
	checkCode,
	codeScreen,
	expect,
	expectAccessible,
	expectVerdict,
	field,
	importRecords,
	logDays,
	NO_SUCH_PAGE,
	test,
	tile,
} from './support';

/** The day before the clock of these tests. */
const AS_OF = '2026-11-20';

test.use({ startsAt: new Date(NOW).toISOString(), viewport: PHONE });

const SAMPLE = sampleMonth(AS_OF);

/** Everything that the screens can show: two devices of one kind, drinks, results, a condition. */
const RICH = {
	...SAMPLE,
	conditions: [{ code: 'hypertension', since: '2020-01-02', until: null }],
	days: [
		...SAMPLE.days.filter(({ day }) => day > '2026-11-10'),
		{ kind: 'steps', day: AS_OF, value: 7000, source: 'phone' },
		{
			kind: 'alcohol',
			day: '2026-11-21',
			value: 15.78,
			source: 'manual',
			drinks: [{ ml: 500, abv: 4 }],
		},
	],
};

test('first visit, sample and first days', async ({ page }) => {
	await page.goto('/');
	await expectAccessible(page, 'first visit');
	await page.getByRole('button', { name: 'Add a drink' }).click();
	await expectAccessible(page, 'a drink');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();

	await page.getByRole('button', { name: 'Look around with a sample month' }).click();
	await expect(tile(page)).toBeVisible();
	await expectAccessible(page, 'sample');
	await field(page, 'steps').fill('1');
	await expect(page.getByRole('dialog')).toBeVisible();
	await expectAccessible(page, 'the end of the sample');
	await page.getByRole('button', { name: 'Start my own' }).click();

	await logDays(page, 2);
	await expectAccessible(page, 'too few days');
	await field(page, 'steps').fill('-5');
	await expect(page.getByRole('alert')).toBeVisible();
	await expectAccessible(page, 'a refused value');
	await page.goto('/share/');
	await expect(page.getByRole('heading', { name: /^Needs \d more/ })).toBeVisible();
	await expectAccessible(page, 'no code yet');
	await page.goto(NO_SUCH_PAGE);
	await expect(page.getByRole('heading', { name: 'No such page' })).toBeVisible();
	await expectAccessible(page, 'no such page');
});

test('own records', async ({ page }) => {
	await importRecords(page, RICH);
	await expectAccessible(page, 'import, done');
	await page.goto('/');
	await expect(tile(page)).toBeVisible();
	await expectAccessible(page, 'today');
	await page.goto('/fill/');
	await expectAccessible(page, 'fill');
	await page.goto('/records/');
	await expect(page.getByRole('button', { name: /^Delete / }).first()).toBeVisible();
	await expectAccessible(page, 'records');
	await page.getByRole('button', { name: 'Add an examination' }).click();
	await page.getByRole('button', { name: 'Keep' }).click();
	await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
	await expectAccessible(page, 'an examination');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	await page
		.getByRole('button', { name: /^Delete Steps/ })
		.first()
		.click();
	await expect(page.getByText('Deleted.')).toBeVisible();
	await expectAccessible(page, 'records, undo');
});

test('score', async ({ page }) => {
	await importRecords(page, RICH);
	await page.goto('/score/');
	const bars = page.locator('main summary');
	await expect(bars.first()).toBeVisible();
	for (let index = 0; index < (await bars.count()); index++) await bars.nth(index).click();
	await expect(page.getByRole('heading', { name: 'Where each number comes from' })).toBeVisible();
	await expectAccessible(page, 'score, all open');
});

test('share, code and receipts', async ({ page }) => {
	await importRecords(page, RICH);
	await page.goto('/share/');
	await expectAccessible(page, 'share');
	await page.getByRole('button', { name: 'Show code' }).click();
	await expect(codeScreen(page)).toBeVisible();
	await expectAccessible(page, 'code');
	await page.getByRole('button', { name: 'Done' }).click();
	await page.goto('/receipts/');
	await expect(page.getByText('1 code')).toBeVisible();
	await expectAccessible(page, 'receipts');
	await page.getByRole('button', { name: 'Delete', exact: true }).click();
	await expect(page.getByText('Receipt deleted.')).toBeVisible();
	await expectAccessible(page, 'receipts, none');
});

test('settings and import', async ({ page }) => {
	await page.goto('/settings/');
	await expect(page.getByText(/used\./)).toBeVisible();
	await expectAccessible(page, 'settings');
	await page.getByRole('button', { name: 'Delete everything' }).click();
	await expect(page.getByRole('dialog')).toBeVisible();
	await expectAccessible(page, 'delete everything');
	await page.goto('/import/');
	await expectAccessible(page, 'import');
	await page.getByLabel('Choose a file').setInputFiles({
		name: 'broken.json',
		mimeType: 'application/json',
		buffer: Buffer.from(JSON.stringify({ ...RICH, days: [{ kind: 'steps' }] })),
	});
	await expect(page.getByText('This file has mistakes')).toBeVisible();
	await expectAccessible(page, 'import, refused');
});

const forged = (changes: object) => forge(HEADER, { ...PAYLOAD, ...changes });
const { token, code } = mintOf('screens');

/** In the order in which they are looked at: those that time makes stale come first. */
const CODES = [
	['valid', token],
	['already-shown', token],
	['unknown-ruleset', forged({ rs: OTHER_RULESET })],
	['wrong-audience', forged({ aud: 'urn:tessera:elsewhere' })],
	['sample', mintOf('practice', { mode: 'sample' }).code],
	['stale', mintOf('stale', { now: NOW - 200_000 }).code],
	['expired', mintOf('expired', { now: NOW - 900_000 }).code],
	['bad-signature', token.replace(/.{4}~$/, 'AAAA~')],
	['unsupported', forged({ vct: 'urn:tessera:band:9' })],
	['unreadable', code.slice(0, -1)],
] as const;

test('every verdict', async ({ page }) => {
	for (const [name, text] of CODES) {
		await checkCode(page, text);
		await expectVerdict(page, name);
		await expectAccessible(page, `verdict ${name}`);
		// Seen again within five seconds, a code is the same showing.
		if (name === 'valid') await page.clock.fastForward(6000);
	}
});

test('the verifier’s page, a spoken number, a verdict without it', async ({ page }) => {
	await page.goto('/verify/');
	await expectAccessible(page, 'verify');
	await page.getByRole('switch', { name: 'Say a number' }).click();
	await expectAccessible(page, 'verify, number');
	await checkCode(page, token);
	await expectVerdict(page, 'wrong-nonce');
	await expectAccessible(page, 'wrong-nonce');
});

/** What can be asked of somebody, from the plain to the doubtful. */
const REQUESTS = [
	['a plain one', rawRequest({ say: 0x22, label: 'City library' })],
	['a purpose with a warning', rawRequest({ purpose: 6, label: 'W'.repeat(72), text: '招聘面试' })],
	['facts', rawRequest({ purpose: 3, say: 0x10, facts: 0b0101, label: 'Praxis מכבי' })],
] as const;

test('a request, the answer to it, and no answer', async ({ page }) => {
	await importRecords(page, RICH);
	await readRequest(page, 'hello');
	await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
	await expectAccessible(page, 'no request');
	for (const [name, request] of REQUESTS) {
		await readRequest(page, request);
		await expect(consent(page)).toBeVisible();
		await expectAccessible(page, `consent, ${name}`);
	}
	await answerButton(page).click();
	await expect(answerScreen(page)).toBeVisible();
	await expectAccessible(page, 'answer');
	await readRequest(page, rawRequest({ say: 0x22 }));
	await expect(consent(page).locator('.notice')).toBeVisible();
	await expectAccessible(page, 'consent, a second one');
	await declineButton(page).click();
	await expectAccessible(page, 'declined');
	await readRequest(page, rawRequest({ say: 0x10 }));
	await expect(page.getByRole('heading', { name: 'Refused' })).toBeVisible();
	await expectAccessible(page, 'refused');
	await page.goto('/receipts/');
	await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(3);
	await expectAccessible(page, 'receipts of answers');
});

/** Makes the gate show a verdict, which it does for 2.5 s, for as long as a look at it takes. */
function slowGate(): void {
	const wait = window.setTimeout.bind(window);
	const slow = (call: () => void, after?: number) => wait(call, after === 2500 ? 60_000 : after);
	Object.assign(window, { setTimeout: slow });
}

test('asking and the gate', async ({ playwright, launchOptions, baseURL, setClock }, testInfo) => {
	test.slow();
	const camera = new FakeCamera(testInfo.outputPath('gate.y4m'));
	const browser = await camera.launch(playwright, launchOptions);
	try {
		const context = await browser.newContext({
			baseURL: baseURL ?? '',
			locale: 'en-GB',
			viewport: PHONE,
			permissions: ['camera'],
		});
		await setClock(context);
		await context.addInitScript(slowGate);
		const door = await context.newPage();
		await door.goto('/verify/');
		await door.getByRole('radio', { name: 'Ask', exact: true }).check();
		await door.getByLabel('For what').selectOption({ label: 'a visit for care' });
		await door.getByRole('button', { name: 'Show request' }).click();
		await expect(door.getByRole('alert')).toBeVisible();
		await expectAccessible(door, 'ask, refused');
		await ask(door, { purpose: 'something else', text: 'Tombola' });
		await expectAccessible(door, 'a request');
		await door.getByRole('radio', { name: 'Gate', exact: true }).check();
		await door.getByRole('switch', { name: 'Show a request' }).click();
		await expectAccessible(door, 'gate, closed');
		await door.getByRole('button', { name: 'Open the gate' }).click();
		const gate = door.getByRole('dialog', { name: 'Gate' });
		await expect(gate.getByRole('img', { name: 'The request, for a camera' })).toBeVisible();
		await expectAccessible(door, 'gate, asking');
		await gate.getByRole('button', { name: 'Close the gate' }).click();
		await door.getByRole('switch', { name: 'Show a request' }).click();
		await door.getByRole('switch', { name: 'Say a number' }).click();
		await door.getByRole('button', { name: 'Open the gate' }).click();
		await expect(gate).toContainText('Say aloud:');
		await expectAccessible(door, 'gate, waiting with a number');
		await camera.see(toDrawing(drawQr('HTTPS://EXAMPLE.ORG/').path));
		await expect(gate).toContainText('No pass');
		await expectAccessible(door, 'gate, no pass');
		await expect(gate).toContainText('No pass');
		await gate.getByRole('button', { name: 'Close the gate' }).click();
		await door.getByRole('switch', { name: 'Say a number' }).click();
		// Before it opens: it would look at the last one again.
		await camera.see(toDrawing(drawQr(mintOf('gate', { now: NOW + 60_000 }).code).path));
		await door.getByRole('button', { name: 'Open the gate' }).click();
		await expect(gate.getByText('Pass', { exact: true })).toBeVisible();
		await expectAccessible(door, 'gate, pass');
		await expect(gate.getByText('Pass', { exact: true })).toBeVisible();
	} finally {
		await browser.close();
	}
});

const SCREENS = [
	'/',
	'/fill/',
	'/records/',
	'/score/',
	'/share/',
	'/answer/',
	'/receipts/',
	'/settings/',
	'/settings/lock/',
	'/settings/backup/',
	'/settings/moving/',
	'/import/',
	'/verify/',
	NO_SUCH_PAGE,
] as const;

for (const half of [SCREENS.slice(0, 5), SCREENS.slice(5, 10), SCREENS.slice(10)])
	test(`screens at a desk: ${half.join(' ')}`, async ({ page }) => {
		await page.setViewportSize(DESK);
		await importRecords(page, RICH);
		for (const path of half) {
			await page.goto(path);
			await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
			await expectAccessible(page, `${path} at a desk`);
		}
	});

for (const language of ['en', 'zh'] as const)
	test(`nothing scrolls sideways on small screens (${language})`, async ({ page }) => {
		await importRecords(page, RICH);
		await page.evaluate((tag) => {
			localStorage.setItem('tessera.language', tag);
		}, language);
		for (const path of SCREENS) {
			await page.goto(path);
			await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
			for (const summary of await page.locator('main summary').all()) await summary.click();
			await expectNoOverflow(page, path);
		}
		await page.goto('/share/#now');
		await expect(page.getByRole('dialog')).toBeVisible();
		await expectNoOverflow(page, 'the code');
		await page.goto('/');
		await page.getByRole('button', { name: /^(Add a drink|添加)/ }).click();
		await expectNoOverflow(page, 'a drink');
		for (const [name, request] of [...REQUESTS, ['refused', rawRequest({ say: 0x10 })] as const]) {
			await page.goto('/answer/');
			await page.locator('textarea').fill(request);
			await page.locator('button[type="submit"]').click();
			await expect(page.locator('q bdi').first()).toBeVisible();
			await expectNoOverflow(page, `a request, ${name}`);
		}
		await page.goto('/verify/');
		await page.locator('input[value="ask"]').check();
		await expect(page.locator('form select').first()).toBeVisible();
		await page.locator('form input').first().fill('W'.repeat(72));
		await expectNoOverflow(page, 'the question');
		await page.locator('form button[type="submit"]').first().click();
		await expect(page.locator('.request')).toBeVisible();
		await expectNoOverflow(page, 'the request');
		await page.locator('input[value="gate"]').check();
		await page.locator('form input[role="switch"]').check();
		await expectNoOverflow(page, 'the gate, closed');
		await page.locator('form button[type="submit"]').click();
		await expect(page.locator('dialog .request')).toBeVisible();
		await expectNoOverflow(page, 'the gate');
		for (const text of [token, code.slice(0, -1)]) {
			await page.goto('/verify/');
			await page.locator('textarea').fill(text);
			await page.locator('button[type="submit"]').click();
			await expect(page.locator('[data-verdict]')).toBeVisible();
			await expectNoOverflow(page, 'a verdict');
		}
	});

test('what is tapped is large enough', async ({ page }) => {
	await importRecords(page, RICH);
	for (const path of SCREENS) {
		await page.goto(path);
		await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
		expect.soft(await page.evaluate(smallTargets, 24), `below 24 pixels at ${path}`).toEqual([]);
		const main = await page.evaluate(smallTargets, 44);
		expect.soft(main, `below 44 pixels at ${path}`).toEqual([]);
	}
});
