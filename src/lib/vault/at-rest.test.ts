/** What somebody sees who has the disk and not the key. */
import 'fake-indexeddb/auto';

import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';

import { freshName, openVault, raw, rawPages, valueOf } from '../../../tests/fixtures/vault';
import { addDays } from '../records/day';
import { emptyRecords, type DayEntry } from '../records/records';
import { DATABASE_NAME } from './database-name';
import { PAGE_TABLES, type DeviceSlot, type StoredPage } from './database';
import { SCHEMA_VERSION } from './upgrade';
import type { Vault } from './vault';

const TODAY = '2026-11-20';
const entry: DayEntry = { kind: 'steps', day: TODAY, value: 54_321, source: 'canary-watch' };
const condition = { code: 'canary-condition', since: '2019-05-04', until: null };

async function fill(vault: Vault): Promise<void> {
	valueOf(await vault.setDay(entry));
	valueOf(await vault.editConditions(() => ({ conditions: [condition] })));
	valueOf(
		await vault.importRecords({
			...emptyRecords(),
			days: [{ kind: 'sleep', day: '2025-03-02', value: 6.789, source: 'canary-ring' }],
			observations: [{ kind: 'hba1c', day: '2026-02-03', value: 9.876 }],
			prefer: { steps: 'canary-watch' },
		}),
	);
	valueOf(
		await vault.importBatch(
			{ ...emptyRecords(), days: [{ ...entry, value: 12_345 }], conditions: [condition] },
			{
				id: 'canary-batch',
				importedOn: TODAY,
				files: [{ name: 'canary-export.zip', sha256: 'c0'.repeat(32) }],
				readers: [{ id: 'canary-reader', version: 1 }],
				takenAt: 1_795_132_800_000,
				skipped: [{ reason: 'canary-reason', count: 98_765 }],
			},
		),
	);
	valueOf(await vault.setDay(entry));
	valueOf(await vault.editSettings((s) => ({ ...s, homeZone: 'Asia/Shanghai', notForMe: true })));
	valueOf(
		await vault.receipts.put({
			id: 'canary-receipt',
			day: TODAY,
			hour: 13,
			mode: 'answer',
			asker: { label: 'canary-asker', purpose: 'other', text: 'canary-purpose' },
			asked: { say: { atLeast: 4 }, facts: [] },
			disclosure: { say: { atLeast: 4 }, facts: ['no-smoking-30d'] },
			codes: 1,
			kept: false,
		}),
	);
}

const CANARIES = [
	'canary',
	'54321',
	'98765',
	'1795132800000',
	'c0'.repeat(32),
	'6.789',
	'9.876',
	...['2026-11', '2025-03', '2026-02', '2019-05', '20261120'],
	...['hba1c', 'steps', 'sleep', 'Shanghai', 'notForMe', 'no-smoking', 'atLeast', 'disclosure'],
];

/** The forms in which a text or a number could lie about. */
function forms(canary: string): Buffer[] {
	const texts = [canary, encodeURIComponent(canary), Buffer.from(canary).toString('hex')];
	const base64 = Buffer.from(canary).toString('base64').replace(/=+$/, '').slice(0, -1);
	const inBytes = [...texts, base64].flatMap((text) => [
		Buffer.from(text),
		Buffer.from(text, 'utf16le'),
	]);
	const number = Number(canary);
	if (Number.isNaN(number)) return inBytes;
	const double = Buffer.alloc(8);
	double.writeDoubleLE(number);
	return [...inBytes, double, Buffer.from(double).reverse()];
}

