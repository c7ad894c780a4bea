/**
 * How much a disclosure tells, in bits: averages over equal odds. A colour that one person in a
 * hundred has tells 6.6 bits, whatever the average says.
 */
import type { Disclosure, Statement } from './claims';

/** Who set the threshold. One that the holder picked tells also that it was picked. */
export type ChosenBy = 'holder' | 'asker';

export interface MadeDisclosure {
	readonly disclosure: Disclosure;
	readonly chosenBy: ChosenBy;
}

const BITS_OF_BAND = Math.log2(5);
const BITS_OF_ASKED_THRESHOLD = 1;
const BITS_OF_CHOSEN_THRESHOLD = 2;
const BITS_OF_FACT = 1;

/** The bits of one disclosure, not rounded. */
export function bitsOf(disclosure: Disclosure, chosenBy: ChosenBy): number {
	return bitsOfStatement(disclosure.say, chosenBy) + disclosure.facts.length * BITS_OF_FACT;
}

/**
 * The bits of a day's disclosures together: each statement and each fact counts once, however often
 * it was shown, and a threshold as one that the holder chose if it ever was. An upper bound: what
 * one statement already tells of another is not taken off.
 */
export function bitsOfDay(made: readonly MadeDisclosure[]): number {
	const bits = new Map<string, number>();
	const count = (name: string, value: number) => {
		bits.set(name, Math.max(value, bits.get(name) ?? 0));
	};
	for (const { disclosure, chosenBy } of made) {
		const { say, facts } = disclosure;
		const name = 'band' in say ? `band ${String(say.band)}` : `atLeast ${String(say.atLeast)}`;
		count(name, bitsOfStatement(say, chosenBy));
		for (const fact of facts) count(fact, BITS_OF_FACT);
	}
	return [...bits.values()].reduce((sum, value) => sum + value, 0);
}

function bitsOfStatement(say: Statement, chosenBy: ChosenBy): number {
	if ('band' in say) return BITS_OF_BAND;
	return chosenBy === 'asker' ? BITS_OF_ASKED_THRESHOLD : BITS_OF_CHOSEN_THRESHOLD;
}
