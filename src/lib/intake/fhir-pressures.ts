import type { Day } from '$lib/records/day';
import type { Findings } from './fhir-findings';
import type { RecordSink } from './record-sink';

/** One of the two values of a blood pressure that came as an observation of its own. */
export interface LonePressure {
	readonly side: 'systolic' | 'diastolic';
	readonly value: number;
	readonly day: Day;
	readonly source: string;
	/** The same for both: when it was measured, as it stands there, and on whom. */
	readonly pairedBy: string;
}

/** A bound on what a hostile file costs: of later ones none is paired. */
const MAX_TIMES = 250_000;

interface Sides {
	readonly systolic: LonePressure[];
	readonly diastolic: LonePressure[];
}

/** Pairs the values of blood pressures that were told one by one. */
export class LonePressures {
	readonly #sides = new Map<string, Sides>();

	add(pressure: LonePressure, sink: RecordSink): void {
		const { side, pairedBy } = pressure;
		const sides = this.#sides.get(pairedBy) ?? { systolic: [], diastolic: [] };
		const others = sides[side];
		if (this.#sides.size >= MAX_TIMES && !this.#sides.has(pairedBy)) {
			sink.skip('implausible', side);
		} else if (others.some(({ value }) => value === pressure.value)) {
			sink.skip('told-twice', side);
		} else if (others.length > 1) {
			// Two are too many already, whatever else comes.
			sink.skip('no-value', side);
		} else {
			others.push(pressure);
			this.#sides.set(pairedBy, sides);
		}
	}

	/** When all is read: what has exactly one other side is a reading, all else is skipped. */
	finish(findings: Findings, sink: RecordSink): void {
		for (const { systolic, diastolic } of this.#sides.values()) {
			const [upper] = systolic;
			const [lower] = diastolic;
			if (upper && lower && systolic.length === 1 && diastolic.length === 1) {
				const { day, source } = upper;
				findings.addObservation({
					kind: 'bp',
					day,
					systolic: upper.value,
					diastolic: lower.value,
					source,
				});
				continue;
			}
			// Two readings at the same time could be paired in two ways.
			if (systolic.length > 0) sink.skip('no-value', 'systolic', systolic.length);
			if (diastolic.length > 0) sink.skip('no-value', 'diastolic', diastolic.length);
		}
		this.#sides.clear();
	}
}
