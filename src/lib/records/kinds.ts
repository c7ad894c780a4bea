/** What a lifestyle entry can be about; one value per kind, source and day. */
export const LIFESTYLE_KINDS = ['steps', 'activity', 'sleep', 'alcohol', 'cigarettes'] as const;

export type LifestyleKind = (typeof LIFESTYLE_KINDS)[number];

/**
 * What a clinical reading can be about. `glucose` is any glucose, never the fasting one; `diet-mepa` is
 * the sum of a questionnaire (`mepa.ts`).
 */
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
	'diet-mepa',
] as const;

export type ObservationKind = (typeof OBSERVATION_KINDS)[number];

/**
 * Of a record out of a signed document: its signature matches a key that the citizen had chosen, or
 * nobody has checked it. A record with a wrong signature is not kept at all.
 */
export const SIGNATURES = ['known-key', 'not-checked'] as const;

export type Signature = (typeof SIGNATURES)[number];
