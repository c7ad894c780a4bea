/**
 * The token: an SD-JWT (RFC 9901) without hidden claims, in compact form.
 *
 *     base64url(header) . base64url(payload) . base64url(signature) ~
 *
 * | header | value                                                   |
 * |--------|---------------------------------------------------------|
 * | `alg`  | `Ed25519` (RFC 9864)                                    |
 * | `typ`  | `dc+sd-jwt`                                             |
 * | `jwk`  | `{kty: "OKP", crv: "Ed25519", x}` (RFC 8037), one-time  |
 *
 * | payload   | value                                                                |
 * |-----------|----------------------------------------------------------------------|
 * | `vct`     | `urn:tessera:band:1`                                                 |
 * | `band`    | 1…5, or                                                              |
 * | `atLeast` | 2…5                                                                  |
 * | `facts`   | one or two known facts in their order; absent if none                |
 * | `rs`      | SHA-256 of the ruleset, base64url                                    |
 * | `aud`     | `urn:tessera:show`, `urn:tessera:sample`, `urn:tessera:ask:` + hash   |
 * | `nonce`   | 16 bytes, base64url                                                  |
 * | `iat`     | seconds; shown codes: a multiple of 30                               |
 * | `exp`     | `iat` + 90, answers + 180                                            |
 *
 * Written in this order without white space; read in any order, with these members and no others.
 */
import { base64urlToBytes, bytesToBase64url } from '$lib/codec/base64url';
import { bytesToUtf8, utf8ToBytes } from '$lib/codec/bytes';
import { err, ok, type Result } from '$lib/codec/result';
import { parseStrictJson, type JsonObject, type JsonValue } from '$lib/codec/strict-json';
import {
	hasExactTimes,
	isBandNumber,
	isBase64urlOf,
	isFactList,
	isThreshold,
	MAX_IAT,
	NONCE_LENGTH,
	RULESET_HASH_LENGTH,
	VCT,
	type Claims,
	type Statement,
} from './claims';
import { PUBLIC_KEY_LENGTH, SIGNATURE_LENGTH } from './signature';

const ALG = 'Ed25519';
export const TYP = 'dc+sd-jwt';
const KTY = 'OKP';
const CRV = 'Ed25519';

/** Characters; our own tokens have some 600. */
export const MAX_TOKEN_LENGTH = 4096;
/** Deep enough to meet a foreign token's `cnf` and call it unsupported, not unreadable. */
const MAX_JSON_DEPTH = 8;

/** A token whose signature is not looked at yet. */
export interface Token {
	readonly claims: Claims;
	readonly publicKey: Uint8Array;
	readonly signature: Uint8Array;
	/** Header and payload as signed, with the dot between them. */
	readonly signedText: string;
}

export type TokenReadError = 'unreadable' | 'unsupported';

/** Header and payload in the one form in which they are minted: what the signature covers. */
export function textToSign(claims: Claims, publicKey: Uint8Array): string {
	const { disclosure, rs, aud, nonce, iat, exp } = claims;
	const header = {
		alg: ALG,
		typ: TYP,
		jwk: { kty: KTY, crv: CRV, x: bytesToBase64url(publicKey) },
	};
	const facts = disclosure.facts.length > 0 ? { facts: disclosure.facts } : {};
	const payload = { vct: VCT, ...disclosure.say, ...facts, rs, aud, nonce, iat, exp };
	return `${jsonToBase64url(header)}.${jsonToBase64url(payload)}`;
}

/** The compact text `<JWT>~`. */
export function tokenToText({ signedText, signature }: Token): string {
	return `${signedText}.${bytesToBase64url(signature)}~`;
}

/**
 * Reads a token's compact text, with nothing around it. Never throws.
 *
 * `unreadable`: not such a text, or one with a missing, mistyped or contradictory member.
 * `unsupported`: well formed, but of another algorithm, type or version, with a member that this
 * profile does not know, or with disclosures or a key binding. A foreign token usually lacks our
 * members too, so being foreign is told before being incomplete.
 */
