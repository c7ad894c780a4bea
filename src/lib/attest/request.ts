/**
 * `TQ1`, a request: what a verifier's screen shows and a holder scans. `TQ1:` + base45 (RFC 9285) of
 * 59 to 202 bytes, big-endian; at most 307 characters.
 *
 * |   at | length | content                                                                |
 * |------|--------|------------------------------------------------------------------------|
 * |    0 |      1 | 1                                                                      |
 * |    1 |      1 | 0x10 band; 0x22…0x25 at least 2…5                                      |
 * |    2 |      1 | facts, from bit 0 in the order of `FACTS`; at most two                 |
 * |    3 |      1 | purpose, its place in `PURPOSES`                                       |
 * |    4 |      4 | `iat`                                                                  |
 * |    8 |     16 | nonce                                                                  |
 * |   24 |     32 | one-time X25519 public key                                             |
 * |   56 |      1 | length of the label, 1…72                                              |
 * |   57 |        | label, UTF-8: who asks                                                 |
 * | then |      1 | length of the text, 0…72; above 0 only, and always, with *other*       |
 * | then |        | text, UTF-8: for what                                                  |
 *
 * One request has one text: whatever is read is written again as it was. Nothing in it is signed,
 * so an altered request is a request like any other; but it is another one, and what answers it does
 * not open for the first.
 */
import { base45ToBytes, bytesToBase45 } from '$lib/codec/base45';
import { base64urlToBytes, bytesToBase64url } from '$lib/codec/base64url';
import { bytesToUtf8, concatBytes, utf8ToBytes } from '$lib/codec/bytes';
import { err, ok, type Result } from '$lib/codec/result';
import { sha256 } from '$lib/codec/sha256';
import { isAsked, type Asked, type AskedStatement } from './asked';
import { ASK_HASH_LENGTH, AUDIENCE_ASK_PREFIX, MAX_IAT, NONCE_LENGTH } from './claims';
import {
	bitsToFacts,
	byteToThreshold,
	factsToBits,
	SAY_BAND,
	thresholdToByte,
} from './disclosure-bytes';
import { hasKindPrefix } from './kind-prefix';
import { isLabel, isPurposeText, MAX_LABEL_BYTES, MAX_TEXT_BYTES } from './labels';
import { isPurpose, mayAsk, PURPOSES, type Purpose } from './purposes';
import { isUsableX25519Key } from './x25519-key';

const REQUEST_PREFIX = 'TQ1:';
/** Characters, prefix included. */
export const MAX_REQUEST_LENGTH = 307;

const VERSION = 1;
const AT_IAT = 4;
const AT_NONCE = 8;
const AT_PUBLIC_KEY = 24;
const AT_LABEL = 56;

/** What a request says to the person who is asked. None of it is checked by anybody. */
export interface RequestContent {
	readonly asked: Asked;
	readonly purpose: Purpose;
	/** Who asks, in their own words. */
	readonly label: string;
	/** For what; empty unless the purpose is *other*. */
	readonly text: string;
	/** Seconds since the epoch, by the clock of whoever asks. */
	readonly iat: number;
}

export interface AskRequest extends RequestContent {
	/** 16 bytes, base64url, as in the claim. */
	readonly nonce: string;
	/** The one-time X25519 key to which the answer is sealed, 32 bytes. */
	readonly publicKey: Uint8Array;
}

export type ContentProblem = 'invalid-asked' | 'over-asking' | 'invalid-label' | 'invalid-text';

/** What keeps this from being a request; `null` when nothing does. */
export function problemOf({ asked, purpose, label, text }: RequestContent): ContentProblem | null {
	if (!isAsked(asked)) return 'invalid-asked';
	if (!isLabel(label)) return 'invalid-label';
	if (!isPurposeText(text) || (text !== '') !== (purpose === 'other')) return 'invalid-text';
	return mayAsk(purpose, asked) ? null : 'over-asking';
}

/**
 * The bytes of a request. Throws a `TypeError` for what is none: over-asking, a bad label and a
 * useless key cannot be written.
 */
