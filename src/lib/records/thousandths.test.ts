import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromThousandths, nearestThousandths, toThousandths } from './thousandths';

describe('thousandths', () => {
	it('reads every decimal of three places exactly, and back', () => {
		fc.assert(
			fc.property(fc.integer({ min: -1e12, max: 1e12 }), (n) => {
				const sign = n < 0 ? '-' : '';
				const digits = String(Math.abs(n)).padStart(4, '0');
				const value = Number(`${sign}${digits.slice(0, -3)}.${digits.slice(-3)}`);
				expect(toThousandths(value)).toBe(n + 0);
				expect(fromThousandths(n)).toBe(value + 0);
			}),
		);
	});

	it('refuses a fourth decimal, infinity and no number', () => {
		for (const value of [0.0001, 82.0561, 1 / 3, 0.1 + 0.2, 1e-12, Infinity, NaN, 1e10]) {
			expect(toThousandths(value)).toBeNull();
		}
		expect(toThousandths(82.056)).toBe(82_056);
		expect(Object.is(toThousandths(-0), 0)).toBe(true);
	});

	it('rounds what is still being typed', () => {
		expect(nearestThousandths(1 / 3)).toBe(333);
		expect(nearestThousandths(0.1 + 0.2)).toBe(300);
	});
});
