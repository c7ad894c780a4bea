import type { ContentProblem } from '$lib/attest/request';
import { mayAsk, PURPOSES } from '$lib/attest/purposes';
import type { Threshold } from '$lib/attest/claims';
import { FACTS } from '$lib/score/fact-names';
import { m } from '$lib/words/messages';
import type { DoorConfig } from './door-config';
import { purposeName } from './request-texts';

/** Lowest first. */
export const THRESHOLDS = [2, 3, 4, 5] as const satisfies readonly Threshold[];

/** What the form of a request can offer: the format itself has no way to ask for more. */
export function askOptions({ purpose }: DoorConfig): {
	readonly purposes: readonly { readonly value: string; readonly name: string }[];
	readonly canAskBand: boolean;
	readonly canAskAtLeast: boolean;
	readonly facts: typeof FACTS | readonly [];
} {
	const atLeast = { say: { atLeast: 4 as Threshold }, facts: [] };
	const band = { say: 'band' as const, facts: [] };
	const [fact] = FACTS;
	const canAskBand = mayAsk(purpose, band);
	const canAskAtLeast = mayAsk(purpose, atLeast);
	const base = canAskAtLeast ? atLeast : band;
	return {
		purposes: PURPOSES.map((value) => ({ value, name: purposeName(value) })),
		canAskBand,
		canAskAtLeast,
		facts: mayAsk(purpose, { ...base, facts: [fact] }) ? FACTS : [],
	};
}

export function askProblemText(problem: ContentProblem): string {
	switch (problem) {
		case 'invalid-label':
			return m.ask_label_problem();
		case 'invalid-text':
			return m.ask_text_problem();
		case 'over-asking':
		case 'invalid-asked':
			return m.ask_over();
	}
}
