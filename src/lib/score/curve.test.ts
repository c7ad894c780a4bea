import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveMilli } from './curve';
import type { CurvePoint } from './ruleset';

const point = (at: number, milli: number): CurvePoint => ({ at, milli, by: 'x' });

describe('curveMilli', () => {
	const curve = [point(5, -1000), point(6, 0), point(7.5, 1000)];

	it('is linear between points and level beyond', () => {
		expect([0, 5, 5.5, 6, 6.75, 7.5, 24].map((x) => curveMilli(curve, x))).toEqual([
			-1000, -1000, -500, 0, 500, 1000, 1000,
		]);
	});

	it('rounds the points half away from zero, not the difference', () => {
		const line = [point(0, -1), point(2, 0)];
		expect(curveMilli(line, 1)).toBe(-1);
		expect(curveMilli([point(0, 0), point(2, 1)], 1)).toBe(1);
	});

	it('agrees with exact rationals', () => {
		const milli = fc.integer({ min: -1_000_000, max: 1_000_000 });
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 1e9 }),
				fc.integer({ min: 1, max: 1e9 }),
				milli,
				milli,
				fc.double({ min: 0, max: 1, noNaN: true }),
				(from, width, left, right, share) => {
					const to = Math.min(from + width, 1e9 + 1);
					const x = Math.round(from + share * (to - from));
					const numerator =
						BigInt(left) * BigInt(to - from) + BigInt(right - left) * BigInt(x - from);
					const d = BigInt(to - from);
					const size = numerator < 0n ? -numerator : numerator;
					const rounded = Number((2n * size + d) / (2n * d)) * (numerator < 0n ? -1 : 1);
					const line = [point(from / 1000, left), point(to / 1000, right)];
					expect(curveMilli(line, x / 1000)).toBe(rounded + 0);
				},
			),
		);
	});
});
