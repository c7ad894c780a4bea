import { readFile } from 'node:fs/promises';

import { expect, type Page } from '@playwright/test';
import { generateIdentity, identityToRecipient } from 'age-encryption';

import { RECORDS_SCHEMA, type HealthRecords } from '../../src/lib/records/records';
import { keysOf, openPage, readAll, type Known, type SealedPage } from './attacker';
import { dayAgo, test, type Device } from './device';
import { flipInRow, flipInSecret } from './flip';
import { chooseFile, exportRecords, go, keepFile } from './records';
import { countOf, type Seeded } from './seeded';

/** Flipped bytes, in all. */
const FLIPS = countOf('RELIABILITY_FLIPS', 200);

const MONTHS = 24;
const RECORDS: HealthRecords = {
	schema: RECORDS_SCHEMA,
	days: Array.from({ length: MONTHS }, (_, ago) => {
		return {
			kind: 'steps',
			day: dayAgo(1 + 31 * ago),
			value: 1000 + ago,
			source: 'watch',
		} as const;
	}),
	observations: [{ kind: 'weight', day: dayAgo(1), value: 70 }],
	conditions: [{ code: 'asthma', since: dayAgo(900), until: null }],
	checkups: [{ day: dayAgo(2) }],
};

/** A device with two years of records, at the settings. */
async function filled(device: Device): Promise<Page> {
	const page = await device.start();
	await page.goto('/settings/');
	await chooseFile(page, RECORDS);
	await keepFile(page);
	await page.goto('/settings/');
	await expect(page.getByRole('button', { name: 'Export all records' })).toBeEnabled();
	return page;
}

/** The month of a page, or what else it is of; by opening it. */
function nameOf(known: Known, page: SealedPage): string {
	const said = openPage(keysOf(known)['the data key'] ?? known.root, page) ?? '';
	return /"page":"([^"]+)"/.exec(said)?.[1] ?? '';
}

/** What the screen says of a page that does not open: which one, in the citizen's words. */
function noticeOf(table: string, name: string): string {
	if (table === 'clinical') return 'The page of your examinations and check-ups cannot be opened';
	if (table === 'conditions') return 'The page of your conditions cannot be opened';
	if (table === 'settings') return 'The page of your settings cannot be opened';
	if (table === 'batches') return 'The page of your imports cannot be opened';
	const month = new Date(`${name}-15T12:00:00Z`).toLocaleDateString('en-GB', {
		month: 'short',
		year: 'numeric',
		timeZone: 'UTC',
	});
	return `The sealed page of ${month} cannot be opened`;
}

const anyMask = (random: Seeded) => 1 << random.between(0, 7);

test('a flipped byte of a page costs that page, which is named, and no other', async ({
	device,
	random,
}) => {
	const page = await filled(device);
	const known = await readAll(page);
	expect(known.pages.length).toBeGreaterThan(MONTHS);
	const alerts = page.getByRole('main').getByRole('alert');
	for (let flip = 0; flip < Math.round(FLIPS * 0.6); flip++) {
		const flipped = random.pick(known.pages);
		const name = nameOf(known, flipped);
		const member = random.next() < 0.8 ? ('sealed' as const) : ('nonce' as const);
		const place = {
			store: 'pages',
			id: flipped.key,
			member,
			at: random.between(0, flipped[member].length - 1),
			mask: anyMask(random),
		} as const;
		await flipInRow(page, place);
		await go(page, 'Records');
		await expect(alerts).toHaveCount(1);
		await expect(alerts).toContainText(noticeOf(flipped.table, name));
		await expect(alerts.getByRole('button', { name: 'Remove it' })).toBeVisible();
		// All months are there to choose: the damaged one, and those that open.
		await expect(page.getByLabel('Month').locator('option')).toHaveCount(MONTHS);
		await flipInRow(page, place);
		await go(page, 'More');
		await expect(alerts).toHaveCount(0);
	}
	expect((await exportRecords(page)).days).toHaveLength(MONTHS);
	device.expectNoComplaints();
});

