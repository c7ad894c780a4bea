/** What every verification of a token needs beside its claims. */
import { bytesToBase64url } from '$lib/codec/base64url';
import { utf8ToBytes } from '$lib/codec/bytes';
import { sha256 } from '$lib/codec/sha256';
import type { Claims } from './claims';
import { isSignatureOf } from './signature';
import { tokenToText, type Token } from './token';

/** Whether the signature holds, by the key that the token itself carries. */
export function isSigned({ signedText, signature, publicKey }: Token): boolean {
	return isSignatureOf(utf8ToBytes(signedText), signature, publicKey);
}

/** SHA-256 of the token text, base64url. */
export function tokenHashOf(token: Token): string {
	return bytesToBase64url(sha256(utf8ToBytes(tokenToText(token))));
}

/**
 * Seconds from `iat` to `now` (milliseconds), rounded away from zero, so that nothing looks younger
 * than it was judged.
 */
export function ageSecondsOf({ iat }: Pick<Claims, 'iat'>, now: number): number {
	const age = now - iat * 1000;
	return Math.sign(age) * Math.ceil(Math.abs(age) / 1000);
}
