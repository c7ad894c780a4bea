import { addDays, type Day } from '$lib/records/day';
import type { HealthRecords } from '$lib/records/records';
import { resolveWindow, type DayValues } from '$lib/records/resolve';
import { roundDiv } from '$lib/records/round-div';
import { BANDS, type Band } from './bands';
import { ruleMilli } from './curve';
import { DaySums } from './day-sums';
import { examineReadings } from './examination';
import { evaluateMeans, type EvaluatedMean } from './means';
import { readingsUntil, type Readings } from './readings';
import type { Input, Ruleset, Test } from './ruleset';

export interface Contribution {
	/** The id of a rule or part, or `baseline`, `checkup`, `exam-floor`, `clamp`. */
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
	/** Whether enough is recorded to make a code of it; else it is provisional. */
	readonly sufficient: boolean;
	/** How many of the days that sufficiency looks at (the last 14) have any lifestyle entry. */
	readonly recordedDays: number;
	/** In the order of `contributionTitles`. */
	readonly contributions: readonly Contribution[];
	/** What the means are made of; empty where the ruleset has none. */
	readonly means: readonly EvaluatedMean[];
}

/** What is known of one day's past, in the form that an evaluation reads it. */
export interface Past {
	readonly asOf: Day;
	/** Latest first; what lies beyond the end is not known. */
	readonly days: readonly (DayValues | null)[];
	/** The points of each of these days, by lifestyle rule; 0 without an entry. */
	readonly points: readonly (readonly number[])[];
	/** What these days come to. */
	readonly sums: DaySums;
	/** Where among them `asOf` is: a day of age `n` is `n` further. */
	readonly start: number;
	/** Up to `asOf`. */
	readonly readings: Readings;
	readonly conditions: HealthRecords['conditions'];
	readonly checkups: HealthRecords['checkups'];
}

/**
 * The score on a day. Integers throughout, so that every engine agrees to the milli-point; the
 * order of the records does not matter, and records of later days do not exist yet.
 * @param asOf the last complete day in the citizen's home zone: yesterday
 */
export function evaluate(ruleset: Ruleset, records: HealthRecords, asOf: Day): Evaluation {
	const days = resolveWindow(records, asOf, windowOf(ruleset));
	const points = ruleset.lifestyle.rules.map((rule) =>
		days.map((values) => (values === null ? 0 : ruleMilli(rule, values))),
	);
	const { observations, conditions, checkups } = records;
	const readings = readingsUntil(observations, asOf);
	const sums = new DaySums(days);
	const start = 0;
	return evaluatePast(ruleset, {
		...{ asOf, days, points, sums, start, readings, conditions, checkups },
	});
}

/** How many days back a ruleset looks at lifestyle entries. */
export function windowOf({ lifestyle, means = [] }: Ruleset): number {
	const cases = means.flatMap(({ parts }) => parts).flatMap((part) => part.cases);
	const adjustments = means.flatMap(({ parts }) => parts).flatMap((part) => part.adjustments);
	const tests = [...cases, ...adjustments].flatMap(({ when }) => when ?? []);
	const inputs = cases.flatMap((candidate) => (candidate.use === 'points' ? [] : candidate.of));
	const lookBack = (reader: Test | Input) =>
		'within' in reader && 'kind' in reader ? reader.within.days + 1 : 0;
	return Math.max(
		lifestyle.weights.ppm.length,
		lifestyle.sufficiency.of,
		...tests.map(lookBack),
		...inputs.filter(({ from }) => from === 'lifestyle').map(lookBack),
	);
}

/** The same, of days that are resolved already. */
export function evaluatePast(ruleset: Ruleset, past: Past): Evaluation {
	const { baseline, clamp, lifestyle, checkup, examFloor } = ruleset;
	const { asOf, days, points, start, readings, conditions } = past;
	const { ppm } = lifestyle.weights;
	const { sufficiency } = lifestyle;

	const contributions: Contribution[] = [{ id: 'baseline', milli: baseline.milli }];
	for (const [at, { id }] of lifestyle.rules.entries()) {
		contributions.push({ id, milli: weightedMilli(points[at] ?? [], start, ppm) });
	}

	let examMilli = 0;
	for (const { id, milli } of examineReadings(ruleset, readings, conditions, asOf)) {
		contributions.push({ id, milli });
		examMilli += milli;
	}
	const checked = hasCheckup(ruleset, past, asOf);
	const checkupMilli = checked ? (checkup?.milli ?? 0) : 0;
	if (checkup !== undefined) contributions.push({ id: 'checkup', milli: checkupMilli });
	if (examFloor !== undefined) {
		const lift = checked ? Math.max(0, examFloor.milli - (examMilli + checkupMilli)) : 0;
		contributions.push({ id: 'exam-floor', milli: lift });
	}

	const means = evaluateMeans(ruleset, past);
	for (const { id, shareMilli } of means.flatMap(({ parts }) => parts)) {
		contributions.push({ id, milli: shareMilli });
	}

	const sum = contributions.reduce((total, { milli }) => total + milli, 0);
	const scoreMilli = Math.min(Math.max(sum, clamp.fromMilli), clamp.toMilli);
	contributions.push({ id: 'clamp', milli: scoreMilli - sum });

	let recordedDays = 0;
	for (let age = 0; age < sufficiency.of; age++) if (days[start + age]) recordedDays++;
	return {
		rulesetId: ruleset.id,
		asOf,
		scoreMilli,
		score: Math.floor(scoreMilli / 1000),
		band: bandOf(ruleset, scoreMilli),
		sufficient:
			recordedDays >= sufficiency.days &&
			means.every(({ known }, at) => known >= (ruleset.means?.[at]?.atLeast ?? 0)),
		recordedDays,
		contributions,
		means,
	};
}

/** `round(Σ w[age] · d[age] / 1e6)`; with the limits of the schema the sum is below 4e14. */
function weightedMilli(points: readonly number[], start: number, ppm: readonly number[]): number {
	let sum = 0;
	for (let age = 0; age < ppm.length; age++) sum += (ppm[age] ?? 0) * (points[start + age] ?? 0);
	return roundDiv(sum, 1_000_000);
}

/** Whether a check-up counts on the day. */
export function hasCheckup(
	{ checkup }: Ruleset,
	records: Pick<HealthRecords, 'checkups'>,
	asOf: Day,
): boolean {
	if (checkup === undefined) return false;
	const first = addDays(asOf, -checkup.within.days);
	return records.checkups.some(({ day }) => day >= first && day <= asOf);
}

/** The band of a score. */
export function bandOf(ruleset: Ruleset, scoreMilli: number): Band {
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
