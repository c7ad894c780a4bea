import { bitsOf, bitsOfDay, type ChosenBy, type MadeDisclosure } from '$lib/attest/bits';
import { MAX_FACTS, type Disclosure } from '$lib/attest/claims';
import { FACTS } from '$lib/score/fact-names';

/** What can be said, by its stable name. */
export type BudgetLine = 'band' | 'chosen-threshold' | 'asked-threshold' | 'fact' | 'most';

export interface BudgetEntry {
	readonly line: BudgetLine;
	readonly bits: number;
}

const NOTHING_MORE = { facts: [] } as const;
const THRESHOLD: Disclosure = { say: { atLeast: 4 }, ...NOTHING_MORE };
const of = (disclosure: Disclosure, chosenBy: ChosenBy) => bitsOf(disclosure, chosenBy);

/** Each thing that a code can say with its bits, and the most that one code can say. */
export const BUDGET: readonly BudgetEntry[] = [
	{ line: 'band', bits: of({ say: { band: 3 }, ...NOTHING_MORE }, 'holder') },
	{ line: 'chosen-threshold', bits: of(THRESHOLD, 'holder') },
	{ line: 'asked-threshold', bits: of(THRESHOLD, 'asker') },
	{
		line: 'fact',
		bits: of({ ...THRESHOLD, facts: FACTS.slice(0, 1) }, 'asker') - of(THRESHOLD, 'asker'),
	},
	{ line: 'most', bits: of({ say: { band: 3 }, facts: FACTS.slice(0, MAX_FACTS) }, 'holder') },
];

/** One of how many people has a colour, and what telling it then tells: averages hide this. */
export const RARITIES: readonly { readonly oneIn: number; readonly bits: number }[] = [
	2, 5, 20, 100, 1000,
].map((oneIn) => ({ oneIn, bits: Math.log2(oneIn) }));

/** Of one day's disclosures each with its bits, and what they are together. */
export function sumOfDay(made: readonly MadeDisclosure[]): {
	readonly each: readonly { readonly disclosure: Disclosure; readonly bits: number }[];
	readonly together: number;
} {
	const each = made.map(({ disclosure, chosenBy }) => ({
		disclosure,
		bits: bitsOf(disclosure, chosenBy),
	}));
	return { each, together: bitsOfDay(made) };
}
