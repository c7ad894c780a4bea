import { bmiObservations } from '$lib/records/bmi';
import { addDays, daysBetween, type Day } from '$lib/records/day';
import type { ObservationKind } from '$lib/records/kinds';
import type { Condition, HealthRecords, Observation } from '$lib/records/records';
import { nearestThousandths } from '$lib/records/thousandths';
import type {
	Component,
	ConditionRule,
	Criterion,
	ExaminationRule,
	Ruleset,
	Table,
	Window,
} from './ruleset';

/** What one examination rule gives, and what of. */
export interface Examined {
	readonly id: string;
	readonly milli: number;
	/**
	 * `none`: nothing measured, or too long ago. `table`: as for anybody. The others: an active
	 * condition replaces the row.
	 */
	readonly status: 'none' | 'table' | 'controlled' | 'uncontrolled' | 'not-measured';
	/** The code of that condition. */
	readonly condition?: string;
	/** The readings of the latest day that the rule's table reads. */
	readonly latest?: LatestDay;
	/** The readings that decided whether the condition is controlled. */
	readonly decisive?: LatestDay;
}

/** All readings of one kind on the latest day that has any. */
export interface LatestDay {
	readonly day: Day;
	readonly age: number;
	readonly readings: readonly Observation[];
}

/** Every examination rule of the ruleset, in its order. Days after `asOf` do not exist yet. */
export function examine(
	ruleset: Ruleset,
	records: Pick<HealthRecords, 'observations' | 'conditions'>,
	asOf: Day,
): Examined[] {
	const known = records.observations.filter((observation) => observation.day <= asOf);
	const active = new Set(
		records.conditions
			.filter((condition) => isActive(condition, asOf))
			.map((condition) => condition.code),
	);
	return ruleset.examination.rules.map((rule) => {
		const latest = latestDay(readingsOf(rule, known, asOf), rule.kind, rule.within, asOf);
		const tableMilli = latest === undefined ? 0 : tablesMilli(rule.worseOf, latest.readings);
		const condition = ruleset.examination.conditions.find(
			({ code, replaces }) => replaces === rule.id && active.has(code),
		);
		const base = { id: rule.id, ...(latest && { latest }) };
		if (condition === undefined) {
			return { ...base, milli: tableMilli, status: latest === undefined ? 'none' : 'table' };
		}
		return { ...base, ...underCondition(condition, tableMilli, known, asOf) };
	});
}

/** A condition holds from `since` on, and no longer on the day of `until`. */
function isActive({ since, until }: Condition, asOf: Day): boolean {
	return since <= asOf && (until === null || until > asOf);
}

function underCondition(
	rule: ConditionRule,
	tableMilli: number,
	known: readonly Observation[],
	asOf: Day,
): Pick<Examined, 'milli' | 'status' | 'condition' | 'decisive'> {
	const condition = rule.code;
	for (const criterion of rule.controlled) {
		const decisive = latestDay(known, criterion.kind, rule.within, asOf);
		if (decisive === undefined) continue;
		if (meets(criterion, decisive.readings)) {
			const milli = Math.max(rule.whenControlled.atLeastMilli, tableMilli);
			return { condition, decisive, status: 'controlled', milli };
		}
		const milli = rule.otherwise.use === 'table' ? tableMilli : rule.otherwise.milli;
		return { condition, decisive, status: 'uncontrolled', milli };
	}
	return { condition, status: 'not-measured', milli: rule.notMeasured.milli };
}

/** What a rule reads; where it derives, only as far back as it looks, except for heights. */
function readingsOf(
	rule: ExaminationRule,
	known: readonly Observation[],
	asOf: Day,
): readonly Observation[] {
	if (rule.derived === undefined) return known;
	const first = addDays(asOf, -rule.within.days);
	return bmiObservations(known.filter(({ kind, day }) => kind === 'height' || day >= first));
}

function latestDay(
	observations: readonly Observation[],
	kind: ObservationKind,
	within: Window,
	asOf: Day,
): LatestDay | undefined {
	const first = addDays(asOf, -within.days);
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

function tablesMilli(tables: readonly Table[], readings: readonly Observation[]): number {
	return Math.min(
		...readings.flatMap((reading) =>
			tables.map((table) => tableMilli(table, componentOf(reading, table.component))),
		),
	);
}

function tableMilli({ rows }: Table, thousandths: number): number {
	const row = rows.find(
		({ below }) => below === undefined || thousandths < nearestThousandths(below),
	);
	return row?.milli ?? 0;
}

function meets({ ranges }: Criterion, readings: readonly Observation[]): boolean {
	return readings.every((reading) =>
		ranges.every(({ component, from, below }) => {
			const thousandths = componentOf(reading, component);
			return (
				(from === undefined || thousandths >= nearestThousandths(from)) &&
				thousandths < nearestThousandths(below)
			);
		}),
	);
}

/** In thousandths of the unit. */
function componentOf(reading: Observation, component: Component): number {
	if (reading.kind !== 'bp') return nearestThousandths(reading.value);
	return nearestThousandths(component === 'diastolic' ? reading.diastolic : reading.systolic);
}
