import { daysBetween, type Day } from '$lib/records/day';
import type { LifestyleKind } from '$lib/records/kinds';
import type { HealthRecords, Observation } from '$lib/records/records';
import type { DayValues } from '$lib/records/resolve';
import { roundDiv } from '$lib/records/round-div';
import { nearestThousandths } from '$lib/records/thousandths';
import { curveMilliAt } from './curve';
import {
	componentOf,
	isActive,
	latestReadings,
	tableMilli,
	tablesMilli,
	type LatestDay,
} from './readings';
import type { Case, Input, MeanRule, Part, Ruleset, Test } from './ruleset';

/** What a part reads: one number, or the readings of a day. */
export type PartInput =
	| { readonly from: 'lifestyle'; readonly thousandths: number; readonly days: number }
	| { readonly from: 'observation'; readonly latest: LatestDay }
	| { readonly from: 'condition'; readonly thousandths: number };

export interface EvaluatedPart {
	readonly id: string;
	/** What the part gives by itself; null where nothing is known of it. */
	readonly milli: number | null;
	/** The case that gave it, or that settled that nothing is known; null where none applies. */
	readonly caseAt: number | null;
	/** What that case read; undefined where it reads nothing, or nothing is there. */
	readonly input?: PartInput;
	/** Which adjustments changed it. */
	readonly adjusted: readonly number[];
	/** Its share of the mean; the shares of a mean sum exactly to it. */
	readonly shareMilli: number;
}

export interface EvaluatedMean {
	readonly id: string;
	/** Of the parts that are known, rounded half away from zero; 0 where none is. */
	readonly milli: number;
	readonly known: number;
	readonly parts: readonly EvaluatedPart[];
}

/** What the parts of a mean may look at. */
export interface Known {
	/** Latest first, as in `Past`; `asOf` is at `start`. */
	readonly days: readonly (DayValues | null)[];
	readonly start: number;
	/** Up to `asOf`. */
	readonly observations: readonly Observation[];
	readonly conditions: HealthRecords['conditions'];
	readonly asOf: Day;
}

/** Every mean of the ruleset, in its order. */
export function evaluateMeans({ means = [] }: Ruleset, known: Known): EvaluatedMean[] {
	return means.map((mean) => evaluateMean(mean, known));
}

function evaluateMean(mean: MeanRule, known: Known): EvaluatedMean {
	const parts = mean.parts.map((part) => evaluatePart(part, known));
	const count = parts.filter(({ milli }) => milli !== null).length;
	let sum = 0;
	let shared = 0;
	return {
		id: mean.id,
		known: count,
		parts: parts.map((part) => {
			if (part.milli === null) return { ...part, shareMilli: 0 };
			sum += part.milli;
			// Each share is what the mean grows by, so that no rounding is left over.
			const share = roundDiv(sum, count) - shared;
			shared += share;
			return { ...part, shareMilli: share };
		}),
		milli: shared,
	};
}

type Settled = Omit<EvaluatedPart, 'shareMilli'>;

function evaluatePart(part: Part, known: Known): Settled {
	for (const [caseAt, candidate] of part.cases.entries()) {
		if (candidate.when !== undefined && !holds(candidate.when, known)) continue;
		const given = giveOf(candidate, known);
		if (given === null && candidate.when === undefined) continue;
		if (given === null) return { id: part.id, milli: null, caseAt, adjusted: [] };
		const { milli, adjusted } = adjust(part, given.milli, known);
		return { ...given, id: part.id, milli, caseAt, adjusted };
	}
	return { id: part.id, milli: null, caseAt: null, adjusted: [] };
}

function giveOf(
	candidate: Case,
	known: Known,
): { readonly milli: number; readonly input?: PartInput } | null {
	if (candidate.use === 'points') return { milli: candidate.milli };
	const input = inputOf(candidate.of, known);
	return input === null ? null : { milli: milliOf(candidate, input), input };
}

function milliOf(candidate: Exclude<Case, { use: 'points' }>, input: PartInput): number {
	if (input.from === 'observation') {
		const { readings } = input.latest;
		if (candidate.use === 'tables') return tablesMilli(candidate.worseOf, readings);
		return Math.min(
			...readings.map((reading) => curveMilliAt(candidate.points, componentOf(reading, 'value'))),
		);
	}
	if (candidate.use === 'curve') return curveMilliAt(candidate.points, input.thousandths);
	return Math.min(...candidate.worseOf.map((table) => tableMilli(table, input.thousandths)));
}

function inputOf(input: Input, known: Known): PartInput | null {
	switch (input.from) {
		case 'lifestyle': {
			const { sum, days } = sumOf(known, input.kind, input.within.days);
			if (days < input.atLeastDays) return null;
			const factor = input.per === 'week' ? 7 : 1;
			return { from: 'lifestyle', thousandths: roundDiv(factor * sum, days), days };
		}
		case 'observation': {
			const latest = latestReadings(known.observations, input, known.asOf);
			return latest === undefined ? null : { from: 'observation', latest };
		}
		case 'condition': {
			// Of several that are active the one that has been so for the shortest time.
			const since = activeOf(known, input.code)
				.map((condition) => condition.since)
				.reduce<Day | null>((last, day) => (last === null || day > last ? day : last), null);
			if (since === null) return null;
			return { from: 'condition', thousandths: 1000 * daysBetween(since, known.asOf) };
		}
	}
}

function adjust(part: Part, milli: number, known: Known) {
	const adjusted: number[] = [];
	let result = milli;
	for (const [at, adjustment] of part.adjustments.entries()) {
		if (!holds(adjustment.when, known)) continue;
		// What lies below the floor already stays where it is.
		const floor = Math.min(result, adjustment.notBelowMilli);
		const next = Math.max(floor, result + adjustment.milli);
		if (next !== result) adjusted.push(at);
		result = next;
	}
	return { milli: result, adjusted };
}

function holds(test: Test, known: Known): boolean {
	if (test.test === 'condition') return activeOf(known, test.code).length > 0;
	return sumOf(known, test.kind, test.within.days).sum > nearestThousandths(test.above);
}

function activeOf({ conditions, asOf }: Known, code: string) {
	return conditions.filter((condition) => condition.code === code && isActive(condition, asOf));
}

/** Over ages 0 to `within`, both included, in thousandths, and how many days have an entry. */
function sumOf({ days, start }: Known, kind: LifestyleKind, within: number) {
	const found = { sum: 0, days: 0 };
	for (let age = 0; age <= within; age++) {
		const value = days[start + age]?.[kind];
		if (value === undefined) continue;
		found.sum += nearestThousandths(value);
		found.days++;
	}
	return found;
}
