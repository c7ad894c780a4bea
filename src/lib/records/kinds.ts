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
