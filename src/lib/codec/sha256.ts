import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

/** SHA-256 (FIPS 180-4), 32 bytes. Synchronous, unlike Web Crypto, so that pure rooms can use it. */
export function sha256(bytes: Uint8Array): Uint8Array {
	return nobleSha256(bytes);
}
