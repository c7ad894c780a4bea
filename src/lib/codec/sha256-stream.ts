import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from './bytes';

/** SHA-256 (FIPS 180-4) of what comes in pieces. */
export class Sha256Stream {
	readonly #hash = sha256.create();

	update(piece: Uint8Array): void {
		this.#hash.update(piece);
	}

	/** Lower-case hexadecimal; nothing can be added after it. */
	hex(): string {
		return bytesToHex(this.#hash.digest());
	}
}
