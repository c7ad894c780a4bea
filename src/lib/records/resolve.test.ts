import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AS_OF, dayAtAge, dayEntries, dayEntry } from '../../../tests/arbitraries/records';
import { LIFESTYLE_KINDS } from './kinds';
import type { DayEntry } from './records';
import { resolveDay, resolveWindow } from './resolve';

const entry = (source: string, value: number): DayEntry => ({
	kind: 'steps',
	day: AS_OF,
	value,
	source,
});

describe('resolveDay', () => {
	const both = [entry('watch', 3000), entry('phone', 9000)];
	const value = (days: DayEntry[], prefer: { steps?: string } = {}) =>
		resolveDay({ days, prefer }, 'steps', AS_OF)?.value;

	it('prefers by hand, then the chosen source, then the larger', () => {
		expect(value(both)).toBe(9000);
		expect(value(both, { steps: 'watch' })).toBe(3000);
		expect(value(both, { steps: 'ring' })).toBe(9000);
		expect(value([...both, entry('manual', 10)], { steps: 'watch' })).toBe(10);
		expect(value([])).toBeUndefined();
	});
});

describe('resolveWindow', () => {
	it('says the same as resolveDay, by age, whatever the order', () => {
		fc.assert(
			fc.property(
				dayEntries(-3, 20).chain((days) =>
					fc.tuple(
						fc.constant(days),
						fc.shuffledSubarray(days, { minLength: days.length, maxLength: days.length }),
					),
				),
				([days, shuffledDays]) => {
					const prefer = { steps: 'phone', sleep: 'watch' };
					const window = resolveWindow({ days, prefer }, AS_OF, 14);
					expect(resolveWindow({ days: shuffledDays, prefer }, AS_OF, 14)).toEqual(window);
					expect(window).toHaveLength(14);
					for (const [age, values] of window.entries()) {
						const day = dayAtAge(age);
						expect(values !== null).toBe(days.some((one) => one.day === day));
						for (const kind of LIFESTYLE_KINDS) {
							expect(values?.[kind]).toBe(resolveDay({ days, prefer }, kind, day)?.value);
						}
					}
				},
			),
			{ numRuns: 50 },
		);
	});

	it('does not see what is outside of the window', () => {
		fc.assert(
			fc.property(fc.oneof(dayEntry(14, 400), dayEntry(-400, -1)), (outside) => {
				const window = resolveWindow({ days: [outside] }, AS_OF, 14);
				expect(window.every((values) => values === null)).toBe(true);
			}),
		);
	});

	it('keeps a value of 0: none is something that was told', () => {
		expect(resolveWindow({ days: [entry('manual', 0)] }, AS_OF, 1)).toEqual([{ steps: 0 }]);
	});
});
