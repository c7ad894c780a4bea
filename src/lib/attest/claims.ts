/**
 * What an attestation may say: the closed sets, the numbers of the format, and the checks on them.
 * There is no claim for a score, a record, a name or a device, and nowhere to put one.
 */
import { base64urlToBytes } from '$lib/codec/base64url';
import type { BandNumber } from '$lib/score/bands';
import { FACTS, type Fact } from '$lib/score/fact-names';

export const VCT = 'urn:tessera:band:1';

export const AUDIENCE_SHOW = 'urn:tessera:show';
export const AUDIENCE_SAMPLE = 'urn:tessera:sample';
/** Followed by base64url of the first 16 bytes of the SHA-256 of the request's bytes. */
export const AUDIENCE_ASK_PREFIX = 'urn:tessera:ask:';
export const ASK_HASH_LENGTH = 16;

/** Seconds; `iat` of a shown code is a multiple of it. */
export const HALF_MINUTE = 30;
/** Seconds from `iat` to `exp`. */
export const SHOW_LIFETIME = 90;
export const ASK_LIFETIME = 180;
/** `iat` travels in four bytes. */
export const MAX_IAT = 0xffff_ffff;

export const RULESET_HASH_LENGTH = 32;
export const NONCE_LENGTH = 16;
export const MAX_FACTS = 2;

/** "The band is at least this". At least purple would say nothing, so 1 is not among them. */
export type Threshold = Exclude<BandNumber, 1>;

export type Statement = { readonly band: BandNumber } | { readonly atLeast: Threshold };

/** What the holder chose to say, and all that a code says about a person. */
export interface Disclosure {
	readonly say: Statement;
	/** True facts only, at most two, in the order of `FACTS`. */
	readonly facts: readonly Fact[];
}

/** The claims of one token; `vct` is the same in all of them and is not repeated here. */
export interface Claims {
	readonly disclosure: Disclosure;
	/** SHA-256 of the ruleset's canonical form, base64url. */
	readonly rs: string;
	/** As read. Whether it is an audience that is expected here is the verifier's question. */
	readonly aud: string;
	/** 16 bytes, base64url. */
	readonly nonce: string;
	/** Seconds since the epoch. */
	readonly iat: number;
	readonly exp: number;
}

export function isBandNumber(value: unknown): value is BandNumber {
	return value === 1 || value === 2 || value === 3 || value === 4 || value === 5;
}

export function isThreshold(value: unknown): value is Threshold {
	return isBandNumber(value) && value !== 1;
}

/** Whether these are known facts, in their order, none twice, and not more than fit in a code. */
export function isFactList(values: readonly unknown[]): values is readonly Fact[] {
	if (values.length > MAX_FACTS) return false;
	const places = values.map((value) => FACTS.findIndex((fact) => fact === value));
	return places.every((place, at) => place > (places[at - 1] ?? -1));
}

/** Checks at run time what the type says at compile time; a code is minted only from what passes. */
export function isDisclosure({ say, facts }: Disclosure): boolean {
	const said = Object.entries(say);
	const [name, value] = said[0] ?? [];
	if (said.length !== 1) return false;
	const fits = name === 'band' ? isBandNumber(value) : name === 'atLeast' && isThreshold(value);
	return fits && isFactList(facts);
}

/** Whether `text` is canonical base64url of exactly `length` bytes. */
export function isBase64urlOf(length: number, text: string): boolean {
	return base64urlToBytes(text)?.length === length;
}

/**
 * Whether `iat` and `exp` are in the relation that the audience asks for. An audience that this
 * version does not know has no such relation.
 */
export function hasExactTimes({ aud, iat, exp }: Pick<Claims, 'aud' | 'iat' | 'exp'>): boolean {
	if (aud === AUDIENCE_SHOW || aud === AUDIENCE_SAMPLE) {
		return iat % HALF_MINUTE === 0 && exp === iat + SHOW_LIFETIME;
	}
	return !isAskAudience(aud) || exp === iat + ASK_LIFETIME;
}

/** Whether this is the audience of the answers to some request. */
export function isAskAudience(aud: string): boolean {
	return (
		aud.startsWith(AUDIENCE_ASK_PREFIX) &&
		isBase64urlOf(ASK_HASH_LENGTH, aud.slice(AUDIENCE_ASK_PREFIX.length))
	);
}
