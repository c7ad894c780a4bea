import { bmiObservations } from '$lib/records/bmi';
import { daysBetween, type Day } from '$lib/records/day';
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

/** What a rule asks for: the latest readings of a kind that are not older than its window. */
interface Query {
	readonly kind: ObservationKind;
	readonly derived?: Derivation;
	readonly within: Window;
}

/** The observations up to a day. What was looked up once is remembered. */
export class Readings {
	readonly #known: readonly Observation[];
	readonly #latest = new Map<string, Omit<LatestDay, 'age'> | null>();

	/** @param known the observations up to the day that is asked about */
	constructor(known: readonly Observation[]) {
		this.#known = known;
	}

	/** The readings that a rule reads, derived ones included. */
	latest({ kind, derived, within }: Query, asOf: Day): LatestDay | undefined {
		const key = derived ?? kind;
		let latest = this.#latest.get(key);
		if (latest === undefined) {
			latest = latestOf(this.#known, kind, derived);
			this.#latest.set(key, latest);
		}
		if (latest === null) return undefined;
		const age = daysBetween(latest.day, asOf);
		return age > within.days ? undefined : { day: latest.day, age, readings: latest.readings };
	}
}

/** The observations up to a day. */
export function readingsUntil(observations: readonly Observation[], asOf: Day): Readings {
	return new Readings(observations.filter(({ day }) => day <= asOf));
}

function latestOf(
	known: readonly Observation[],
	kind: ObservationKind,
	derived: Derivation | undefined,
): Omit<LatestDay, 'age'> | null {
	const readings = derive(known, derived);
	let day = '';
	for (const reading of readings) if (reading.kind === kind && reading.day > day) day = reading.day;
	if (day === '') return null;
	return {
		day,
		readings: readings.filter((reading) => reading.kind === kind && reading.day === day),
	};
}

function derive(
	known: readonly Observation[],
	derived: Derivation | undefined,
): readonly Observation[] {
	switch (derived) {
		case undefined:
			return known;
		case 'bmi-from-weight-and-height':
			return latestBmis(known);
		case 'total-minus-hdl':
			return nonHdl(known);
	}
}

/** Those of the latest day alone: a scale tells a weight every day of ten years. */
function latestBmis(known: readonly Observation[]): readonly ValueObservation[] {
	const heights = known.filter(({ kind }) => kind === 'height');
	const read = (kind: ObservationKind) =>
		kind === 'bmi' || (kind === 'weight' && heights.length > 0);
	let day = '';
	for (const entry of known) if (read(entry.kind) && entry.day > day) day = entry.day;
	const ofDay = known.filter((entry) => entry.day === day && read(entry.kind));
	return bmiObservations([...heights, ...ofDay]);
}

/** Kept under the kind of the total that it is computed from; each with each of that day. */
function nonHdl(observations: readonly Observation[]): ValueObservation[] {
	const hdls = new Map<Day, ValueObservation[]>();
	for (const entry of observations) {
		if (entry.kind !== 'hdl') continue;
		const ofDay = hdls.get(entry.day);
		if (ofDay === undefined) hdls.set(entry.day, [entry]);
		else ofDay.push(entry);
	}
	return observations.flatMap((total) =>
		total.kind !== 'cholesterol-total'
			? []
			: (hdls.get(total.day) ?? [])
					.filter(({ value }) => value <= total.value)
					.map((hdl) => ({
						kind: total.kind,
						day: total.day,
						value: fromThousandths(nearestThousandths(total.value) - nearestThousandths(hdl.value)),
					})),
	);
}

/** The fewest milli-points that the tables give for the readings. */
export function tablesMilli(tables: readonly Table[], readings: readonly Observation[]): number {
	let fewest = Infinity;
	for (const reading of readings) {
		for (const table of tables) {
			fewest = Math.min(fewest, tableMilli(table, componentOf(reading, table.component)));
		}
	}
	return fewest;
}

/** Which row of a table a number in thousandths of its unit falls into; the last row has no end. */
export function rowAt({ rows }: Pick<Table, 'rows'>, thousandths: number): number {
	for (const [at, { below }] of rows.entries()) {
		if (below === undefined || thousandths < nearestThousandths(below)) return at;
	}
	return rows.length;
}

/** The milli-points of that row. */
export function tableMilli(table: Pick<Table, 'rows'>, thousandths: number): number {
	return table.rows[rowAt(table, thousandths)]?.milli ?? 0;
}

/** In thousandths of the unit. */
export function componentOf(reading: Observation, component: Component): number {
	if (reading.kind !== 'bp') return nearestThousandths(reading.value);
	return nearestThousandths(component === 'diastolic' ? reading.diastolic : reading.systolic);
}
