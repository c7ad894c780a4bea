import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { CHANNELS } from '../../src/lib/flows/channels';
import { CRITERIA } from '../../src/lib/flows/criteria';
import { FLOWS } from '../../src/lib/flows/register';
import { guardText } from '../../scripts/guard-text.mjs';
import { rawRequest } from '../fixtures/attest-requests';
import { NOW } from '../fixtures/attest';
import { addAuthenticator, lockedScreen, readCode, setPassphrase } from './locking';
import {
	openReview,
	part,
	REVIEW_CANARIES as CANARIES,
	REVIEW_RECORDS as RECORDS,
} from './reviewing';
import { answerButton, ask, consent, copyAnswer, copyRequest } from './question';
import { copyCode, expect, importRecords, installed, test, codeScreen } from './support';

test.use({ startsAt: new Date(NOW).toISOString() });

/** By links alone: a page that is loaded anew has forgotten what left. */
async function reviewByLinks(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'More', exact: true }).click();
	await page.getByRole('link', { name: 'For reviewers: check it yourself' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Review' })).toBeVisible();
}

interface Report {
	readonly ledger: readonly {
		readonly flow: string;
		readonly to: string | null;
		readonly fields: Readonly<Record<string, unknown>>;
	}[];
	readonly [member: string]: unknown;
}

async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
	const waiting = page.waitForEvent('download');
	await page.getByRole('button', { name: button, exact: true }).click();
	const file = await waiting;
	return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

const downloadReport = async (page: Page) =>
	JSON.parse((await saved(page, 'Download as JSON')).bytes.toString()) as Report;

/** Rows of each table, as the browser's own interface tells them. */
const rowCounts = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<Record<string, number>>((resolve, reject) => {
				const request = indexedDB.open('tessera');
				request.onerror = () => {
					reject(new Error('IndexedDB'));
				};
				request.onsuccess = () => {
					const connection = request.result;
					const names = [...connection.objectStoreNames];
					const transaction = connection.transaction(names);
					const counts: Record<string, number> = {};
					for (const name of names) {
						const count = transaction.objectStore(name).count();
						count.onsuccess = () => {
							counts[name] = count.result;
						};
					}
					transaction.oncomplete = () => {
						connection.close();
						resolve(counts);
					};
				};
			}),
	);

test('with no vault and no network, all parts are there, and nothing was made by looking', async ({
	page,
	ownServer,
}) => {
	const { origin } = ownServer;
	await page.goto(`${origin}/`);
	await installed(page);
	await ownServer.stop();
	await openReview(page, origin);
	await expect(page.locator('main h2')).toHaveCount(10);
	const inventory = part(page, 'inventory');
	await expect(inventory).toContainText('None: no record was ever kept here');
	await expect(inventory).toContainText(/\d{3} files, \d/);
	expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);

	await expect(page.locator('svg [role="button"]')).toHaveCount(FLOWS.length);
	await expect(page.locator('[data-criterion]')).toHaveCount(CRITERIA.length);
	await expect(part(page, 'ledger')).toContainText('Nothing has left this tab.');
	await expect(part(page, 'policy')).toContainText("connect-src 'none'");
	await expect(part(page, 'ruleset')).toContainText('They are the same.');
	await expect(part(page, 'ruleset')).toContainText('The steps add up exactly');
	await expect(part(page, 'build').locator('code')).toHaveText(/^([0-9a-f]{4} ?){16}$/);
	await expect(part(page, 'budget')).toContainText('6.6 bits');
});

