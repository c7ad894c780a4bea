import { utf8ToBytes } from '$lib/codec/bytes';
import type { Claims } from './claims';
import { secretToPublicKey, signMessage } from './signature';
import { textToSign, type Token } from './token';

/** Signs, and leaves no usable key behind in the memory that was passed in (32 bytes). */
export function signOnce(claims: Claims, secretKey: Uint8Array): Token {
	try {
		const publicKey = secretToPublicKey(secretKey);
		const signedText = textToSign(claims, publicKey);
		const signature = signMessage(utf8ToBytes(signedText), secretKey);
		return { claims, publicKey, signature, signedText };
	} finally {
		secretKey.fill(0);
	}
}
