import type { Age } from '$lib/records/age';
import { BOUNDS } from '$lib/records/bounds';
import type { Day } from '$lib/records/day';
import type { LifestyleKind } from '$lib/records/kinds';
import type { DayEntry } from '$lib/records/records';
import { nearestThousandths } from '$lib/records/thousandths';
import type { Dated } from './dated';
import { MAX_TOTALS } from './limits';

/** Where totals come from: one file, or files that are summed together. */
export interface Telling extends Dated {
	/** Tells them apart. */
	readonly group: string;
}

/** The totals of one stream. */
export interface Totals {
	/** In thousandths. */
	readonly days: Map<Day, number>;
	readonly telling: Telling;
	/** Something of it could not be read: any of its days may have more. */
	isInPart: boolean;
}

export interface ToldDay {
	readonly entry: DayEntry;
	readonly age: Age;
}

/**
 * The totals of days while files are read, in integer thousandths: summed within a stream, and of the
 * streams of one source the largest that is plausible. What was not read whole counts where nothing
 * else tells the day; of files that say when they were made, the newest counts.
 */
export class DayTotals {
	/** By kind, then source, then stream. */
	readonly #kinds = new Map<LifestyleKind, Map<string, Map<string, Totals>>>();
	#size = 0;

	/** The totals of one stream: whoever adds a million times asks once. */
	stream(kind: LifestyleKind, source: string, telling: Telling, stream: string): Totals {
		const sources = getOrMake(this.#kinds, kind, () => new Map<string, Map<string, Totals>>());
		const streams = getOrMake(sources, source, () => new Map<string, Totals>());
		return getOrMake(streams, `${telling.group}\n${stream}`, () => ({
			...{ days: new Map<Day, number>(), telling, isInPart: false },
		}));
	}

	/** False where there is no room for one more day. */
	add({ days }: Totals, day: Day, value: number): boolean {
		const before = days.get(day);
		if (before === undefined && !this.#grow()) return false;
		days.set(day, (before ?? 0) + nearestThousandths(value));
		return true;
	}

	/** As `add`, where a second value of a day takes the place of a smaller one. */
	raise({ days }: Totals, day: Day, value: number): boolean {
		const before = days.get(day);
		if (before === undefined && !this.#grow()) return false;
		days.set(day, Math.max(before ?? 0, nearestThousandths(value)));
		return true;
	}

	/** One entry a kind, source and day; `implausible` hears of each that has no plausible total. */
	entries(implausible: (kind: LifestyleKind) => void): ToldDay[] {
		const entries: ToldDay[] = [];
		for (const [kind, sources] of this.#kinds) {
			for (const [source, streams] of sources) {
				for (const [day, told] of plausible(kind, [...streams.values()])) {
					if (told === null) implausible(kind);
					else entries.push({ entry: { kind, day, value: told.value, source }, age: told.age });
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

interface Told {
	readonly value: number;
	readonly age: Age;
}

function plausible(kind: LifestyleKind, streams: readonly Totals[]): ReadonlyMap<Day, Told | null> {
	const { min, max, decimals } = BOUNDS[kind];
	const told = new Map<Day, Told | null>();
	const inOrder = streams
		.map(({ days, telling, isInPart }) => ({
			days,
			age: isInPart ? ('in-part' as const) : telling.takenAt,
		}))
		.sort((a, b) => rank(a.age) - rank(b.age));
	for (const { days, age } of inOrder) {
		for (const [day, thousandths] of days) {
			const value = decimals === 0 ? Math.round(thousandths / 1000) : thousandths / 1000;
			const isPlausible = value >= min && value <= max;
			const before = told.get(day) ?? null;
			if (isPlausible && (before === null || value > before.value || isBetter(age, before.age)))
				told.set(day, { value, age });
			else if (!told.has(day)) told.set(day, null);
		}
	}
	return told;
}

/** What was read in part first, then from the oldest to the newest, then what says no age. */
function rank(age: Age): number {
	if (age === 'in-part') return -Number.MAX_VALUE;
	return age ?? Number.MAX_VALUE;
}

/** Of two in that order. */
function isBetter(age: Age, before: Age): boolean {
	if (age === 'in-part' || age === before) return false;
	return before === 'in-part' || (age !== null && before !== null);
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
	const known = map.get(key);
	if (known !== undefined) return known;
	const made = make();
	map.set(key, made);
	return made;
}
