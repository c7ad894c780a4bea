import { BOUNDS } from '$lib/records/bounds';
import type { Day } from '$lib/records/day';
import type { LifestyleKind } from '$lib/records/kinds';
import type { DayEntry } from '$lib/records/records';
import { nearestThousandths } from '$lib/records/thousandths';
import { MAX_TOTALS } from './limits';

/** Thousandths by day. */
export type Totals = Map<Day, number>;

/**
 * The totals of days while files are read, in integer thousandths: summed within a stream, and of the
 * streams of one source the largest that is plausible.
 */
export class DayTotals {
	/** By kind, then source, then stream. */
	readonly #kinds = new Map<LifestyleKind, Map<string, Map<string, Totals>>>();
	#size = 0;

	/** The totals of one stream: whoever adds a million times asks once. */
	stream(kind: LifestyleKind, source: string, stream: string): Totals {
		const sources = getOrMake(this.#kinds, kind, () => new Map<string, Map<string, Totals>>());
		const streams = getOrMake(sources, source, () => new Map<string, Totals>());
		return getOrMake(streams, stream, () => new Map<Day, number>());
	}

	/** False where there is no room for one more day. */
	add(totals: Totals, day: Day, value: number): boolean {
		const before = totals.get(day);
		if (before === undefined && !this.#grow()) return false;
		totals.set(day, (before ?? 0) + nearestThousandths(value));
		return true;
	}

	/** As `add`, where a second value of a day takes the place of a smaller one. */
	raise(totals: Totals, day: Day, value: number): boolean {
		const before = totals.get(day);
		if (before === undefined && !this.#grow()) return false;
		totals.set(day, Math.max(before ?? 0, nearestThousandths(value)));
		return true;
	}

	/** One entry a kind, source and day; `implausible` hears of each that has no plausible total. */
	entries(implausible: (kind: LifestyleKind) => void): DayEntry[] {
		const entries: DayEntry[] = [];
		for (const [kind, sources] of this.#kinds) {
			for (const [source, streams] of sources) {
				for (const [day, value] of largestPlausible(kind, [...streams.values()])) {
					if (value === null) implausible(kind);
					else entries.push({ kind, day, value, source });
				}
			}
		}
		return entries;
	}

	#grow(): boolean {
		if (this.#size >= MAX_TOTALS) return false;
		this.#size++;
		return true;
	}
}

function largestPlausible(
	kind: LifestyleKind,
	streams: readonly Totals[],
): Map<Day, number | null> {
	const { min, max, decimals } = BOUNDS[kind];
	const largest = new Map<Day, number | null>();
	for (const totals of streams) {
		for (const [day, thousandths] of totals) {
			const value = decimals === 0 ? Math.round(thousandths / 1000) : thousandths / 1000;
			const isPlausible = value >= min && value <= max;
			const before = largest.get(day) ?? null;
			if (isPlausible && (before === null || value > before)) largest.set(day, value);
			else if (!largest.has(day)) largest.set(day, null);
		}
	}
	return largest;
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
	const known = map.get(key);
	if (known !== undefined) return known;
	const made = make();
	map.set(key, made);
	return made;
}