test('rows and raw bytes of a locked vault, without a key, and no value in them', async ({
	page,
}) => {
	test.slow();
	await importRecords(page, RECORDS);
	await setPassphrase(page);
	await page.getByRole('button', { name: 'Lock now' }).first().click();
	await expect(lockedScreen(page)).toBeVisible();
	await openReview(page);
	const inventory = part(page, 'inventory');
	for (const [table, rows] of Object.entries(await rowCounts(page))) {
		const shown = inventory.locator(`[data-table="${table}"]`);
		await expect(shown.locator('summary')).toContainText(`rows: ${String(rows)}`);
		await shown.locator('summary').click();
		await expect(shown.getByRole('listitem')).toHaveCount(rows);
		for (const row of await shown.getByRole('listitem').all()) {
			await row.getByRole('button', { name: 'Raw bytes' }).click();
			if (table === 'pages') await expect(row.getByRole('rowheader').last()).toHaveText('1f8');
			const text = await inventory.innerText();
			for (const canary of CANARIES) expect(text).not.toContain(canary);
		}
	}
	expect(await rowCounts(page)).toMatchObject({ slots: 1, state: 1 });
	expect((await rowCounts(page))['pages']).toBeGreaterThan(4);
	await part(page, 'ruleset').getByRole('button', { name: 'Use my own records' }).click();
	await expect(part(page, 'ruleset')).toContainText('Your records are locked, and stay so.');
	await expect(part(page, 'ruleset')).toContainText('From the sample month');
});

test('what is in clear is seen in clear: the look at raw bytes can fail', async ({ page }) => {
	await page.goto('/verify/');
	await page.evaluate(
		(canary) =>
			new Promise<void>((resolve) => {
				const request = indexedDB.open('planted', 1);
				request.onupgradeneeded = () => {
					const table = request.result.createObjectStore('rows', { autoIncrement: true });
					table.put({ sealed: new TextEncoder().encode(canary) });
				};
				request.onsuccess = () => {
					request.result.close();
					resolve();
				};
			}),
		CANARIES[0] ?? '',
	);
	await openReview(page);
	const inventory = part(page, 'inventory');
	await inventory.locator('[data-table="rows"] summary').click();
	await inventory.getByRole('button', { name: 'Raw bytes' }).click();
	await expect(inventory).toContainText(CANARIES[0] ?? '');
});

test('the ledger is what was captured: code, copy, answer and file', async ({ page }) => {
	await importRecords(page, RECORDS);
	await page.getByRole('link', { name: 'Share', exact: true }).click();
	await page.getByRole('button', { name: 'Show code' }).click();
	await expect(codeScreen(page)).toBeVisible();
	const token = await copyCode(page);
	await page.getByRole('button', { name: 'Done' }).click();

	await page.getByRole('link', { name: 'Answer a request' }).click();
	const request = rawRequest({ say: 0x22, label: 'City library' });
	await page.getByRole('textbox', { name: 'Paste a request' }).fill(request);
	await page.getByRole('button', { name: 'Read', exact: true }).click();
	await expect(consent(page)).toBeVisible();
	await answerButton(page).click();
	const answer = await copyAnswer(page);
	await page.getByRole('button', { name: 'Done' }).click();

	await page.getByRole('link', { name: 'More', exact: true }).click();
	const records = await saved(page, 'Export all records');
	await reviewByLinks(page);
	const { ledger } = await downloadReport(page);

	const codes = ledger.filter(({ flow }) => flow === 'code-on-screen');
	const payload = JSON.parse(
		Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
	) as Record<string, unknown>;
	const { vct, ...claims } = payload;
	expect(vct).toBe('urn:tessera:band:1');
	// On a slow machine the code was made anew meanwhile: the one that was copied is among them.
	const { code, ...fields } = codes.find((entry) => entry.fields['nonce'] === claims['nonce'])
		?.fields ?? { code: '' };
	expect(fields).toEqual(claims);
	expect(code).toMatch(/^TB1:.{227}$/);

	expect(ledger.filter(({ flow }) => flow !== 'code-on-screen')).toMatchObject([
		{ flow: 'clipboard', to: null, fields: { text: token } },
		{
			flow: 'answer-on-screen',
			to: 'City library',
			fields: { atLeast: 2, purpose: 'venue-entry', text: answer },
		},
		{ flow: 'clipboard', to: null, fields: { text: answer } },
		{
			flow: 'download',
			fields: {
				name: records.name,
				bytes: records.bytes.length,
				sha256: createHash('sha256').update(records.bytes).digest('hex'),
			},
		},
	]);
	// What the page shows is the same, and the file that was just handed out too.
	await expect(part(page, 'ledger').locator('[data-flow]')).toHaveCount(ledger.length + 1);
	await part(page, 'budget').getByRole('button', { name: 'Use my own records' }).click();
	await expect(part(page, 'budget')).toContainText('Together at most');

	await page.reload();
	await expect(part(page, 'ledger')).toContainText('Nothing has left this tab.');
});

