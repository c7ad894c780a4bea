/**
 * `TB1`, the token as it travels in a QR code: `TB1:` + base45 (RFC 9285) of 151 bytes, big-endian.
 *
 * |  at | length | content                                                        |
 * |-----|--------|----------------------------------------------------------------|
 * |   0 |      1 | kind: 1 show, 2 sample (3, answer, travels only inside `TR1`)  |
 * |   1 |      1 | 0x11…0x15 band 1…5; 0x22…0x25 at least 2…5                     |
 * |   2 |      1 | facts, from bit 0 in the order of `FACTS`; at most two         |
 * |   3 |     32 | `rs`                                                           |
 * |  35 |     32 | `jwk.x`                                                        |
 * |  67 |     16 | `nonce`                                                        |
 * |  83 |      4 | `iat`                                                          |
 * |  87 |     64 | signature                                                      |
 *
 * Everything else in a token follows from these, so the reader rebuilds the one text that was
 * signed. Every code has the same length: 231 characters.
 */
import { base45ToBytes, bytesToBase45 } from '$lib/codec/base45';
import { base64urlToBytes, bytesToBase64url } from '$lib/codec/base64url';
import { concatBytes } from '$lib/codec/bytes';
import { err, ok, type Result } from '$lib/codec/result';
import { FACTS, type Fact } from '$lib/score/fact-names';
import {
	AUDIENCE_SAMPLE,
	AUDIENCE_SHOW,
	hasExactTimes,
	isBandNumber,
	isFactList,
	isThreshold,
	SHOW_LIFETIME,
	type Claims,
	type Statement,
} from './claims';
import { textToSign, type Token } from './token';

export const CODE_PREFIX = 'TB1:';
/** Characters, prefix included. */
export const CODE_LENGTH = 231;

const ENVELOPE_LENGTH = 151;
const AT_RULESET = 3;
const AT_PUBLIC_KEY = 35;
const AT_NONCE = 67;
const AT_IAT = 83;
const AT_SIGNATURE = 87;

const SAY_BAND = 0x10;
const SAY_AT_LEAST = 0x20;

const AUDIENCE_OF_KIND: ReadonlyMap<number, string> = new Map([
	[1, AUDIENCE_SHOW],
	[2, AUDIENCE_SAMPLE],
]);

/**
 * The code text of a freshly minted token. Throws a `TypeError` for a token of another audience or
 * one that is not in minted form: the envelope has no room for either.
 */
export function tokenToCode(token: Token): string {
	const { claims, publicKey, signature, signedText } = token;
	const kind = [...AUDIENCE_OF_KIND].find(([, audience]) => audience === claims.aud)?.[0];
	const rs = base64urlToBytes(claims.rs);
	const nonce = base64urlToBytes(claims.nonce);
	if (kind === undefined || rs === null || nonce === null) {
		throw new TypeError('token: expected the claims of a shown code, got others');
	}
	if (signedText !== textToSign(claims, publicKey)) {
		throw new TypeError('token: expected the minted form, got another');
	}
	const { say, facts } = claims.disclosure;
	const said = 'band' in say ? SAY_BAND | say.band : SAY_AT_LEAST | say.atLeast;
	const iat = new Uint8Array(AT_SIGNATURE - AT_IAT);
	new DataView(iat.buffer).setUint32(0, claims.iat);
	const head = Uint8Array.of(kind, said, factsToBits(facts));
	return CODE_PREFIX + bytesToBase45(concatBytes(head, rs, publicKey, nonce, iat, signature));
}

/**
 * Reads a code text, character by character: a space is a digit of base45, so nothing is trimmed
 * here. Never throws; the signature is not looked at yet.
 */
export function parseCode(text: string): Result<Token, 'unreadable'> {
	if (text.length !== CODE_LENGTH || !text.startsWith(CODE_PREFIX)) return err('unreadable');
	const bytes = base45ToBytes(text.slice(CODE_PREFIX.length));
	if (bytes?.length !== ENVELOPE_LENGTH) return err('unreadable');

	const view = new DataView(bytes.buffer);
	const aud = AUDIENCE_OF_KIND.get(view.getUint8(0));
	const say = byteToStatement(view.getUint8(1));
	const facts = bitsToFacts(view.getUint8(2));
	if (aud === undefined || say === null || facts === null) return err('unreadable');

	const iat = view.getUint32(AT_IAT);
	const claims: Claims = {
		disclosure: { say, facts },
		rs: bytesToBase64url(bytes.subarray(AT_RULESET, AT_PUBLIC_KEY)),
		aud,
		nonce: bytesToBase64url(bytes.subarray(AT_NONCE, AT_IAT)),
		iat,
		exp: iat + SHOW_LIFETIME,
	};
	if (!hasExactTimes(claims)) return err('unreadable');
	const publicKey = bytes.slice(AT_PUBLIC_KEY, AT_NONCE);
	const signature = bytes.slice(AT_SIGNATURE);
	return ok({ claims, publicKey, signature, signedText: textToSign(claims, publicKey) });
}

function byteToStatement(byte: number): Statement | null {
	const form = byte & 0xf0;
	const value = byte & 0x0f;
	if (form === SAY_BAND && isBandNumber(value)) return { band: value };
	if (form === SAY_AT_LEAST && isThreshold(value)) return { atLeast: value };
	return null;
}

function factsToBits(facts: readonly Fact[]): number {
	return facts.reduce((bits, fact) => bits | (1 << FACTS.indexOf(fact)), 0);
}

function bitsToFacts(bits: number): readonly Fact[] | null {
	if (bits >> FACTS.length !== 0) return null;
	const facts = FACTS.filter((_, bit) => (bits & (1 << bit)) !== 0);
	return isFactList(facts) ? facts : null;
}
