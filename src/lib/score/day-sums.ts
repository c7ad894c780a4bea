import type { LifestyleKind } from '$lib/records/kinds';
import type { DayValues } from '$lib/records/resolve';
import { nearestThousandths } from '$lib/records/thousandths';

/**
 * What is recorded of a kind over a span of days. Going through ten years, each span is two
 * subtractions instead of a walk over its days.
 */
export class DaySums {
	readonly #days: readonly (DayValues | null)[];
	readonly #running = new Map<LifestyleKind, Running>();

	/** @param days latest first */
	constructor(days: readonly (DayValues | null)[]) {
		this.#days = days;
	}

	/** The sum in thousandths, exact below 2^53, of `length` days from index `start` on. */
	sum(kind: LifestyleKind, start: number, length: number): number {
		return this.#between('sums', kind, start, length);
	}

	/** How many of those days have an entry. */
	count(kind: LifestyleKind, start: number, length: number): number {
		return this.#between('counts', kind, start, length);
	}

	#between(what: keyof Running, kind: LifestyleKind, start: number, length: number): number {
		const upTo = this.#of(kind)[what];
		const end = Math.min(start + length, this.#days.length);
		return end <= start ? 0 : (upTo[end] ?? 0) - (upTo[start] ?? 0);
	}

	#of(kind: LifestyleKind): Running {
		const known = this.#running.get(kind);
		if (known !== undefined) return known;
		const length = this.#days.length + 1;
		const made = { sums: new Float64Array(length), counts: new Int32Array(length) };
		let sum = 0;
		let count = 0;
		for (const [at, values] of this.#days.entries()) {
			const value = values?.[kind];
			if (value !== undefined) {
				sum += nearestThousandths(value);
				count++;
			}
			made.sums[at + 1] = sum;
			made.counts[at + 1] = count;
		}
		this.#running.set(kind, made);
		return made;
	}
}

/** By index: of all days before it. */
interface Running {
	readonly sums: Float64Array;
	readonly counts: Int32Array;
}
