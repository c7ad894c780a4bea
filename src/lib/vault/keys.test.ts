import 'fake-indexeddb/auto';

import { createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { freshName, random, raw, valueOf } from '../../../tests/fixtures/vault';
import { bytesToHex } from '../codec/bytes';
import type { RandomSource } from '../codec/random';
import { PAGE_TABLES, TesseraDatabase, type DeviceSlot } from './database';
import { openKeys, VaultKeys } from './keys';
import { sealPage } from './seal';

const dataKey = () => Uint8Array.from({ length: 32 }, (_, at) => at);

/** HKDF-SHA256 by Node, without a salt. */
const derived = (label: string): Uint8Array =>
	new Uint8Array(hkdfSync('sha256', dataKey(), new Uint8Array(), `tessera/${label}`, 32));

async function openDb(name = freshName()): Promise<TesseraDatabase> {
	const db = new TesseraDatabase(name);
	await db.open();
	return db;
}

const deviceSlot = (db: TesseraDatabase): Promise<DeviceSlot> =>
	raw(db.name, 'slots', (rows) => rows.get('device') as IDBRequest<DeviceSlot>);

const turned = (bytes: Uint8Array): Uint8Array =>
	bytes.map((byte, at) => (at === 5 ? byte ^ 1 : byte));

describe('VaultKeys', () => {
	it('derives a key for each table as RFC 5869 says, all different', () => {
		const keys = new VaultKeys(dataKey());
		for (const table of PAGE_TABLES)
			expect(keys.pagesKey(table)).toEqual(derived(`pages/${table}`));
		const all = [...PAGE_TABLES.map((table) => keys.pagesKey(table)), derived('index'), dataKey()];
		expect(new Set(all.map(bytesToHex)).size).toBe(PAGE_TABLES.length + 2);
	});

	it('names a page by HMAC-SHA256 of its table and name', () => {
		const name = createHmac('sha256', derived('index'))
			.update('days\0' + '2026-11')
			.digest('hex');
		expect(new VaultKeys(dataKey()).pageName('days', '2026-11')).toBe(name);
	});

	it('makes names that tell nothing: of one length, and others in every vault', () => {
		const pages = ['2026-11', '2026-12', 'all', ''];
		const namesOf = (keys: VaultKeys) =>
			PAGE_TABLES.flatMap((table) => pages.map((page) => keys.pageName(table, page)));
		const names = [...namesOf(new VaultKeys(random(32))), ...namesOf(new VaultKeys(random(32)))];
		expect(new Set(names).size).toBe(2 * PAGE_TABLES.length * pages.length);
		expect(names.every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true);
	});

	it('does not take a table and a name for another pair that reads the same', () => {
		const keys = new VaultKeys(dataKey());
		const joined = keys.pageName('days', 'all');
		expect(keys.pageName('day' as 'days', 'sall')).not.toBe(joined);
	});

	it('overwrites what it knew and is of no use after that', () => {
		const bytes = dataKey();
		const keys = new VaultKeys(bytes);
		const pagesKey = keys.pagesKey('days');
		keys.pageName('days', '2026-11');
		keys.forget();
		expect(bytes).toEqual(new Uint8Array(32));
		expect(pagesKey).toEqual(new Uint8Array(32));
		expect(() => keys.pagesKey('days')).toThrow('forgotten');
		expect(() => keys.pagesKey('clinical')).toThrow('forgotten');
		expect(() => keys.pageName('days', '2026-11')).toThrow('forgotten');
		keys.forget();
	});
});

describe('openKeys', () => {
	it('makes one key for a new database and finds it again', async () => {
		const db = await openDb();
		const made = valueOf(await openKeys(db, random));
		const found = valueOf(await openKeys(db, random));
		expect(found.pagesKey('days')).toEqual(made.pagesKey('days'));
		db.close();
	});

	it('keeps the data key only wrapped, by a key that cannot be exported', async () => {
		const db = await openDb();
		const given: Uint8Array[] = [];
		const copies: string[] = [];
		const watched: RandomSource = (length) => {
			const bytes = random(length);
			given.push(bytes);
			copies.push(bytesToHex(bytes));
			return bytes;
		};
		valueOf(await openKeys(db, watched));
		const slot = await deviceSlot(db);
		expect(slot.wrappingKey.extractable).toBe(false);
		await expect(crypto.subtle.exportKey('raw', slot.wrappingKey)).rejects.toThrow();
		expect(bytesToHex(slot.wrapped)).not.toContain(copies[0]);
		// The array that the key was made in is empty again.
		expect(given[0]).toEqual(new Uint8Array(32));
		db.close();
	});

	it('gives two tabs that open a new vault at once the same key', async () => {
		for (let round = 0; round < 10; round++) {
			const name = freshName();
			const tabs = await Promise.all([openDb(name), openDb(name), openDb(name)]);
			const opened = await Promise.all(tabs.map((db) => openKeys(db, random)));
			const keys = opened.map((keys) => bytesToHex(valueOf(keys).pagesKey('days')));
			expect(new Set(keys).size).toBe(1);
			for (const db of tabs) db.close();
		}
	});

	it('never makes a new key for pages whose key is gone', async () => {
		const db = await openDb();
		await db.pages.put(sealPage(random(32), 'days', 'key', {}, random));
		expect(await openKeys(db, random)).toEqual({ ok: false, error: 'no-slot' });
		expect(await db.slots.count()).toBe(0);
		db.close();
	});

	it('touches nothing where a slot is of a kind or a version that it does not know', async () => {
		const other = await openDb();
		await raw(other.name, 'slots', (rows) => rows.put({ id: 'passphrase', version: 1 }));
		expect(await openKeys(other, random)).toEqual({ ok: false, error: 'newer-version' });
		expect(await other.slots.count()).toBe(1);
		other.close();

		const later = await openDb();
		valueOf(await openKeys(later, random));
		const slot = await deviceSlot(later);
		await raw(later.name, 'slots', (rows) => rows.put({ ...slot, version: 2 }));
		expect(await openKeys(later, random)).toEqual({ ok: false, error: 'newer-version' });
		later.close();
	});

	it.each([
		['a turned bit', (slot: DeviceSlot) => ({ ...slot, wrapped: turned(slot.wrapped) })],
		['another nonce', (slot: DeviceSlot) => ({ ...slot, iv: turned(slot.iv) })],
		['no wrapping key', (slot: DeviceSlot) => ({ ...slot, wrappingKey: undefined })],
		['no wrapped key', (slot: DeviceSlot) => ({ ...slot, wrapped: undefined })],
	])('says that a slot with %s is damaged, and leaves it', async (_, change) => {
		const db = await openDb();
		valueOf(await openKeys(db, random));
		const slot = await deviceSlot(db);
		await raw(db.name, 'slots', (rows) => rows.put(change(slot)));
		expect(await openKeys(db, random)).toEqual({ ok: false, error: 'slot-damaged' });
		expect(await db.slots.count()).toBe(1);
		db.close();
	});
});
