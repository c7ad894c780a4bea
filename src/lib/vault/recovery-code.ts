import { err, ok, type Result } from '$lib/codec/result';
import { Redacted } from './redacted';

/**
 * A secret of 120 bits as a code to print or write down: six groups of five symbols.
 *
 *     XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX
 *     ││││└ check symbol
 *     └┴┴┴─ 20 bits of the secret, most significant first
 *
 * Symbols are Crockford's base32. Read as numbers of GF(32) = GF(2)[x] / (x⁵ + x² + 1), the five
 * symbols s₁ … s₅ of group g (1 … 6) satisfy s₁x⁴ + s₂x³ + s₃x² + s₄x + s₅ = g. The five weights are
 * different and none is zero, so one wrong symbol and any two exchanged ones always show, in their
 * own group; the sum differs from group to group, so exchanged groups show too.
 */
export const RECOVERY_SEED_BYTES = 15;

const GROUPS = 6;
const DATA_SYMBOLS = 4;
const GROUP_SYMBOLS = DATA_SYMBOLS + 1;
const SYMBOL_BITS = 5;

/** Without I, L, O and U (https://www.crockford.com/base32.html). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const VALUES: ReadonlyMap<string, number> = new Map([
	...Array.from(ALPHABET, (symbol, value) => [symbol, value] as const),
	// What a hand or an eye takes for a digit.
	['O', 0],
	['I', 1],
	['L', 1],
]);

/** Spaces, invisible characters, and whatever a keyboard or a printer makes of a dash. */
const BETWEEN = /[\s\p{Z}\p{Cf}\p{Pd}\u2212\u30fc]/gu;

export type RecoveryCodeError =
	/** Not 30 symbols: some are missing, or too many. */
	| { readonly code: 'length' }
	/** The first group (1 … 6) with a character that no code has, or whose check symbol disagrees. */
	| { readonly code: 'symbol' | 'check'; readonly group: number };

/** x times an element of GF(32). */
const timesX = (element: number): number =>
	element < 16 ? element << 1 : (element << 1) ^ 0b100101;

/** The polynomial of a group whose symbols come highest first, at x. */
const sumOf = (symbols: readonly number[]): number =>
	symbols.reduce((sum, symbol) => timesX(sum) ^ symbol, 0);

/**
 * The code of a secret, upper case, with a dash between groups.
 *
 * @param seed 15 random bytes
 * @throws {RangeError} where it is not 15 bytes
 */
export function recoveryCode(seed: Uint8Array): string {
	if (seed.length !== RECOVERY_SEED_BYTES)
		throw new RangeError(
			`seed: expected ${String(RECOVERY_SEED_BYTES)} bytes, got ${String(seed.length)}`,
		);
	const groups: string[] = [];
	let bits = 0;
	let held = 0;
	let symbols: number[] = [];
	for (const byte of seed) {
		held = (held << 8) | byte;
		bits += 8;
		while (bits >= SYMBOL_BITS) {
			bits -= SYMBOL_BITS;
			symbols.push((held >> bits) & 31);
			held &= (1 << bits) - 1;
			if (symbols.length < DATA_SYMBOLS) continue;
			// The sum with an empty last place, and what is missing there to the group's number.
			symbols.push(sumOf([...symbols, 0]) ^ (groups.length + 1));
			groups.push(symbols.map((symbol) => ALPHABET.charAt(symbol)).join(''));
			symbols = [];
		}
	}
	return groups.join('-');
}

/**
 * Reads a code as people type it: lower case, with other dashes and spaces or none, full width, the
 * letters O, I and L for the digits that they look like.
 */
export function readRecoveryCode(text: string): Result<Redacted<Uint8Array>, RecoveryCodeError> {
	const characters = Array.from(text.normalize('NFKC').replace(BETWEEN, '').toUpperCase());
	if (characters.length !== GROUPS * GROUP_SYMBOLS) return err({ code: 'length' });
	const seed = new Uint8Array(RECOVERY_SEED_BYTES);
	let out = 0;
	let bits = 0;
	let held = 0;
	for (let group = 1; group <= GROUPS; group += 1) {
		const symbols: number[] = [];
		for (const character of characters.slice((group - 1) * GROUP_SYMBOLS, group * GROUP_SYMBOLS)) {
			const value = VALUES.get(character);
			if (value === undefined) return err({ code: 'symbol', group });
			symbols.push(value);
		}
		if (sumOf(symbols) !== group) return err({ code: 'check', group });
		for (const symbol of symbols.slice(0, DATA_SYMBOLS)) {
			held = (held << SYMBOL_BITS) | symbol;
			bits += SYMBOL_BITS;
			if (bits < 8) continue;
			bits -= 8;
			seed[out++] = held >> bits;
			held &= (1 << bits) - 1;
		}
	}
	return ok(new Redacted(seed));
}
