import type { ValueKind } from '$lib/records/bounds';

/** What is read as a number with a unit. */
export type Measure = Exclude<ValueKind, 'activity' | 'alcohol' | 'cigarettes' | 'diet-mepa'>;

type Units = Readonly<Record<string, (value: number) => number>>;

const asItIs = (value: number): number => value;
const centimetres: Units = {
	cm: asItIs,
	m: (value) => value * 100,
	'[in_i]': (value) => value * 2.54,
};
const pressure: Units = { 'mm[Hg]': asItIs };
// UCUM has the litre in both cases. The numbers are molar masses of glucose and cholesterol ÷ 10.
const fromGlucose = (value: number): number => value / 18.016;
const glucose: Units = {
	'mmol/L': asItIs,
	'mmol/l': asItIs,
	'mg/dL': fromGlucose,
	'mg/dl': fromGlucose,
};
const fromCholesterol = (value: number): number => value / 38.67;
const cholesterol: Units = {
	'mmol/L': asItIs,
	'mmol/l': asItIs,
	'mg/dL': fromCholesterol,
	'mg/dl': fromCholesterol,
};

/** From each unit that is read to the one of the model (`BOUNDS`); by UCUM, case-sensitive. */
const UNITS: Readonly<Record<Measure, Units>> = {
	// Not UCUM, but the word that apps write where they give a count no code.
	steps: { '1': Math.round, steps: Math.round },
	sleep: { h: asItIs, min: (value) => value / 60 },
	weight: {
		kg: asItIs,
		g: (value) => value / 1000,
		'[lb_av]': (value) => value * 0.45359237,
	},
	height: centimetres,
	waist: centimetres,
	bmi: { 'kg/m2': asItIs },
	systolic: pressure,
	diastolic: pressure,
	'glucose-fasting': glucose,
	glucose,
	hba1c: { '%': asItIs },
	'cholesterol-total': cholesterol,
	hdl: cholesterol,
	ldl: cholesterol,
};

/**
 * A value in the unit of the model, to three decimals; null if the unit is not named for the kind.
 * Text in braces is left out first, which by UCUM (section 12) says nothing of the amount: `{steps}`
 * is 1, `%{HbA1c}` is %.
 * @param unit UCUM, case-sensitive
 */
export function toModelUnit(measure: Measure, value: number, unit: string): number | null {
	const bare = unit.replace(/\{[^{}]*\}/g, '');
	const plain = bare === '' && unit !== '' ? '1' : bare;
	const units = UNITS[measure];
	if (!Object.hasOwn(units, plain)) return null;
	const converted = units[plain]?.(value);
	return converted === undefined ? null : Math.round(converted * 1000) / 1000;
}

/** A unit as a report may name it: short, and without room for anything else than a unit. */
export function nameOfUnit(unit: string): string | null {
	return /^[!-~°µμ²³]{1,20}$/.test(unit) ? unit : null;
}
