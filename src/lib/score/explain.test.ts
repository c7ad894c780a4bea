import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AS_OF, dayAtAge, records } from '../../../tests/arbitraries/records';
import { hangzhou2020 } from './builtin';
import { evaluate } from './evaluate';
import { ruleDays } from './explain';

describe('ruleDays', () => {
	it('opens a contribution: its days make it up, but for rounding', () => {
		fc.assert(
			fc.property(records, fc.constantFrom('exercise', 'sleep', 'alcohol'), (file, id) => {
				const days = ruleDays(hangzhou2020, file, AS_OF, id);
				expect(days.map(({ day }) => day)).toEqual(days.map(({ age }) => dayAtAge(age)));
				const sum = days.reduce((total, { weightedMilli }) => total + weightedMilli, 0);
				const { contributions } = evaluate(hangzhou2020, file, AS_OF);
				const milli = contributions.find((part) => part.id === id)?.milli ?? NaN;
				expect(Math.abs(sum - milli)).toBeLessThanOrEqual(15.5);
			}),
		);
	});

	it('shows the values that the rule reads, and no others', () => {
		const file = {
			schema: 'tessera.records/1' as const,
			days: [
				{ kind: 'activity' as const, day: dayAtAge(3), value: 150, source: 'watch' },
				{ kind: 'sleep' as const, day: dayAtAge(3), value: 8, source: 'watch' },
			],
			observations: [],
			conditions: [],
			checkups: [],
		};
		const days = ruleDays(hangzhou2020, file, AS_OF, 'exercise');
		expect(days).toHaveLength(30);
		expect(days[3]).toEqual({
			day: dayAtAge(3),
			age: 3,
			values: { activity: 150 },
			milli: 5000,
			weightPpm: 500_000,
			weightedMilli: 2500,
		});
		expect(days[2]).toMatchObject({ values: {}, milli: 0 });
		expect(ruleDays(hangzhou2020, file, AS_OF, 'bmi')).toEqual([]);
	});
});
