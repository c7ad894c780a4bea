import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bmiObservations, bmiOf } from './bmi';
import type { Observation } from './records';

const weight = (day: string, value: number): Observation => ({ kind: 'weight', day, value });
const height = (day: string, value: number): Observation => ({ kind: 'height', day, value });

describe('bmiOf', () => {
	it('rounds to one decimal, half away from zero', () => {
		expect(bmiOf(71.4, 172)).toBe(24.1);
		// 64.8 kg at 180 cm is exactly 20; 64.962 is exactly 20.05.
		expect(bmiOf(64.8, 180)).toBe(20);
		expect(bmiOf(64.962, 180)).toBe(20.1);
		expect(bmiOf(64.961, 180)).toBe(20);
	});

	it('agrees with exact rationals over the whole of both bounds', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 2000, max: 500_000 }),
				fc.integer({ min: 40_000, max: 260_000 }),
				(w, h) => {
					const numerator = BigInt(w) * 10n ** 8n;
					const square = BigInt(h) * BigInt(h);
					const tenths = Number((2n * numerator + square) / (2n * square));
					expect(bmiOf(w / 1000, h / 1000)).toBe(tenths / 10);
				},
			),
		);
	});
});

describe('bmiObservations', () => {
	const values = (list: readonly Observation[]) =>
		bmiObservations(list).map(({ day, value }) => [day, value]);

	it('takes the latest height on or before the weight, else the earliest after', () => {
		const heights = [height('2026-01-01', 180), height('2025-01-01', 172)];
		expect(values([weight('2025-12-31', 71.4), ...heights])).toEqual([['2025-12-31', 24.1]]);
		expect(values([weight('2026-01-01', 71.4), ...heights])).toEqual([['2026-01-01', 22]]);
		expect(values([weight('2024-12-31', 71.4), ...heights])).toEqual([['2024-12-31', 24.1]]);
	});

	it('leaves a day alone that has a BMI observation, and says nothing without a height', () => {
		const bmi: Observation = { kind: 'bmi', day: '2026-01-01', value: 23 };
		expect(values([bmi, weight('2026-01-01', 90), height('2026-01-01', 170)])).toEqual([
			['2026-01-01', 23],
		]);
		expect(values([weight('2026-01-01', 90)])).toEqual([]);
	});

	it('gives a reading for each of two heights of one day', () => {
		const two = [height('2026-01-01', 180), height('2026-01-01', 172)];
		expect(values([weight('2026-01-01', 71.4), ...two])).toHaveLength(2);
	});
});
