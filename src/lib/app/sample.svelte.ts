import { visitRules } from './visit-rules.svelte';

/** The sample month that one can look around with: nobody's, in memory only, gone when it ends. */
class Sample {
	#isOn = $state(false);
	/** It keeps nothing, so this choice about the tile is here. */
	hidesNumber = $state(false);
	/** Answers a change that waits for the citizen's word, because it ends the sample month. */
	#waiting = $state.raw<((yes: boolean) => void) | null>(null);

	get isOn(): boolean {
		return this.#isOn;
	}

	show(): void {
		this.#isOn = true;
		this.hidesNumber = false;
		visitRules.forget();
	}

	leave(): void {
		this.#isOn = false;
	}

	get asksToEnd(): boolean {
		return this.#waiting !== null;
	}

	/**
	 * Runs a change of one's own records and gives its outcome. Over the sample month it is asked
	 * first; null where it was not wanted.
	 */
	async asOwn<T>(change: () => T): Promise<Awaited<T> | null> {
		if (this.#isOn) {
			this.#waiting?.(false);
			const yes = await new Promise<boolean>((answer) => (this.#waiting = answer));
			if (!yes) return null;
		}
		return await change();
	}

	/** The answer to that question. */
	answer(yes: boolean): void {
		const answer = this.#waiting;
		this.#waiting = null;
		if (yes) this.leave();
		answer?.(yes);
	}
}

export const sample = new Sample();
