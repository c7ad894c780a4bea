import type { Page } from '@playwright/test';

import { emptyRecords, type DayEntry } from '../../src/lib/records/records';
import { backupBytes } from '../../src/lib/vault/backup';
import { sealBackup } from '../../src/lib/vault/backup-file';
import { defaultSettings } from '../../src/lib/vault/default-settings';
import { lockPage, PASSPHRASE, unlock } from './locking';
import { answerButton, answerScreen, ask, copyRequest, readRequest } from './question';
import { limitRoom, rowsOf } from './storage-faults';
import { codeScreen, expect, field, fillDay, fillWeek, showCode, test, tile } from './support';

/** Told wherever a write did not fit. */
const full = (page: Page) =>
	page.getByText(/^Not kept: this device has no room left for Tessera\. Free some space/);

/** One place where something is written. */
interface Site {
	/** Before the room ends: comes to the place, and enters what is to be written. */
	readonly come: (page: Page) => Promise<void>;
	readonly write: (page: Page) => Promise<void>;
	/** What is on the screen after the write has failed: what was entered, and what was there. */
	readonly stays: (page: Page) => Promise<void>;
	/** What is on the screen once it has succeeded. */
	readonly done: (page: Page) => Promise<void>;
	/** Whether there is no vault yet. */
	readonly isFirst?: true;
}

async function at(page: Page, path: string): Promise<void> {
	await page.goto(path);
}

const form = (page: Page) => page.getByRole('dialog');
const row = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text });
const inDialog = (page: Page, name: string) =>
	form(page).getByRole('button', { name, exact: true }).click();
const keep = (page: Page) => inDialog(page, 'Keep');

async function add(page: Page, what: string): Promise<void> {
	await page.goto('/records/');
	await page.getByRole('button', { name: what }).click();
}

async function addDay(page: Page): Promise<void> {
	await page.goto('/records/');
	await page.getByRole('region', { name: 'Days' }).getByRole('button', { name: 'Add' }).click();
	await form(page).getByLabel('Kind').selectOption('Activity');
	await form(page).getByLabel('Value').fill('33');
}

const sleepRow = (page: Page) => row(page, 'Thu 19 Nov').filter({ hasText: 'Sleep' });

async function deleteRow(page: Page): Promise<void> {
	await sleepRow(page)
		.getByRole('button', { name: /^Delete/ })
		.click();
}

async function typeWeek(page: Page): Promise<void> {
	await page.goto('/fill/');
	await page.getByRole('spinbutton', { name: /^Steps, Thu/ }).fill('4321');
	await page.getByRole('spinbutton', { name: /^Steps, Mon/ }).fill('1234');
}

const inWeek = async (page: Page) => {
	await expect(page.getByRole('spinbutton', { name: /^Steps, Thu/ })).toHaveValue('4321');
	await expect(page.getByRole('spinbutton', { name: /^Steps, Mon/ })).toHaveValue('1234');
};

const keepWeek = (page: Page) =>
	page.getByRole('button', { name: 'Keep and see the score' }).click();

const typeSteps = async (page: Page) => {
	await field(page, 'steps').fill('4321');
	await field(page, 'steps').blur();
};

const stepsStay = async (page: Page) => {
	await expect(field(page, 'steps')).toHaveValue('4321');
	await expect(field(page, 'steps')).toHaveAttribute('aria-invalid', 'true');
	await expect(page.getByText('Not kept.', { exact: true })).toBeVisible();
};

const stepsDone = async (page: Page) => {
	await expect(page.getByText('Not kept.', { exact: true })).toBeHidden();
	await page.reload();
	await expect(field(page, 'steps')).toHaveValue('4321');
};

const chooseFile = async (page: Page) => {
	await page.goto('/import/');
	await page.getByLabel('Choose a file').setInputFiles({
		name: 'records.json',
		mimeType: 'application/json',
		buffer: Buffer.from(
			JSON.stringify({
				schema: 'tessera.records/1',
				days: [{ kind: 'steps', day: '2026-10-01', value: 5000, source: 'manual' }],
				observations: [],
				conditions: [],
				checkups: [],
			}),
		),
	});
};

const keepFile = (page: Page) => page.getByRole('button', { name: 'Keep these records' }).click();

async function withReceipt(page: Page): Promise<void> {
	await showCode(page);
	await page.goto('/receipts/');
	await expect(receipt(page)).toBeVisible();
}

