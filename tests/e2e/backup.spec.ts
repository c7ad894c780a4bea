import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';

import { emptyRecords } from '../../src/lib/records/records';
import { backupBytes, parseBackup } from '../../src/lib/vault/backup';
import { openBackup, sealBackup } from '../../src/lib/vault/backup-file';
import { defaultSettings } from '../../src/lib/vault/default-settings';
import {
	expect,
	expectAccessible,
	fillDay,
	fillWeek,
	importRecords,
	installed,
	logDays,
	readTile,
	showCode,
	test,
	tile,
} from './support';

const PASSPHRASE = 'three tall pines of June';
const TODAY = '2026-11-20';

/** A file of ours with so little work in it that a test can afford many. */
async function quickFile(
	days: { day: string; value: number }[],
	change: Partial<typeof defaultSettings> = {},
): Promise<Buffer> {
	const records = {
		...emptyRecords(),
		days: days.map(({ day, value }) => ({ kind: 'steps' as const, day, value, source: 'manual' })),
	};
	const settings = { ...defaultSettings, homeZone: 'Asia/Shanghai', ...change };
	const sealed = await sealBackup(
		backupBytes({ records, receipts: [], settings, batches: [] }, TODAY),
		{ kind: 'passphrase', passphrase: PASSPHRASE },
		(length) => crypto.getRandomValues(new Uint8Array(length)),
		() => undefined,
		4,
	);
	if (!sealed.ok) throw new Error(sealed.error);
	return Buffer.from(sealed.value);
}

const making = (page: Page) =>
	page.locator('section').filter({ has: page.getByRole('heading', { name: 'Make a backup' }) });
const restoring = (page: Page) => page.locator('#restore');

/** Makes a file by the page's own form. */
async function makeFile(page: Page): Promise<Buffer> {
	await page.goto('/settings/backup/');
	await page.getByLabel('Passphrase for the file').fill(PASSPHRASE);
	await page.getByLabel('The same once more').fill(PASSPHRASE);
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Make the file' }).click();
	const file = await download;
	expect(file.suggestedFilename()).toBe(`tessera-backup-${TODAY}.age`);
	await expect(making(page).getByText('Backup made')).toBeVisible({ timeout: 40_000 });
	return readFile(await file.path());
}

async function choose(page: Page, buffer: Buffer, name = 'my.age'): Promise<void> {
	const file = { name, mimeType: 'application/octet-stream', buffer };
	await page.getByLabel('Choose a backup').setInputFiles(file);
}

/** Chooses a file and opens it: the preview is shown then. */
async function openFile(page: Page, buffer: Buffer): Promise<void> {
	await choose(page, buffer);
	await page.getByLabel('Passphrase of the file').fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Open', exact: true }).click();
	await expect(restoring(page).getByText('Backup of 20 November 2026')).toBeVisible({
		timeout: 40_000,
	});
}

/** One day's steps, kept before anything else happens. */
async function begin(page: Page): Promise<void> {
	await page.goto('/');
	await fillDay(page, { steps: 4000 });
	await expect(tile(page)).toBeVisible();
}

const databases = (page: Page) =>
	page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

