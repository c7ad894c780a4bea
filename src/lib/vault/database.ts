import Dexie, { type Table } from 'dexie';

import { err, ok, type Result } from '$lib/codec/result';
import { DATABASE_NAME } from './database-name';
import { errorNames } from './error-names';
import type { SecretName } from './secret-folder';

/**
 * What IndexedDB holds, in three tables:
 *
 * | table | key                                         | rest                                      |
 * |-------|---------------------------------------------|-------------------------------------------|
 * | slots | id of the slot (`device`, `passphrase`, …)  | the wrapped root key, see `slots.ts`      |
 * | state | `state`, the only row                       | which keys are in force, see `VaultState` |
 * | pages | HMAC-SHA256(index key, table + page name)   | table, schema version, nonce, sealed page |
 *
 * A page's table is one of six words, and the pages of `clinical`, `conditions` and `batches` are there
 * from the start, empty or not: that a person has a condition is not to be read off a row.
 */

/**
 * Dexie's version of the tables' shape. The pages' own schema version is in `upgrade.ts`.
 * Version 1 had no `state`; `keyring.ts` writes the row where it is missing. Version 2 had no pages of
 * `batches`, and an app of that time would take them for damaged ones.
 */
const DATABASE_VERSION = 3;
/** What Dexie multiplies it by for IndexedDB. */
const DEXIE_VERSION_FACTOR = 10;

export const PAGE_TABLES = [
	'days',
	'clinical',
	'conditions',
	'receipts',
	'settings',
	'batches',
] as const;
export type PageTable = (typeof PAGE_TABLES)[number];

export interface StoredPage {
	readonly key: string;
	readonly table: PageTable;
	/** Version of the page's content, authenticated with it. */
	readonly version: number;
	readonly nonce: Uint8Array;
	readonly sealed: Uint8Array;
}

/** The root key, wrapped by a key that this device's browser keeps: it opens without a word. */
export interface DeviceSlot {
	readonly id: 'device';
	readonly version: number;
	/** Cannot be exported: scripts can use it, not read it. */
	readonly wrappingKey: CryptoKey;
	readonly iv: Uint8Array<ArrayBuffer>;
	readonly wrapped: Uint8Array<ArrayBuffer>;
}

/** The root key, sealed to the key pair that a secret of the citizen leads to; see `slots.ts`. */
export interface SecretSlot {
	readonly id: string;
	readonly kind: 'passphrase' | 'recovery' | 'passkey';
	readonly version: number;
	/** Of Argon2id for a passphrase, of the PRF for a passkey; empty for a printed code. */
	readonly salt: Uint8Array<ArrayBuffer>;
	/** Which passkey to ask for; empty otherwise. */
	readonly credentialId: Uint8Array<ArrayBuffer>;
	readonly publicKey: Uint8Array;
	readonly enc: Uint8Array;
	readonly wrapped: Uint8Array;
	/** SHA-256 of the rest: tells a damaged slot from a wrong secret. */
	readonly sum: Uint8Array;
}

export type Slot = DeviceSlot | SecretSlot;

/** Which keys are in force, and how often they were asked for in vain. Nothing personal. */
export interface VaultState {
	readonly id: 'state';
	/** Raised by a lock and by a new root key: whoever opened the vault before must let go of it. */
	readonly epoch: number;
	/** Tells whether a data key is the one in force; derived from it, and says nothing of it. */
	readonly check: Uint8Array;
	/** The file that holds the erasable secret; null where the browser has no such files. */
	readonly secretFile: SecretName | null;
	/** Something was deleted: its page, as it was, may still lie on the disk under the present key. */
	readonly erasureDue: boolean;
	/** Wrong tries since the last right one. */
	readonly failures: number;
	/** When the last of them was, in milliseconds since 1970; 0: never. */
	readonly lastTry: number;
}

export class TesseraDatabase extends Dexie {
	declare readonly slots: Table<Slot, string>;
	declare readonly state: Table<VaultState, 'state'>;
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
		this.version(1).stores({ slots: 'id', pages: 'key, table' });
		this.version(2).stores({ slots: 'id', pages: 'key, table', state: 'id' });
		this.version(DATABASE_VERSION).stores({});
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

/** The first: no `indexedDB`. The last: some private windows have one that takes no keys. */
const NO_STORAGE: readonly string[] = [
	'ReferenceError',
	'MissingAPIError',
	'InvalidStateError',
	'SecurityError',
	'DataCloneError',
];

/** What a failed opening means, for the texts that say it. */
export function openFailureOf(cause: unknown): DatabaseFailure {
	const names = errorNames(cause);
	// A transaction that did not fit is aborted: why is said inside.
	if (names.includes('QuotaExceededError')) return 'full';
	return names.some((name) => NO_STORAGE.includes(name)) ? 'no-storage' : 'failed';
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