test('a flipped byte of a key is noticed or mended, and nothing is overwritten', async ({
	device,
	random,
}) => {
	const page = await filled(device);
	const before = await readAll(page);
	const button = page.getByRole('button', { name: 'Export all records' });
	const failed = page
		.getByRole('alert')
		.filter({ hasText: 'The key to your records cannot be used' });

	for (let flip = 0; flip < Math.round(FLIPS * 0.15); flip++) {
		const [member, length] = random.pick([
			['wrapped', before.wrapped.length],
			['iv', before.iv.length],
			['check', 32],
		] as const);
		const store = member === 'check' ? ('state' as const) : ('slots' as const);
		const place = {
			store,
			id: store === 'state' ? 'state' : 'device',
			member,
			at: random.between(0, length - 1),
			mask: anyMask(random),
		};
		await flipInRow(page, place);
		await page.reload();
		await expect(failed).toBeVisible();
		await flipInRow(page, place);
		await page.reload();
		await expect(button).toBeEnabled();
	}

	// The secret rests twice: whichever byte is flipped, the other copy stands.
	for (let flip = 0; flip < Math.round(FLIPS * 0.15); flip++) {
		const place = [random.pick([0, 4096]) + random.between(0, 39), anyMask(random)] as const;
		await flipInSecret(page, 'a', ...place);
		await page.reload();
		await expect(button).toBeEnabled();
		await flipInSecret(page, 'a', ...place);
	}
	// Both at once are noticed.
	for (const at of [7, 4096 + 11]) await flipInSecret(page, 'a', at, 1);
	await page.reload();
	await expect(failed).toBeVisible();
	for (const at of [7, 4096 + 11]) await flipInSecret(page, 'a', at, 1);
	await page.reload();
	expect((await exportRecords(page)).days).toHaveLength(MONTHS);
	expect(Buffer.from((await readAll(page)).root)).toEqual(Buffer.from(before.root));
	device.expectNoComplaints();
});

test('a flipped byte of a backup is noticed, and nothing of it is restored', async ({
	device,
	random,
}) => {
	const page = await filled(device);
	const identity = await generateIdentity();
	await page.goto('/settings/backup/');
	await page.getByRole('radio', { name: 'Public key' }).check();
	await page.getByLabel('Public keys of age, one a line').fill(await identityToRecipient(identity));
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Make the file' }).click(),
	]);
	const backup = await readFile(await download.path());
	const says = page.getByRole('alert').filter({ hasText: /\w/ });
	for (let flip = 0; flip < Math.round(FLIPS * 0.1); flip++) {
		const bytes = Buffer.from(backup);
		// The head of the file is short, and has formats of its own.
		const at = random.between(0, random.next() < 0.5 ? 200 : bytes.length - 1);
		bytes[at] = (bytes[at] ?? 0) ^ anyMask(random);
		await page
			.getByLabel('Choose a backup')
			.setInputFiles({ name: 'a.age', mimeType: 'application/octet-stream', buffer: bytes });
		const secret = page.getByLabel('Secret key of age');
		await expect(secret.or(says)).toBeVisible();
		if (await secret.isVisible()) {
			await secret.fill(identity);
			await page.getByRole('button', { name: 'Open', exact: true }).click();
		}
		await expect(says, `byte ${String(at)} of ${String(bytes.length)}`).toContainText(
			/Nothing was changed|does not open this file/,
		);
		await expect(page.getByRole('heading', { name: /^Backup of/ })).toHaveCount(0);
		if (await secret.isVisible()) await page.getByRole('button', { name: 'Cancel' }).click();
	}
	await page.goto('/settings/');
	expect((await exportRecords(page)).days).toHaveLength(MONTHS);
	device.expectNoComplaints();
});
