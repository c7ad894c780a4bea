import type { Asked } from './asked';

/**
 * What somebody may ask for, a closed list; a request carries the place in it. There is none for
 * employment, insurance, credit or housing: whoever asks for these has to call it *other*, and say
 * so in words.
 */
export const PURPOSES = [
	'venue-entry',
	'event',
	'sport',
	'care-visit',
	'group',
	'study',
	'other',
] as const;

export type Purpose = (typeof PURPOSES)[number];

/** The most that one purpose may ask. */
interface Ceiling {
	readonly statements: readonly ('band' | 'atLeast')[];
	readonly facts: boolean;
}

const DOOR: Ceiling = { statements: ['atLeast'], facts: false };
const ACTIVITY: Ceiling = { statements: ['atLeast'], facts: true };

const CEILINGS: Readonly<Record<Purpose, Ceiling>> = {
	'venue-entry': DOOR,
	event: DOOR,
	sport: ACTIVITY,
	'care-visit': { statements: ['band', 'atLeast'], facts: true },
	group: ACTIVITY,
	study: { statements: ['band'], facts: true },
	other: DOOR,
};

export function isPurpose(value: unknown): value is Purpose {
	return PURPOSES.some((purpose) => purpose === value);
}

/** Whether this may be asked for that purpose. What may not is neither written nor read. */
export function mayAsk(purpose: Purpose, { say, facts }: Asked): boolean {
	const ceiling = CEILINGS[purpose];
	return (
		ceiling.statements.includes(say === 'band' ? 'band' : 'atLeast') &&
		(facts.length === 0 || ceiling.facts)
	);
}
