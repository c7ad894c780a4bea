import type { LifestyleKind, ObservationKind } from '$lib/records/kinds';

/**
 * What is read of an Apple Health export, by the identifiers of HealthKit
 * (developer.apple.com/documentation/healthkit, "Data types"), and in which units it may come. The export
 * writes the unit that the Health app shows, so any of a dimension can be met; what is not listed is
 * not guessed.
 */
export type Use =
	| {
			readonly as: 'total';
			readonly kind: Exclude<LifestyleKind, 'sleep'>;
			readonly units: Factors;
			/** Two alike may both be meant where people count by hand: then it must be the same sample. */
			readonly byHand: boolean;
	  }
	| {
			readonly as: 'value';
			readonly kind: Exclude<ObservationKind, 'bp'>;
			readonly units: Factors;
	  }
	| {
			readonly as: 'pressure';
			readonly side: 'systolic' | 'diastolic';
			readonly units: Factors;
	  }
	| { readonly as: 'sleep' };

/** What a value in a unit is multiplied by to be in the kind's own. */
type Factors = ReadonlyMap<string, number>;

const factors = (units: Readonly<Record<string, number>>): Factors =>
	new Map(Object.entries(units));

const COUNT = factors({ count: 1 });
const MINUTES = factors({ min: 1, s: 1 / 60, hr: 60 });
const KILOGRAMS = factors({
	kg: 1,
	g: 0.001,
	lb: 0.45359237,
	st: 6.35029318,
	oz: 0.028349523125,
});
const CENTIMETRES = factors({ cm: 1, m: 100, mm: 0.1, ft: 30.48, in: 2.54 });
/** 1 mmHg is 133.322387415 Pa. */
const MILLIMETRES_OF_MERCURY = factors({ mmHg: 1, kPa: 1000 / 133.322387415 });
/** 1 mmol/L of glucose is 18.016 mg/dL; `mmol` comes with the molar mass, see `plainUnit`. */
const MILLIMOLES = factors({ 'mmol/L': 1, 'mg/dL': 1 / 18.016 });
/**
 * A standard drink as the Health app counts it is the one of the United States: 14 g of ethanol
 * (National Institute on Alcohol Abuse and Alcoholism, "What is a standard drink?").
 */
const GRAMS_OF_ETHANOL = factors({ count: 14 });

const QUANTITY = 'HKQuantityTypeIdentifier';

/** By the text of `type`. */
export const USES: ReadonlyMap<string, Use> = new Map<string, Use>([
	[`${QUANTITY}StepCount`, { as: 'total', kind: 'steps', units: COUNT, byHand: false }],
	[
		`${QUANTITY}AppleExerciseTime`,
		{ as: 'total', kind: 'activity', units: MINUTES, byHand: false },
	],
	[
		`${QUANTITY}NumberOfAlcoholicBeverages`,
		{ as: 'total', kind: 'alcohol', units: GRAMS_OF_ETHANOL, byHand: true },
	],
	[`${QUANTITY}BodyMass`, { as: 'value', kind: 'weight', units: KILOGRAMS }],
	[`${QUANTITY}Height`, { as: 'value', kind: 'height', units: CENTIMETRES }],
	[`${QUANTITY}BodyMassIndex`, { as: 'value', kind: 'bmi', units: COUNT }],
	[`${QUANTITY}WaistCircumference`, { as: 'value', kind: 'waist', units: CENTIMETRES }],
	// `HKBloodGlucoseMealTime` tells before or after a meal, and "before" may be an hour after another:
	// HealthKit has no fasting.
	[`${QUANTITY}BloodGlucose`, { as: 'value', kind: 'glucose', units: MILLIMOLES }],
	[
		`${QUANTITY}BloodPressureSystolic`,
		{ as: 'pressure', side: 'systolic', units: MILLIMETRES_OF_MERCURY },
	],
	[
		`${QUANTITY}BloodPressureDiastolic`,
		{ as: 'pressure', side: 'diastolic', units: MILLIMETRES_OF_MERCURY },
	],
	['HKCategoryTypeIdentifierSleepAnalysis', { as: 'sleep' }],
]);

/** The name of a type or value as a report tells it: `HeartRate`, without what all of them begin with. */
export const plainName = (name: string): string =>
	name.replace(
		/^HK(?:(?:Quantity|Category|Correlation)TypeIdentifier|DataType|CategoryValue)(?=\w)/,
		'',
	);

/** HealthKit writes the molar mass of glucose into its unit: `mmol<180.1558800000541>/L`. */
export const plainUnit = (unit: string): string => unit.replace(/^mmol<180(?:\.\d+)?>/, 'mmol');

export type SleepStage = 'stage' | 'asleep' | 'no-sleep';

const SLEEP = 'HKCategoryValueSleepAnalysis';

/** The values of `HKCategoryValueSleepAnalysis`, by name and, from old or careless writers, by number. */
export const SLEEP_STAGES: ReadonlyMap<string, SleepStage> = new Map<string, SleepStage>(
	(
		[
			['InBed', 'no-sleep'],
			// `Asleep` was renamed to `AsleepUnspecified` with iOS 16, which brought the stages.
			['AsleepUnspecified', 'asleep'],
			['Awake', 'no-sleep'],
			['AsleepCore', 'stage'],
			['AsleepDeep', 'stage'],
			['AsleepREM', 'stage'],
			['Asleep', 'asleep'],
		] as const
	).flatMap(([name, stage], number) => [
		[`${SLEEP}${name}`, stage],
		...(name === 'Asleep' ? [] : [[String(number), stage] as const]),
	]),
);
