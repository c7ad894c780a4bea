/** Random records, dense where a ruleset decides: at its thresholds, at the ends of its windows. */
import { BOUNDS, type ValueKind } from '../../src/lib/records/bounds';
import { addDays, type Day } from '../../src/lib/records/day';
import { LIFESTYLE_KINDS, type LifestyleKind } from '../../src/lib/records/kinds';
import {
	RECORDS_SCHEMA,
	type Condition,
	type DayEntry,
	type HealthRecords,
	type Observation,
	type Preferences,
} from '../../src/lib/records/records';
import type { Ruleset } from '../../src/lib/score/ruleset';
import type { Seeded } from '../reliability/seeded';
import { landmarksOf, type Landmarks } from './landmarks';

export interface Life {
	readonly asOf: Day;
	readonly records: HealthRecords;
}

const SOURCES = ['manual', 'watch', 'phone', 'ring'] as const;
const NEAR = [0, 0, 0, -1, 1] as const;
const LEAP_DAYS: readonly Day[] = ['2024-02-29', '2024-03-01', '2000-02-29', '2100-03-01'];

/** Lives for one ruleset, one after the other, the same for the same seed. */
export function livesFor(ruleset: Ruleset, random: Seeded): () => Life {
	const landmarks = landmarksOf(ruleset);
	return () => new Biographer(landmarks, random).life();
}

class Biographer {
	readonly #landmarks: Landmarks;
	readonly #random: Seeded;
	readonly #asOf: Day;

	constructor(landmarks: Landmarks, random: Seeded) {
		this.#landmarks = landmarks;
		this.#random = random;
		this.#asOf =
			random.next() < 0.1 ? random.pick(LEAP_DAYS) : addDays('2015-01-01', random.between(0, 8000));
	}

