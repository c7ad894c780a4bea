import type { Day } from '$lib/records/day';
import type { HealthRecords, Observation } from '$lib/records/records';
import { nearestThousandths } from '$lib/records/thousandths';
import { componentOf, isActive, latestReadings, tablesMilli, type LatestDay } from './readings';
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
	readonly condition?: string;
	/** The readings of the latest day that the rule's table reads. */
	readonly latest?: LatestDay;
	/** The readings that decided whether the condition is controlled. */
	readonly decisive?: LatestDay;
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
		const latest = latestReadings(known, rule, asOf);
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

function underCondition(
	rule: ConditionRule,
	tableMilli: number,
	known: readonly Observation[],
	asOf: Day,
): Pick<Examined, 'milli' | 'status' | 'condition' | 'decisive'> {
	const condition = rule.code;
	for (const criterion of rule.controlled) {
		const decisive = latestReadings(known, { kind: criterion.kind, within: rule.within }, asOf);
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
