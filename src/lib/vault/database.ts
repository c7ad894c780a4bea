import Dexie, { type Table } from 'dexie';

import { err, ok, type Result } from '$lib/codec/result';
import { DATABASE_NAME } from './database-name';

/**
 * What IndexedDB holds, in two tables:
 *
 * | table | key                                         | rest                                      |
 * |-------|---------------------------------------------|-------------------------------------------|
 * | slots | id of the slot (`device`)                   | the wrapped data key, see `keys.ts`       |
 * | pages | HMAC-SHA256(index key, table + page name)   | table, schema version, nonce, sealed page |
 *
 * A page's table is one of five words, and the pages of `clinical` and `conditions` are there from
 * the start, empty or not: that a person has a condition is not to be read off a row.
 */

/** Dexie's version of the two tables' shape. The pages' own schema version is in `seal.ts`. */
const DATABASE_VERSION = 1;
/** What Dexie multiplies it by for IndexedDB. */
const DEXIE_VERSION_FACTOR = 10;

export const PAGE_TABLES = ['days', 'clinical', 'conditions', 'receipts', 'settings'] as const;
export type PageTable = (typeof PAGE_TABLES)[number];

export interface StoredPage {
	readonly key: string;
	readonly table: PageTable;
	/** Version of the page's content, authenticated with it. */
	readonly version: number;
	readonly nonce: Uint8Array;
	readonly sealed: Uint8Array;
}

/** The data key wrapped by one way of opening it. Further kinds of slot are further members. */
export interface DeviceSlot {
	readonly id: 'device';
	readonly version: number;
	/** Cannot be exported: scripts can use it, not read it. */
	readonly wrappingKey: CryptoKey;
	readonly iv: Uint8Array<ArrayBuffer>;
	readonly wrapped: Uint8Array<ArrayBuffer>;
}

export type Slot = DeviceSlot;

export class TesseraDatabase extends Dexie {
	declare readonly slots: Table<Slot, Slot['id']>;
	declare readonly pages: Table<StoredPage, string>;

	constructor(name: string = DATABASE_NAME) {
		super(name, {
			// A database that went away is not opened anew behind the vault's back: it may be another.
			autoOpen: false,
			// A cached answer could show another tab's page as it was.
			cache: 'disabled',
			// A write that was acknowledged is on the disk.
			chromeTransactionDurability: 'strict',
		});
		this.version(DATABASE_VERSION).stores({ slots: 'id', pages: 'key, table' });
	}
}

export type DatabaseFailure =
	/** The browser gives no IndexedDB here (some private modes). */
	| 'no-storage'
	/** Another tab keeps an older version open. */
	| 'blocked'
	/** The database was written by a newer app. */
	| 'newer-version'
	/** The device has no room for it. */
	| 'full'
	| 'failed';

/** What a failed opening means, for the texts that say it. */
export function openFailureOf(cause: unknown): DatabaseFailure {
	switch (cause instanceof Error ? cause.name : '') {
		case 'ReferenceError':
		case 'MissingAPIError':
		case 'InvalidStateError':
		case 'SecurityError':
		case 'DataCloneError':
			// The first: no `indexedDB`. The last: some private windows have one that takes no keys.
			return 'no-storage';
		case 'QuotaExceededError':
			return 'full';
		default:
			return 'failed';
	}
}

/**
 * What stands against opening the database. Asked before Dexie opens it: one that a newer version of
 * the app wrote it would open all the same, and put into it what it finds missing.
 */
function obstacle(name: string): Promise<'newer-version' | 'blocked' | null> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(name, DATABASE_VERSION * DEXIE_VERSION_FACTOR);
		// There is none, or an older one: it stays as it is.
		request.onupgradeneeded = () => request.transaction?.abort();
		// Until the tab that blocks lets go, opening neither ends nor fails.
		request.onblocked = () => {
			resolve('blocked');
		};
		request.onsuccess = () => {
			request.result.close();
			resolve(null);
		};
		request.onerror = () => {
			const { error } = request;
			if (error === null || error.name === 'AbortError') resolve(null);
			else if (error.name === 'VersionError') resolve('newer-version');
			else reject(error);
		};
	});
}

/**
 * Opens the database, and makes it where there is none.
 *
 * @param onClose called once, whenever and why ever the open database is closed
 */
export async function openDatabase(
	name: string,
	onClose: () => void,
): Promise<Result<TesseraDatabase, DatabaseFailure>> {
	const db = new TesseraDatabase(name);
	// `false`: Dexie's own answer would be to close, and to open anew at the next use.
	db.on('versionchange', () => {
		db.close();
		return false;
	});
	try {
		const against = await obstacle(name);
		if (against !== null) return err(against);
		await db.open();
	} catch (cause) {
		db.close();
		return err(openFailureOf(cause));
	}
	let isOpen = true;
	db.on('close', () => {
		if (isOpen) onClose();
		isOpen = false;
	});
	return ok(db);
}

/** Whether this device has a vault at all; asking does not make one, not even for a moment. */
export async function vaultExists(name: string = DATABASE_NAME): Promise<boolean> {
	return (await Dexie.getDatabaseNames()).includes(name);
}

/** Removes the database whole. Waits until other tabs have closed theirs (`versionchange`). */
export function deleteDatabase(name: string = DATABASE_NAME): Promise<void> {
	return Dexie.delete(name);
}
