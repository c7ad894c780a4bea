import type { Fact } from '$lib/score/fact-names';
import { isFactList, isThreshold, type Disclosure, type Threshold } from './claims';
import type { Policy } from './policy';

/** The band itself, or only whether it is at least this. */
export type AskedStatement = 'band' | { readonly atLeast: Threshold };

/** What a request asks to be told, and the most that an answer may say. */
export interface Asked {
	readonly say: AskedStatement;
	/** At most two, in the order of `FACTS`. */
	readonly facts: readonly Fact[];
}

/** Checks at run time what the type says at compile time. */
export function isAsked({ say, facts }: Asked): boolean {
	return (say === 'band' || isThreshold(say.atLeast)) && isFactList(facts);
}

/**
 * Whether a disclosure says nothing beyond what was asked. Less is always within it: a lower
 * threshold than the one asked, a threshold where the band was asked, a fact left out. A band is
 * more than any threshold, and a higher threshold more than a lower one.
 */
export function isWithinAsked({ say, facts }: Disclosure, asked: Asked): boolean {
	if (!facts.every((fact) => asked.facts.includes(fact))) return false;
	return asked.say === 'band' || ('atLeast' in say && say.atLeast <= asked.say.atLeast);
}

/** Whether an answer within what was asked says all of it. */
export function answeredOf({ say, facts }: Disclosure, asked: Asked): 'all' | 'less' {
	const said =
		asked.say === 'band' ? 'band' in say : 'atLeast' in say && say.atLeast === asked.say.atLeast;
	return said && facts.length === asked.facts.length ? 'all' : 'less';
}

/** What somebody who asks this wants to hear; who asks for the band itself has not said. */
export function policyOf({ say, facts }: Asked): Policy | null {
	return say === 'band' ? null : { atLeast: say.atLeast, facts };
}
