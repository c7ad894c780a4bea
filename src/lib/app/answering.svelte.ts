import { mintAnswer } from '$lib/attest/answer';
import { isWithinAsked, type Asked } from '$lib/attest/asked';
import { bitsOf, bitsOfDay, type ChosenBy } from '$lib/attest/bits';
import { unusualAgeSeconds } from '$lib/attest/clock-hint';
import { MAX_FACTS, type Disclosure, type Statement, type Threshold } from '$lib/attest/claims';
import { parseRequest, type AskRequest, type RequestContent } from '$lib/attest/request';
import { sensitivePurpose, type SensitivePurpose } from '$lib/attest/sensitive-purpose';
import { drawQr, type QrDrawing } from '$lib/qr/draw';
import { bandToNumber, type BandNumber } from '$lib/score/bands';
import { FACTS, type Fact } from '$lib/score/fact-names';
import { rulesetHash } from '$lib/score/hash';
import { citizen } from './citizen.svelte';
import { claimFields, ledger } from './ledger.svelte';
import { openVault } from './open-vault.svelte';
import { browserRandom } from './random';
import { Scanner } from './scanner.svelte';
import { newReceipt, noteSaid } from './said';
import { sample } from './sample.svelte';
import { holdUpdates } from './updates.svelte';

export type AnsweringStep =
	| { readonly step: 'waiting' }
	/** What was read is no request; a code or an answer is `unsupported`. */
	| { readonly step: 'unreadable'; readonly why: 'unreadable' | 'unsupported' | 'low-order-key' }
	/** It asks for more than its purpose may; the app says no by itself. */
	| { readonly step: 'refused'; readonly request: RequestContent }
	| {
			readonly step: 'asked';
			readonly request: AskRequest;
			/** Seconds since it was made, by this device's clock, where that cannot be. */
			readonly unusualAge: number | null;
	  }
	| { readonly step: 'declined' }
	| {
			readonly step: 'answered';
			readonly disclosure: Disclosure;
			readonly text: string;
			readonly drawing: QrDrawing;
	  };

/** The most that an answer can say: the band, and two facts. */
const MOST_BITS = bitsOf({ say: { band: 1 }, facts: FACTS.slice(0, MAX_FACTS) }, 'holder');

/** One request at a time: who asks, for what, and what this person makes of it. */
export class Answering {
	#step = $state.raw<AnsweringStep>({ step: 'waiting' });
	/** What the holder picked; null until then. */
	#say = $state.raw<Statement | null>(null);
	#facts = $state.raw<readonly Fact[] | null>(null);
	/** Keeping and sealing take a moment, in which a second tap can come. */
	#isAnswering = false;
	/** Ends the hold that an answer on the screen has. */
	#release: () => void = () => undefined;

	readonly scanner = new Scanner((text) => {
		if (this.#step.step === 'waiting' || this.#step.step === 'unreadable') this.read(text);
	});

	get step(): AnsweringStep {
		return this.#step;
	}

	readonly #asked: Asked | null = $derived(
		this.#step.step === 'asked' ? this.#step.request.asked : null,
	);
	readonly #level: BandNumber = $derived(bandToNumber(citizen.evaluation.band));

	/** Reads a request, however it came here. */
	read(text: string): void {
		const read = parseRequest(text);
		this.#say = null;
		this.#facts = null;
		if (read.ok) {
			this.scanner.stop();
			const unusualAge = unusualAgeSeconds(read.value, Date.now());
			this.#step = { step: 'asked', request: read.value, unusualAge };
		} else if (read.error.code === 'over-asking') {
			this.scanner.stop();
			const { request } = read.error;
			this.#step = { step: 'refused', request };
			void this.#note('refused', request, null);
		} else this.#step = { step: 'unreadable', why: read.error.code };
	}