test('all that was lost with a phone comes back on another, with the file and the passphrase', async ({
	page,
	openDevice,
}) => {
	test.setTimeout(120_000);
	await fillWeek(page);
	await showCode(page);
	await page.getByRole('button', { name: 'Done' }).click();
	await page.goto('/');
	const { score, band } = await readTile(page);
	await page.getByRole('link', { name: 'More' }).click();
	await expect(page.getByText('There is no backup yet.')).toBeVisible();
	await page.getByRole('link', { name: 'Back up or restore' }).click();
	await expect(making(page)).toContainText('28 daily values');
	await expect(making(page)).toContainText('1 receipt');
	const file = await makeFile(page);
	await expect(making(page).getByText('The last backup is of today.')).toBeVisible();
	expect(file.toString('latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S{22} 18\n/);
	for (const word of ['steps', 'tessera', TODAY])
		expect(file.toString('latin1')).not.toContain(word);

	const other = await (await openDevice()).newPage();
	await other.goto('/');
	await other.getByRole('link', { name: 'Bring my data' }).click();
	await expect(making(other).getByText('Nothing to back up yet.')).toBeVisible();
	await openFile(other, file);
	await expect(other.getByRole('row', { name: 'Steps 7 0 0' })).toBeVisible();
	await expect(other.getByRole('row', { name: 'Receipts 1 0 0' })).toBeVisible();
	expect(await databases(other)).toEqual([]);
	await other.getByRole('button', { name: 'Restore', exact: true }).click();
	await expect(restoring(other).getByText('Restored', { exact: true })).toBeVisible();
	await expect(restoring(other)).toContainText(`Score ${String(score)}, ${band}`);
	await expect(restoring(other)).toContainText('28 daily values');
	await restoring(other).getByRole('link', { name: 'Today' }).click();
	await expect(tile(other)).toBeVisible();
	expect(await readTile(other)).toEqual({ score, band });
	await other.reload();
	expect(await readTile(other)).toEqual({ score, band });
	await other.goto('/receipts/');
	await expect(other.getByRole('main').getByRole('listitem')).toHaveCount(1);
});

test('into a filled app: merge keeps, replace does not, and both say so first', async ({
	page,
}) => {
	await begin(page);
	await logDays(page, 2, { steps: 5000 });
	const file = await quickFile([
		{ day: '2026-11-20', value: 4000 },
		{ day: '2026-11-19', value: 9999 },
		{ day: '2026-10-01', value: 1234 },
	]);
	await page.goto('/settings/backup/');
	await openFile(page, file);
	await expect(page.getByRole('row', { name: 'Steps 1 1 1' })).toBeVisible();
	await expect(restoring(page)).toContainText('Months: Oct 2026, Nov 2026');
	await page.getByRole('radio', { name: 'Replace' }).check();
	await expect(page.getByRole('row', { name: 'Steps 1 1 1 1' })).toBeVisible();
	await page.getByRole('radio', { name: 'Merge' }).check();

	const question = page.getByRole('dialog');
	await page.getByRole('button', { name: 'Merge into what is here' }).click();
	await expect(question).toContainText('1 entry gets what the file says.');
	await question.getByRole('button', { name: 'Cancel' }).click();
	await expect(question).toBeHidden();
	await page.getByRole('button', { name: 'Merge into what is here' }).click();
	await question.getByRole('button', { name: 'Yes, restore' }).click();
	await expect(restoring(page).getByText('Restored', { exact: true })).toBeVisible();
	await expect(restoring(page)).toContainText('4 daily values');

	await page.reload();
	await openFile(page, file);
	await expect(restoring(page).getByText('Nothing: all of it is here already.')).toBeVisible();
	await page.getByRole('radio', { name: 'Replace' }).check();
	await page.getByRole('button', { name: 'Replace what is here' }).click();
	await expect(question).toContainText('1 entry that is only on this device is lost for good.');
	await question.getByRole('button', { name: 'Yes, restore' }).click();
	await expect(restoring(page)).toContainText('3 daily values');
	await page.goto('/records/');
	await expect(page.getByText('9,999')).toBeVisible();
	await expect(page.getByText('5,000')).toBeHidden();
});

/** Turns one bit of the month that rests on the device. */
const damageDays = (page: Page) =>
	page.evaluate(async () => {
		const done = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => {
					resolve(request.result);
				};
				request.onerror = () => {
					reject(request.error ?? new Error('no database'));
				};
			});
		const db = await done(indexedDB.open('tessera'));
		const pages = db.transaction('pages', 'readwrite').objectStore('pages');
		const rows = (await done(pages.getAll())) as { table: string; sealed: Uint8Array }[];
		const row = rows.find(({ table }) => table === 'days');
		if (row === undefined) throw new Error('expected a page');
		row.sealed[9] = (row.sealed[9] ?? 0) ^ 1;
		await done(pages.put(row));
		db.close();
	});

test('a month that was damaged on the device comes back from the backup', async ({ page }) => {
	await begin(page);
	const file = await quickFile([{ day: TODAY, value: 4000 }]);
	await damageDays(page);
	await page.reload();
	const notice = page.getByText('The sealed page of Nov 2026 cannot be opened');
	await expect(notice).toBeVisible();
	await page.goto('/settings/backup/');
	await expect(making(page)).toContainText('Not in this file, because it does not open');
	await openFile(page, file);
	await expect(restoring(page)).toContainText(
		'Damaged here, and mended by the backup: days of Nov 2026',
	);
	await page.getByRole('button', { name: 'Merge into what is here' }).click();
	const question = page.getByRole('dialog');
	await expect(question).toContainText('1 damaged page goes.');
	await question.getByRole('button', { name: 'Yes, restore' }).click();
	await expect(restoring(page)).toContainText('1 daily value');
	await expect(notice).toBeHidden();
});

