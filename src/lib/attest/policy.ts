import type { Fact } from '$lib/score/fact-names';
import type { Disclosure, Threshold } from './claims';

/** What a door asks for: a band of at least this, and these facts. */
export interface Policy {
	readonly atLeast: Threshold;
	readonly facts: readonly Fact[];
}

export interface Judgement {
	/** `not-met` covers a lower band and what was not said alike: not told and not true look the same. */
	readonly policy: 'met' | 'not-met';
	/** `less` when the disclosure leaves open something that the policy asks. */
	readonly answered: 'all' | 'less';
}

/** Holds a disclosure against a policy. A low band answers everything, and yet does not meet it. */
export function judge({ atLeast, facts }: Policy, disclosure: Disclosure): Judgement {
	const { say } = disclosure;
	const factsSaid = facts.every((fact) => disclosure.facts.includes(fact));
	const reached = ('band' in say ? say.band : say.atLeast) >= atLeast;
	const settled = 'band' in say || reached;
	return {
		policy: reached && factsSaid ? 'met' : 'not-met',
		answered: settled && factsSaid ? 'all' : 'less',
	};
}
