import * as v from 'valibot';
import { err, ok, type Result } from '$lib/codec/result';
import type { LifestyleKind, ObservationKind } from '$lib/records/kinds';
import type { Band } from './bands';
import { checkRuleset } from './ruleset-check';
import { problem, problemOf, type RulesetProblem } from './ruleset-problems';
import { rulesetSchema } from './ruleset-schema';

/**
 * `tessera.ruleset/1`: everything that a score is made of, as data. Points are milli-points
 * (integers), values are in the kind's unit with at most three decimals, ages are in days. Every
 * number stands beside a `by`: a key of `provenance`, which says where it comes from.
 */
export interface Ruleset {
	readonly schema: typeof RULESET_SCHEMA;
	readonly id: string;
	/** Semantic version. */
	readonly version: string;
	readonly title: LocalizedText;
	readonly about: LocalizedText;
	readonly provenance: Readonly<Record<string, Provenance>>;
	readonly baseline: Points & { readonly title: LocalizedText };
	readonly clamp: {
		readonly title: LocalizedText;
		readonly fromMilli: number;
		readonly toMilli: number;
		readonly by: string;
	};
	/** All five, lowest first. */
	readonly bands: readonly {
		readonly band: Band;
		readonly fromMilli: number;
		readonly by: string;
	}[];
	readonly lifestyle: {
		/** What a day's points count, in millionths, by the day's age; beyond the table nothing. */
		readonly weights: { readonly ppm: readonly number[]; readonly by: string };
		/** A code needs entries on `days` of the last `of` days. */
		readonly sufficiency: { readonly days: number; readonly of: number; readonly by: string };
		readonly rules: readonly LifestyleRule[];
	};
	readonly examination: {
		readonly rules: readonly ExaminationRule[];
		readonly conditions: readonly ConditionRule[];
	};
	/** What a check-up gives; left out where it gives nothing. */
	readonly checkup?: Points & { readonly title: LocalizedText; readonly within: Window };
	/** With a check-up, examination and check-up together are lifted to at least this. */
	readonly examFloor?: Points & { readonly title: LocalizedText };
	/** Means over parts, added to the rest. */
	readonly means?: readonly MeanRule[];
}

export const RULESET_SCHEMA = 'tessera.ruleset/1';

export interface LocalizedText {
	readonly en: string;
	readonly zh: string;
}

export interface Provenance {
	/** Published in the demonstration of 2020, a guideline's, or our own. */
	readonly kind: 'demo-2020' | 'guideline' | 'ours';
	readonly source: LocalizedText;
}

export interface Points {
	readonly milli: number;
	readonly by: string;
}

/** Ages from 0 to `days`, both included. */
export interface Window {
	readonly days: number;
	readonly by: string;
}

/** A day's points: the largest of what the curves give whose kind has an entry; 0 where none has. */
export interface LifestyleRule {
	readonly id: string;
	readonly title: LocalizedText;
	readonly largerOf: readonly Curve[];
}

/** Linear between its points, which ascend; level beyond both ends. */
export interface Curve {
	readonly kind: LifestyleKind;
	readonly points: readonly CurvePoint[];
}

export interface CurvePoint extends Points {
	readonly at: number;
}

/** Which number of a reading: `value`, or one of the two of a blood pressure. */
export type Component = 'value' | 'systolic' | 'diastolic';

/** The points of the latest day with readings, 0 if there is none; of several, the fewest. */
export interface ExaminationRule {
	readonly id: string;
	readonly title: LocalizedText;
	readonly kind: ObservationKind;
	readonly derived?: Derivation;
	readonly within: Window;
	/** Of several tables the one that gives fewer points counts. */
	readonly worseOf: readonly Table[];
}

/** The first row whose `below` lies above the number; the last row has none. */
export interface Table {
	readonly component: Component;
	readonly rows: readonly TableRow[];
}

export interface TableRow extends Points {
	readonly below?: number;
	readonly thresholdBy?: string;
}

