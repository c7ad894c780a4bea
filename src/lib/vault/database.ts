import Dexie, { type Table } from 'dexie';

/**
 * What IndexedDB holds, in two tables:
 *
 * | table | key                                         | rest                                      |
 * |-------|---------------------------------------------|-------------------------------------------|
 * | slots | id of the slot (`device`)                   | the wrapped data key, see `keys.ts`       |
 * | pages | HMAC-SHA256(index key, table + page name)   | table, schema version, nonce, sealed page |
 *
 * A page's table is one of five words; nothing else outside the seal says anything.
 */
export const DATABASE_NAME = 'tessera';

/** Dexie's version of the two tables' shape. The pages' own schema version is in `seal.ts`. */
const DATABASE_VERSION = 1;

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
	readonly version: 1;
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
			// A cached answer could show another tab's page as it was.
			cache: 'disabled',
			// A write that was acknowledged is on the disk.
			chromeTransactionDurability: 'strict',
		});
		this.version(DATABASE_VERSION).stores({ slots: 'id', pages: 'key, table' });
	}
}

/** Whether this device has a vault at all; asking does not make one. */
export function vaultExists(name: string = DATABASE_NAME): Promise<boolean> {
	return Dexie.exists(name);
}

/** Removes the database whole. Waits until other tabs have closed theirs (`versionchange`). */
export function deleteDatabase(name: string = DATABASE_NAME): Promise<void> {
	return Dexie.delete(name);
}
