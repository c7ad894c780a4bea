import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lives } from '../../../tests/arbitraries/lives';
import { AS_OF } from '../../../tests/arbitraries/records';
import { hangzhou2020 } from './builtin';
import { evaluate } from './evaluate';
import { lifeEssential8 } from './life-essential-8';
import { apportion, shownContributions, toTenth } from './tenths';

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
const milli = fc.integer({ min: -30_000, max: 30_000 });

describe('apportion', () => {
	it('sums exactly to what is shown, with whole tenths less than one off', () => {
		fc.assert(
			fc.property(
				fc.array(milli, { minLength: 1 }),
				fc.integer({ max: 100_000 }),
				(parts, then) => {
					// A total of its own, and a difference of two scores that are both rounded down.
					for (const total of [toTenth(sum(parts)), toTenth(then + sum(parts)) - toTenth(then)]) {
						const shown = apportion(parts, total);
						expect(sum(shown)).toBe(total);
						for (const [at, part] of parts.entries()) {
							expect((shown[at] ?? NaN) % 100).toBeCloseTo(0, 9);
							expect(Math.abs((shown[at] ?? NaN) - part)).toBeLessThan(100);
						}
					}
				},
			),
		);
	});

	it('keeps what is a whole tenth', () => {
		expect(apportion([60_000, 13_560, 4_790, 0], 78_300)).toEqual([60_000, 13_500, 4_800, 0]);
	});
});

describe('shownContributions', () => {
	it('sum exactly to the score as shown', () => {
		fc.assert(
			fc.property(lives, fc.constantFrom(hangzhou2020, lifeEssential8), (records, ruleset) => {
				const evaluation = evaluate(ruleset, records, AS_OF);
				const shown = shownContributions(evaluation);
				expect(sum([...shown.values()])).toBe(toTenth(evaluation.scoreMilli));
				for (const { id, milli } of evaluation.contributions)
					expect(Math.abs((shown.get(id) ?? NaN) - milli)).toBeLessThan(100);
			}),
		);
	});
});
