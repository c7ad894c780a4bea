/** Of these one holds at a time. */
export const NICOTINE_ANSWERS = [
	'never-smoker',
	'former-smoker',
	'nicotine-inhaled',
	'smoker',
] as const;

const ANSWERS: ReadonlySet<string> = new Set([
	...NICOTINE_ANSWERS,
	'smoke-at-home',
	'treated-lipids',
	'treated-blood-pressure',
	'bmi-asian-pacific',
]);

/** Whether what is kept like a condition is no diagnosis, but the answer to a ruleset's question. */
export function isAnswer(code: string): boolean {
	return ANSWERS.has(code);
}
