import { bitsOf, bitsOfDay } from '$lib/attest/bits';
import { isThreshold, MAX_FACTS, type Disclosure, type Threshold } from '$lib/attest/claims';
import { bandToNumber, type BandNumber } from '$lib/score/bands';
import { FACTS, type Fact } from '$lib/score/fact-names';
import { missing } from '$lib/score/reasons';
import { citizen } from './citizen.svelte';
import { sample } from './sample.svelte';

/** What most doors ask for. Saying more than is asked tells more than is needed. */
const USUAL_THRESHOLD: Threshold = 4;

const THRESHOLDS: readonly Threshold[] = [2, 3, 4, 5];

/** What the holder is about to say: only what is true can be chosen, and "at least" comes first. */
export class ShareChoice {
	/** Null until the holder decides; until then the last showing's choice, where it still holds. */
	#say = $state<'atLeast' | 'band' | null>(null);
	#threshold = $state<Threshold | null>(null);
	#facts = $state.raw<readonly Fact[] | null>(null);

	readonly #level: BandNumber = $derived(bandToNumber(citizen.evaluation.band));
	readonly #last: Disclosure | null = $derived(citizen.settings.lastShown);

	/** Thresholds that are true; none for purple. */
	readonly thresholds: readonly Threshold[] = $derived(
		THRESHOLDS.filter((threshold) => threshold <= this.#level),
	);
	readonly canSayAtLeast: boolean = $derived(this.thresholds.length > 0);

	get say(): 'atLeast' | 'band' {
		if (!this.canSayAtLeast) return 'band';
		if (this.#say !== null) return this.#say;
		return this.#last !== null && 'band' in this.#last.say ? 'band' : 'atLeast';
	}

	set say(say: 'atLeast' | 'band') {
		this.#say = say;
	}

	readonly threshold: Threshold = $derived.by(() => {
		const last = this.#last !== null && 'atLeast' in this.#last.say ? this.#last.say.atLeast : null;
		const wanted = this.#threshold ?? last ?? USUAL_THRESHOLD;
		return this.thresholds.includes(wanted) ? wanted : (this.thresholds.at(-1) ?? 2);
	});

	chooseThreshold(level: number): void {
		if (isThreshold(level)) this.#threshold = level;
	}

	/** The chosen facts that are true today, in the order of the list. */
	readonly facts: readonly Fact[] = $derived.by(() => {
		const wanted = this.#facts ?? this.#last?.facts ?? [];
		return FACTS.filter((fact) => wanted.includes(fact) && citizen.facts.includes(fact));
	});

	canTell(fact: Fact): boolean {
		return (
			citizen.facts.includes(fact) && (this.facts.includes(fact) || this.facts.length < MAX_FACTS)
		);
	}

	toggle(fact: Fact): void {
		this.#facts = this.facts.includes(fact)
			? this.facts.filter((chosen) => chosen !== fact)
			: [...this.facts, fact];
	}

	readonly disclosure: Disclosure = $derived({
		say: this.say === 'band' ? { band: this.#level } : { atLeast: this.threshold },
		facts: this.facts,
	});

	/** Why no code can be made, or null. */
	readonly refusal: 'not-enough-days' | 'not-for-me' | null = $derived.by(() => {
		if (citizen.settings.notForMe && !sample.isOn) return 'not-for-me';
		return citizen.evaluation.sufficient ? null : 'not-enough-days';
	});

	/** How many more of the last days need an entry. */
	readonly daysMissing: number = $derived(missing(citizen.ruleset, citizen.evaluation).loggedDays);

	readonly bits: number = $derived(bitsOf(this.disclosure, 'holder'));
	readonly maxBits: number = bitsOf(
		{ say: { band: 1 }, facts: FACTS.slice(0, MAX_FACTS) },
		'holder',
	);

	/** What was said today already, and that together with this one. */
	readonly bitsToday: number = $derived(bitsOfDay(citizen.saidToday));
	readonly bitsTodayWith: number = $derived(
		bitsOfDay([...citizen.saidToday, { disclosure: this.disclosure, chosenBy: 'holder' }]),
	);
}