const receipt = (page: Page) => page.getByRole('main').getByRole('listitem');

const toast = (page: Page) => page.getByRole('button', { name: 'Undo' });

/** A backup with so little work in its passphrase that a test can afford it. */
async function backupOf(days: readonly DayEntry[]): Promise<Buffer> {
	const sealed = await sealBackup(
		backupBytes(
			{
				records: { ...emptyRecords(), days },
				receipts: [],
				settings: defaultSettings,
				batches: [],
			},
			'2026-11-20',
		),
		{ kind: 'passphrase', passphrase: PASSPHRASE },
		(length) => crypto.getRandomValues(new Uint8Array(length)),
		() => undefined,
		4,
	);
	if (!sealed.ok) throw new Error(sealed.error);
	return Buffer.from(sealed.value);
}

/** A further place is a further line. */
const SITES: Readonly<Record<string, Site>> = {
	'the first entry ever, which makes the vault': {
		isFirst: true,
		come: (page) => at(page, '/'),
		write: typeSteps,
		stays: stepsStay,
		done: stepsDone,
	},
	'the week, as the first entry ever': {
		isFirst: true,
		come: typeWeek,
		write: keepWeek,
		stays: inWeek,
		done: (page) => expect(tile(page)).toBeVisible(),
	},
	'a file, as the first entry ever': {
		isFirst: true,
		come: chooseFile,
		write: keepFile,
		stays: (page) => expect(page.getByText('1 daily value')).toBeVisible(),
		done: (page) => expect(page.getByRole('heading', { name: 'Kept' })).toBeVisible(),
	},
	'the quick log': {
		come: (page) => at(page, '/'),
		write: typeSteps,
		stays: stepsStay,
		done: stepsDone,
	},
	'taking a value back': {
		come: async (page) => {
			await page.goto('/');
			await fillDay(page, { steps: 777, sleep: 6 });
		},
		write: (page) => page.getByRole('button', { name: 'Clear Steps' }).click(),
		stays: async (page) => {
			await expect(field(page, 'steps')).toHaveValue('777');
			await expect(page.getByText('Not changed.', { exact: true })).toBeVisible();
		},
		done: async (page) => {
			await expect(field(page, 'steps')).toHaveValue('');
			await expect(field(page, 'sleep')).toHaveValue('6');
		},
	},
	'a drink': {
		come: async (page) => {
			await page.goto('/');
			await page.getByRole('button', { name: 'Add a drink' }).click();
			await form(page).getByLabel('Own: ml').fill('500');
			await form(page).getByLabel('Strength in %').fill('5');
		},
		write: (page) => inDialog(page, 'Add'),
		stays: async (page) => {
			await expect(form(page).getByRole('alert')).toHaveText('Not kept.');
			await expect(form(page).getByLabel('Own: ml')).toHaveValue('500');
		},
		done: (page) => expect(page.getByText('19.7 g', { exact: true })).toBeVisible(),
	},
	'the week': {
		come: typeWeek,
		write: keepWeek,
		stays: inWeek,
		done: async (page) => {
			await expect(tile(page)).toBeVisible();
			await page.goto('/fill/');
			await inWeek(page);
		},
	},
	'a record that is added': {
		come: addDay,
		write: keep,
		stays: (page) => expect(form(page).getByLabel('Value')).toHaveValue('33'),
		done: (page) => expect(row(page, 'Activity 33')).toBeVisible(),
	},
	'a record that is edited': {
		come: async (page) => {
			await page.goto('/records/');
			await sleepRow(page).getByRole('button', { name: /^Edit/ }).click();
			await form(page).getByLabel('Value').fill('9');
		},
		write: keep,
		stays: async (page) => {
			await expect(form(page).getByLabel('Value')).toHaveValue('9');
			await expect(sleepRow(page)).toContainText('Sleep 7.5');
		},
		done: (page) => expect(sleepRow(page)).toContainText('Sleep 9'),
	},
	'a record that is deleted': {
		come: (page) => at(page, '/records/'),
		write: deleteRow,
		stays: (page) => expect(sleepRow(page)).toContainText('Sleep 7.5'),
		done: (page) => expect(sleepRow(page)).toBeHidden(),
	},
	'taking a deletion back': {
		come: async (page) => {
			await page.goto('/records/');
			await deleteRow(page);
			await expect(toast(page)).toBeVisible();
		},
		write: (page) => toast(page).click(),
		// What was deleted is nowhere else: the offer outlives its eight seconds.
		stays: async (page) => {
			await page.clock.fastForward(9000);
			await expect(toast(page)).toBeVisible();
			await expect(sleepRow(page)).toBeHidden();
		},
		done: async (page) => {
			await expect(sleepRow(page)).toContainText('Sleep 7.5');
			await expect(toast(page)).toBeHidden();
		},
	},
	'an examination': {
		come: async (page) => {
			await add(page, 'Add an examination');
			await form(page).getByLabel('Systolic').fill('121');
			await form(page).getByLabel('Diastolic').fill('81');
		},
		write: keep,
		stays: (page) => expect(form(page).getByLabel('Systolic')).toHaveValue('121'),
		done: (page) => expect(row(page, '121/81')).toBeVisible(),
	},
	'a condition': {
		come: async (page) => {
			await add(page, 'Add a condition');
			await form(page).getByLabel('Condition').selectOption('Another one');
			await form(page).getByLabel('Which one').fill('Hay fever');
			await form(page).getByLabel('Since').fill('2020-03-01');
		},
		write: keep,
		stays: (page) => expect(form(page).getByLabel('Which one')).toHaveValue('Hay fever'),
		done: (page) => expect(row(page, 'Hay fever')).toBeVisible(),
	},
	'a check-up': {
		come: async (page) => {
			await add(page, 'Add a check-up');
			await form(page).getByLabel('Day').fill('2026-01-07');
		},
		write: keep,
		stays: (page) => expect(form(page).getByLabel('Day')).toHaveValue('2026-01-07'),
		done: (page) => expect(row(page, '7 January 2026')).toBeVisible(),
	},
	'a file': {
		come: chooseFile,
		write: keepFile,
		stays: (page) => expect(page.getByText('1 daily value')).toBeVisible(),
		done: (page) =>
			expect(page.getByRole('region', { name: 'Kept' })).toContainText(
				'1 new, 0 replaced, 0 already there.',
			),
	},
	'a setting': {
		come: (page) => at(page, '/settings/'),
		write: async (page) => {
			await page.getByLabel('Keep daily values for').selectOption('90');
		},
		// What holds, not what was wished.
		stays: (page) => expect(page.getByLabel('Keep daily values for')).toHaveValue('400'),
		done: (page) => expect(page.getByLabel('Keep daily values for')).toHaveValue('90'),
	},
	'a passphrase that is set': {
		come: (page) => at(page, lockPage),
		write: async (page) => {
			await page.getByRole('button', { name: 'Set a passphrase' }).click();
			await page.getByLabel('New passphrase').fill(PASSPHRASE);
			await page.getByLabel('The same once more').fill(PASSPHRASE);
			await page.getByRole('button', { name: 'Seal with this passphrase' }).click();
		},
		// No secret stays in a field: it is typed again.
		stays: (page) => expect(page.getByRole('heading', { name: 'No lock so far' })).toBeVisible(),
		done: async (page) => {
			await expect(page.getByText('From now on Tessera asks for this passphrase.')).toBeVisible();
			await page.goto('/');
			await unlock(page);
			await expect(tile(page)).toBeVisible();
		},
	},
	'a backup that is restored': {
		come: async (page) => {
			await page.goto('/settings/backup/');
			await page.getByLabel('Choose a backup').setInputFiles({
				name: 'my.age',
				mimeType: 'application/octet-stream',
				buffer: await backupOf([
					{ kind: 'steps', day: '2026-10-01', value: 5000, source: 'manual' },
				]),
			});
			await page.getByLabel('Passphrase of the file').fill(PASSPHRASE);
			await page.getByRole('button', { name: 'Open', exact: true }).click();
			await expect(page.getByText('Backup of 20 November 2026')).toBeVisible();
		},
		write: (page) => page.getByRole('button', { name: 'Merge into what is here' }).click(),
		stays: (page) => expect(page.getByText('Backup of 20 November 2026')).toBeVisible(),
		done: (page) => expect(page.getByText('The backup of 20 November 2026 is here.')).toBeVisible(),
	},
	'a code that is shown, with its receipt': {
		come: async (page) => {
			await page.goto('/share/');
			await page.getByRole('radio', { name: 'Colour', exact: true }).check();
		},
		write: (page) => page.getByRole('button', { name: 'Show code' }).click(),
		// Nothing is said that could not be noted.
		stays: (page) => expect(codeScreen(page)).toBeHidden(),
		done: async (page) => {
			await expect(codeScreen(page)).toBeVisible();
			await page.goto('/receipts/');
			await expect(receipt(page)).toHaveCount(1);
		},
	},
	'a receipt that is kept': {
		come: withReceipt,
		write: (page) => receipt(page).getByRole('button', { name: 'Keep for good' }).click(),
		stays: (page) =>
			expect(receipt(page).getByRole('button', { name: 'Keep for good' })).toHaveAttribute(
				'aria-pressed',
				'false',
			),
		done: (page) => expect(page.getByRole('button', { name: 'Kept for good' })).toBeVisible(),
	},
	'taking the deletion of a receipt back': {
		come: async (page) => {
			await withReceipt(page);
			await receipt(page).getByRole('button', { name: 'Delete' }).click();
			await expect(page.getByText('No receipts.')).toBeVisible();
		},
		write: (page) => toast(page).click(),
		stays: (page) => expect(toast(page)).toBeVisible(),
		done: (page) => expect(receipt(page)).toHaveCount(1),
	},
};

