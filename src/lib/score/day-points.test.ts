import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRecords, type DayEntry } from '$lib/records/records';
import { AS_OF, dayAtAge, records } from '../../../tests/arbitraries/records';
import { hangzhou2020 } from './builtin';
import { dayPoints, dayTotal, pointsFor } from './day-points';
import { evaluate } from './evaluate';

const points = (kind: DayEntry['kind'], value: number) => pointsFor(hangzhou2020, kind, value);

describe('pointsFor', () => {
	it('gives the four published numbers', () => {
		expect(points('steps', 15_000)).toBe(5000);
		expect(points('alcohol', 82.056)).toBe(-1500);
		expect(points('cigarettes', 5)).toBe(-3000);
		expect(points('sleep', 7.5)).toBe(1000);
	});

	it('gives ours', () => {
		expect(points('activity', 80)).toBe(2667);
		expect(points('steps', 8000)).toBe(2667);
		expect(points('sleep', 0)).toBe(-1000);
		expect(points('sleep', 9.5)).toBe(500);
		expect(points('alcohol', 1000)).toBe(-9000);
		expect(points('cigarettes', 10)).toBe(-4667);
	});
});

describe('dayTotal', () => {
	it('counts of exercise only the larger', () => {
		const values = { steps: 15_000, activity: 75, sleep: 7.5 };
		expect(dayTotal(hangzhou2020, values)).toBe(6000);
		expect(dayTotal(hangzhou2020, {})).toBe(0);
	});
});

describe('dayPoints', () => {
	it('lists days oldest first, null where nothing was told', () => {
		const days: DayEntry[] = [
			{ kind: 'steps', day: AS_OF, value: 15_000, source: 'watch' },
			{ kind: 'cigarettes', day: dayAtAge(2), value: 0, source: 'manual' },
		];
		expect(dayPoints(hangzhou2020, { ...emptyRecords(), days }, AS_OF, 3)).toEqual([
			{
				day: dayAtAge(2),
				milli: 0,
				byRule: { exercise: 0, sleep: 0, alcohol: 0, cigarettes: 0 },
			},
			null,
			{ day: AS_OF, milli: 5000, byRule: { exercise: 5000, sleep: 0, alcohol: 0, cigarettes: 0 } },
		]);
	});

	it('weighted, gives the lifestyle part of the score', () => {
		fc.assert(
			fc.property(records, (file) => {
				const days = dayPoints(hangzhou2020, file, AS_OF);
				expect(days).toHaveLength(30);
				const { contributions } = evaluate(hangzhou2020, file, AS_OF);
				for (const { id } of hangzhou2020.lifestyle.rules) {
					const sum = hangzhou2020.lifestyle.weights.ppm.reduce(
						(total, weight, age) => total + weight * (days[29 - age]?.byRule[id] ?? 0),
						0,
					);
					const milli = contributions.find((part) => part.id === id)?.milli ?? NaN;
					expect(Math.abs(sum / 1e6 - milli)).toBeLessThanOrEqual(0.5);
				}
				for (const day of days) {
					const parts = Object.values(day?.byRule ?? {});
					expect(parts.reduce((sum, part) => sum + part, 0)).toBe(day?.milli ?? 0);
				}
			}),
		);
	});
});