/** What replaces the row of an examination rule while a condition is active. */
export interface ConditionRule {
	readonly code: string;
	readonly title: LocalizedText;
	readonly replaces: string;
	readonly within: Window;
	/** The first criterion whose kind was measured within the window decides. */
	readonly controlled: readonly Criterion[];
	readonly notMeasured: Points;
	readonly whenControlled: { readonly atLeastMilli: number; readonly by: string };
	readonly otherwise:
		{ readonly use: 'table'; readonly by: string } | ({ readonly use: 'points' } & Points);
}

/** Met if all readings of the latest day lie in all ranges. */
export interface Criterion {
	readonly kind: ObservationKind;
	readonly ranges: readonly Range[];
}

/** Closed below, open above. */
export interface Range {
	readonly component: Component;
	readonly from?: number;
	readonly below: number;
	readonly by: string;
}

/** The mean of the parts that are known; those that are not do not count as 0. */
export interface MeanRule {
	readonly id: string;
	readonly title: LocalizedText;
	/** A score with fewer parts is provisional. */
	readonly atLeast: number;
	readonly by: string;
	readonly parts: readonly Part[];
}

/** One part of a mean: the first case that applies gives its points, then the adjustments. */
export interface Part {
	readonly id: string;
	readonly title: LocalizedText;
	readonly cases: readonly Case[];
	readonly adjustments: readonly Adjustment[];
}

/**
 * With a `when`, a case applies while that holds, and settles the part: where its input is missing,
 * the part is. Without one it applies where its input is there.
 */
export type Case = { readonly when?: Test } & (
	| ({ readonly use: 'points' } & Points)
	/** Of several readings and tables the fewest points. */
	| { readonly use: 'tables'; readonly of: Input; readonly worseOf: readonly Table[] }
	| { readonly use: 'curve'; readonly of: Input; readonly points: readonly CurvePoint[] }
);

/** A condition, or whatever is kept like one (a treatment, a habit), is active on the day. */
export interface ConditionTest {
	readonly test: 'condition';
	readonly code: string;
}

export type Test =
	| ConditionTest
	/** The days of the window sum to more than `above`, in the kind's unit. */
	| {
			readonly test: 'sum';
			readonly kind: LifestyleKind;
			readonly above: number;
			readonly within: Window;
	  };

/** A number that tables and curves read. */
export type Input =
	/** The mean of the days with an entry, or seven times that; needs so many such days. */
	| {
			readonly from: 'lifestyle';
			readonly kind: LifestyleKind;
			readonly per: 'day' | 'week';
			readonly within: Window;
			readonly atLeastDays: number;
	  }
	/** The readings of the latest day that has any. */
	| {
			readonly from: 'observation';
			readonly kind: ObservationKind;
			readonly derived?: Derivation;
			readonly within: Window;
	  }
	/** For how many days an active condition has been so. */
	| { readonly from: 'condition'; readonly code: string };

/**
 * A reading that is computed of others: the BMI of a weight and a height; what of the total
 * cholesterol is not HDL, where both were measured on one day.
 */
export type Derivation = 'bmi-from-weight-and-height' | 'total-minus-hdl';

/** Points that are added while a test holds, but not below `notBelowMilli`. */
export interface Adjustment extends Points {
	readonly title: LocalizedText;
	readonly when: Test;
	readonly notBelowMilli: number;
}

/** Reads a ruleset document; every problem is told with its place. */
export function parseRuleset(json: unknown): Result<Ruleset, readonly RulesetProblem[]> {
	const parsed = v.safeParse(rulesetSchema, json);
	if (!parsed.success) return err(parsed.issues.map(problemOf));
	const problems = [...droppedKeys(json, parsed.output), ...checkRuleset(parsed.output)];
	return problems.length === 0 ? ok(parsed.output) : err(problems);
}

/**
 * The schema drops keys of a record that could touch a prototype, such as `__proto__`. What is not
 * read is refused: else two different documents had one pin.
 */
function droppedKeys(json: unknown, { provenance }: Ruleset): readonly RulesetProblem[] {
	const given = (json as Pick<Ruleset, 'provenance'>).provenance;
	return Object.keys(given)
		.filter((key) => !Object.hasOwn(provenance, key))
		.map((key) => problem(`provenance.${key}`, 'unknown-member'));
}
