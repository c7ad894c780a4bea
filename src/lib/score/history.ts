import { addDays, daysBetween, type Day } from '$lib/records/day';
import { LIFESTYLE_KINDS } from '$lib/records/kinds';
import type { HealthRecords } from '$lib/records/records';
import { resolveWindow, type DayValues } from '$lib/records/resolve';
import { ruleMilli } from './curve';
import { DaySums } from './day-sums';
import { evaluatePast, windowOf } from './evaluate';
import { ReadingsSoFar } from './readings-so-far';
import type { Ruleset } from './ruleset';

/** The score of every day from the first one that something is told of to `asOf`. */
export interface ScoreHistory {
	readonly first: Day;
	readonly asOf: Day;
	/** Oldest first. */
	readonly scoreMilli: Int32Array;
	/** 1 where enough was recorded, 0 where the score of that day is provisional. */
	readonly sufficient: Uint8Array;
	/** How many days the last step had to evaluate. */
	readonly evaluated: number;
	/** What it was made of, for the next step; by age, so index 0 is `asOf`. */
	readonly basis: Basis;
}

interface Basis {
	readonly ruleset: Ruleset;
	readonly days: readonly (DayValues | null)[];
	readonly points: readonly (readonly number[])[];
	readonly sums: DaySums;
	/** Everything but the lifestyle days, as one text. */
	readonly clinical: string;
}

/** @returns null where nothing is recorded up to `asOf` */
export function scoreHistory(
	ruleset: Ruleset,
	records: HealthRecords,
	asOf: Day,
): ScoreHistory | null {
	const first = firstDay(ruleset, records, asOf);
	if (first === null) return null;
	const length = daysBetween(first, asOf) + 1;
	const basis = basisOf(ruleset, records, asOf, length);
	const history = {
		first,
		asOf,
		scoreMilli: new Int32Array(length),
		sufficient: new Uint8Array(length),
		evaluated: length,
		basis,
	};
	sweep(ruleset, records, history, 0, length);
	return history;
}

/**
 * The same, after records have changed: only the days are evaluated that a changed lifestyle day
 * reaches. Where anything else changed, all of them are.
 */
export function updateHistory(
	previous: ScoreHistory,
	ruleset: Ruleset,
	records: HealthRecords,
	asOf: Day,
): ScoreHistory | null {
	const first = firstDay(ruleset, records, asOf);
	const sameSpan = first === previous.first && asOf === previous.asOf;
	if (!sameSpan || previous.basis.ruleset !== ruleset) {
		return scoreHistory(ruleset, records, asOf);
	}
	const length = previous.scoreMilli.length;
	const basis = basisOf(ruleset, records, asOf, length);
	if (basis.clinical !== previous.basis.clinical) return scoreHistory(ruleset, records, asOf);

	const before = previous.basis.days;
	const differs = (age: number) => !sameValues(before[age] ?? null, basis.days[age] ?? null);
	const ages = Array.from({ length }, (_, age) => age).filter(differs);
	const oldest = ages.at(-1);
	const newest = ages[0];
	if (oldest === undefined || newest === undefined) return { ...previous, evaluated: 0 };
	const from = length - 1 - oldest;
	const to = Math.min(length, length - newest + windowOf(ruleset) - 1);
	const history = {
		...previous,
		scoreMilli: previous.scoreMilli.slice(),
		sufficient: previous.sufficient.slice(),
		evaluated: to - from,
		basis,
	};
	sweep(ruleset, records, history, from, to);
	return history;
}

/** Evaluates the days `from` up to, and without, `to`; 0 is the first one. */
function sweep(
	ruleset: Ruleset,
	records: HealthRecords,
	{ first, scoreMilli, sufficient, basis }: ScoreHistory,
	from: number,
	to: number,
): void {
	const readings = new ReadingsSoFar(records.observations);
	const { conditions, checkups } = records;
	const { days, points, sums } = basis;
	for (let at = from; at < to; at++) {
		const asOf = addDays(first, at);
		const start = scoreMilli.length - 1 - at;
		const evaluation = evaluatePast(ruleset, {
			asOf,
			days,
			points,
			sums,
			start,
			readings: readings.until(asOf),
			conditions,
			checkups,
		});
		scoreMilli[at] = evaluation.scoreMilli;
		sufficient[at] = evaluation.sufficient ? 1 : 0;
	}
}

function basisOf(ruleset: Ruleset, records: HealthRecords, asOf: Day, length: number): Basis {
	const days = resolveWindow(records, asOf, length);
	const { observations, conditions, checkups } = records;
	return {
		ruleset,
		days,
		points: ruleset.lifestyle.rules.map((rule) =>
			days.map((values) => (values === null ? 0 : ruleMilli(rule, values))),
		),
		sums: new DaySums(days),
		clinical: JSON.stringify({ observations, conditions, checkups }),
	};
}

/**
 * The first day with something to tell. Rules over days begin with the first of them: a height of ten
 * years ago would only draw ten years of everybody's start.
 */
function firstDay(ruleset: Ruleset, records: HealthRecords, asOf: Day): Day | null {
	const earliest = (lists: readonly (readonly { readonly day: Day }[])[]): Day | null => {
		let first: Day | null = null;
		for (const list of lists) {
			for (const { day } of list) {
				if (day <= asOf && (first === null || day < first)) first = day;
			}
		}
		return first;
	};
	const { days, observations, checkups } = records;
	const ofDays = ruleset.lifestyle.rules.length === 0 ? null : earliest([days]);
	return ofDays ?? earliest([days, observations, checkups]);
}

function sameValues(a: DayValues | null, b: DayValues | null): boolean {
	if (a === null || b === null) return a === b;
	return LIFESTYLE_KINDS.every((kind) => a[kind] === b[kind]);
}
