import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundDiv } from './round-div';

describe('roundDiv', () => {
	it('rounds half away from zero', () => {
		expect([roundDiv(5, 2), roundDiv(-5, 2), roundDiv(4, 3), roundDiv(-4, 3)]).toEqual([
			3, -3, 1, -1,
		]);
		expect(Object.is(roundDiv(-1, 3), 0)).toBe(true);
	});

	it('agrees with exact integers up to the stated size', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: -4e15, max: 4e15 }),
				fc.integer({ min: 1, max: 1e12 }),
				(numerator, denominator) => {
					const n = BigInt(Math.abs(numerator));
					const d = BigInt(denominator);
					const exact = Number((2n * n + d) / (2n * d));
					expect(roundDiv(numerator, denominator)).toBe(
						numerator < 0 && exact !== 0 ? -exact : exact,
					);
				},
			),
		);
	});
});
