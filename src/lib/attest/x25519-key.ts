/**
 * Which X25519 public keys a request may carry. One of low order makes the shared secret the same
 * for everybody, so that whoever wrote the request could let others read the answer; and one key
 * has many encodings, of which only the reduced one is written by an honest verifier.
 */
import { bytesToHex } from '$lib/codec/bytes';

const X25519_KEY_LENGTH = 32;

/** 2^255 − 19, little-endian: 0xed, thirty times 0xff, 0x7f. */
const PRIME_FIRST = 0xed;
const PRIME_LAST = 0x7f;

/**
 * The points of order 1, 2, 4 and 8 of the curve and its twist, in their reduced encoding; the
 * others of the known list (https://cr.yp.to/ecdh.html#validate) are not reduced.
 */
const LOW_ORDER: ReadonlySet<string> = new Set([
	'00'.repeat(32),
	`01${'00'.repeat(31)}`,
	'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
	'5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
	`ec${'ff'.repeat(30)}7f`,
]);

/** Whether 32 bytes are a public key that an answer can be sealed to. */
export function isUsableX25519Key(key: Uint8Array): boolean {
	return key.length === X25519_KEY_LENGTH && isReduced(key) && !LOW_ORDER.has(bytesToHex(key));
}

function isReduced(key: Uint8Array): boolean {
	const last = key[X25519_KEY_LENGTH - 1] ?? 0;
	if (last !== PRIME_LAST) return last < PRIME_LAST;
	const between = key.subarray(1, -1);
	return (key[0] ?? 0) < PRIME_FIRST || !between.every((byte) => byte === 0xff);
}
