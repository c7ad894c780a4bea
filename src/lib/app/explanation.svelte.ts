import type { Day } from '$lib/records/day';
import type { HealthRecords } from '$lib/records/records';
import type { Evaluation } from '$lib/score/evaluate';
import { strongestReasons } from '$lib/score/reasons';
import type { Ruleset } from '$lib/score/ruleset';
import { suggest } from '$lib/score/suggest';
import { pointsText } from '$lib/text/numbers';
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
	readonly reasons = $derived.by(() =>
		strongestReasons(this.#of.evaluation).map(({ id, milli }) => ({
			id,
			name: contributionName(this.#of.ruleset, id),
			points: pointsText(milli),
			good: milli > 0,
		})),
	);

	/** What would move the colour, or null where nothing single would. */
	readonly suggestion: string | null = $derived.by(() => {
		const found = suggest(this.#of.ruleset, this.#of.records, this.#of.asOf);
		return found === null ? null : suggestionText(found);
	});
}
