import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

import { bytesToHex, equalBytes, utf8ToBytes } from '$lib/codec/bytes';
import type { PageTable, VaultState } from './database';
import { Redacted } from './redacted';

/**
 * From one random 256-bit data key HKDF-SHA256 (RFC 5869, no salt) makes a key for each table's pages,
 * one for the pages' names, and a check value. The data key itself comes from two parts that rest
 * apart (`dataKeyOf`).
 */
export const KEY_BYTES = 32;

const derive = (key: Uint8Array, label: string, salt?: Uint8Array): Uint8Array =>
	hkdf(sha256, key, salt, utf8ToBytes(`tessera/${label}`), KEY_BYTES);

/**
 * The data key of a root key, which the slots wrap, and the erasable secret, which rests in a file
 * that can be overwritten: without either the pages stay sealed, so that overwriting the file makes
 * unreadable what the database has left of them on the disk. Where a browser has no such file, the
 * root key is the data key.
 */
export function dataKeyOf(root: Uint8Array, secret: Uint8Array | null): Uint8Array {
	return secret === null ? root.slice() : derive(root, 'data', secret);
}

/** Named as Dexie names a use of a closed database: to a caller it is the same. */
export class KeysForgotten extends Error {
	override readonly name = 'DatabaseClosedError';

	constructor() {
		super('the vault is closed: its keys were forgotten');
	}
}

/** The pages are sealed under a new data key, which the same root key leads to: read it anew. */
export class StaleKeys extends Error {
	constructor() {
		super('the pages were sealed anew');
	}
}

/** A state that is not there is that of a database without one. */
type Stamp = Pick<VaultState, 'epoch' | 'check'>;

export class VaultKeys {
	#dataKey: Redacted<Uint8Array>;
	#epoch: number;
	#isForgotten = false;
	readonly #derived = new Map<string, Redacted<Uint8Array>>();

	/** @param epoch of the state that these keys belong to */
	constructor(dataKey: Uint8Array, epoch = 0) {
		this.#dataKey = new Redacted(dataKey);
		this.#epoch = epoch;
	}

	#derive(label: string): Uint8Array {
		// A transaction may outlive the closing of the vault: it must not seal under a key of zeros.
		if (this.#isForgotten) throw new KeysForgotten();
		let key = this.#derived.get(label);
		if (key === undefined) {
			key = new Redacted(derive(this.#dataKey.reveal(), label));
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

	/** Equal for equal data keys, and tells nothing of them. */
	get check(): Uint8Array {
		return this.#derive('check').slice();
	}

	get epoch(): number {
		return this.#epoch;
	}

	/**
	 * Throws unless these keys are the ones in force: `KeysForgotten` after a lock or under a new root
	 * key, `StaleKeys` where the pages were only sealed anew.
	 */
	assertInForce({ epoch, check }: Stamp): void {
		if (epoch !== this.#epoch) throw new KeysForgotten();
		if (!equalBytes(check, this.check)) throw new StaleKeys();
	}

	/** Takes another data key's place, and overwrites the old one. */
	replace(dataKey: Uint8Array, epoch: number): void {
		if (this.#isForgotten) throw new KeysForgotten();
		this.#overwrite();
		this.#dataKey = new Redacted(dataKey);
		this.#epoch = epoch;
	}

	/**
	 * Overwrites the keys as far as JavaScript lets one: copies made by an engine stay out of reach.
	 * Every later use throws.
	 */
	forget(): void {
		this.#isForgotten = true;
		this.#overwrite();
	}

	#overwrite(): void {
		this.#dataKey.reveal().fill(0);
		for (const key of this.#derived.values()) key.reveal().fill(0);
		this.#derived.clear();
	}
}
