import { err, ok, type Result } from '$lib/codec/result';
import type { LifestyleKind, ObservationKind } from './kinds';
import { toThousandths } from './thousandths';

/** Everything that is one number: a blood pressure is two. */
export type ValueKind = LifestyleKind | Exclude<ObservationKind, 'bp'> | 'systolic' | 'diastolic';

/**
 * What a value may be, in the kind's unit, both ends included. The units, in UCUM: {steps}, min, h, g of
 * ethanol, {cigarettes}; kg/m2, kg, cm, mm[Hg], mmol/L, % for HbA1c, and {score} for the diet. No record carries its own.
 */
export interface Bounds {
	readonly min: number;
	readonly max: number;
	/** 0 for what is counted, else 3. */
	readonly decimals: 0 | 3;
}

const measured = (min: number, max: number): Bounds => ({ min, max, decimals: 3 });
const counted = (min: number, max: number): Bounds => ({ min, max, decimals: 0 });

/**
 * Plausibility, not health: wide enough for every living adult, narrow enough to catch a value in
 * the wrong unit (a glucose in mg/dL, a height in metres) or a slipped digit.
 */
export const BOUNDS: Readonly<Record<ValueKind, Bounds>> = {
	steps: counted(0, 150_000),
	activity: measured(0, 1440),
	sleep: measured(0, 24),
	alcohol: measured(0, 1000),
	cigarettes: counted(0, 200),
	bmi: measured(8, 120),
	weight: measured(2, 500),
	height: measured(40, 260),
	waist: measured(30, 300),
	systolic: measured(40, 300),
	diastolic: measured(20, 200),
	'glucose-fasting': measured(0.5, 60),
	glucose: measured(0.5, 60),
	hba1c: measured(2, 25),
	'cholesterol-total': measured(0.5, 30),
	hdl: measured(0.1, 10),
	ldl: measured(0.1, 30),
	'diet-mepa': counted(0, 16),
};

/** Why a value is refused, with what would be accepted; never the value itself. */
export interface ValueProblem extends Bounds {
	readonly code: 'not-a-number' | 'too-many-decimals' | 'below' | 'above';
}

/** The value itself (−0 becomes 0) if it is plausible for its kind, in the kind's unit. */
export function checkValue(kind: ValueKind, value: unknown): Result<number, ValueProblem> {
	const bounds = BOUNDS[kind];
	const problem = (code: ValueProblem['code']) => err({ code, ...bounds });
	if (typeof value !== 'number' || !Number.isFinite(value)) return problem('not-a-number');
	if (value < bounds.min) return problem('below');
	if (value > bounds.max) return problem('above');
	const exact = bounds.decimals === 0 ? Number.isInteger(value) : toThousandths(value) !== null;
	return exact ? ok(value + 0) : problem('too-many-decimals');
}
