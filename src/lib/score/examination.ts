import type { Day } from '$lib/records/day';
import type { HealthRecords, Observation } from '$lib/records/records';
import { nearestThousandths } from '$lib/records/thousandths';
import {
	componentOf,
	isActive,
	readingsUntil,
	tablesMilli,
	type LatestDay,
	type Readings,
} from './readings';
import type { ConditionRule, Criterion, Ruleset } from './ruleset';

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
	readonly condition: string | undefined;
	/** The readings of the latest day that the rule's table reads. */
	readonly latest: LatestDay | undefined;
	/** The readings that decided whether the condition is controlled. */
	readonly decisive: LatestDay | undefined;
}

/** Every examination rule of the ruleset, in its order. Days after `asOf` do not exist yet. */
export function examine(
	ruleset: Ruleset,
	records: Pick<HealthRecords, 'observations' | 'conditions'>,
	asOf: Day,
): Examined[] {
	return examineReadings(
		ruleset,
		readingsUntil(records.observations, asOf),
		records.conditions,
		asOf,
	);
}

/** The same, of readings that are looked through already. */
export function examineReadings(
	ruleset: Ruleset,
	readings: Readings,
	conditions: HealthRecords['conditions'],
	asOf: Day,
): Examined[] {
	return ruleset.examination.rules.map((rule) => {
		const latest = readings.latest(rule, asOf);
		const tableMilli = latest === undefined ? 0 : tablesMilli(rule.worseOf, latest.readings);
		const replacing = ruleset.examination.conditions.find(
			({ code, replaces }) =>
				replaces === rule.id && conditions.some((of) => of.code === code && isActive(of, asOf)),
		);
		const under = replacing && underCondition(replacing, tableMilli, readings, asOf);
		// Written out, not spread: ten years of days make 20,000 of them.
		return {
			id: rule.id,
			latest,
			milli: under?.milli ?? tableMilli,
			status: under?.status ?? (latest === undefined ? 'none' : 'table'),
			condition: under?.condition,
			decisive: under?.decisive,
		};
	});
}

function underCondition(
	rule: ConditionRule,
	tableMilli: number,
	readings: Readings,
	asOf: Day,
): Pick<Examined, 'milli' | 'status' | 'condition' | 'decisive'> {
	const condition = rule.code;
	for (const criterion of rule.controlled) {
		const decisive = readings.latest({ kind: criterion.kind, within: rule.within }, asOf);
		if (decisive === undefined) continue;
		if (meets(criterion, decisive.readings)) {
			const milli = Math.max(rule.whenControlled.atLeastMilli, tableMilli);
			return { condition, decisive, status: 'controlled', milli };
		}
		const milli = rule.otherwise.use === 'table' ? tableMilli : rule.otherwise.milli;
		return { condition, decisive, status: 'uncontrolled', milli };
	}
	return { condition, decisive: undefined, status: 'not-measured', milli: rule.notMeasured.milli };
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