for (const [name, site] of Object.entries(SITES))
	test(`no room for ${name}: it is said, nothing is lost, and then it works`, async ({
		page,
		baseURL,
	}) => {
		const room = await limitRoom(page, baseURL ?? '');
		if (site.isFirst !== true) await fillWeek(page);
		await site.come(page);
		await room.fill();
		const before = site.isFirst === true ? null : await rowsOf(page);
		await site.write(page);
		await expect(full(page).first()).toBeVisible();
		await expect(full(page).first()).toBeInViewport();
		await site.stays(page);
		if (before !== null) expect(await rowsOf(page), 'what rests').toBe(before);

		await room.give();
		await site.write(page);
		await site.done(page);
		await expect(full(page)).toHaveCount(0);
	});

test('no room for an answer: nothing is said, and then it works', async ({
	page,
	baseURL,
	openDevice,
}) => {
	const room = await limitRoom(page, baseURL ?? '');
	await fillWeek(page);
	const door = await (await openDevice()).newPage();
	await ask(door, { label: 'City library' });
	await readRequest(page, await copyRequest(door));
	await room.fill();
	const before = await rowsOf(page);
	await answerButton(page).click();
	await expect(full(page)).toBeInViewport();
	await expect(answerScreen(page)).toBeHidden();
	expect(await rowsOf(page)).toBe(before);
	await room.give();
	await answerButton(page).click();
	await expect(answerScreen(page)).toBeVisible();
});