test('the ledger of a verifier is what was asked', async ({ page }) => {
	await ask(page, {});
	const request = await copyRequest(page);
	await page.getByRole('link', { name: 'For reviewers: check it yourself' }).click();
	const { ledger } = await downloadReport(page);
	expect(ledger).toMatchObject([
		{
			flow: 'request-on-screen',
			fields: {
				askAtLeast: 4,
				facts: [],
				purpose: 'venue-entry',
				label: 'City library',
				text: request,
			},
		},
		{ flow: 'clipboard', fields: { text: request } },
	]);
});

/** What was really printed, and asked of the passkey manager, in this page. */
interface Asked {
	readonly sheets: string[];
	readonly made: string[];
	readonly used: number[];
}

test('the ledger of a lock is what was captured: a printed sheet, a passkey made and used', async ({
	page,
}) => {
	test.slow();
	await addAuthenticator(page, true);
	await page.addInitScript(() => {
		const asked: Asked = { sheets: [], made: [], used: [] };
		Object.assign(globalThis, { asked });
		window.print = () => {
			asked.sheets.push(document.querySelector('.print-sheet')?.textContent ?? '');
		};
		const { prototype } = CredentialsContainer;
		/* eslint-disable @typescript-eslint/unbound-method -- put back under the same name */
		const { create, get } = prototype;
		/* eslint-enable @typescript-eslint/unbound-method */
		prototype.create = function (options) {
			asked.made.push(options?.publicKey?.user.name ?? '');
			return create.call(this, options);
		};
		prototype.get = function (options) {
			asked.used.push(Date.now());
			return get.call(this, options);
		};
	});
	const askedOf = () => page.evaluate(() => (globalThis as unknown as { asked: Asked }).asked);

	await importRecords(page, RECORDS);
	await setPassphrase(page);
	await page.getByRole('button', { name: 'Make a printed recovery code' }).first().click();
	const code = await readCode(page);
	await page.getByRole('button', { name: 'Print' }).click();
	await page.getByRole('button', { name: 'I have it on paper' }).click();
	await page.getByLabel('Recovery code').fill(code);
	await page.getByRole('button', { name: 'Keep this code' }).click();
	await page.getByRole('button', { name: 'Add a passkey' }).click();
	await expect(page.getByText('The passkey now opens your records.')).toBeVisible();
	await reviewByLinks(page);
	const { sheets, made } = await askedOf();
	expect(sheets).toHaveLength(1);
	for (const group of code.split('-')) expect(sheets[0]).toContain(group);
	expect(made).toEqual([expect.stringContaining('Tessera')]);
	const { ledger } = await downloadReport(page);
	// The code itself is not said again: the ledger is to be shown to others.
	expect(ledger.map(({ flow, to, fields }) => ({ flow, to, fields }))).toEqual([
		{ flow: 'print', to: null, fields: { sheet: 'recovery code' } },
		{ flow: 'passkey', to: null, fields: { asks: 'create', name: made[0] } },
	]);

	await page.goto('/');
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await expect(lockedScreen(page)).toBeHidden();
	await reviewByLinks(page);
	expect((await askedOf()).used).toHaveLength(1);
	const { ledger: second } = await downloadReport(page);
	expect(second.map(({ flow, fields }) => ({ flow, fields }))).toEqual([
		{ flow: 'passkey', fields: { asks: 'get' } },
	]);
});

