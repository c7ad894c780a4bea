import type { Day } from '$lib/records/day';
import type { RecordSink } from './record-sink';

interface Pressure {
	readonly side: 'systolic' | 'diastolic';
	/** In mmHg. */
	readonly value: number;
	readonly day: Day;
	readonly source: string;
	readonly startMs: number;
	readonly endMs: number;
}

interface Moment {
	readonly day: Day;
	readonly source: string;
	readonly systolic: number[];
	readonly diastolic: number[];
	/** Those that a correlation told. */
	readonly pairs: { readonly systolic: number; readonly diastolic: number }[];
}

/** More than a lifetime of them; what is beyond is paired in parts of this size. */
const MOST_HELD = 50_000;
/** Of one source at one moment; more can only be made up. */
const MOST_AT_ONCE = 32;

/**
 * Puts the two halves of blood pressures together. The export tells each half as a record by itself,
 * and both once more inside a `Correlation`; other writers leave out the one or the other. A
 * correlation tells for certain which belong together; otherwise it is the source and the time.
 */
export class ApplePressures {
	readonly #sink: RecordSink;
	readonly #moments = new Map<string, Moment>();
	#held = 0;
	/** Of the present correlation; null outside. */
	#correlated: Pressure[] | null = null;

	constructor(sink: RecordSink) {
		this.#sink = sink;
	}

	beginCorrelation(): void {
		this.endCorrelation();
		this.#correlated = [];
	}

	endCorrelation(): void {
		const correlated = this.#correlated ?? [];
		this.#correlated = null;
		const systolic = correlated.find(({ side }) => side === 'systolic');
		const diastolic = correlated.find(({ side }) => side === 'diastolic');
		if (systolic === undefined || diastolic === undefined) {
			for (const pressure of correlated) this.add(pressure);
			return;
		}
		const { pairs } = this.#momentOf(systolic);
		const isKnown = pairs.some(
			(pair) => pair.systolic === systolic.value && pair.diastolic === diastolic.value,
		);
		if (isKnown || pairs.length >= MOST_AT_ONCE) return;
		pairs.push({ systolic: systolic.value, diastolic: diastolic.value });
		this.#held++;
	}

	add(pressure: Pressure): void {
		if (this.#correlated !== null) {
			if (this.#correlated.length < MOST_AT_ONCE) this.#correlated.push(pressure);
			return;
		}
		const values = this.#momentOf(pressure)[pressure.side];
		if (values.includes(pressure.value) || values.length >= MOST_AT_ONCE) return;
		values.push(pressure.value);
		this.#held++;
	}

	/** Hands everything out: pairs, and the halves that no other one was found for as skipped. */
	flush(): void {
		this.endCorrelation();
		for (const moment of this.#moments.values()) this.#tell(moment);
		this.#moments.clear();
		this.#held = 0;
	}

	#momentOf({ source, startMs, endMs, day }: Pressure): Moment {
		const key = `${String(startMs)} ${String(endMs)} ${source}`;
		const known = this.#moments.get(key);
		if (known !== undefined) return known;
		if (this.#held >= MOST_HELD) {
			for (const moment of this.#moments.values()) this.#tell(moment);
			this.#moments.clear();
			this.#held = 0;
		}
		const made: Moment = { day, source, systolic: [], diastolic: [], pairs: [] };
		this.#moments.set(key, made);
		return made;
	}

	#tell({ day, source, systolic, diastolic, pairs }: Moment): void {
		const tell = (pair: Moment['pairs'][number]) => {
			this.#sink.addObservation({ kind: 'bp', day, ...pair, source });
		};
		for (const pair of pairs) tell(pair);
		const upper = systolic.filter((value) => !pairs.some((pair) => pair.systolic === value));
		const lower = diastolic.filter((value) => !pairs.some((pair) => pair.diastolic === value));
		const both = Math.min(upper.length, lower.length);
		for (const [at, value] of upper.slice(0, both).entries()) {
			const other = lower[at];
			if (other !== undefined) tell({ systolic: value, diastolic: other });
		}
		const alone = upper.length + lower.length - 2 * both;
		if (alone > 0) this.#sink.skip('no-value', 'BloodPressure', alone);
	}
}
