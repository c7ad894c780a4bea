import { bmiObservations } from '$lib/records/bmi';
import { addDays, daysBetween, type Day } from '$lib/records/day';
import type { ObservationKind } from '$lib/records/kinds';
import type { Condition, Observation, ValueObservation } from '$lib/records/records';
import { fromThousandths, nearestThousandths } from '$lib/records/thousandths';
import type { Component, Derivation, Table, Window } from './ruleset';

/** All readings of one kind on the latest day that has any. */
export interface LatestDay {
	readonly day: Day;
	readonly age: number;
	readonly readings: readonly Observation[];
}

/** A condition holds from `since` on, and no longer on the day of `until`. */
export function isActive({ since, until }: Condition, asOf: Day): boolean {
	return since <= asOf && (until === null || until > asOf);
}

/**
 * The readings that a rule reads, derived ones included.
 * @param known the observations up to `asOf`
 */
export function latestReadings(
	known: readonly Observation[],
	{
		kind,
		derived,
		within,
	}: { readonly kind: ObservationKind; readonly derived?: Derivation; readonly within: Window },
	asOf: Day,
): LatestDay | undefined {
	const first = addDays(asOf, -within.days);
	return latestDay(derive(known, derived, first), kind, first, asOf);
}

/** Only as far back as the rule looks, except for heights. */
function derive(
	known: readonly Observation[],
	derived: Derivation | undefined,
	first: Day,
): readonly Observation[] {
	switch (derived) {
		case undefined:
			return known;
		case 'bmi-from-weight-and-height':
			return bmiObservations(known.filter(({ kind, day }) => kind === 'height' || day >= first));
		case 'total-minus-hdl':
			return nonHdl(known.filter(({ day }) => day >= first));
	}
}

/** Kept under the kind of the total that it is computed from; each with each of that day. */
function nonHdl(observations: readonly Observation[]): ValueObservation[] {
	const of = (wanted: 'cholesterol-total' | 'hdl') =>
		observations.filter((entry): entry is ValueObservation => entry.kind === wanted);
	const hdls = of('hdl');
	return of('cholesterol-total').flatMap((total) =>
		hdls
			.filter(({ day, value }) => day === total.day && value <= total.value)
			.map((hdl) => ({
				kind: total.kind,
				day: total.day,
				value: fromThousandths(nearestThousandths(total.value) - nearestThousandths(hdl.value)),
			})),
	);
}

function latestDay(
	observations: readonly Observation[],
	kind: ObservationKind,
	first: Day,
	asOf: Day,
): LatestDay | undefined {
	let day = '';
	let readings: Observation[] = [];
	for (const observation of observations) {
		if (observation.kind !== kind || observation.day < first || observation.day < day) continue;
		if (observation.day === day) readings.push(observation);
		else {
			day = observation.day;
			readings = [observation];
		}
	}
	return day === '' ? undefined : { day, age: daysBetween(day, asOf), readings };
}

/** The fewest milli-points that the tables give for the readings. */
export function tablesMilli(tables: readonly Table[], readings: readonly Observation[]): number {
	return Math.min(
		...readings.flatMap((reading) =>
			tables.map((table) => tableMilli(table, componentOf(reading, table.component))),
		),
	);
}

/** The milli-points of a number in thousandths of its unit. */
export function tableMilli({ rows }: Pick<Table, 'rows'>, thousandths: number): number {
	const row = rows.find(
		({ below }) => below === undefined || thousandths < nearestThousandths(below),
	);
	return row?.milli ?? 0;
}

/** In thousandths of the unit. */
export function componentOf(reading: Observation, component: Component): number {
	if (reading.kind !== 'bp') return nearestThousandths(reading.value);
	return nearestThousandths(component === 'diastolic' ? reading.diastolic : reading.systolic);
}
