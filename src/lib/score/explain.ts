import { addDays, type Day } from '$lib/records/day';
import type { HealthRecords } from '$lib/records/records';
import { resolveWindow, type DayValues } from '$lib/records/resolve';
import { roundDiv } from '$lib/records/round-div';
import { kindsOf, ruleMilli } from './curve';
import type { Ruleset } from './ruleset';

/** One day of a lifestyle rule, as the bar of a contribution opens it. */
export interface RuleDay {
	readonly day: Day;
	readonly age: number;
	/** The values that the rule reads, each in its kind's unit; empty if none was entered. */
	readonly values: DayValues;
	/** The points of that day. */
	readonly milli: number;
	readonly weightPpm: number;
	/** What of them still counts; rounded, so the sum may differ from the contribution a little. */
	readonly weightedMilli: number;
}

/**
 * The days that a lifestyle rule counts, latest first, also those without an entry; empty if the
 * ruleset has no lifestyle rule of that id. (`examine` tells the same of an examination.)
 */
export function ruleDays(
	ruleset: Ruleset,
	records: HealthRecords,
	asOf: Day,
	ruleId: string,
): RuleDay[] {
	const rule = ruleset.lifestyle.rules.find(({ id }) => id === ruleId);
	if (rule === undefined) return [];
	const { ppm } = ruleset.lifestyle.weights;
	const kinds = kindsOf(rule);
	const days = resolveWindow(records, asOf, ppm.length);
	return ppm.map((weightPpm, age) => {
		const all = days[age] ?? {};
		const values: DayValues = Object.fromEntries(
			kinds.flatMap((kind) => (all[kind] === undefined ? [] : [[kind, all[kind]]])),
		);
		const milli = ruleMilli(rule, values);
		return {
			day: addDays(asOf, -age),
			age,
			values,
			milli,
			weightPpm,
			weightedMilli: roundDiv(milli * weightPpm, 1_000_000),
		};
	});
}