export function requestToBytes(request: AskRequest): Uint8Array {
	const { asked, purpose, iat, publicKey, label, text } = request;
	const problem = problemOf(request);
	if (problem !== null) throw new TypeError(`request: expected a sound one, got ${problem}`);
	const nonce = base64urlToBytes(request.nonce);
	const sound = nonce?.length === NONCE_LENGTH && isUsableX25519Key(publicKey) && isIat(iat);
	if (!sound) throw new TypeError('request: expected a nonce, a key and a time, got others');
	const head = new Uint8Array(AT_NONCE);
	head.set([VERSION, askedToByte(asked.say), factsToBits(asked.facts), PURPOSES.indexOf(purpose)]);
	new DataView(head.buffer).setUint32(AT_IAT, iat);
	return concatBytes(head, nonce, publicKey, withLength(label), withLength(text));
}

/** The text for the QR code. Throws like `requestToBytes`. */
export function requestToText(request: AskRequest): string {
	return REQUEST_PREFIX + bytesToBase45(requestToBytes(request));
}

/** The audience of its answers: binds them to every byte of the request. */
export function audienceOf(requestBytes: Uint8Array): string {
	return AUDIENCE_ASK_PREFIX + bytesToBase64url(sha256(requestBytes).subarray(0, ASK_HASH_LENGTH));
}

export type RequestError =
	/** `unsupported`: a code or an answer, or a request of a later version. */
	| { readonly code: 'unreadable' | 'unsupported' | 'low-order-key' }
	/** It asks what its purpose may not ask; what it says comes along, for a receipt. */
	| { readonly code: 'over-asking'; readonly request: RequestContent };

/** Reads a request, character by character: nothing is trimmed. Never throws. */
export function parseRequest(text: string): Result<AskRequest, RequestError> {
	if (!text.startsWith(REQUEST_PREFIX)) {
		return err({ code: hasKindPrefix(text) ? 'unsupported' : 'unreadable' });
	}
	if (text.length > MAX_REQUEST_LENGTH) return UNREADABLE;
	const bytes = base45ToBytes(text.slice(REQUEST_PREFIX.length));
	if (bytes === null || bytes.length <= AT_LABEL) return UNREADABLE;

	const view = new DataView(bytes.buffer);
	const say = byteToAsked(view.getUint8(1));
	const facts = bitsToFacts(view.getUint8(2));
	const purpose = PURPOSES[view.getUint8(3)];
	const label = readText(bytes, AT_LABEL, MAX_LABEL_BYTES);
	const words = label === null ? null : readText(bytes, label.end, MAX_TEXT_BYTES);
	if (view.getUint8(0) !== VERSION || say === null || facts === null || !isPurpose(purpose)) {
		return UNREADABLE;
	}
	if (label === null || words?.end !== bytes.length) return UNREADABLE;

	const content: RequestContent = {
		asked: { say, facts },
		purpose,
		label: label.text,
		text: words.text,
		iat: view.getUint32(AT_IAT),
	};
	const problem = problemOf(content);
	if (problem === 'over-asking') return err({ code: problem, request: content });
	if (problem !== null) return UNREADABLE;
	const publicKey = bytes.slice(AT_PUBLIC_KEY, AT_LABEL);
	if (!isUsableX25519Key(publicKey)) return err({ code: 'low-order-key' });
	const nonce = bytesToBase64url(bytes.subarray(AT_NONCE, AT_PUBLIC_KEY));
	return ok({ ...content, nonce, publicKey });
}

const UNREADABLE = err({ code: 'unreadable' } as const);

export function isIat(value: number): boolean {
	return Number.isInteger(value) && value >= 0 && value <= MAX_IAT;
}

function askedToByte(say: AskedStatement): number {
	return say === 'band' ? SAY_BAND : thresholdToByte(say.atLeast);
}

function byteToAsked(byte: number): AskedStatement | null {
	if (byte === SAY_BAND) return 'band';
	const atLeast = byteToThreshold(byte);
	return atLeast === null ? null : { atLeast };
}

function withLength(text: string): Uint8Array {
	const bytes = utf8ToBytes(text);
	return concatBytes(Uint8Array.of(bytes.length), bytes);
}

/** The text whose length stands at that place, and where it ends. */
function readText(
	bytes: Uint8Array,
	at: number,
	maxLength: number,
): { readonly text: string; readonly end: number } | null {
	const length = bytes[at];
	if (length === undefined || length > maxLength) return null;
	const end = at + 1 + length;
	const text = end > bytes.length ? null : bytesToUtf8(bytes.subarray(at + 1, end));
	return text === null ? null : { text, end };
}
