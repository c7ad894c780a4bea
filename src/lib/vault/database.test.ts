import 'fake-indexeddb/auto';

import Dexie from 'dexie';
import { forceCloseDatabase } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';

import {
	freshName,
	openVault,
	optionsFor,
	quotaError,
	random,
	valueOf,
} from '../../../tests/fixtures/vault';
import { deleteDatabase, openDatabase, openFailureOf, vaultExists } from './database';
import { Vault } from './vault';

/** A database past Dexie, left open. */
function openRaw(name: string, version: number, stores: string[] = []): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(name, version);
		request.onupgradeneeded = () => {
			for (const store of stores) request.result.createObjectStore(store);
		};
		request.onsuccess = () => {
			resolve(request.result);
		};
		request.onerror = () => {
			reject(request.error ?? new Error('open failed'));
		};
	});
}

const versionOf = async (name: string) =>
	(await indexedDB.databases()).find((database) => database.name === name)?.version;

const onClose = vi.fn();

afterEach(() => {
	vi.restoreAllMocks();
	onClose.mockClear();
});

describe('openDatabase', () => {
	it('makes the database where there is none, and opens it where it is', async () => {
		const name = freshName();
		const made = valueOf(await openDatabase(name, onClose));
		await made.slots.add({ id: 'device' } as never);
		made.close();
		const found = valueOf(await openDatabase(name, onClose));
		expect(await found.slots.count()).toBe(1);
		expect(onClose).toHaveBeenCalledTimes(1);
		found.close();
		expect(onClose).toHaveBeenCalledTimes(2);
	});

	it('touches nothing that a newer version wrote', async () => {
		const name = freshName();
		const newer = await openRaw(name, 40, ['things of later']);
		newer.close();
		expect(await openDatabase(name, onClose)).toEqual({ ok: false, error: 'newer-version' });
		expect(await Vault.open(random, onClose, optionsFor(name))).toEqual({
			ok: false,
			error: 'newer-version',
		});
		expect(await versionOf(name)).toBe(40);
		const after = await openRaw(name, 40);
		expect([...after.objectStoreNames]).toEqual(['things of later']);
		after.close();
		expect(onClose).not.toHaveBeenCalled();
	});

	it('says so where another tab keeps an older version open', async () => {
		const name = freshName();
		const older = await openRaw(name, 1);
		expect(await openDatabase(name, onClose)).toEqual({ ok: false, error: 'blocked' });
		older.close();
		await vi.waitFor(async () => {
			const opened = await openDatabase(name, onClose);
			expect(opened.ok).toBe(true);
			if (opened.ok) opened.value.close();
		});
	});

	it.each([
		['no-storage', 'SecurityError'],
		['no-storage', 'InvalidStateError'],
		['full', 'QuotaExceededError'],
		['failed', 'UnknownError'],
	])('says %s where the browser answers with a %s', async (failure, name) => {
		vi.spyOn(indexedDB, 'open').mockImplementation(() => {
			throw new DOMException('', name);
		});
		expect(await openDatabase(freshName(), onClose)).toEqual({ ok: false, error: failure });
	});

	it('says no-storage where there is no IndexedDB', async () => {
		vi.stubGlobal('indexedDB', undefined);
		// A global that is not there at all, as in some private windows.
		Reflect.deleteProperty(globalThis, 'indexedDB');
		const opened = await openDatabase(freshName(), onClose);
		vi.unstubAllGlobals();
		expect(opened).toEqual({ ok: false, error: 'no-storage' });
	});

	it('sorts what Dexie and the browser say', () => {
		expect(openFailureOf(new Dexie.MissingAPIError())).toBe('no-storage');
		expect(openFailureOf(new DOMException('', 'DataCloneError'))).toBe('no-storage');
		expect(openFailureOf(quotaError())).toBe('full');
		expect(openFailureOf('text')).toBe('failed');
	});
});

describe('a database that goes away', () => {
	it('is let go where another tab deletes it, and is not made anew by a later use', async () => {
		const name = freshName();
		const db = valueOf(await openDatabase(name, onClose));
		await deleteDatabase(name);
		expect(onClose).toHaveBeenCalledTimes(1);
		await expect(db.pages.count()).rejects.toThrow(Dexie.DatabaseClosedError);
		await expect(db.transaction('rw', db.pages, () => db.pages.count())).rejects.toThrow(
			Dexie.DatabaseClosedError,
		);
		expect(await vaultExists(name)).toBe(false);
		expect(onClose).toHaveBeenCalledTimes(1);
	});

	it('is let go where another tab upgrades it', async () => {
		const name = freshName();
		valueOf(await openDatabase(name, onClose));
		const newer = await openRaw(name, 40);
		expect(onClose).toHaveBeenCalledTimes(1);
		newer.close();
	});

	it('is let go where the browser ends it, for good', async () => {
		const name = freshName();
		const db = valueOf(await openDatabase(name, onClose));
		forceCloseDatabase(db.backendDB() as unknown as Parameters<typeof forceCloseDatabase>[0]);
		await vi.waitFor(() => {
			expect(onClose).toHaveBeenCalledTimes(1);
		});
		await expect(db.pages.count()).rejects.toThrow(Dexie.DatabaseClosedError);
		expect(db.isOpen()).toBe(false);
	});

	it('does it without a word on the console', async () => {
		const said = (['warn', 'error', 'log'] as const).map((level) =>
			vi.spyOn(console, level).mockImplementation(() => undefined),
		);
		const name = freshName();
		valueOf(await openDatabase(name, onClose));
		await deleteDatabase(name);
		for (const spy of said) expect(spy).not.toHaveBeenCalled();
	});
});

describe('vaultExists', () => {
	it('says whether there is one, and asking makes none', async () => {
		const name = freshName();
		const opened = vi.spyOn(indexedDB, 'open');
		expect(await vaultExists(name)).toBe(false);
		expect(opened).not.toHaveBeenCalled();
		(await openVault(name)).close();
		expect(await vaultExists(name)).toBe(true);
		await deleteDatabase(name);
		expect(await vaultExists(name)).toBe(false);
	});
});
