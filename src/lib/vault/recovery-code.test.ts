import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import vectors from '../../../tests/vectors/recovery-code.json';
import { RECOVERY_SEED_BYTES, readRecoveryCode, recoveryCode } from './recovery-code';

const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

/** The secret in hexadecimal, or the error. */
function read(text: string): unknown {
	const result = readRecoveryCode(text);
	return result.ok ? Buffer.from(result.value.reveal()).toString('hex') : result.error;
}

const seeds = fc.uint8Array({ minLength: RECOVERY_SEED_BYTES, maxLength: RECOVERY_SEED_BYTES });
const place = fc.nat({ max: 4 });
const groupPlace = fc.nat({ max: 5 });

/** The code with one of its groups changed. */
const withGroup = (groups: readonly string[], at: number, change: (group: string) => string) =>
	groups.map((group, index) => (index === at ? change(group) : group)).join('-');

const swapped = <T>(items: readonly T[], one: number, other: number): (T | undefined)[] =>
	items.map((item, at) => (at === one ? items[other] : at === other ? items[one] : item));

describe('a recovery code', () => {
	it.each(vectors.codes)('is $code', ({ seed, code }) => {
		expect(recoveryCode(bytes(seed))).toBe(code);
		expect(read(code)).toBe(seed);
	});

	it.each(vectors.read)('is read from $text', ({ text, seed }) => {
		expect(read(text)).toBe(seed);
	});

	it.each(vectors.refused)('is refused: $text', ({ text, error }) => {
		expect(read(text)).toEqual(error);
	});

	it('reads back as it was written, and has its form', () => {
		fc.assert(
			fc.property(seeds, (seed) => {
				const code = recoveryCode(seed);
				expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/);
				expect(read(code)).toBe(Buffer.from(seed).toString('hex'));
			}),
		);
	});

	it('is read without case, with any dashes and spaces, in full width, and with O, I and L', () => {
		const between = fc.constantFrom(
			'',
			' ',
			'-',
			'–',
			'—',
			'−',
			'－',
			'\u3000',
			'\n',
			'\u00ad',
			'ー',
		);
		const looks: Readonly<Record<string, string>> = { 0: 'O', 1: 'I' };
		const typing = fc.record({
			case: fc.boolean(),
			wide: fc.boolean(),
			letter: fc.constantFrom('I', 'L', null),
			between: fc.array(between, { minLength: 30, maxLength: 30 }),
		});
		fc.assert(
			fc.property(seeds, typing, (seed, how) => {
				const typed = Array.from(recoveryCode(seed).replaceAll('-', ''), (symbol, at) => {
					let text = symbol;
					if (how.letter !== null) text = symbol === '1' ? how.letter : (looks[symbol] ?? symbol);
					if (how.case) text = text.toLowerCase();
					if (how.wide) text = String.fromCharCode(text.charCodeAt(0) + 0xfee0);
					return text + String(how.between[at]);
				}).join('');
				expect(read(typed)).toBe(Buffer.from(seed).toString('hex'));
			}),
		);
	});

	it('names the group of any one wrong symbol', () => {
		fc.assert(
			fc.property(seeds, (seed) => {
				const groups = recoveryCode(seed).split('-');
				for (const [at, group] of groups.entries())
					for (const [inside, right] of Array.from(group).entries())
						for (const wrong of SYMBOLS)
							if (wrong !== right) {
								const changed = withGroup(
									groups,
									at,
									(text) => text.slice(0, inside) + wrong + text.slice(inside + 1),
								);
								expect(read(changed)).toEqual({ code: 'check', group: at + 1 });
							}
			}),
			{ numRuns: 5 },
		);
	});

	it('names the group in which any two symbols changed places', () => {
		fc.assert(
			fc.property(seeds, groupPlace, place, place, (seed, at, one, other) => {
				const groups = recoveryCode(seed).split('-');
				const symbols = Array.from(groups[at] ?? '');
				fc.pre(symbols[one] !== symbols[other]);
				const changed = withGroup(groups, at, () => swapped(symbols, one, other).join(''));
				expect(read(changed)).toEqual({ code: 'check', group: at + 1 });
			}),
		);
	});

	it('names the first of any two groups that changed places, alike or not', () => {
		fc.assert(
			fc.property(seeds, groupPlace, groupPlace, fc.boolean(), (seed, one, other, alike) => {
				fc.pre(one !== other);
				if (alike) seed.fill(seed[0] ?? 0);
				const changed = swapped(recoveryCode(seed).split('-'), one, other).join('-');
				expect(read(changed)).toEqual({ code: 'check', group: Math.min(one, other) + 1 });
			}),
		);
	});

	it('names a group with a character that no code has', () => {
		fc.assert(
			fc.property(
				seeds,
				groupPlace,
				place,
				fc.constantFrom('U', 'u', '*', '?', 'О', 'é', '码', '😀'),
				(seed, at, inside, foreign) => {
					const changed = withGroup(
						recoveryCode(seed).split('-'),
						at,
						(text) => text.slice(0, inside) + foreign + text.slice(inside + 1),
					);
					expect(read(changed)).toEqual({ code: 'symbol', group: at + 1 });
				},
			),
		);
	});

	it('is never misread: any text is refused or has one secret, whose code it is', () => {
		const text = fc.oneof(
			fc.string(),
			fc.string({ unit: fc.constantFrom(...Array.from(SYMBOLS)), maxLength: 40 }),
		);
		fc.assert(
			fc.property(text, (typed) => {
				const result = readRecoveryCode(typed);
				if (result.ok) expect(read(recoveryCode(result.value.reveal()))).toBe(read(typed));
				else expect(['length', 'symbol', 'check']).toContain(result.error.code);
			}),
		);
	});

	it('does not take a secret of another length, and does not show the one it read', () => {
		expect(() => recoveryCode(new Uint8Array(16))).toThrow('expected 15 bytes, got 16');
		expect(JSON.stringify(readRecoveryCode('00001-00002-00003-00004-00005-00006'))).toBe(
			'{"ok":true,"value":"<redacted>"}',
		);
	});
});