test('no room while old days are deleted: nothing is torn, and the next start deletes', async ({
	page,
	baseURL,
}) => {
	const room = await limitRoom(page, baseURL ?? '');
	await fillWeek(page);
	await page.goto('/import/');
	await page.getByLabel('Choose a file').setInputFiles({
		name: 'old.json',
		mimeType: 'application/json',
		buffer: Buffer.from(
			JSON.stringify({
				schema: 'tessera.records/1',
				// In one month some are too old and some are not: the page is written anew, smaller.
				days: ['2025-10-01', '2025-10-02', '2025-10-30', '2025-10-31'].map((day) => {
					return { kind: 'steps', day, value: 5000, source: 'manual' };
				}),
				observations: [],
				conditions: [],
				checkups: [],
			}),
		),
	});
	await page.getByRole('switch').click();
	await keepFile(page);
	await expect(page.getByRole('heading', { name: 'Kept' })).toBeVisible();
	const october = async () => {
		await page.goto('/records/');
		await page.getByLabel('Month').selectOption('2025-10');
		return row(page, 'Oct').count();
	};
	expect(await october()).toBe(4);
	await room.fill();
	const before = await rowsOf(page);
	await page.clock.fastForward(5000);
	await page.waitForTimeout(300);
	expect(await rowsOf(page)).toBe(before);
	await room.give();
	await page.goto('/');
	await expect(tile(page)).toBeVisible();
	await page.clock.fastForward(5000);
	await expect.poll(() => rowsOf(page)).not.toBe(before);
	expect(await october()).toBe(2);
});
