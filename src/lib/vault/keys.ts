import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

import { bytesToHex, utf8ToBytes } from '$lib/codec/bytes';
import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import type { DeviceSlot, PageTable, TesseraDatabase } from './database';
import { Redacted } from './redacted';

/**
 * One random 256-bit data key opens everything. It rests only wrapped, in slots; from it HKDF-SHA256
 * (RFC 5869, no salt) makes a key for each table's pages and one for the pages' names.
 */
const DATA_KEY_BYTES = 32;
const AES_GCM_IV_BYTES = 12;
const DEVICE_SLOT_VERSION = 1;

/** Named as Dexie names a use of a closed database: to a caller it is the same. */
class KeysForgotten extends Error {
	override readonly name = 'DatabaseClosedError';

	constructor() {
		super('the vault is closed: its keys were forgotten');
	}
}

export class VaultKeys {
	readonly #dataKey: Redacted<Uint8Array>;
	#isForgotten = false;
	readonly #derived = new Map<string, Redacted<Uint8Array>>();

	constructor(dataKey: Uint8Array) {
		this.#dataKey = new Redacted(dataKey);
	}

	#derive(label: string): Uint8Array {
		// A transaction may outlive the closing of the vault: it must not seal under a key of zeros.
		if (this.#isForgotten) throw new KeysForgotten();
		let key = this.#derived.get(label);
		if (key === undefined) {
			const bytes = hkdf(
				sha256,
				this.#dataKey.reveal(),
				undefined,
				utf8ToBytes(`tessera/${label}`),
				DATA_KEY_BYTES,
			);
			key = new Redacted(bytes);
			this.#derived.set(label, key);
		}
		return key.reveal();
	}

	pagesKey(table: PageTable): Uint8Array {
		return this.#derive(`pages/${table}`);
	}

	/** The key in IndexedDB of one page: hex of HMAC-SHA256(index key, table, page name). */
	pageName(table: PageTable, page: string): string {
		return bytesToHex(hmac(sha256, this.#derive('index'), utf8ToBytes(`${table}\0${page}`)));
	}

	/**
	 * Overwrites the keys as far as JavaScript lets one: copies made by an engine stay out of reach.
	 * Every later use throws.
	 */
	forget(): void {
		this.#isForgotten = true;
		this.#dataKey.reveal().fill(0);
		for (const key of this.#derived.values()) key.reveal().fill(0);
		this.#derived.clear();
	}
}

export type KeyError =
	/** There are pages, and nothing that opens them. */
	| 'no-slot'
	| 'slot-damaged'
	/** The key is wrapped in a way that this version of the app does not know. */
	| 'newer-version';

async function wrapForDevice(dataKey: Uint8Array, random: RandomSource): Promise<DeviceSlot> {
	const wrappingKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
		'encrypt',
		'decrypt',
	]);
	const iv = new Uint8Array(random(AES_GCM_IV_BYTES));
	const plain = new Uint8Array(dataKey);
	const wrapped = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, wrappingKey, plain);
	plain.fill(0);
	return {
		id: 'device',
		version: DEVICE_SLOT_VERSION,
		wrappingKey,
		iv,
		wrapped: new Uint8Array(wrapped),
	};
}

/**
 * Writes a slot with a new data key, unless there is one. A database that has pages but no slot has
 * been shredded: it never gets a new key, which would hide that.
 */
async function makeSlot(
	db: TesseraDatabase,
	random: RandomSource,
): Promise<Result<DeviceSlot, KeyError>> {
	const dataKey = random(DATA_KEY_BYTES);
	const fresh = await wrapForDevice(dataKey, random);
	dataKey.fill(0);
	// Two tabs may open a new vault at once: the first one's slot stands, both use it.
	return db.transaction('rw', db.slots, db.pages, async () => {
		const present = await db.slots.get('device');
		if (present !== undefined) return ok(present);
		if ((await db.slots.count()) > 0) return err('newer-version');
		if ((await db.pages.count()) > 0) return err('no-slot');
		await db.slots.add(fresh);
		return ok(fresh);
	});
}

/** Opens the data key through the device slot, or makes both where the database is new. */
export async function openKeys(
	db: TesseraDatabase,
	random: RandomSource,
): Promise<Result<VaultKeys, KeyError>> {
	const present = await db.slots.get('device');
	const slot = present === undefined ? await makeSlot(db, random) : ok(present);
	if (!slot.ok) return slot;
	const { version, wrappingKey, iv, wrapped } = slot.value;
	if (version > DEVICE_SLOT_VERSION) return err('newer-version');
	try {
		const dataKey = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, wrappingKey, wrapped);
		return ok(new VaultKeys(new Uint8Array(dataKey)));
	} catch {
		return err('slot-damaged');
	}
}
