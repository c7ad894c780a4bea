import { argon2id } from '@noble/hashes/argon2.js';

import { utf8ToBytes } from '$lib/codec/bytes';

/**
 * Version 1 of how a passphrase becomes a key. These are constants of the program: nothing that rests
 * on the device can ask for a weaker hash.
 */
const ARGON2ID = {
	/** Passes; RFC 9106, section 4, second recommended option. */
	t: 3,
	/** KiB. */
	m: 64 * 1024,
	/** One lane: a browser's worker has one thread. The RFC's option has four, for as many cores. */
	p: 1,
	dkLen: 32,
};

/** Spaces of every width: category Zs (RFC 8265, section 4.2.1, rule 2). */
const SPACES = /\p{Zs}/gu;

/**
 * A passphrase as bytes, by the mappings of RFC 8265's OpaqueString: any space becomes U+0020, then
 * NFC, then UTF-8. So two keyboards that compose a letter differently type the same passphrase.
 * Nothing is refused, and case and width stay as they were typed.
 */
export function passphraseBytes(passphrase: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(utf8ToBytes(passphrase.replace(SPACES, ' ').normalize('NFC')));
}

/**
 * Argon2id (RFC 9106): 64 MiB, three passes, one lane, 32 bytes. Takes about a second, and blocks.
 *
 * @param salt at least 8 bytes; 16 random ones are right
 * @throws {RangeError} where the browser has no 64 MiB to give
 */
export function hashPassphrase(passphrase: Uint8Array, salt: Uint8Array): Uint8Array {
	return argon2id(passphrase, salt, ARGON2ID);
}
