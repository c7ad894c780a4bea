import type { Day } from '$lib/records/day';
import type { HealthRecords } from '$lib/records/records';
import type { Evaluation } from '$lib/score/evaluate';
import { strongestReasons } from '$lib/score/reasons';
import type { Ruleset } from '$lib/score/ruleset';
import { suggest } from '$lib/score/suggest';
import { shownContributions } from '$lib/score/tenths';
import { pointsText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';
import { contributionName } from './contribution-name';
import { suggestionText } from './suggestion-text';

/** A score, and what it was made of. */
export interface Explained {
	readonly ruleset: Ruleset;
	readonly records: HealthRecords;
	readonly evaluation: Evaluation;
	readonly asOf: Day;
}

/** Why a score is what it is, and what would change it, in a few words. */
export class Explanation {
	readonly #of: Explained;

	constructor(of: Explained) {
		this.#of = of;
	}

	/** The three that moved it most. */
	readonly reasons = $derived.by(() => {
		const { ruleset, evaluation } = this.#of;
		const shown = shownContributions(evaluation);
		return strongestReasons(evaluation).map(({ id, milli }) => ({
			id,
			name: contributionName(ruleset, id),
			points: pointsText(shown.get(id) ?? 0),
			good: milli > 0,
		}));
	});

	/** What would move the colour, or that too little is known to say; null where nothing single would. */
	readonly suggestion: string | null = $derived.by(() => {
		if (!this.#of.evaluation.sufficient) return m.suggest_few();
		const found = suggest(this.#of.ruleset, this.#of.records, this.#of.asOf);
		return found === null ? null : suggestionText(found);
	});
}