test('a month that was damaged is removed at its holder’s word, and nothing else', async ({
	page,
}) => {
	await begin(page);
	await damageDays(page);
	const october = { kind: 'steps', day: '2026-10-05', value: 5000, source: 'manual' };
	await importRecords(page, { ...emptyRecords(), days: [october] });
	await page.goto('/records/');
	const notice = page.getByRole('alert').filter({ hasText: 'The sealed page of Nov 2026' });
	const question = page.getByRole('dialog', { name: 'Remove the damaged page?' });
	await notice.getByRole('button', { name: 'Remove it' }).click();
	await expect(question).toContainText('What it held is lost');
	await expectAccessible(page, 'the question before a damaged page is removed');
	await page.keyboard.press('Escape');
	await expect(question).toBeHidden();
	await expect(notice).toBeVisible();
	await notice.getByRole('button', { name: 'Remove it' }).click();
	await question.getByRole('button', { name: 'Remove it' }).click();
	await expect(notice).toBeHidden();
	await page.reload();
	await page.getByRole('combobox', { name: 'Month' }).selectOption('2026-10');
	await expect(page.getByText('5,000')).toBeVisible();
	await expect(notice).toBeHidden();
});

test('days older than retention are kept, unless their citizen says otherwise', async ({
	page,
}) => {
	const file = await quickFile([
		{ day: TODAY, value: 1 },
		{ day: '2024-01-01', value: 2 },
	]);
	await page.goto('/settings/backup/');
	await openFile(page, file);
	await expect(
		page.getByRole('switch', { name: 'Keep 1 value older than 400 days' }),
	).toBeChecked();
	await page.getByRole('button', { name: 'Restore', exact: true }).click();
	await expect(restoring(page)).toContainText('2 daily values');
	await page.goto('/settings/');
	await expect(page.getByRole('combobox')).toHaveValue('null');
});

test('a file that does not open says why, and changes nothing', async ({ page }) => {
	const file = await quickFile([{ day: TODAY, value: 1 }]);
	await page.goto('/settings/backup/');
	const alert = restoring(page).getByRole('alert');

	await choose(page, Buffer.from('{"schema":"tessera.records/1"}'), 'export.json');
	await expect(alert).toHaveText(/^This is no backup: those end in \.age\./);

	await choose(page, file);
	await page.getByLabel('Passphrase of the file').fill('three tall pines');
	await page.getByRole('button', { name: 'Open', exact: true }).click();
	await expect(alert).toHaveText(/^That passphrase does not open this file\./);
	await expect(page.getByLabel('Passphrase of the file')).toHaveAttribute('aria-invalid', 'true');
	await page.getByLabel('Passphrase of the file').fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Open', exact: true }).click();
	await expect(restoring(page).getByText('Backup of')).toBeVisible();
	await restoring(page).getByRole('button', { name: 'Cancel' }).click();

	const damaged = Buffer.from(file);
	damaged[damaged.length - 40] = (damaged.at(-40) ?? 0) ^ 1;
	await choose(page, damaged);
	await page.getByLabel('Passphrase of the file').fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Open', exact: true }).click();
	await expect(alert).toHaveText(/^The file is damaged/);
	expect(await databases(page)).toEqual([]);

	await page.goto('/import/');
	await page.getByLabel('Choose a file').setInputFiles({
		name: 'my.age',
		mimeType: 'application/octet-stream',
		buffer: file,
	});
	await expect(page.getByText('This is a locked backup.')).toBeVisible();
	await page.getByRole('status').getByRole('link', { name: 'Restore a backup' }).click();
	await expect(page.getByLabel('Choose a backup')).toBeAttached();
});

