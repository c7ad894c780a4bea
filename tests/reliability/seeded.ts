/** Numbers that look random and are the same for the same seed (mulberry32, public domain). */
export class Seeded {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** From 0 to below 1. */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = this.#state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
	}

	/** A whole number from `low` to `high`, both included. */
	between(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	/** One of them. */
	pick<T>(choices: readonly T[]): T {
		const chosen = choices[this.between(0, choices.length - 1)];
		if (chosen === undefined) throw new Error('nothing to pick from');
		return chosen;
	}
}

/**
 * The seed of this run: `RELIABILITY_SEED`, or one of the clock. A test prints it, because with it
 * its faults fall on the same places again (times of a kill still depend on the machine).
 */
export function seedOfRun(): number {
	const asked = process.env.RELIABILITY_SEED;
	return asked === undefined ? Date.now() % 1_000_000_000 : Number(asked);
}

/** How many faults a test tries: a variable of the environment, or what fits a test run. */
export function countOf(variable: string, usual: number): number {
	const asked = process.env[variable];
	return asked === undefined ? usual : Number(asked);
}
