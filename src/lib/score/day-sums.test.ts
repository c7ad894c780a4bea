import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { DayValues } from '$lib/records/resolve';
import { nearestThousandths } from '$lib/records/thousandths';
import { DaySums } from './day-sums';

const value = fc.integer({ min: 0, max: 1_000_000_000 }).map((thousandths) => thousandths / 1000);
const values: fc.Arbitrary<DayValues | null> = fc.option(
	fc.record({ steps: value, sleep: value }, { requiredKeys: [] }),
);

test('a span of days comes to what its days come to, walked one by one', () => {
	fc.assert(
		fc.property(
			fc.array(values, { maxLength: 40 }),
			fc.nat(45),
			fc.nat(45),
			(days, start, length) => {
				const sums = new DaySums(days);
				for (const kind of ['steps', 'sleep'] as const) {
					const told = days.slice(start, start + length).flatMap((day) => day?.[kind] ?? []);
					const sum = told.reduce((total, next) => total + nearestThousandths(next), 0);
					expect(sums.sum(kind, start, length)).toBe(sum);
					expect(sums.count(kind, start, length)).toBe(told.length);
				}
			},
		),
	);
});
