import {
	clockOffsetSeconds,
	NO_OFF_CODES,
	noteVerification,
	type OffCodes,
} from '$lib/attest/clock-hint';
import { ReplayMemory } from '$lib/attest/replay';
import { KNOWN_RULESETS } from '$lib/attest/rulesets';
import { drawSpokenNumber, formatSpokenNumber } from '$lib/attest/spoken-number';
import type { Verification } from '$lib/attest/verdict';
import { verifyCode } from '$lib/attest/verify';
import { signal } from './door-signals';
import { readPreference, writePreference } from './preferences';
import { browserRandom } from './random';
import { Scanner } from './scanner.svelte';

const SILENT = 'silent';

/**
 * The verifier's side: one verdict at a time, in memory only. Nothing of a code is kept but the
 * hashes that tell a second showing, for three minutes.
 */
export class Door {
	#result = $state.raw<Verification | null>(null);
	#number = $state<number | null>(null);
	#offCodes = $state.raw<OffCodes>(NO_OFF_CODES);
	#sounds = $state(readPreference('verifier') !== SILENT);
	readonly #replay = new ReplayMemory();
	/** A verdict stays until the next scan is asked for, whatever the camera still sees. */
	readonly scanner = new Scanner((text) => {
		if (this.#result === null) this.check(text);
	});

	get result(): Verification | null {
		return this.#result;
	}

	/** The number to say aloud, four digits, or null. */
	get number(): string | null {
		return this.#number === null ? null : formatSpokenNumber(this.#number);
	}

	get sounds(): boolean {
		return this.#sounds;
	}

	/** Seconds by which this device's clock seems to be ahead, once three codes agree on it. */
	readonly clockOffset: number | null = $derived(clockOffsetSeconds(this.#offCodes));

	setSounds(on: boolean): void {
		this.#sounds = on;
		writePreference('verifier', on ? null : SILENT);
	}

	askNumber(on: boolean): void {
		this.#number = on ? drawSpokenNumber(browserRandom) : null;
	}

	/** Checks the text of a code, however it came here. */
	check(text: string): void {
		const verification = verifyCode(text, {
			now: Date.now(),
			knownRulesets: KNOWN_RULESETS,
			replay: this.#replay,
			...(this.#number === null ? {} : { spokenNumber: this.#number }),
		});
		this.scanner.clearProblem();
		this.#result = verification;
		this.#offCodes = noteVerification(this.#offCodes, verification);
		if (this.#sounds) signal(verification.verdict === 'valid');
	}

	/** Reads a picture file in place of the camera. */
	async checkImage(file: Blob): Promise<void> {
		this.#result = null;
		await this.scanner.readImage(file);
	}

	/** Makes ready for the next code; a number is said only once. */
	next(): void {
		this.#result = null;
		this.scanner.clearProblem();
		if (this.#number !== null) this.askNumber(true);
	}
}
