import { daysBetween, type Day } from '$lib/records/day';
import type { HealthRecords } from '$lib/records/records';
import { roundDiv } from '$lib/records/round-div';
import { nearestThousandths } from '$lib/records/thousandths';
import { curveMilliAt } from './curve';
import type { DaySums } from './day-sums';
import {
	componentOf,
	isActive,
	tableMilli,
	tablesMilli,
	type LatestDay,
	type Readings,
} from './readings';
import type { Case, Input, MeanRule, Part, Ruleset, Test } from './ruleset';

/** What a part reads: one number, or the readings of a day. */
export type PartInput =
	| { readonly from: 'lifestyle'; readonly thousandths: number; readonly days: number }
	| { readonly from: 'observation'; readonly latest: LatestDay }
	| { readonly from: 'condition'; readonly thousandths: number };

/** Which adjustment of a part changed it, and by how much: less than it says where its floor is. */
interface Adjusted {
	readonly at: number;
	readonly milli: number;
}

export interface EvaluatedPart {
	readonly id: string;
	/** What the part gives by itself; null where nothing is known of it. */
	readonly milli: number | null;
	/** The case that gave it, or that settled that nothing is known; null where none applies. */
	readonly caseAt: number | null;
	/** What that case read; undefined where it reads nothing, or nothing is there. */
	readonly input: PartInput | undefined;
	/** The adjustments that changed it. */
	readonly adjusted: readonly Adjusted[];
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
	/** Of the days as in `Past`; `asOf` is at `start`. */
	readonly sums: DaySums;
	readonly start: number;
	/** Up to `asOf`. */
	readonly readings: Readings;
	readonly conditions: HealthRecords['conditions'];
	readonly asOf: Day;
}

/** Every mean of the ruleset, in its order. */
export function evaluateMeans({ means = [] }: Ruleset, known: Known): EvaluatedMean[] {
	return means.map((mean) => evaluateMean(mean, known));
}

function evaluateMean(mean: MeanRule, known: Known): EvaluatedMean {
	const parts = mean.parts.map((part) => evaluatePart(part, known));
	let count = 0;
	for (const { milli } of parts) if (milli !== null) count++;
	let sum = 0;
	let shared = 0;
	for (const part of parts) {
		if (part.milli === null) continue;
		sum += part.milli;
		// Each share is what the mean grows by, so that no rounding is left over.
		part.shareMilli = roundDiv(sum, count) - shared;
		shared += part.shareMilli;
	}
	return { id: mean.id, known: count, parts, milli: shared };
}

/** A part before its share is known. */
type Settled = EvaluatedPart & { shareMilli: number };

function evaluatePart({ id, cases, adjustments }: Part, known: Known): Settled {
	for (const [caseAt, candidate] of cases.entries()) {
		if (candidate.when !== undefined && !holds(candidate.when, known)) continue;
		const given = giveOf(candidate, known);
		if (given === null && candidate.when === undefined) continue;
		if (given === null) return nothingKnown(id, caseAt);
		const settled = adjust(adjustments, given.milli, known);
		return { id, ...settled, caseAt, input: given.input, shareMilli: 0 };
	}
	return nothingKnown(id, null);
}

function nothingKnown(id: string, caseAt: number | null): Settled {
	return { id, milli: null, caseAt, input: undefined, adjusted: [], shareMilli: 0 };
}

function giveOf(
	candidate: Case,
	known: Known,
): (Pick<Settled, 'input'> & { milli: number }) | null {
	if (candidate.use === 'points') return { milli: candidate.milli, input: undefined };
	const input = inputOf(candidate.of, known);
	return input === undefined ? null : { milli: milliOf(candidate, input), input };
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

function inputOf(input: Input, known: Known): PartInput | undefined {
	switch (input.from) {
		case 'lifestyle': {
			// Ages 0 to `within`, both included.
			const length = input.within.days + 1;
			const days = known.sums.count(input.kind, known.start, length);
			if (days < input.atLeastDays) return undefined;
			const sum = known.sums.sum(input.kind, known.start, length);
			const factor = input.per === 'week' ? 7 : 1;
			return { from: 'lifestyle', thousandths: roundDiv(factor * sum, days), days };
		}
		case 'observation': {
			const latest = known.readings.latest(input, known.asOf);
			return latest === undefined ? undefined : { from: 'observation', latest };
		}
		case 'condition': {
			const since = activeSince(known, input.code);
			if (since === null) return undefined;
			return { from: 'condition', thousandths: 1000 * daysBetween(since, known.asOf) };
		}
	}
}

function adjust(adjustments: Part['adjustments'], given: number, known: Known) {
	const adjusted: Adjusted[] = [];
	let milli = given;
	for (const [at, adjustment] of adjustments.entries()) {
		if (!holds(adjustment.when, known)) continue;
		// What lies below the floor already stays where it is.
		const floor = Math.min(milli, adjustment.notBelowMilli);
		const next = Math.max(floor, milli + adjustment.milli);
		if (next !== milli) adjusted.push({ at, milli: next - milli });
		milli = next;
	}
	return { milli, adjusted };
}

function holds(test: Test, known: Known): boolean {
	if (test.test === 'condition') return activeSince(known, test.code) !== null;
	const sum = known.sums.sum(test.kind, known.start, test.within.days + 1);
	return sum > nearestThousandths(test.above);
}

/** Since when a condition is active: of several, the one that has been so for the shortest time. */
function activeSince({ conditions, asOf }: Known, code: string): Day | null {
	let since: Day | null = null;
	for (const condition of conditions) {
		if (condition.code !== code || !isActive(condition, asOf)) continue;
		if (since === null || condition.since > since) since = condition.since;
	}
	return since;
}
