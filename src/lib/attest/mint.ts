import { bytesToBase64url } from '$lib/codec/base64url';
import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import {
	AUDIENCE_SAMPLE,
	AUDIENCE_SHOW,
	HALF_MINUTE,
	isDisclosure,
	MAX_IAT,
	NONCE_LENGTH,
	SHOW_LIFETIME,
	type Claims,
	type Disclosure,
} from './claims';
import { draw } from './draw';
import { tokenToCode } from './envelope';
import { rulesetHashToClaim, type RulesetHashError } from './rulesets';
import { signOnce } from './sign-once';
import { SECRET_KEY_LENGTH } from './signature';
import { isSpokenNumber, withSpokenNumber } from './spoken-number';
import { tokenToText } from './token';

export interface MintInput {
	readonly disclosure: Disclosure;
	/** SHA-256 of the ruleset's canonical form, 32 bytes; one of the built-in rulesets. */
	readonly rulesetHash: Uint8Array;
	readonly mode: 'show' | 'sample';
	/** Milliseconds since the epoch. */
	readonly now: number;
	/** Asked for the one-time key, 32 bytes, then for the nonce, 16; the key is overwritten in place. */
	readonly random: RandomSource;
	/** 0…9999, as the verifier said it. */
	readonly spokenNumber?: number;
}

export interface Minted {
	/** For the QR code, 231 characters. */
	readonly code: string;
	/** For the clipboard, `<JWT>~`. */
	readonly token: string;
	readonly claims: Claims;
	/** Milliseconds since the epoch. */
	readonly expiresAt: number;
}

export type MintError =
	'invalid-disclosure' | RulesetHashError | 'invalid-time' | 'invalid-spoken-number';

/**
 * Makes one code that says the disclosure and nothing else, with a key that exists only for the
 * time of this call. Two codes share only what they disclose, the ruleset and the half minute.
 */
export function mint(input: MintInput): Result<Minted, MintError> {
	const { disclosure, rulesetHash, mode, now, random, spokenNumber } = input;
	if (!isDisclosure(disclosure)) return err('invalid-disclosure');
	const rs = rulesetHashToClaim(rulesetHash);
	if (!rs.ok) return rs;
	const iat = Math.floor(now / (HALF_MINUTE * 1000)) * HALF_MINUTE;
	if (!(iat >= 0 && iat <= MAX_IAT)) return err('invalid-time');
	if (spokenNumber !== undefined && !isSpokenNumber(spokenNumber)) {
		return err('invalid-spoken-number');
	}

	const secretKey = draw(random, SECRET_KEY_LENGTH);
	const drawn = draw(random, NONCE_LENGTH);
	const nonce = spokenNumber === undefined ? drawn : withSpokenNumber(drawn, spokenNumber);
	const claims: Claims = {
		disclosure,
		rs: rs.value,
		aud: mode === 'show' ? AUDIENCE_SHOW : AUDIENCE_SAMPLE,
		nonce: bytesToBase64url(nonce),
		iat,
		exp: iat + SHOW_LIFETIME,
	};
	const token = signOnce(claims, secretKey);
	return ok({
		code: tokenToCode(token),
		token: tokenToText(token),
		claims,
		expiresAt: claims.exp * 1000,
	});
}
