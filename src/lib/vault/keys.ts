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

export class VaultKeys {
	readonly #dataKey: Redacted<Uint8Array>;
	readonly #derived = new Map<string, Redacted<Uint8Array>>();

	constructor(dataKey: Uint8Array) {
		this.#dataKey = new Redacted(dataKey);
	}

	#derive(label: string): Uint8Array {
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

	/** Overwrites the keys as far as JavaScript lets one: copies made by an engine stay out of reach. */
	forget(): void {
		this.#dataKey.reveal().fill(0);
		for (const key of this.#derived.values()) key.reveal().fill(0);
		this.#derived.clear();
	}
}

export type KeyError = 'no-slot' | 'slot-damaged';

async function wrapForDevice(dataKey: Uint8Array, random: RandomSource): Promise<DeviceSlot> {
	const wrappingKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
		'encrypt',
		'decrypt',
	]);
	const iv = new Uint8Array(random(AES_GCM_IV_BYTES));
	const wrapped = new Uint8Array(
		await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, wrappingKey, new Uint8Array(dataKey)),
	);
	return { id: 'device', version: 1, wrappingKey, iv, wrapped };
}

/**
 * Opens the data key through the device slot, or makes both where the database is new. A database
 * that has pages but no slot has been shredded: it never gets a new key, which would hide that.
 */
export async function openKeys(
	db: TesseraDatabase,
	random: RandomSource,
): Promise<Result<VaultKeys, KeyError>> {
	let slot = await db.slots.get('device');
	if (slot === undefined) {
		const fresh = await wrapForDevice(random(DATA_KEY_BYTES), random);
		// Two tabs may open a new vault at once: the first one's slot stands, both use it.
		slot = await db.transaction('rw', db.slots, db.pages, async () => {
			const present = await db.slots.get('device');
			if (present !== undefined) return present;
			if ((await db.pages.count()) > 0) return undefined;
			await db.slots.add(fresh);
			return fresh;
		});
	}
	if (slot === undefined) return err('no-slot');
	try {
		const algorithm = { name: 'AES-GCM', iv: slot.iv };
		const dataKey = await crypto.subtle.decrypt(algorithm, slot.wrappingKey, slot.wrapped);
		return ok(new VaultKeys(new Uint8Array(dataKey)));
	} catch {
		return err('slot-damaged');
	}
}