describe('the database at rest', () => {
	it('has no canary in any row, key or index, in any form', async () => {
		const name = freshName();
		const vault = await openVault(name);
		await fill(vault);
		const { records } = await vault.readAll();
		expect(records.reveal().days).toContainEqual(entry);
		vault.close();

		const parts = await Promise.all([
			raw(name, 'pages', (rows) => rows.getAll()),
			raw(name, 'pages', (rows) => rows.getAllKeys()),
			raw(name, 'pages', (rows) => rows.index('table').getAllKeys()),
			raw<DeviceSlot[]>(name, 'slots', (rows) => rows.getAll() as IDBRequest<DeviceSlot[]>).then(
				(slots) => slots.map(({ wrappingKey, ...rest }) => ({ ...rest, type: wrappingKey.type })),
			),
			raw(name, 'slots', (rows) => rows.getAllKeys()),
		]);
		const bytes = Buffer.concat(parts.map((part) => serialize(part)));
		// All of it is in what is searched, so that the search can find something.
		expect(bytes.length).toBeGreaterThan(6 * 4096);
		expect(bytes.includes('settings')).toBe(true);
		for (const canary of CANARIES)
			expect(
				forms(canary).filter((form) => bytes.includes(form)),
				canary,
			).toEqual([]);
		expect(JSON.stringify(parts)).not.toMatch(/canary/);
	});

	it('has the members that are described, and no other', async () => {
		const name = freshName();
		const vault = await openVault(name);
		await fill(vault);
		vault.close();
		const pages = await rawPages(name);
		expect(new Set(pages.map(({ table }) => table))).toEqual(new Set(PAGE_TABLES));
		for (const page of pages) {
			expect(Object.keys(page).sort()).toEqual(['key', 'nonce', 'sealed', 'table', 'version']);
			expect(page.key).toMatch(/^[0-9a-f]{64}$/);
			expect(page.nonce).toHaveLength(24);
			expect(page.sealed.length % 4096).toBe(16);
		}
		expect(new Set(pages.map(({ nonce }) => Buffer.from(nonce).toString('hex'))).size).toBe(
			pages.length,
		);
		expect(DATABASE_NAME).toBe('tessera');
	});

	/** What is told without a key: tables, and the lengths of what rests in them. */
	const outline = (pages: readonly StoredPage[]) =>
		pages
			.map(({ table, version, sealed }) => `${table} ${String(version)} ${String(sealed.length)}`)
			.sort();

	it('looks the same with a condition, an examination and without', async () => {
		const outlines = await Promise.all(
			[0, 1, 2].map(async (which) => {
				const name = freshName();
				const vault = await openVault(name);
				valueOf(await vault.setDay(entry));
				if (which === 1) valueOf(await vault.editConditions(() => ({ conditions: [condition] })));
				if (which === 2)
					valueOf(await vault.editClinical((c) => ({ ...c, checkups: [{ day: TODAY }] })));
				vault.close();
				return outline(await rawPages(name));
			}),
		);
		expect(outlines[0]).toEqual(
			['batches', 'clinical', 'conditions', 'days'].map(
				(table) => `${table} ${String(SCHEMA_VERSION)} 4112`,
			),
		);
		expect(outlines[1]).toEqual(outlines[0]);
		expect(outlines[2]).toEqual(outlines[0]);
	});

	it('looks the same with an import, after it was undone, and without', async () => {
		const name = freshName();
		const vault = await openVault(name);
		valueOf(await vault.setDay({ ...entry, source: 'manual' }));
		const before = outline(await rawPages(name));
		const batch = { importedOn: TODAY, files: [], readers: [], takenAt: null, skipped: [] };
		valueOf(await vault.importBatch({ ...emptyRecords(), days: [entry] }, { id: 'one', ...batch }));
		expect(outline(await rawPages(name))).toEqual(before);
		valueOf(await vault.undoBatch('one'));
		expect(outline(await rawPages(name))).toEqual(before);
		vault.close();
	});

	it('looks the same again when the last condition is deleted', async () => {
		const name = freshName();
		const vault = await openVault(name);
		const before = outline(await rawPages(name));
		valueOf(await vault.editConditions(() => ({ conditions: [condition] })));
		valueOf(await vault.editConditions(() => ({ conditions: [] })));
		expect(outline(await rawPages(name))).toEqual(before);
		vault.close();
	});

	it('shares nothing between two vaults of the same content', async () => {
		const parts = await Promise.all(
			[0, 1].map(async () => {
				const name = freshName();
				const vault = await openVault(name);
				await fill(vault);
				vault.close();
				const pages = await rawPages(name);
				return pages.flatMap(({ key, nonce, sealed }) => [
					key,
					Buffer.from(nonce).toString('hex'),
					Buffer.from(sealed.subarray(0, 16)).toString('hex'),
				]);
			}),
		);
		expect(parts[0]).toHaveLength(parts[1]?.length ?? 0);
		expect(parts[0]?.filter((part) => parts[1]?.includes(part))).toEqual([]);
	});

	it('holds no day any more that was deleted', async () => {
		const name = freshName();
		const vault = await openVault(name);
		valueOf(await vault.setDay(entry));
		valueOf(await vault.setDay({ ...entry, day: addDays(TODAY, -60) }));
		const keys = (await rawPages(name)).map(({ key }) => key);
		valueOf(await vault.removeDay('steps', TODAY, 'canary-watch'));
		const left = await rawPages(name);
		expect(left).toHaveLength(keys.length - 1);
		expect(left.filter(({ table }) => table === 'days')).toHaveLength(1);
		vault.close();
	});
});