export function parseToken(text: string): Result<Token, TokenReadError> {
	if (text.length > MAX_TOKEN_LENGTH) return err('unreadable');
	const [, jwt, rest] = COMPACT.exec(text) ?? [];
	const [headerText, payloadText, signatureText] = jwt?.split('.') ?? [];
	if (headerText === undefined || payloadText === undefined || signatureText === undefined) {
		return err('unreadable');
	}
	const header = parseObject(headerText);
	const payload = parseObject(payloadText);
	const signature = base64urlToBytes(signatureText);
	if (header === null || payload === null || signature === null) return err('unreadable');

	const jwk = isObject(header.jwk) ? header.jwk : {};
	const parts = [
		[header, HEADER_TYPES],
		[jwk, JWK_TYPES],
		[payload, PAYLOAD_TYPES],
	] as const;
	if (parts.some(([part, types]) => hasMistyped(part, types))) return err('unreadable');

	const marks: readonly (readonly [JsonValue | undefined, string])[] = [
		[header.alg, ALG],
		[header.typ, TYP],
		[jwk.kty, KTY],
		[jwk.crv, CRV],
		[payload.vct, VCT],
	];
	const foreign =
		rest !== '' ||
		parts.some(([part, types]) => hasUnknown(part, types)) ||
		marks.some(([mark, ours]) => mark !== undefined && mark !== ours);
	if (foreign) return err('unsupported');
	if (marks.some(([mark]) => mark === undefined)) return err('unreadable');

	const publicKey = typeof jwk.x === 'string' ? base64urlToBytes(jwk.x) : null;
	// Only now read as strictly as our own numbers want it: a foreign token may well have fractions.
	const integers = parseObject(payloadText, { integersOnly: true });
	const claims = integers === null ? null : readClaims(integers);
	if (publicKey?.length !== PUBLIC_KEY_LENGTH || signature.length !== SIGNATURE_LENGTH) {
		return err('unreadable');
	}
	if (claims === null) return err('unreadable');
	return ok({ claims, publicKey, signature, signedText: `${headerText}.${payloadText}` });
}

/** A JWT, its `~`, then what other SD-JWTs have after it: disclosures and a key binding JWT. */
const COMPACT = /^([\w-]+\.[\w-]+\.[\w-]*)~((?:[\w-]+~)*(?:[\w-]+\.[\w-]+\.[\w-]+)?)$/;

type MemberType = 'string' | 'number' | 'array' | 'object';

const HEADER_TYPES: ReadonlyMap<string, MemberType> = new Map([
	['alg', 'string'],
	['typ', 'string'],
	['jwk', 'object'],
]);

const JWK_TYPES: ReadonlyMap<string, MemberType> = new Map([
	['kty', 'string'],
	['crv', 'string'],
	['x', 'string'],
]);

const PAYLOAD_TYPES: ReadonlyMap<string, MemberType> = new Map([
	['vct', 'string'],
	['band', 'number'],
	['atLeast', 'number'],
	['facts', 'array'],
	['rs', 'string'],
	['aud', 'string'],
	['nonce', 'string'],
	['iat', 'number'],
	['exp', 'number'],
]);

function hasMistyped(part: JsonObject, types: ReadonlyMap<string, MemberType>): boolean {
	return Object.entries(part).some(([name, value]) => {
		const type = types.get(name);
		return type !== undefined && type !== typeOf(value);
	});
}

function hasUnknown(part: JsonObject, types: ReadonlyMap<string, MemberType>): boolean {
	return Object.keys(part).some((name) => !types.has(name));
}

function typeOf(value: JsonValue): MemberType | 'boolean' | 'null' {
	if (value === null) return 'null';
	if (isArray(value)) return 'array';
	if (typeof value === 'object') return 'object';
	return typeof value as 'string' | 'number' | 'boolean';
}

/** `Array.isArray` does not narrow to a readonly array. */
function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
	return Array.isArray(value);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !isArray(value);
}

function parseObject(text: string, { integersOnly = false } = {}): JsonObject | null {
	const bytes = base64urlToBytes(text);
	const json = bytes === null ? null : bytesToUtf8(bytes);
	if (json === null) return null;
	const parsed = parseStrictJson(json, {
		maxDepth: MAX_JSON_DEPTH,
		maxLength: MAX_TOKEN_LENGTH,
		integersOnly,
	});
	return parsed.ok && isObject(parsed.value) ? parsed.value : null;
}

function jsonToBase64url(value: object): string {
	return bytesToBase64url(utf8ToBytes(JSON.stringify(value)));
}

/** The claims of a payload whose members have their types; `null` when one is missing or off. */
function readClaims(payload: JsonObject): Claims | null {
	const { facts: list, rs, aud, nonce, iat, exp } = payload;
	const say = readStatement(payload);
	const facts = isArray(list) ? list : [];
	if (say === null || !isFactList(facts)) return null;
	// No facts are said by leaving the member out, so that one disclosure has one text.
	if (isArray(list) && list.length === 0) return null;
	if (typeof rs !== 'string' || !isBase64urlOf(RULESET_HASH_LENGTH, rs)) return null;
	if (typeof nonce !== 'string' || !isBase64urlOf(NONCE_LENGTH, nonce)) return null;
	if (typeof aud !== 'string' || typeof iat !== 'number' || typeof exp !== 'number') return null;
	if (iat < 0 || iat > MAX_IAT || !hasExactTimes({ aud, iat, exp })) return null;
	return { disclosure: { say, facts }, rs, aud, nonce, iat, exp };
}

function readStatement({ band, atLeast }: JsonObject): Statement | null {
	if (isBandNumber(band) && atLeast === undefined) return { band };
	if (isThreshold(atLeast) && band === undefined) return { atLeast };
	return null;
}
