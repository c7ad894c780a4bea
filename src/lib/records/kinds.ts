/** What a lifestyle entry can be about; one value per kind, source and day. */
export const LIFESTYLE_KINDS = ['steps', 'activity', 'sleep', 'alcohol', 'cigarettes'] as const;

export type LifestyleKind = (typeof LIFESTYLE_KINDS)[number];

/** What a clinical reading can be about. `glucose` is any glucose, never the fasting one. */
export const OBSERVATION_KINDS = [
	'bmi',
	'weight',
	'height',
	'waist',
	'bp',
	'glucose-fasting',
	'glucose',
	'hba1c',
	'cholesterol-total',
	'hdl',
	'ldl',
] as const;

export type ObservationKind = (typeof OBSERVATION_KINDS)[number];

/** The unit of every value, in UCUM (ucum.org): a record never carries a unit of its own. */
export const UNITS: Readonly<Record<LifestyleKind | ObservationKind, string>> = {
	steps: '{steps}',
	activity: 'min',
	sleep: 'h',
	alcohol: 'g',
	cigarettes: '{cigarettes}',
	bmi: 'kg/m2',
	weight: 'kg',
	height: 'cm',
	waist: 'cm',
	bp: 'mm[Hg]',
	'glucose-fasting': 'mmol/L',
	glucose: 'mmol/L',
	hba1c: '%',
	'cholesterol-total': 'mmol/L',
	hdl: 'mmol/L',
	ldl: 'mmol/L',
};
