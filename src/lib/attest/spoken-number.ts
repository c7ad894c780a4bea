/**
 * The number that a verifier says aloud and the holder types: four digits, carried as the first two
 * bytes of the nonce (big-endian). A code that has it was made after it was said.
 */
import type { RandomSource } from '$lib/codec/random';

const COUNT = 10_000;
const DIGITS = 4;
/** The largest multiple of `COUNT` that two bytes hold: above it some numbers would come oftener. */
const FAIR_LIMIT = 60_000;
/** A fair source fails this often in a row once in 10^68; a constant one must not hang the screen. */
const MAX_DRAWS = 64;

export function isSpokenNumber(value: number): boolean {
	return Number.isInteger(value) && value >= 0 && value < COUNT;
}

/** A number 0…9999, each equally likely. Throws a `RangeError` when the source is not random. */
export function drawSpokenNumber(random: RandomSource): number {
	for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
		const value = nonceToSpokenNumber(random(2));
		if (value < FAIR_LIMIT) return value % COUNT;
	}
	throw new RangeError('random: expected varying bytes, got none that fit');
}

/** Four digits with leading zeros. */
export function formatSpokenNumber(value: number): string {
	return String(value).padStart(DIGITS, '0');
}

/** What a person typed, without outer white space; `null` unless it is exactly four ASCII digits. */
export function parseSpokenNumber(text: string): number | null {
	const trimmed = text.trim();
	return /^[0-9]{4}$/.test(trimmed) ? Number(trimmed) : null;
}

/** The nonce with the number in its first two bytes, in new memory. */
export function withSpokenNumber(nonce: Uint8Array, value: number): Uint8Array {
	const marked = Uint8Array.from(nonce);
	marked[0] = value >> 8;
	marked[1] = value & 0xff;
	return marked;
}

/** The first two bytes, 0…65535: above 9999 there is certainly no spoken number in the nonce. */
export function nonceToSpokenNumber(nonce: Uint8Array): number {
	return ((nonce[0] ?? 0) << 8) | (nonce[1] ?? 0);
}