test('own records are used at a tap, and the score is the one of the tile', async ({ page }) => {
	await importRecords(page, RECORDS);
	await openReview(page);
	const ruleset = part(page, 'ruleset');
	await expect(ruleset).toContainText('From the sample month');
	const sample = await ruleset.locator('[data-score]').getAttribute('data-score');
	await ruleset.getByRole('button', { name: 'Use my own records' }).click();
	await expect(ruleset).toContainText('From your own records.');
	await ruleset.getByRole('button', { name: 'Work it out again' }).click();
	await expect(ruleset).toContainText(/Done in [\d.]+ ms/);
	const own = await ruleset.locator('[data-score]').getAttribute('data-score');
	expect(own).not.toBe(sample);
	await page.goto('/');
	const points = String(Math.floor(Number(own) / 1000));
	await expect(
		page.getByRole('img', { name: new RegExp(`^Score (about )?${points}, `) }),
	).toBeVisible();
});

test('records that are open in the tab are in no file without a tap', async ({ page }) => {
	await importRecords(page, RECORDS);
	await page.goto('/settings/');
	await page.getByRole('link', { name: 'For reviewers' }).click();
	const ruleset = part(page, 'ruleset');
	await expect(ruleset).toContainText('From the sample month');
	const { score, budget } = await downloadReport(page);
	expect(score).toMatchObject({ of: 'sample month' });
	expect(budget).toMatchObject({ today: null });
	await ruleset.getByRole('button', { name: 'Use my own records' }).click();
	await expect(ruleset).toContainText('From your own records.');
	const { score: own } = await downloadReport(page);
	expect(own).toMatchObject({ of: 'own records' });
	expect(own).not.toMatchObject({ steps: (score as { steps: unknown }).steps });
});

test('what is tried does not get out, and the header’s policy is met', async ({
	page,
	complaints,
}) => {
	await openReview(page);
	const policy = part(page, 'policy');
	await policy.getByRole('button', { name: 'Try to send something out' }).click();
	await expect(policy.locator('[data-tried]')).toBeVisible({ timeout: 45_000 });
	await expect(policy.locator('[data-outcome="left"]')).toHaveCount(0);
	expect(await policy.locator('[data-outcome]').count()).toBeGreaterThanOrEqual(12);
	await expect(page).toHaveURL(/\/review\/$/);
	await policy.getByText('What it was').click();
	await expect(policy).toContainText("frame-ancestors 'none'");
	const { channels } = await downloadReport(page);
	expect(channels).toHaveLength(CHANNELS.length);
	expect(complaints.splice(0)).not.toEqual([]);
});

test('without the guard, what nothing stops is said to be open', async ({ page, complaints }) => {
	const guard = guardText();
	await page.route('**/boot.*.js', async (route) => {
		const response = await route.fetch();
		const text = await response.text();
		expect(text).toContain(guard);
		await route.fulfill({ response, body: text.replace(guard, '') });
	});
	await openReview(page);
	const policy = part(page, 'policy');
	await policy.getByRole('button', { name: 'Try to send something out' }).click();
	await expect(policy.locator('[data-tried]')).toBeVisible({ timeout: 45_000 });
	const report = await downloadReport(page);
	const channels = report['channels'] as readonly { id: string; outcome: string | null }[];
	const left = channels.filter(({ outcome }) => outcome === 'left').map(({ id }) => id);
	expect(left.sort()).toEqual(['form', 'link', 'location', 'preconnect', 'webrtc', 'window']);
	complaints.length = 0;
});

test('any colour can be made, and is a practice code', async ({ page }) => {
	await openReview(page);
	const deniability = part(page, 'deniability');
	for (const band of ['Green', 'Purple']) {
		await deniability.getByRole('button', { name: band }).click();
		await expect(deniability.locator('[data-verdict="sample"]')).toContainText(band);
	}
	await expect(part(page, 'ledger').locator('[data-flow="code-on-screen"]')).toHaveCount(2);
});
