/**
 * The envelope, a token in 151 bytes, big-endian; and `TB1`, in which it travels in a QR code when it
 * is shown: `TB1:` + base45 (RFC 9285). An answer's envelope travels sealed (`sealed-answer.ts`).
 *
 * |  at | length | content                                                        |
 * |-----|--------|----------------------------------------------------------------|
 * |   0 |      1 | kind: 1 show, 2 sample, 3 answer (only inside `TR1`)           |
 * |   1 |      1 | 0x11…0x15 band 1…5; 0x22…0x25 at least 2…5                     |
 * |   2 |      1 | facts, from bit 0 in the order of `FACTS`; at most two         |
 * |   3 |     32 | `rs`                                                           |
 * |  35 |     32 | `jwk.x`                                                        |
 * |  67 |     16 | `nonce`                                                        |
 * |  83 |      4 | `iat`                                                          |
 * |  87 |     64 | signature                                                      |
 *
 * Everything else in a token follows from these, and the audience of an answer from the request that
 * it answers, so the reader rebuilds the one text that was signed. Every code has the same length:
 * 231 characters.
 */
import { base45ToBytes, bytesToBase45 } from '$lib/codec/base45';
import { base64urlToBytes, bytesToBase64url } from '$lib/codec/base64url';
import { concatBytes } from '$lib/codec/bytes';
import { err, ok, type Result } from '$lib/codec/result';
import {
	ASK_LIFETIME,
	AUDIENCE_SAMPLE,
	AUDIENCE_SHOW,
	hasExactTimes,
	isAskAudience,
	SHOW_LIFETIME,
	type Claims,
} from './claims';
import { bitsToFacts, byteToStatement, factsToBits, statementToByte } from './disclosure-bytes';
import { textToSign, type Token } from './token';

export const CODE_PREFIX = 'TB1:';
/** Characters, prefix included. */
export const CODE_LENGTH = 231;

export const ENVELOPE_LENGTH = 151;
const AT_RULESET = 3;
const AT_PUBLIC_KEY = 35;
const AT_NONCE = 67;
const AT_IAT = 83;
const AT_SIGNATURE = 87;

const KIND_ANSWER = 3;
const AUDIENCE_OF_KIND: ReadonlyMap<number, string> = new Map([
	[1, AUDIENCE_SHOW],
	[2, AUDIENCE_SAMPLE],
]);

/**
 * The code text of a freshly minted token. Throws a `TypeError` for an answer, which travels only
 * sealed, and where `tokenToEnvelope` does.
 */
export function tokenToCode(token: Token): string {
	const envelope = tokenToEnvelope(token);
	if (envelope[0] === KIND_ANSWER)
		throw new TypeError('token: expected a shown one, got an answer');
	return CODE_PREFIX + bytesToBase45(envelope);
}

/**
 * The 151 bytes of a freshly minted token. Throws a `TypeError` for a token of an unknown audience
 * or one that is not in minted form: the envelope has no room for either.
 */
export function tokenToEnvelope(token: Token): Uint8Array {
	const { claims, publicKey, signature, signedText } = token;
	const kind = audienceToKind(claims.aud);
	const rs = base64urlToBytes(claims.rs);
	const nonce = base64urlToBytes(claims.nonce);
	if (kind === undefined || rs === null || nonce === null) {
		throw new TypeError('token: expected the claims of a code or an answer, got others');
	}
	if (signedText !== textToSign(claims, publicKey)) {
		throw new TypeError('token: expected the minted form, got another');
	}
	const { say, facts } = claims.disclosure;
	const iat = new Uint8Array(AT_SIGNATURE - AT_IAT);
	new DataView(iat.buffer).setUint32(0, claims.iat);
	const head = Uint8Array.of(kind, statementToByte(say), factsToBits(facts));
	return concatBytes(head, rs, publicKey, nonce, iat, signature);
}

/**
 * Reads a code text, character by character: a space is a digit of base45, so nothing is trimmed
 * here. Never throws; the signature is not looked at yet.
 */
export function parseCode(text: string): Result<Token, 'unreadable'> {
	if (text.length !== CODE_LENGTH || !text.startsWith(CODE_PREFIX)) return err('unreadable');
	const bytes = base45ToBytes(text.slice(CODE_PREFIX.length));
	return bytes === null ? err('unreadable') : envelopeToToken(bytes, null);
}

/**
 * The token of an envelope; the signature is not looked at yet. An answer is read as one to the
 * audience `asked`, and is unreadable where that is `null`.
 */
export function envelopeToToken(
	bytes: Uint8Array,
	asked: string | null,
): Result<Token, 'unreadable'> {
	if (bytes.length !== ENVELOPE_LENGTH) return err('unreadable');
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const kind = view.getUint8(0);
	const aud = kind === KIND_ANSWER ? asked : AUDIENCE_OF_KIND.get(kind);
	const say = byteToStatement(view.getUint8(1));
	const facts = bitsToFacts(view.getUint8(2));
	if (aud === undefined || aud === null || say === null || facts === null) return err('unreadable');

	const iat = view.getUint32(AT_IAT);
	const claims: Claims = {
		disclosure: { say, facts },
		rs: bytesToBase64url(bytes.subarray(AT_RULESET, AT_PUBLIC_KEY)),
		aud,
		nonce: bytesToBase64url(bytes.subarray(AT_NONCE, AT_IAT)),
		iat,
		exp: iat + (kind === KIND_ANSWER ? ASK_LIFETIME : SHOW_LIFETIME),
	};
	if (!hasExactTimes(claims)) return err('unreadable');
	const publicKey = bytes.slice(AT_PUBLIC_KEY, AT_NONCE);
	const signature = bytes.slice(AT_SIGNATURE);
	return ok({ claims, publicKey, signature, signedText: textToSign(claims, publicKey) });
}

function audienceToKind(aud: string): number | undefined {
	if (isAskAudience(aud)) return KIND_ANSWER;
	return [...AUDIENCE_OF_KIND].find(([, audience]) => audience === aud)?.[0];
}
