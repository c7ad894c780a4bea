import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../tests/fixtures/attest';
import {
	drawSpokenNumber,
	formatSpokenNumber,
	isSpokenNumber,
	nonceToSpokenNumber,
	parseSpokenNumber,
	withSpokenNumber,
} from './spoken-number';

const number = fc.integer({ min: 0, max: 9999 });

describe('the spoken number', () => {
	it('is read back from what is shown', () => {
		fc.assert(
			fc.property(number, (value) => {
				const text = formatSpokenNumber(value);
				expect(text).toMatch(/^[0-9]{4}$/);
				expect(parseSpokenNumber(text)).toBe(value);
			}),
		);
	});

	it('travels in the first two bytes of the nonce and leaves the rest', () => {
		const nonce = seededRandom('nonce')(16);
		fc.assert(
			fc.property(number, (value) => {
				const marked = withSpokenNumber(nonce, value);
				expect(nonceToSpokenNumber(marked)).toBe(value);
				expect(marked.subarray(2)).toEqual(nonce.subarray(2));
			}),
		);
		expect(nonce).toEqual(seededRandom('nonce')(16));
	});

	it('is big-endian', () => {
		expect(withSpokenNumber(new Uint8Array(16), 0x1234).subarray(0, 2)).toEqual(
			Uint8Array.of(0x12, 0x34),
		);
	});

	it.each(['', '1', '123', '12345', '12 34', '-123', '1e10', '١٢٣٤', '１２３４'])(
		'refuses %j',
		(text) => {
			expect(parseSpokenNumber(text)).toBeNull();
		},
	);

	it('admits white space around what was typed', () => {
		expect(parseSpokenNumber(' 0042\n')).toBe(42);
	});

	it('has ten thousand values', () => {
		expect([0, 9999].every(isSpokenNumber)).toBe(true);
		expect([-1, 10_000, 0.5, Number.NaN].some(isSpokenNumber)).toBe(false);
	});
});

describe('drawSpokenNumber', () => {
	it('gives each number equally often over all pairs of bytes', () => {
		const counts = new Array<number>(10_000).fill(0);
		for (let pair = 0; pair < 60_000; pair += 1) {
			const value = drawSpokenNumber(() => Uint8Array.of(pair >> 8, pair & 0xff));
			counts[value] = (counts[value] ?? 0) + 1;
		}
		expect(new Set(counts)).toEqual(new Set([6]));
	});

	it('draws again for pairs that would make some numbers oftener', () => {
		const pairs = [Uint8Array.of(0xff, 0xff), Uint8Array.of(0xea, 0x60), Uint8Array.of(0xea, 0x5f)];
		expect(drawSpokenNumber(() => pairs.shift() ?? new Uint8Array(2))).toBe(9999);
		expect(pairs).toHaveLength(0);
	});

	it('throws instead of hanging when the source always gives the same', () => {
		expect(() => drawSpokenNumber(() => Uint8Array.of(0xff, 0xff))).toThrow(RangeError);
	});
});
