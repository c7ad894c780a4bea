import { readFile } from 'node:fs/promises';

import { expect, type Page } from '@playwright/test';
import { generateIdentity, identityToRecipient } from 'age-encryption';

import { RECORDS_SCHEMA, type HealthRecords } from '../../src/lib/records/records';
import { dayAgo, type Device } from './device';
import type { Scenario } from './kills';
import { chooseFile, keepFile } from './records';

const FIRST_DAY = 1130;
const LAST_DAY = 35;
const EVERY = 10;
const SOURCE = 'ring';

/** Three years in which every value tells which of the two files it is of. */
function file(which: number): HealthRecords {
	const days: HealthRecords['days'][number][] = [];
	for (let ago = FIRST_DAY; ago >= LAST_DAY; ago -= EVERY)
		days.push({ kind: 'steps', day: dayAgo(ago), value: 1000 + which, source: SOURCE });
	const weight = { kind: 'weight', day: dayAgo(FIRST_DAY), value: 60 + which } as const;
	return { schema: RECORDS_SCHEMA, days, observations: [weight], conditions: [], checkups: [] };
}

async function backupPage(page: Page): Promise<void> {
	await page.goto('/settings/backup/');
}

async function makeBackup(page: Page, recipient: string): Promise<Buffer> {
	await backupPage(page);
	await page.getByRole('radio', { name: 'Public key' }).check();
	await page.getByLabel('Public keys of age, one a line').fill(recipient);
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Make the file' }).click(),
	]);
	await expect(page.getByText('Backup made')).toBeVisible();
	return readFile(await download.path());
}

/** Backups that replace everything: after a kill all of the one is there, or all of the other. */
export class Restore {
	readonly #backups: Buffer[] = [];
	readonly #identity: string;
	#kept = 0;
	#tried = 0;

	private constructor(identity: string) {
		this.#identity = identity;
	}

	/** Fills the device with one file and then the other, and backs up both. */
	static async make(device: Device): Promise<Restore> {
		const restore = new Restore(await generateIdentity());
		const recipient = await identityToRecipient(restore.#identity);
		const page = await device.start();
		for (const which of [0, 1]) {
			await page.goto('/settings/');
			await chooseFile(page, file(which));
			await keepFile(page);
			// Two weights would be of two files.
			if (which === 1) await removeFirstWeight(page);
			restore.#backups.push(await makeBackup(page, recipient));
		}
		restore.#kept = restore.#tried = 1;
		device.expectNoComplaints();
		await device.close();
		return restore;
	}

	scenario(): Scenario {
		return {
			name: 'restore',
			prepare: async (page) => {
				this.#tried = 1 - this.#kept;
				await page.getByRole('link', { name: 'Back up or restore' }).click();
				await page.getByLabel('Choose a backup').setInputFiles({
					name: 'backup.age',
					mimeType: 'application/octet-stream',
					buffer: this.#backups[this.#tried] ?? Buffer.alloc(0),
				});
				await page.getByLabel('Secret key of age').fill(this.#identity);
				await page.getByRole('button', { name: 'Open', exact: true }).click();
				await page.getByRole('radio', { name: 'Replace', exact: true }).check();
				await page.getByRole('button', { name: 'Replace what is here' }).click();
				await expect(page.getByRole('button', { name: 'Yes, restore' })).toBeVisible();
			},
			act: async (page) => {
				await page.getByRole('button', { name: 'Yes, restore' }).click();
				await expect(page.getByText('Restored', { exact: true })).toBeVisible();
			},
			check: ({ days, observations }, isDone) => {
				const ours = days.filter(({ source }) => source === SOURCE);
				const [which = -1] = ours.map(({ value }) => value - 1000);
				expect({ days: ours, observations }).toEqual({
					days: file(which).days,
					observations: file(which).observations,
				});
				if (isDone === true) expect(which).toBe(this.#tried);
				else if (isDone === null) expect(which).toBe(this.#kept);
				this.#kept = which;
			},
		};
	}
}

async function removeFirstWeight(page: Page): Promise<void> {
	await page.goto('/records/');
	const row = page.getByRole('listitem').filter({ hasText: '60 kg' });
	await row.getByRole('button', { name: /^Delete/ }).click();
	await expect(row).toBeHidden();
}
