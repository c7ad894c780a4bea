import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { Stanza, type Identity, type Recipient } from 'age-encryption';

import { base64urlToBytes, bytesToBase64url } from '$lib/codec/base64url';
import { concatBytes, utf8ToBytes } from '$lib/codec/bytes';
import type { RandomSource } from '$lib/codec/random';

/**
 * The scrypt recipient of age (age-encryption.org/v1, C2SP age.md, "The scrypt recipient type"). It is
 * the library's own in all but one point: it tells how far it is, for a step that takes seconds.
 *
 *     -> scrypt SALT LOGN
 *     file key under ChaCha20-Poly1305, nonce 0, key = scrypt(passphrase, label ‖ salt, 2^LOGN, 8, 1)
 */
const TYPE = 'scrypt';
const LABEL = utf8ToBytes('age-encryption.org/v1/scrypt');
const SALT_BYTES = 16;
const BODY_BYTES = 16 + 16;
const NONCE = new Uint8Array(12);
/** What a file may ask for: 1 GiB of memory. A hostile one would ask for more. */
const MAX_LOG_N = 20;

/** How far the key is, from 0 to 1. */
export type Progress = (fraction: number) => void;

/** A file that asks for more work than any honest one. */
export class TooCostly extends Error {}

/** The browser does not give the memory that the key takes. */
export class NoMemory extends Error {}

function deriveKey(
	passphrase: Uint8Array,
	salt: Uint8Array,
	logN: number,
	onProgress: Progress,
): Uint8Array {
	const options = { N: 2 ** logN, r: 8, p: 1, dkLen: 32, onProgress };
	try {
		return scrypt(passphrase, concatBytes(LABEL, salt), options);
	} catch (cause) {
		if (cause instanceof RangeError) throw new NoMemory();
		throw cause;
	}
}

/** age writes standard base64 without padding. */
const encode = (bytes: Uint8Array) =>
	bytesToBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/');

function decode(text: string): Uint8Array | null {
	if (!/^[A-Za-z0-9+/]*$/.test(text)) return null;
	return base64urlToBytes(text.replaceAll('+', '-').replaceAll('/', '_'));
}

/** @param logN the work factor, as its base-2 logarithm */
export function passphraseRecipient(
	passphrase: Uint8Array,
	logN: number,
	random: RandomSource,
	onProgress: Progress,
): Recipient {
	return {
		wrapFileKey(fileKey) {
			const salt = random(SALT_BYTES);
			const key = deriveKey(passphrase, salt, logN, onProgress);
			const body = chacha20poly1305(key, NONCE).encrypt(fileKey);
			return [new Stanza([TYPE, encode(salt), String(logN)], body)];
		},
	};
}

/**
 * Unwraps with the first passphrase that fits; null where none does. Throws where the header is not
 * what age writes, and `TooCostly`.
 */
export function passphraseIdentity(
	passphrases: readonly Uint8Array[],
	onProgress: Progress,
): Identity {
	return {
		unwrapFileKey(stanzas) {
			const [stanza] = stanzas;
			if (stanza === undefined || stanza.args[0] !== TYPE) return null;
			const [, saltText = '', logText = '', ...more] = stanza.args;
			const salt = decode(saltText);
			// A passphrase stands alone: beside another recipient somebody else could have written it.
			if (stanzas.length !== 1 || more.length > 0 || salt?.length !== SALT_BYTES)
				throw new Error('scrypt stanza: not as age writes it');
			if (stanza.body.length !== BODY_BYTES || !/^[1-9][0-9]?$/.test(logText))
				throw new Error('scrypt stanza: not as age writes it');
			const logN = Number(logText);
			if (logN > MAX_LOG_N) throw new TooCostly();
			for (const [at, passphrase] of passphrases.entries()) {
				const key = deriveKey(passphrase, salt, logN, (fraction) => {
					onProgress((at + fraction) / passphrases.length);
				});
				try {
					return chacha20poly1305(key, NONCE).decrypt(stanza.body);
				} catch {
					// Not this one.
				}
			}
			return null;
		},
	};
}
