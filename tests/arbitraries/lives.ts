/** Random records for a ruleset of means: with the kinds and conditions that its parts read. */
import fc from 'fast-check';
import type { HealthRecords, Observation } from '../../src/lib/records/records';
import { dayAtAge, records } from './records';

const day = fc.integer({ min: -3, max: 420 }).map(dayAtAge);

const reading: fc.Arbitrary<Observation> = fc.oneof(
	fc.record({
		kind: fc.constant('diet-mepa' as const),
		day,
		value: fc.integer({ min: 0, max: 16 }),
	}),
	fc.record({
		kind: fc.constantFrom('hdl' as const, 'cholesterol-total' as const),
		// Few days, so that both are often measured on one.
		day: fc.integer({ min: 0, max: 12 }).map((age) => dayAtAge(age * 33)),
		value: fc.integer({ min: 500, max: 8000 }).map((thousandths) => thousandths / 1000),
	}),
);

const condition = fc
	.record({
		code: fc.constantFrom(
			...['smoker', 'nicotine-inhaled', 'former-smoker', 'never-smoker', 'smoke-at-home'],
			...['treated-lipids', 'treated-blood-pressure', 'bmi-asian-pacific', 'diabetes'],
		),
		since: fc.integer({ min: -2, max: 3000 }),
		lasted: fc.option(fc.integer({ min: 0, max: 2000 })),
	})
	.map(({ code, since, lasted }) => ({
		code,
		since: dayAtAge(since),
		until: lasted === null ? null : dayAtAge(since - lasted),
	}));

export const lives: fc.Arbitrary<HealthRecords> = fc
	.record({
		base: records,
		readings: fc.array(reading, { maxLength: 15 }),
		conditions: fc.uniqueArray(condition, {
			maxLength: 5,
			selector: ({ code, since }) => `${code} ${since}`,
		}),
	})
	.map(({ base, readings, conditions }) => ({
		...base,
		observations: [...base.observations, ...readings],
		conditions,
	}));
