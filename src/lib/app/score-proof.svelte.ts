import { HANGZHOU_2020 } from '$lib/attest/rulesets';
import { canonicalJson } from '$lib/codec/canonical-json';
import { contributionTitles } from '$lib/score/contributions';
import { evaluate } from '$lib/score/evaluate';
import { rulesetHashText } from '$lib/score/hash';
import { citizen } from './citizen.svelte';
import type { OwnRecordsAsked } from './own-records.svelte';

/** The ruleset's hash and a score, worked out again in front of whoever looks. */
export class ScoreProof {
	readonly #own: OwnRecordsAsked;
	#ms = $state<number | null>(null);

	constructor(own: OwnRecordsAsked) {
		this.#own = own;
	}

	/** The very text of which the pin is the SHA-256. */
	readonly canonical: string = canonicalJson(citizen.ruleset);
	/** As every code names it, and as verifiers know it. */
	readonly pinned: string = HANGZHOU_2020.hash;
	#hash = $state(rulesetHashText(citizen.ruleset));

	get hash(): string {
		return this.#hash;
	}

	/** How long the last computation took, once one was asked for. */
	get ms(): number | null {
		return this.#ms;
	}

	readonly isPinned: boolean = $derived(this.#hash === this.pinned);

	readonly evaluation = $derived.by(() =>
		evaluate(citizen.ruleset, this.#own.records, citizen.asOf),
	);

	/** Each step with the sum so far: the last sum is the score. */
	readonly steps = $derived.by(() => {
		const titles = contributionTitles(citizen.ruleset);
		let sum = 0;
		return this.evaluation.contributions.map(({ id, milli }) => ({
			...{ id, milli, sum: (sum += milli) },
			title: titles.find((titled) => titled.id === id)?.title ?? { en: id, zh: id },
		}));
	});

	readonly isExact: boolean = $derived(this.steps.at(-1)?.sum === this.evaluation.scoreMilli);

	/** Does both again, and takes the time. */
	again(): void {
		const began = performance.now();
		this.#hash = rulesetHashText(citizen.ruleset);
		evaluate(citizen.ruleset, this.#own.records, citizen.asOf);
		this.#ms = performance.now() - began;
	}
}