	life(): Life {
		const prefer = this.#preferences();
		const records: HealthRecords = {
			schema: RECORDS_SCHEMA,
			days: LIFESTYLE_KINDS.flatMap((kind) => this.#days(kind)),
			observations: [
				...this.#landmarks.observed.flatMap((kind) => this.#observations(kind)),
				...this.#pairs(),
			],
			conditions: this.#conditions(),
			checkups: this.#times(2).map(() => ({ day: this.#at(this.#clinicalAge()) })),
			...(prefer === undefined ? {} : { prefer }),
		};
		return { asOf: this.#asOf, records };
	}

	#at(age: number): Day {
		return addDays(this.#asOf, -age);
	}

	#chance(probability: number): boolean {
		return this.#random.next() < probability;
	}

	/** A list to be filled, of at most so many, often empty. */
	#times(atMost: number): readonly undefined[] {
		return Array.from({ length: Math.max(0, this.#random.between(-1, atMost)) });
	}

	#preferences(): Preferences | undefined {
		if (this.#chance(0.5)) return undefined;
		return Object.fromEntries(
			LIFESTYLE_KINDS.filter(() => this.#chance(0.5)).map((kind) => [
				kind,
				this.#random.pick(SOURCES),
			]),
		);
	}

	#days(kind: LifestyleKind): readonly DayEntry[] {
		const style = this.#random.pick(['none', 'steady', 'at ends', 'few', 'some', 'some'] as const);
		if (style === 'none') return [];
		if (style === 'steady') return this.#steadyDays(kind);
		const share = { 'at ends': 0, few: 0.1, some: this.#random.next() }[style];
		const lastAge = this.#random.pick([3, 8, 16, 34]);
		const ages = Array.from({ length: lastAge + 2 }, (_, at) => at - 1)
			.filter(() => this.#chance(share))
			.concat(this.#landmarks.windows.filter(() => this.#chance(0.2)))
			.concat(this.#landmarks.windows.map((end) => end + 1).filter(() => this.#chance(0.2)));
		return [...new Set(ages)].flatMap((age) => this.#entriesOf(kind, age));
	}

	#entriesOf(kind: LifestyleKind, age: number): readonly DayEntry[] {
		const sources = this.#chance(0.75)
			? [this.#random.pick(SOURCES)]
			: SOURCES.filter(() => this.#chance(0.5));
		return sources.map((source) => ({
			kind,
			day: this.#at(age),
			value: this.#value(kind),
			source,
		}));
	}

	/** Days whose sum, or mean, is a threshold to the thousandth, or beside it by one. */
	#steadyDays(kind: LifestyleKind): readonly DayEntry[] {
		const { max, decimals } = BOUNDS[kind];
		const unit = decimals === 0 ? 1 : 1000;
		const count = this.#random.pick([1, 4, 7, 14, 28]);
		const perDay = this.#threshold(kind) / this.#random.pick([1, 7, count]);
		const total = Math.round(perDay * count * unit) + this.#random.pick([0, 0, -1, 1]);
		const each = Math.floor(total / count);
		const parts = Array.from({ length: count }, (_, at) => each + (at < total % count ? 1 : 0));
		const first = this.#random.pick([0, 0, 1, 2]);
		return parts.map((part, at) => ({
			kind,
			day: this.#at(first + at),
			value: Math.min(Math.max(part, 0) / unit, max),
			source: 'manual',
		}));
	}

	#threshold(kind: ValueKind): number {
		const thresholds = this.#landmarks.thresholds.get(kind) ?? [];
		return thresholds.length === 0 ? BOUNDS[kind].max / 3 : this.#random.pick(thresholds);
	}

	/** A plausible value, half of the time at a threshold or beside it. */
	#value(kind: ValueKind): number {
		const { min, decimals } = BOUNDS[kind];
		const step = decimals === 0 ? 1 : 0.001;
		const wanted = this.#chance(0.5)
			? this.#threshold(kind) + this.#random.pick(NEAR) * step
			: min + this.#random.next() * (this.#usualMax(kind) - min);
		return this.#fit(kind, wanted);
	}

	/** The plausible value that is nearest, with as many decimals as the kind has. */
	#fit(kind: ValueKind, wanted: number): number {
		const { min, max, decimals } = BOUNDS[kind];
		const unit = decimals === 0 ? 1 : 1000;
		return Math.min(Math.max(Math.round(wanted * unit) / unit, min), max);
	}

	#usualMax(kind: ValueKind): number {
		const highest = Math.max(0, ...(this.#landmarks.thresholds.get(kind) ?? []));
		return highest === 0 ? BOUNDS[kind].max / 3 : Math.min(highest * 1.3, BOUNDS[kind].max);
	}

	/** Most often today, or at the end of a window, or a day off it. */
	#clinicalAge(): number {
		const end = this.#random.pick([0, ...this.#landmarks.windows]);
		if (this.#chance(0.3)) return this.#random.between(0, 30);
		return this.#chance(0.7)
			? end + this.#random.between(-1, 1)
			: this.#random.between(-5, this.#random.pick([40, 420]));
	}

	#observations(kind: Observation['kind']): readonly Observation[] {
		const days = [this.#clinicalAge(), this.#clinicalAge()].map((age) => this.#at(age));
		// A few days only, so that one day has several readings, and of several kinds.
		return this.#times(4).map(() => this.#observation(kind, this.#random.pick(days)));
	}

	#observation(kind: Observation['kind'], day: Day): Observation {
		if (kind !== 'bp') return { kind, day, value: this.#value(kind) };
		const systolic = this.#value('systolic');
		const diastolic = Math.min(this.#value('diastolic'), Math.ceil(systolic) - 1);
		return { kind, day, systolic, diastolic };
	}

	/** Two readings of a day that together come to a threshold of what is derived from them. */
	#pairs(): readonly Observation[] {
		const { derivations } = this.#landmarks;
		return this.#times(2).flatMap((): readonly Observation[] => {
			const day = this.#at(this.#clinicalAge());
			if (derivations.length === 0) return [];
			if (this.#random.pick(derivations) === 'total-minus-hdl') {
				const hdl = this.#value('hdl');
				const rest = this.#chance(0.2)
					? this.#random.pick([0, -0.001, 0.001, -1])
					: this.#value('cholesterol-total');
				const total = this.#fit('cholesterol-total', hdl + rest);
				return [
					{ kind: 'hdl', day, value: hdl },
					{ kind: 'cholesterol-total', day, value: total },
				];
			}
			const height = this.#random.between(140, 200);
			// A BMI is rounded to a tenth: what decides lies half a tenth below the threshold.
			const bmi = this.#value('bmi') - this.#random.pick([0, 0.05]);
			return [
				{ kind: 'height', day, value: height },
				{ kind: 'weight', day, value: this.#fit('weight', (bmi * height * height) / 10_000) },
			];
		});
	}

	#conditions(): readonly Condition[] {
		return this.#times(6).map(() => {
			const since = this.#chance(0.5)
				? Math.round(this.#random.pick([0, ...this.#landmarks.durations])) +
					this.#random.between(-1, 1)
				: this.#random.between(-2, 3000);
			const until = this.#random.pick([null, null, -1, 0, 1, since - 400]);
			return {
				code: this.#random.pick(this.#landmarks.codes),
				since: this.#at(since),
				until: until === null ? null : this.#at(Math.min(until, since)),
			};
		});
	}
}
