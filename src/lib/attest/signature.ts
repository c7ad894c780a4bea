/**
 * Ed25519 (RFC 8032), in one place because of two settings that are easily forgotten: the hash of
 * the synchronous calls, and verification after RFC 8032 instead of the library's default ZIP 215,
 * which accepts encodings that other implementations refuse.
 */
import { getPublicKey, hashes, sign, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';

hashes.sha512 = sha512;

export const SECRET_KEY_LENGTH = 32;
export const PUBLIC_KEY_LENGTH = 32;
export const SIGNATURE_LENGTH = 64;

/** The public key, 32 bytes, of a secret key of 32. */
export function secretToPublicKey(secretKey: Uint8Array): Uint8Array {
	return getPublicKey(secretKey);
}

/** The signature over `message`, 64 bytes; the same input always gives the same one. */
export function signMessage(message: Uint8Array, secretKey: Uint8Array): Uint8Array {
	return sign(message, secretKey);
}

/**
 * Makes the library's table of multiples of the base point now. It makes it once, at the first use of
 * any kind, which then takes some thirty times as long: better while nobody waits for a verdict.
 */
export function prepareSignatures(): void {
	getPublicKey(new Uint8Array(SECRET_KEY_LENGTH));
}

/** Whether the signature over `message` holds. Never throws: a wrong length does not hold either. */
export function isSignatureOf(
	message: Uint8Array,
	signature: Uint8Array,
	publicKey: Uint8Array,
): boolean {
	if (signature.length !== SIGNATURE_LENGTH || publicKey.length !== PUBLIC_KEY_LENGTH) return false;
	return verify(signature, message, publicKey, { zip215: false });
}
