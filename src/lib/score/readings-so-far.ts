import type { Day } from '$lib/records/day';
import type { Observation, ValueObservation } from '$lib/records/records';
import { Readings } from './readings';

/**
 * The readings that can still count, as days go by: an evaluation reads only the latest day of each
 * kind. Going through ten years, that is a dozen readings a day instead of all of them.
 */
export class ReadingsSoFar {
	readonly #sorted: readonly Observation[];
	#next = 0;
	readonly #heights: Observation[] = [];
	readonly #latest = new Map<string, Observation[]>();
	#current = new Readings([]);

	constructor(observations: readonly Observation[]) {
		this.#sorted = [...observations].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
	}

	/** Enough of the readings up to `asOf` to evaluate that day. Days must be asked for in order. */
	until(asOf: Day): Readings {
		const before = this.#next;
		for (;;) {
			const day = this.#sorted[this.#next]?.day;
			if (day === undefined || day > asOf) break;
			this.#take(day);
		}
		if (this.#next !== before) {
			const known = new Set([...this.#heights, ...[...this.#latest.values()].flat()]);
			this.#current = new Readings([...known]);
		}
		return this.#current;
	}

	#take(day: Day): void {
		const start = this.#next;
		while (this.#sorted[this.#next]?.day === day) this.#next++;
		const readings = this.#sorted.slice(start, this.#next);
		for (const kind of new Set(readings.map((reading) => reading.kind))) {
			const ofKind = readings.filter((reading) => reading.kind === kind);
			// A weight is read with a height of any day.
			if (kind === 'height') this.#heights.push(...ofKind);
			else this.#latest.set(kind, ofKind);
		}
		const pair = readings.filter(isTotalOrHdl);
		if (makeNonHdl(pair)) this.#latest.set('total and hdl', pair);
	}
}

function isTotalOrHdl(reading: Observation): reading is ValueObservation {
	return reading.kind === 'cholesterol-total' || reading.kind === 'hdl';
}

/** Whether a non-HDL cholesterol can be computed of a day's readings (`readings.ts`). */
function makeNonHdl(pair: readonly ValueObservation[]): boolean {
	return pair.some(
		(total) =>
			total.kind === 'cholesterol-total' &&
			pair.some((hdl) => hdl.kind === 'hdl' && hdl.value <= total.value),
	);
}