	/** Statements that are true and tell no more than was asked, the one that was asked first. */
	readonly statements: readonly Statement[] = $derived.by(() => {
		const asked = this.#asked;
		if (asked === null) return [];
		const all: Statement[] = [
			{ band: this.#level },
			...([5, 4, 3, 2] as const satisfies readonly Threshold[])
				.filter((threshold) => threshold <= this.#level)
				.map((atLeast) => ({ atLeast })),
		];
		return all.filter((say) => isWithinAsked({ say, facts: [] }, asked));
	});

	/** Facts that were asked and are true; what is left out looks the same as what is not so. */
	readonly offered: readonly Fact[] = $derived(
		(this.#asked?.facts ?? []).filter((fact) => citizen.facts.includes(fact)),
	);

	/** What would be said, or null where nothing that was asked can be. */
	readonly disclosure: Disclosure | null = $derived.by(() => {
		const say = this.#say ?? this.statements[0];
		if (say === undefined) return null;
		const chosen = this.#facts ?? this.offered;
		return { say, facts: this.offered.filter((fact) => chosen.includes(fact)) };
	});

	choose(index: number): void {
		this.#say = this.statements[index] ?? null;
	}

	toggle(fact: Fact): void {
		const facts = this.disclosure?.facts ?? [];
		this.#facts = facts.includes(fact) ? facts.filter((one) => one !== fact) : [...facts, fact];
	}

	/** Why nothing can be answered at all, or null. Whoever asks cannot tell these from a no. */
	readonly obstacle: 'sample' | 'not-for-me' | 'not-enough-days' | 'nothing-true' | null =
		$derived.by(() => {
			if (sample.isOn) return 'sample';
			if (citizen.settings.notForMe) return 'not-for-me';
			if (!citizen.evaluation.sufficient) return 'not-enough-days';
			return this.disclosure === null ? 'nothing-true' : null;
		});

	/** A threshold that was asked tells less than one that the holder picked. */
	readonly #chosenBy: ChosenBy = $derived.by(() => {
		const asked = this.#asked?.say;
		const say = this.disclosure?.say;
		if (asked === undefined || asked === 'band' || say === undefined) return 'holder';
		return 'atLeast' in say && say.atLeast === asked.atLeast ? 'asker' : 'holder';
	});
	readonly bits: number = $derived(
		this.disclosure === null ? 0 : bitsOf(this.disclosure, this.#chosenBy),
	);
	/** Part of the most that an answer could say, 0…1. */
	readonly share: number = $derived(this.bits / MOST_BITS);
	readonly bitsToday: number = $derived(bitsOfDay(citizen.saidToday));
	readonly bitsTodayWith: number = $derived(
		this.disclosure === null
			? this.bitsToday
			: bitsOfDay([
					...citizen.saidToday,
					{ disclosure: this.disclosure, chosenBy: this.#chosenBy },
				]),
	);

	/** Thresholds of other answers today that, with this one, tell more closely where the band lies. */
	readonly narrowing: readonly Statement[] = $derived.by(() => {
		const say = this.disclosure?.say;
		if (say === undefined) return [];
		return citizen.saidToday
			.map(({ disclosure }) => disclosure.say)
			.filter((said) => JSON.stringify(said) !== JSON.stringify(say));
	});

	/** What a text of the purpose *other* names, where it is one that has no purpose of its own. */
	readonly sensitive: SensitivePurpose | null = $derived.by(() => {
		if (this.#step.step !== 'asked') return null;
		const { label, text } = this.#step.request;
		return sensitivePurpose(text) ?? sensitivePurpose(label);
	});

	/** Whether *no* is what is proposed. */
	readonly declinesByDefault: boolean = $derived.by(() => {
		if (this.#step.step !== 'asked') return false;
		return (
			this.#step.request.purpose === 'other' ||
			this.sensitive !== null ||
			this.narrowing.length > 0 ||
			this.obstacle !== null
		);
	});

	async answer(): Promise<void> {
		const step = this.#step;
		const { disclosure } = this;
		if (step.step !== 'asked' || disclosure === null || this.obstacle !== null) return;
		if (this.#isAnswering) return;
		this.#isAnswering = true;
		try {
			await this.#answer(step.request, disclosure);
		} finally {
			this.#isAnswering = false;
		}
	}

	async #answer(request: AskRequest, disclosure: Disclosure): Promise<void> {
		// Kept before anything can be seen; where it cannot be kept, nothing is said.
		if (!(await noteSaid(disclosure, this.#chosenBy))) return;
		if (!(await this.#note('answer', request, disclosure))) return;
		const minted = await mintAnswer({
			request,
			disclosure,
			rulesetHash: rulesetHash(citizen.ruleset),
			random: browserRandom,
		});
		if (!minted.ok) throw new Error(`answer: ${minted.error}`);
		const { text, claims } = minted.value;
		const fields = { ...claimFields(claims), purpose: request.purpose, text };
		ledger.note('answer-on-screen', fields, request.label);
		this.#release = holdUpdates();
		this.#step = { step: 'answered', disclosure, text, drawing: drawQr(text) };
	}

	decline(): void {
		if (this.#step.step !== 'asked' || this.#isAnswering) return;
		void this.#note('declined', this.#step.request, null);
		this.#step = { step: 'declined' };
	}

	/** Ready for another request; nothing of this one stays in memory. */
	again(): void {
		this.#release();
		this.#step = { step: 'waiting' };
	}

	#note(
		mode: 'answer' | 'declined' | 'refused',
		request: RequestContent,
		disclosure: Disclosure | null,
	): Promise<boolean> {
		// The sample month keeps nothing, and without records there is no vault to keep it in.
		if (sample.isOn || openVault.vault === null || !citizen.settings.receiptsOn)
			return Promise.resolve(true);
		const { asked, label, purpose, text } = request;
		const receipt = newReceipt({
			mode,
			asker: { label, purpose, text },
			asked: { say: asked.say, facts: [...asked.facts] },
			disclosure,
			codes: mode === 'answer' ? 1 : 0,
		});
		return citizen.change((vault) => vault.receipts.put(receipt));
	}
}
