import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greatest, least, Rational, sum, ZERO } from './rational';

const rational = fc
	.tuple(fc.bigInt({ min: -999n, max: 999n }), fc.bigInt({ min: 1n, max: 99n }))
	.map(([numerator, denominator]) => new Rational(numerator, denominator));
const one = new Rational(1n);
const half = new Rational(1n, 2n);

describe('a fraction', () => {
	it('is kept in lowest terms, with the sign above', () => {
		expect(new Rational(6n, -4n)).toEqual(new Rational(-3n, 2n));
		expect(new Rational(0n, -7n)).toEqual(ZERO);
		expect(new Rational(10n, 5n)).toMatchObject({ numerator: 2n, denominator: 1n });
		expect(() => new Rational(1n, 0n)).toThrow(RangeError);
	});

	it('is what a decimal says, digit by digit', () => {
		expect(Rational.of(0.1)).toEqual(new Rational(1n, 10n));
		expect(Rational.of(82.056)).toEqual(new Rational(82_056n, 1000n));
		expect(Rational.of(-0.5)).toEqual(new Rational(-1n, 2n));
		expect(Rational.of(-0)).toEqual(ZERO);
		expect(Rational.of(1_000_000)).toEqual(new Rational(1_000_000n));
		for (const number of [Number.NaN, Infinity, 1e-7, 1e21]) {
			expect(() => Rational.of(number)).toThrow(RangeError);
		}
	});

	it('adds up where doubles do not', () => {
		expect(sum([0.1, 0.2].map((number) => Rational.of(number)))).toEqual(Rational.of(0.3));
		expect(0.1 + 0.2).not.toBe(0.3);
	});

	it('keeps the laws of arithmetic', () => {
		fc.assert(
			fc.property(rational, rational, rational, (a, b, c) => {
				expect(a.plus(b)).toEqual(b.plus(a));
				expect(a.plus(b).plus(c)).toEqual(a.plus(b.plus(c)));
				expect(a.times(b)).toEqual(b.times(a));
				expect(a.times(b.plus(c))).toEqual(a.times(b).plus(a.times(c)));
				expect(a.minus(a)).toEqual(ZERO);
				expect(a.plus(b).minus(b)).toEqual(a);
				if (b.numerator !== 0n) expect(a.times(b).dividedBy(b)).toEqual(a);
			}),
		);
		expect(() => one.dividedBy(ZERO)).toThrow(RangeError);
	});

	it('is ordered', () => {
		expect(half.isBelow(one)).toBe(true);
		expect(one.isBelow(one)).toBe(false);
		expect(new Rational(-1n, 3n).isBelow(new Rational(-1n, 4n))).toBe(true);
		const some = [half, new Rational(-2n), one];
		expect([least(some), greatest(some)]).toEqual([new Rational(-2n), one]);
		expect([least([]), greatest([])]).toEqual([undefined, undefined]);
	});
});

describe('rounding', () => {
	it.each([
		[0.5, 1],
		[-0.5, -1],
		[2.5, 3],
		[-2.5, -3],
		[0.499, 0],
		[-0.499, 0],
		[1.501, 2],
		[7, 7],
	])('of %f half away from zero is %i', (number, integer) => {
		expect(Rational.of(number).rounded()).toEqual(Rational.of(integer));
	});

	it('goes to an integer that is no farther than a half', () => {
		fc.assert(
			fc.property(rational, (a) => {
				const distance = a.minus(a.rounded());
				expect(half.isBelow(distance) || distance.isBelow(ZERO.minus(half))).toBe(false);
				expect(a.rounded().denominator).toBe(1n);
			}),
		);
	});

	it.each([
		[76.999, 76],
		[-0.001, -1],
		[-3, -3],
		[0, 0],
	])('of %f down is %i', (number, integer) => {
		expect(Rational.of(number).floor()).toEqual(Rational.of(integer));
	});

	it('gives integers as numbers, and nothing else', () => {
		expect(Rational.of(-1500).toInteger()).toBe(-1500);
		expect(() => half.toInteger()).toThrow(RangeError);
		expect(() => new Rational(2n ** 53n).toInteger()).toThrow(RangeError);
	});
});
