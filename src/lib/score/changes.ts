import { addDays, type Day } from '$lib/records/day';
import type { HealthRecords } from '$lib/records/records';
import { resolveWindow } from '$lib/records/resolve';
import { roundDiv } from '$lib/records/round-div';
import { ruleMilli } from './curve';
import { evaluate } from './evaluate';
import type { Ruleset } from './ruleset';

/** By how much one contribution differs from what it was. */
export interface Change {
	readonly id: string;
	readonly milli: number;
	/** Of a lifestyle rule: what the days since then brought, and what the days before lost by age. */
	readonly days?: { readonly newMilli: number; readonly fadedMilli: number };
}

/**
 * Why the score differs from what it was so many days ago, by what is known today: a day that was
 * corrected since counts as corrected on both sides. The changes sum exactly to the difference of
 * the scores; what did not change is left out, largest first.
 */
export function changesSince(
	ruleset: Ruleset,
	records: HealthRecords,
	asOf: Day,
	daysAgo: number,
): readonly Change[] {
	const before = evaluate(ruleset, records, addDays(asOf, -daysAgo));
	const was = new Map(before.contributions.map(({ id, milli }) => [id, milli]));
	const days = resolveWindow(records, asOf, daysAgo);
	const { weights, rules } = ruleset.lifestyle;
	return evaluate(ruleset, records, asOf)
		.contributions.map(({ id, milli }): Change => {
			const difference = milli - (was.get(id) ?? 0);
			const rule = rules.find((candidate) => candidate.id === id);
			if (rule === undefined) return { id, milli: difference };
			const sum = days.reduce(
				(total, values, age) =>
					total + (values === null ? 0 : (weights.ppm[age] ?? 0) * ruleMilli(rule, values)),
				0,
			);
			const newMilli = roundDiv(sum, 1_000_000);
			return { id, milli: difference, days: { newMilli, fadedMilli: difference - newMilli } };
		})
		.filter(
			({ milli, days: parts }) => milli !== 0 || (parts !== undefined && parts.newMilli !== 0),
		)
		.sort((a, b) => Math.abs(b.milli) - Math.abs(a.milli));
}
