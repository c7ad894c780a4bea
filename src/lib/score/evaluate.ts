import { addDays, type Day } from '$lib/records/day';
import type { HealthRecords } from '$lib/records/records';
import { resolveWindow, type DayValues } from '$lib/records/resolve';
import { roundDiv } from '$lib/records/round-div';
import { BANDS, type Band } from './bands';
import { ruleMilli } from './curve';
import { examine } from './examination';
import type { LifestyleRule, Ruleset } from './ruleset';

export interface Contribution {
	/** The id of a rule, or `baseline`, `checkup`, `exam-floor`, `clamp`. */
	readonly id: string;
	readonly milli: number;
}

export interface Evaluation {
	readonly rulesetId: string;
	/** The last day that counts. */
	readonly asOf: Day;
	/** Exactly the sum of the contributions. */
	readonly scoreMilli: number;
	/** As shown: whole points, rounded down. */
	readonly score: number;
	readonly band: Band;
	/** Whether enough days are recorded to make a code of it; else it is provisional. */
	readonly sufficient: boolean;
	/** How many of the days that sufficiency looks at (the last 14) have any lifestyle entry. */
	readonly recordedDays: number;
	/** In the order of `contributionTitles`. */
	readonly contributions: readonly Contribution[];
}

/**
 * The score on a day. Integers throughout, so that every engine agrees to the milli-point; the
 * order of the records does not matter, and records of later days do not exist yet.
 * @param asOf the last complete day in the citizen's home zone: yesterday
 */
export function evaluate(ruleset: Ruleset, records: HealthRecords, asOf: Day): Evaluation {
	const { baseline, clamp, lifestyle, checkup, examFloor } = ruleset;
	const { ppm } = lifestyle.weights;
	const { sufficiency } = lifestyle;
	const days = resolveWindow(records, asOf, Math.max(ppm.length, sufficiency.of));

	const contributions: Contribution[] = [{ id: 'baseline', milli: baseline.milli }];
	for (const rule of lifestyle.rules) {
		contributions.push({ id: rule.id, milli: weightedMilli(rule, days, ppm) });
	}

	let examMilli = 0;
	for (const { id, milli } of examine(ruleset, records, asOf)) {
		contributions.push({ id, milli });
		examMilli += milli;
	}
	const checked = hasCheckup(ruleset, records, asOf);
	const checkupMilli = checked ? checkup.milli : 0;
	const lift = checked ? Math.max(0, examFloor.milli - (examMilli + checkupMilli)) : 0;
	contributions.push({ id: 'checkup', milli: checkupMilli }, { id: 'exam-floor', milli: lift });

	const sum = contributions.reduce((total, { milli }) => total + milli, 0);
	const scoreMilli = Math.min(Math.max(sum, clamp.fromMilli), clamp.toMilli);
	contributions.push({ id: 'clamp', milli: scoreMilli - sum });

	const recordedDays = days.slice(0, sufficiency.of).filter((day) => day !== null).length;
	return {
		rulesetId: ruleset.id,
		asOf,
		scoreMilli,
		score: Math.floor(scoreMilli / 1000),
		band: bandOf(ruleset, scoreMilli),
		sufficient: recordedDays >= sufficiency.days,
		recordedDays,
		contributions,
	};
}

/** `round(Σ w[age] · d[age] / 1e6)`; with the limits of the schema the sum is below 4e14. */
function weightedMilli(
	rule: LifestyleRule,
	days: readonly (DayValues | null)[],
	ppm: readonly number[],
): number {
	let sum = 0;
	for (const [age, weight] of ppm.entries()) {
		const values = days[age];
		if (values) sum += weight * ruleMilli(rule, values);
	}
	return roundDiv(sum, 1_000_000);
}

/** Whether a check-up counts on the day. */
export function hasCheckup(
	ruleset: Ruleset,
	records: Pick<HealthRecords, 'checkups'>,
	asOf: Day,
): boolean {
	const first = addDays(asOf, -ruleset.checkup.within.days);
	return records.checkups.some(({ day }) => day >= first && day <= asOf);
}

/** The band of a score. */
function bandOf(ruleset: Ruleset, scoreMilli: number): Band {
	let band: Band = BANDS[0];
	for (const { band: next, fromMilli } of ruleset.bands) if (scoreMilli >= fromMilli) band = next;
	return band;
}

/** The next band above a score, and where it starts; null in the highest. */
export function nextBandOf(
	ruleset: Ruleset,
	scoreMilli: number,
): { readonly band: Band; readonly fromMilli: number } | null {
	return ruleset.bands.find(({ fromMilli }) => fromMilli > scoreMilli) ?? null;
}
