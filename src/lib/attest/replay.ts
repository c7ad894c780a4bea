/** Milliseconds; a camera looks at one code many times, and that is one showing. */
const SAME_SHOWING = 5_000;
/** Milliseconds; longer than the 150 s for which one code can be accepted at all. */
const MEMORY = 180_000;

/**
 * Remembers which codes this verifier accepted, by hash and in memory only, for three minutes.
 * Two doors do not share it: a code shown at both is accepted at both.
 */
export class ReplayMemory {
	readonly #lastSeen = new Map<string, number>();

	/**
	 * Notes a code that passed every other check. `now` is in milliseconds.
	 *
	 * `first`: not seen within the memory. `same-showing`: again within 5 s of its last sight.
	 * `already-shown`: later; that sight is not noted, so looking on does not make it good again.
	 */
	see(tokenHash: string, now: number): 'first' | 'same-showing' | 'already-shown' {
		this.#forget(now);
		const last = this.#lastSeen.get(tokenHash);
		// Absolute, because a clock that is set back must not turn old sights into fresh ones.
		if (last !== undefined && Math.abs(now - last) > SAME_SHOWING) return 'already-shown';
		this.#lastSeen.set(tokenHash, now);
		return last === undefined ? 'first' : 'same-showing';
	}

	/** How many codes are remembered at that time. */
	size(now: number): number {
		this.#forget(now);
		return this.#lastSeen.size;
	}

	#forget(now: number): void {
		for (const [tokenHash, last] of this.#lastSeen) {
			if (now - last > MEMORY) this.#lastSeen.delete(tokenHash);
		}
	}
}
