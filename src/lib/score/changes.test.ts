import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '$lib/records/day';
import { emptyRecords, type HealthRecords } from '$lib/records/records';
import { lives } from '../../../tests/arbitraries/lives';
import { AS_OF, dayAtAge } from '../../../tests/arbitraries/records';
import { hangzhou2020 } from './builtin';
import { changesSince } from './changes';
import { evaluate } from './evaluate';
import { lifeEssential8 } from './life-essential-8';

describe('changesSince', () => {
	it('sums exactly to the difference of the scores', () => {
		fc.assert(
			fc.property(
				lives,
				fc.integer({ min: 1, max: 40 }),
				fc.constantFrom(hangzhou2020, lifeEssential8),
				(records, daysAgo, ruleset) => {
					const sum = changesSince(ruleset, records, AS_OF, daysAgo).reduce(
						(total, { milli }) => total + milli,
						0,
					);
					const now = evaluate(ruleset, records, AS_OF).scoreMilli;
					const then = evaluate(ruleset, records, addDays(AS_OF, -daysAgo)).scoreMilli;
					expect(sum).toBe(now - then);
				},
			),
		);
	});

	const smoked = (age: number): HealthRecords => ({
		...emptyRecords(),
		days: [{ kind: 'cigarettes', day: dayAtAge(age), value: 5, source: 'manual' }],
	});

	it('tells what a new day brought', () => {
		expect(changesSince(hangzhou2020, smoked(0), AS_OF, 1)).toEqual([
			{ id: 'cigarettes', milli: -3000, days: { newMilli: -3000, fadedMilli: 0 } },
		]);
	});

	it('tells what faded', () => {
		// The weight of a day falls from 1 to 0.793701 overnight.
		expect(changesSince(hangzhou2020, smoked(1), AS_OF, 1)).toEqual([
			{ id: 'cigarettes', milli: 619, days: { newMilli: 0, fadedMilli: 619 } },
		]);
	});

	it('tells of a result that is no longer counted', () => {
		const records = { ...emptyRecords(), checkups: [{ day: dayAtAge(366) }] };
		expect(changesSince(hangzhou2020, records, AS_OF, 1)).toEqual([
			{ id: 'checkup', milli: -5000 },
		]);
	});

	it('has nothing to tell where nothing happened', () => {
		expect(changesSince(hangzhou2020, emptyRecords(), AS_OF, 7)).toEqual([]);
	});
});
