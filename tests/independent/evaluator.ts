/**
 * A second evaluator of `tessera.ruleset/1`, in exact fractions, so that the engine has something
 * to be held to. Written from the texts (`docs/rulesets.md`, `docs/check-by-hand.md`, the types of
 * `ruleset.ts`) and not from the engine, with which it shares no code. Plain and slow on purpose.
 */
import type { HealthRecords } from '../../src/lib/records/records';
import type { Band } from '../../src/lib/score/bands';
import type {
	ConditionRule,
	ExaminationRule,
	LifestyleRule,
	Ruleset,
} from '../../src/lib/score/ruleset';
import { Known, type Reading } from './known';
import { knownParts } from './parts';
import { onCurve, tablePoints } from './points';
import { greatest, Rational, sum, ZERO } from './rational';

/** What two evaluators must agree on. */
export interface Outcome {
	readonly scoreMilli: number;
	readonly score: number;
	readonly band: Band;
	readonly recordedDays: number;
	readonly sufficient: boolean;
	readonly contributions: readonly { readonly id: string; readonly milli: number }[];
}

type Contributions = readonly (readonly [id: string, points: Rational])[];

const MILLION = new Rational(1_000_000n);
const THOUSAND = new Rational(1000n);

export function evaluateExactly(ruleset: Ruleset, records: HealthRecords, asOf: string): Outcome {
	const known = new Known(records, asOf);
	const { lifestyle, examination, means = [] } = ruleset;

	const days = lifestyle.rules.map(
		(rule) => [rule.id, lifestylePoints(rule, lifestyle.weights.ppm, known)] as const,
	);
	const results = examination.rules.map(
		(rule) => [rule.id, examinationPoints(rule, examination.conditions, known)] as const,
	);
	const parts = means.map((mean) => knownParts(mean, known));

	const beforeClamp: Contributions = [
		['baseline', Rational.of(ruleset.baseline.milli)],
		...days,
		...results,
		...checkup(ruleset, sum(results.map(([, points]) => points)), known),
		...parts.flatMap(({ contributions }) => contributions),
	];
	const total = sum(beforeClamp.map(([, points]) => points));
	const score = clamped(total, ruleset.clamp);
	const recordedDays = known.recordedOfLast(lifestyle.sufficiency.of);

	return {
		scoreMilli: score.toInteger(),
		score: score.dividedBy(THOUSAND).floor().toInteger(),
		band: bandAt(ruleset, score),
		recordedDays,
		sufficient:
			recordedDays >= lifestyle.sufficiency.days && parts.every(({ isEnough }) => isEnough),
		contributions: [...beforeClamp, ['clamp', score.minus(total)] as const].map(([id, points]) => ({
			id,
			milli: points.toInteger(),
		})),
	};
}

/** Each day's points by its weight, summed, divided by a million, rounded once. */
function lifestylePoints(rule: LifestyleRule, ppm: readonly number[], known: Known): Rational {
	const weighted = ppm.map((weight, age) => Rational.of(weight).times(dayPoints(rule, age, known)));
	return sum(weighted).dividedBy(MILLION).rounded();
}

/** The largest of the curves whose kind has an entry on the day; without any, 0. */
function dayPoints(rule: LifestyleRule, age: number, known: Known): Rational {
	const given = rule.largerOf.flatMap(({ kind, points }) => {
		const value = known.valueOn(kind, age);
		return value === undefined ? [] : [onCurve(points, value)];
	});
	return greatest(given) ?? ZERO;
}

function examinationPoints(
	rule: ExaminationRule,
	conditions: readonly ConditionRule[],
	known: Known,
): Rational {
	const readings = known.latest(rule.kind, rule.derived, rule.within.days);
	const table = tablePoints(rule.worseOf, readings) ?? ZERO;
	const condition = conditions.find(
		(candidate) => candidate.replaces === rule.id && known.isActive(candidate),
	);
	return condition === undefined ? table : underCondition(condition, table, known);
}

/** @param table what the rule gives without the condition */
function underCondition(condition: ConditionRule, table: Rational, known: Known): Rational {
	for (const { kind, ranges } of condition.controlled) {
		const readings = known.latest(kind, undefined, condition.within.days);
		if (readings.length === 0) continue;
		const isControlled = readings.every((reading) =>
			ranges.every((range) => liesIn(range, reading)),
		);
		if (isControlled) {
			return greatest([Rational.of(condition.whenControlled.atLeastMilli), table]) ?? table;
		}
		const { otherwise } = condition;
		return otherwise.use === 'table' ? table : Rational.of(otherwise.milli);
	}
	return Rational.of(condition.notMeasured.milli);
}

function liesIn(
	{ component, from, below }: ConditionRule['controlled'][number]['ranges'][number],
	{ numbers }: Reading,
): boolean {
	const number = numbers[component];
	if (number === undefined) throw new Error(`no ${component} in the reading`);
	const isTooLow = from !== undefined && number.isBelow(Rational.of(from));
	return !isTooLow && number.isBelow(Rational.of(below));
}

/** @param examination what the examination gives together */
function checkup(ruleset: Ruleset, examination: Rational, known: Known): Contributions {
	const { checkup: rule, examFloor } = ruleset;
	const hasOne = rule !== undefined && known.hasCheckup(rule.within.days);
	const points = hasOne ? Rational.of(rule.milli) : ZERO;

	const together = examination.plus(points);
	const floor = Rational.of(examFloor?.milli ?? 0);
	const lift = hasOne && together.isBelow(floor) ? floor.minus(together) : ZERO;
	return [
		...(rule === undefined ? [] : [['checkup', points] as const]),
		...(examFloor === undefined ? [] : [['exam-floor', lift] as const]),
	];
}

function clamped(total: Rational, { fromMilli, toMilli }: Ruleset['clamp']): Rational {
	const from = Rational.of(fromMilli);
	const to = Rational.of(toMilli);
	if (total.isBelow(from)) return from;
	return to.isBelow(total) ? to : total;
}

/** The last band that begins at or below the score. */
function bandAt({ bands }: Ruleset, score: Rational): Band {
	const reached = bands.filter(({ fromMilli }) => !score.isBelow(Rational.of(fromMilli)));
	const last = reached.at(-1);
	if (last === undefined) throw new Error('the first band begins above the scale');
	return last.band;
}
