import 'fake-indexeddb/auto';

import { describe, expect, it } from 'vitest';

import { freshName, random, raw, secretsOf, valueOf } from '../../../tests/fixtures/vault';
import { bytesToHex } from '../codec/bytes';
import type { RandomSource } from '../codec/random';
import { TesseraDatabase, type DeviceSlot, type VaultState } from './database';
import { openKeyring, type KeyOptions } from './keyring';
import { dataKeyOf, VaultKeys } from './keys';
import { sealPage } from './seal';

async function openDb(name = freshName()): Promise<TesseraDatabase> {
	const db = new TesseraDatabase(name);
	await db.open();
	return db;
}

const options = (db: TesseraDatabase): KeyOptions => ({
	secrets: secretsOf(db.name),
	ask: null,
	now: 0,
});

const open = (db: TesseraDatabase, by: RandomSource = random) => openKeyring(db, by, options(db));

const deviceSlot = (db: TesseraDatabase): Promise<DeviceSlot> =>
	raw(db.name, 'slots', (rows) => rows.get('device') as IDBRequest<DeviceSlot>);

const turned = (bytes: Uint8Array): Uint8Array =>
	bytes.map((byte, at) => (at === 5 ? byte ^ 1 : byte));

describe('the keys of a new vault', () => {
	it('are made once and found again', async () => {
		const db = await openDb();
		const made = valueOf(await open(db));
		const found = valueOf(await open(db));
		expect(found.keys.pagesKey('days')).toEqual(made.keys.pagesKey('days'));
		db.close();
	});

	it('rest only wrapped, and in two parts', async () => {
		const db = await openDb();
		const given: Uint8Array[] = [];
		const copies: Uint8Array[] = [];
		const watched: RandomSource = (length) => {
			const bytes = random(length);
			given.push(bytes);
			copies.push(bytes.slice());
			return bytes;
		};
		const { keys } = valueOf(await open(db, watched));
		const [root, secret] = copies;
		if (root === undefined || secret === undefined) throw new TypeError('expected two keys');
		const slot = await deviceSlot(db);
		expect(slot.wrappingKey.extractable).toBe(false);
		expect(bytesToHex(slot.wrapped)).not.toContain(bytesToHex(root));
		expect(await secretsOf(db.name).read('a')).toEqual(secret);
		expect(keys.check).toEqual(new VaultKeys(dataKeyOf(root, secret)).check);
		expect(keys.check).not.toEqual(new VaultKeys(root.slice()).check);
		// The arrays that they were made in are empty again.
		expect(given.slice(0, 2).every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
		db.close();
	});

	it('are the same for tabs that open it at once', async () => {
		for (let round = 0; round < 10; round++) {
			const name = freshName();
			const tabs = await Promise.all([openDb(name), openDb(name), openDb(name)]);
			const opened = await Promise.all(tabs.map((db) => open(db)));
			const keys = opened.map((one) => bytesToHex(valueOf(one).keys.pagesKey('days')));
			expect(new Set(keys).size).toBe(1);
			for (const db of tabs) db.close();
		}
	});

	it('are the root key itself where the browser has no files', async () => {
		const db = await openDb();
		const without = { ...options(db), secrets: null };
		const made = valueOf(await openKeyring(db, random, without));
		expect(made.keys.check).toEqual(new VaultKeys(made.root.slice()).check);
		const found = valueOf(await openKeyring(db, random, without));
		expect(found.keys.check).toEqual(made.keys.check);
		db.close();
	});
});

describe('the keys of a vault that is not as it was', () => {
	it('are never made anew for pages whose key is gone', async () => {
		const db = await openDb();
		await db.pages.put(sealPage(random(32), 'days', 'key', {}, random));
		expect(await open(db)).toEqual({ ok: false, error: 'no-slot' });
		expect(await db.slots.count()).toBe(0);
		db.close();
	});

	it('are those of the first version, which had no state: its data key was the root key', async () => {
		const db = await openDb();
		valueOf(await openKeyring(db, random, { ...options(db), secrets: null }));
		await db.state.clear();
		const { keys, root } = valueOf(await open(db));
		expect(keys.check).toEqual(new VaultKeys(root.slice()).check);
		// Only sealed anew can it be made to forget.
		expect(await db.state.get('state')).toMatchObject({ secretFile: null, erasureDue: true });
		db.close();
	});

	it('are found by the other file where the one named is damaged', async () => {
		const db = await openDb();
		const made = valueOf(await open(db));
		const secrets = secretsOf(db.name);
		await secrets.write('b', (await secrets.read('a')) ?? new Uint8Array());
		await secrets.erase('a');
		expect(valueOf(await open(db)).keys.check).toEqual(made.keys.check);
		await secrets.erase('b');
		expect(await open(db)).toEqual({ ok: false, error: 'slot-damaged' });
		expect(await openKeyring(db, random, { ...options(db), secrets: null })).toEqual({
			ok: false,
			error: 'slot-damaged',
		});
		db.close();
	});

	it('are left alone where a slot is of a later version', async () => {
		const db = await openDb();
		valueOf(await open(db));
		const slot = await deviceSlot(db);
		await raw(db.name, 'slots', (rows) => rows.put({ ...slot, version: 2 }));
		expect(await open(db)).toEqual({ ok: false, error: 'newer-version' });
		db.close();
	});

	it.each([
		['a turned bit', (slot: DeviceSlot) => ({ ...slot, wrapped: turned(slot.wrapped) })],
		['another nonce', (slot: DeviceSlot) => ({ ...slot, iv: turned(slot.iv) })],
		['no wrapping key', (slot: DeviceSlot) => ({ ...slot, wrappingKey: undefined })],
		['no wrapped key', (slot: DeviceSlot) => ({ ...slot, wrapped: undefined })],
	])('are said to be damaged by a slot with %s, which is left', async (_, change) => {
		const db = await openDb();
		valueOf(await open(db));
		const slot = await deviceSlot(db);
		await raw(db.name, 'slots', (rows) => rows.put(change(slot)));
		expect(await open(db)).toEqual({ ok: false, error: 'slot-damaged' });
		expect(await db.slots.count()).toBe(1);
		db.close();
	});

	it('are said to be damaged where the check value is', async () => {
		const db = await openDb();
		valueOf(await open(db));
		const state = await raw(
			db.name,
			'state',
			(rows) => rows.get('state') as IDBRequest<VaultState>,
		);
		await raw(db.name, 'state', (rows) => rows.put({ ...state, check: turned(state.check) }));
		expect(await open(db)).toEqual({ ok: false, error: 'slot-damaged' });
		db.close();
	});
});
