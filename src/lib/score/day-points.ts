import { addDays, type Day } from '$lib/records/day';
import type { LifestyleKind } from '$lib/records/kinds';
import type { HealthRecords } from '$lib/records/records';
import { resolveWindow, type DayValues } from '$lib/records/resolve';
import { curveMilli, ruleMilli } from './curve';
import type { Ruleset } from './ruleset';

/** What one day's lifestyle entries give on that day, before any weight. */
export interface DayPoints {
	readonly day: Day;
	/** The sum of all rules. */
	readonly milli: number;
	/** By rule id, for every lifestyle rule; 0 where the day has no entry for it. */
	readonly byRule: Readonly<Record<string, number>>;
}

/** The points of each of the `length` days ending with `asOf`, oldest first; null: no entry. */
export function dayPoints(
	ruleset: Ruleset,
	records: HealthRecords,
	asOf: Day,
	length = 30,
): (DayPoints | null)[] {
	const byAge = resolveWindow(records, asOf, length).map((values, age) =>
		values === null ? null : pointsOfDay(ruleset, values, addDays(asOf, -age)),
	);
	return byAge.reverse();
}

function pointsOfDay(ruleset: Ruleset, values: DayValues, day: Day): DayPoints {
	const byRule = Object.fromEntries(
		ruleset.lifestyle.rules.map((rule) => [rule.id, ruleMilli(rule, values)]),
	);
	return { day, milli: dayTotal(ruleset, values), byRule };
}

/**
 * The milli-points of one value alone, in the kind's unit, as it stands in a form: beyond three
 * decimals it is rounded. 0 if no rule reads the kind.
 */
export function pointsFor(ruleset: Ruleset, kind: LifestyleKind, value: number): number {
	for (const { largerOf } of ruleset.lifestyle.rules) {
		const curve = largerOf.find((candidate) => candidate.kind === kind);
		if (curve !== undefined) return curveMilli(curve.points, value);
	}
	return 0;
}

/** The milli-points of a whole day's values: of exercise only the larger counts. */
export function dayTotal(ruleset: Ruleset, values: DayValues): number {
	return ruleset.lifestyle.rules.reduce((total, rule) => total + ruleMilli(rule, values), 0);
}