test('by key: for several people, with a wrong line told, and opened by one of them', async ({
	page,
}) => {
	await begin(page);
	await page.goto('/settings/backup/');
	await page.getByRole('radio', { name: 'Public key' }).check();
	await page.getByRole('button', { name: 'Make the file' }).click();
	const alert = making(page).getByRole('alert');
	await expect(alert).toHaveText('Please paste a public key.');
	const identities = [await generateX25519Identity(), await generateX25519Identity()];
	const recipients = await Promise.all(identities.map(identityToRecipient));
	const keys = page.getByLabel('Public keys of age');
	await keys.fill(`${recipients.join('\n')}x`);
	await page.getByRole('button', { name: 'Make the file' }).click();
	await expect(alert).toHaveText(/^Line 2 is no public key of age\./);
	await keys.fill(recipients.join('\n'));
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Make the file' }).click();
	const file = await readFile(await (await download).path());
	for (const identity of identities) {
		const opened = await openBackup(file, { kind: 'identity', identity }, () => undefined);
		expect(opened.ok && parseBackup(opened.value)).toMatchObject({
			value: { made: TODAY, records: { days: [{ kind: 'steps', value: 4000 }] } },
		});
	}

	await choose(page, file);
	const secret = page.getByLabel('Secret key of age');
	await secret.fill(await generateX25519Identity());
	await page.getByRole('button', { name: 'Open', exact: true }).click();
	await expect(restoring(page).getByRole('alert')).toHaveText(
		/^That key does not open this file\./,
	);
	await secret.fill(
		`# created: 2026-11-20 # public key: ${recipients[1] ?? ''} ${identities[1] ?? ''}`,
	);
	await page.getByRole('button', { name: 'Open', exact: true }).click();
	await expect(restoring(page).getByText('Nothing: all of it is here already.')).toBeVisible();
});

test('a passphrase that is short or mistyped makes no file', async ({ page }) => {
	await begin(page);
	await page.goto('/settings/backup/');
	await page.getByLabel('Passphrase for the file').fill('pines');
	await page.getByRole('button', { name: 'Make the file' }).click();
	await expect(making(page).getByRole('alert')).toHaveText('Please take at least 8 characters.');
	await page.getByLabel('Passphrase for the file').fill(PASSPHRASE);
	await page.getByLabel('The same once more').fill(`${PASSPHRASE} `);
	await page.getByRole('button', { name: 'Make the file' }).click();
	await expect(making(page).getByRole('alert')).toHaveText('The two are not the same.');
	const shows = making(page).getByRole('button', { name: 'Show what is typed' });
	await shows.first().click();
	await expect(page.getByLabel('The same once more')).toHaveAttribute('type', 'text');
});

test('cancelled or interrupted, making and restoring leave everything as it was', async ({
	page,
}) => {
	await begin(page);
	await page.goto('/settings/backup/');
	let downloads = 0;
	page.on('download', () => downloads++);
	const start = async () => {
		await page.getByLabel('Passphrase for the file').fill(PASSPHRASE);
		await page.getByLabel('The same once more').fill(PASSPHRASE);
		await page.getByRole('button', { name: 'Make the file' }).click();
		await expect(page.getByRole('progressbar', { name: 'Locking the file…' })).toBeVisible();
	};
	await start();
	await making(page).getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByLabel('Passphrase for the file')).toHaveValue(PASSPHRASE);
	await start();
	await page.getByRole('link', { name: 'Today' }).click();
	await expect(tile(page)).toBeVisible();
	await page.goto('/settings/backup/');
	await start();
	await page.reload();
	await expect(making(page).getByText('There is no backup yet.')).toBeVisible();
	await expect(page.getByLabel('Passphrase for the file')).toHaveValue('');
	expect(downloads).toBe(0);

	// A file with the work of a real one: 256 MiB, a second or more.
	const file = await makeFile(page);
	await choose(page, file);
	await page.getByLabel('Passphrase of the file').fill(PASSPHRASE);
	await page.getByRole('button', { name: 'Open', exact: true }).click();
	await restoring(page).getByRole('button', { name: 'Cancel' }).click();
	await expect(page.getByLabel('Passphrase of the file')).toHaveValue(PASSPHRASE);
	await page.getByRole('button', { name: 'Open', exact: true }).click();
	await expect(page.getByRole('progressbar', { name: 'Opening the file…' })).toBeVisible();
	await page.reload();
	await expect(page.getByLabel('Choose a backup')).toBeAttached();
	await expect(making(page)).toContainText('1 daily value');
});

test.describe('with the net gone', () => {
	test.use({ watchesWorker: true });

	test('everything works offline', async ({ page, context }) => {
		await begin(page);
		await installed(page);
		await page.reload();
		await context.setOffline(true);
		const file = await makeFile(page);
		await page.goto('/settings/moving/');
		await page.getByRole('link', { name: 'Restore the backup' }).click();
		await openFile(page, file);
		await expect(restoring(page).getByText('Nothing: all of it is here already.')).toBeVisible();
	});
});

