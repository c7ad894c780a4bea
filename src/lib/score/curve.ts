import type { LifestyleKind } from '$lib/records/kinds';
import type { DayValues } from '$lib/records/resolve';
import { roundDiv } from '$lib/records/round-div';
import { nearestThousandths } from '$lib/records/thousandths';
import type { CurvePoint, LifestyleRule } from './ruleset';

/**
 * The milli-points that a curve gives for a value in the kind's unit, rounded half away from zero.
 * In integers: with the limits of the schema no product exceeds 3e15.
 */
export function curveMilli(points: readonly CurvePoint[], value: number): number {
	return curveMilliAt(points, nearestThousandths(value));
}

/** The same for a value in integer thousandths. */
export function curveMilliAt(points: readonly CurvePoint[], x: number): number {
	let left: CurvePoint | undefined;
	for (const right of points) {
		const xRight = nearestThousandths(right.at);
		if (x <= xRight) {
			// Left of the first point the curve is level.
			if (left === undefined) return right.milli;
			const xLeft = nearestThousandths(left.at);
			const width = xRight - xLeft;
			return roundDiv(left.milli * width + (right.milli - left.milli) * (x - xLeft), width);
		}
		left = right;
	}
	return left?.milli ?? 0;
}

/** Whether the day has an entry of any kind that the rule reads. */
export function isRecorded(rule: LifestyleRule, values: DayValues): boolean {
	return rule.largerOf.some(({ kind }) => values[kind] !== undefined);
}

/** The points of one rule on one day: the largest of its curves, 0 without an entry. */
export function ruleMilli(rule: LifestyleRule, values: DayValues): number {
	let best: number | undefined;
	for (const { kind, points } of rule.largerOf) {
		const value = values[kind];
		if (value === undefined) continue;
		const milli = curveMilli(points, value);
		if (best === undefined || milli > best) best = milli;
	}
	return best ?? 0;
}

/** The kinds that a rule reads, in its order. */
export function kindsOf(rule: LifestyleRule): LifestyleKind[] {
	return rule.largerOf.map(({ kind }) => kind);
}
