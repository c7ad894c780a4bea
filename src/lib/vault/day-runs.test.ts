import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { dayAtAge } from '../../../tests/arbitraries/records';
import { daysOf, joinRuns, lengthOf, runsHave, runsOf } from './day-runs';

const days = fc.uniqueArray(fc.integer({ min: 0, max: 40 }).map(dayAtAge));

describe('runs of days', () => {
	it('are as few as there are gaps, over the end of a month too', () => {
		expect(runsOf(['2026-03-01', '2026-02-27', '2026-02-28', '2026-03-03'])).toEqual([
			['2026-02-27', 3],
			['2026-03-03', 1],
		]);
		expect(runsOf([])).toEqual([]);
	});

	it('are the same days again, in their order', () => {
		fc.assert(
			fc.property(days, (given) => {
				expect(daysOf(runsOf(given))).toEqual([...given].sort());
				expect(lengthOf(runsOf(given))).toBe(given.length);
			}),
		);
	});

	it('join to the days of both, each once', () => {
		fc.assert(
			fc.property(days, days, (a, b) => {
				expect(joinRuns(runsOf(a), runsOf(b))).toEqual(runsOf(new Set([...a, ...b])));
			}),
		);
	});

	it('have those days and no others', () => {
		fc.assert(
			fc.property(days, fc.integer({ min: -1, max: 41 }), (given, age) => {
				expect(runsHave(runsOf(given), dayAtAge(age))).toBe(given.includes(dayAtAge(age)));
			}),
		);
	});
});