test('over the sample month it is asked first', async ({ page }) => {
	const file = await quickFile([{ day: TODAY, value: 4321 }]);
	await page.goto('/');
	await page.getByRole('button', { name: 'Look around with a sample month' }).click();
	await page.getByRole('link', { name: 'More' }).click();
	await page.getByRole('link', { name: 'Back up or restore' }).click();
	await expect(making(page)).toContainText('it is not backed up');
	await openFile(page, file);
	await page.getByRole('button', { name: 'Restore', exact: true }).click();
	const question = page.getByRole('dialog', { name: 'Start with your own days?' });
	await question.getByRole('button', { name: 'Start my own' }).click();
	await expect(restoring(page)).toContainText('1 daily value');
});

test('a backup is asked for when there is something to lose, and can be put off', async ({
	page,
}) => {
	const days = (count: number) =>
		Array.from({ length: count }, (_, back) => ({
			kind: 'steps',
			day: `2026-11-${String(20 - back).padStart(2, '0')}`,
			value: 5000,
			source: 'manual',
		}));
	await importRecords(page, { ...emptyRecords(), days: days(9) });
	await page.goto('/');
	await expect(tile(page)).toBeVisible();
	await expect(page.getByText('Your days are on this device only.')).toBeHidden();
	await importRecords(page, { ...emptyRecords(), days: days(20) });
	await page.goto('/');
	await expect(page.getByText('Your days are on this device only.')).toBeVisible();
	await page.getByRole('button', { name: 'Not now' }).click();
	await expect(page.getByText('Your days are on this device only.')).toBeHidden();
	await page.goto('/settings/');
	await expect(page.getByText('Your days are on this device only.')).toBeVisible();
	await makeFile(page);
	await page.goto('/settings/');
	await expect(page.getByText('The last backup is of today.')).toBeVisible();
});

for (const [name, locale, viewport] of [
	['English, phone', 'en-GB', { width: 360, height: 740 }],
	['Chinese, desk', 'zh-CN', { width: 1280, height: 800 }],
] as const)
	test.describe(name, () => {
		test.use({ locale, viewport });

		/** Nothing is wider than the screen. */
		const look = async (page: Page, where: string) => {
			const { scroll, client } = await page.evaluate(() => ({
				scroll: document.documentElement.scrollWidth,
				client: document.documentElement.clientWidth,
			}));
			expect.soft(scroll, `width: ${where}`).toBeLessThanOrEqual(client);
			await expectAccessible(page, where);
		};

		test('every state is accessible', async ({ page }) => {
			test.setTimeout(180_000);
			const file = await quickFile(
				[
					{ day: TODAY, value: 1 },
					{ day: '2024-01-01', value: 2 },
				],
				{ receiptsOn: false },
			);
			const restore = restoring(page);
			await page.goto('/settings/moving/');
			await look(page, 'moving, empty');
			await page.goto('/settings/backup/');
			await look(page, 'nothing to back up');
			await page.goto('/');
			await page.getByRole('spinbutton').first().fill('4000');
			await page.getByRole('spinbutton').first().blur();
			await expect(page.getByRole('img').first()).toBeVisible();
			await page.goto('/settings/moving/');
			await page.locator('input[value="app"]').check();
			await look(page, 'moving');

			await page.goto('/settings/backup/');
			const make = page.locator('form').first();
			await make.locator('input[autocomplete="new-password"]').first().fill('pines');
			await make.locator('button[type="submit"]').click();
			await expect(make.getByRole('alert')).not.toBeEmpty();
			await look(page, 'making, refused');
			await make.locator('input[value="recipients"]').check();
			await look(page, 'making, by key');

			const input = page.locator('#restore input[type="file"]');
			const choosing = { name: 'my.age', mimeType: 'application/octet-stream' };
			await input.setInputFiles({ ...choosing, buffer: Buffer.from('no') });
			await look(page, 'restoring, refused');
			await input.setInputFiles({ ...choosing, buffer: file });
			await restore.locator('input').fill('another');
			await restore.locator('button[type="submit"]').click();
			await expect(restore.getByRole('alert')).not.toBeEmpty();
			await look(page, 'restoring, wrong passphrase');
			await restore.locator('input').fill(PASSPHRASE);
			await restore.locator('button[type="submit"]').click();
			await expect(restore.getByRole('table')).toBeVisible();
			await look(page, 'restoring, merge');
			await page.locator('input[value="replace"]').check();
			await look(page, 'restoring, replace');
			await restore.locator('button.danger').click();
			await expect(page.getByRole('dialog')).toBeVisible();
			await look(page, 'restoring, sure');
			await page.getByRole('dialog').locator('button.danger').click();
			await expect(restore.getByRole('link')).toBeVisible();
			await look(page, 'restored');
			await page.goto('/settings/');
			await look(page, 'settings');
		});
	});
