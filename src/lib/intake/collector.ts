import { BOUNDS } from '$lib/records/bounds';
import { ageKey, type Age, type Ages } from '$lib/records/age';
import { dayEntryKey } from '$lib/records/check';
import { addDays, dayToNumber, isDay, type Day } from '$lib/records/day';
import { LIFESTYLE_KINDS, type LifestyleKind } from '$lib/records/kinds';
import {
	MAX_DAYS,
	RECORDS_SCHEMA,
	type DayEntry,
	type HealthRecords,
	type Preferences,
} from '$lib/records/records';
import { ClinicalRecords } from './clinical-records';
import { DayTotals, type Telling, type ToldDay, type Totals } from './day-totals';
import { date, type Dated } from './dated';
import { FIRST_LIFESTYLE_DAY, MAX_SLEEP_INTERVALS } from './limits';
import type { RecordSink, SkipReason, SleepInterval } from './record-sink';
import { SkipTally } from './skip-tally';
import { sleepByDay } from './sleep-union';
import { cleanSource } from './source-name';

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
/** Of the clocks furthest behind UTC. */
const LARGEST_OFFSET_MS = 12 * MS_PER_HOUR;
const LONGEST_SLEEP_MS = MS_PER_DAY;
const SHORTEST_SLEEP_MS = 5 * 60_000;
const MINUTES_PER_DAY = 1440;
/** A century of days has 36,525. */
const MAX_REMEMBERED = 50_000;

/** What was found in all files together. */
export interface Collected {
	readonly records: HealthRecords;
	readonly skipped: ReturnType<SkipTally['report']>;
	/** When the newest file was made, in milliseconds since 1970; null where none says so. */
	readonly takenAt: number | null;
	/** Of the records that are not of that age. */
	readonly ages: Ages;
}

/** The sink of one reading, which says itself how it ends. */
export interface ReadingSink extends RecordSink {
	/** What was told may not be all: in its days more may belong. */
	readonly endInPart: () => void;
}

/** The intervals of one source. */
interface Nights {
	readonly telling: Telling;
	readonly intervals: SleepInterval[];
	isInPart: boolean;
}

/** Takes what the readers find, and makes records of it: days, not samples. */
export class Collector {
	readonly #lastDay: Day;
	/** Of the last day, wherever on earth. */
	readonly #endMs: number;
	readonly #skips = new SkipTally();
	readonly #totals = new DayTotals();
	readonly #clinical: ClinicalRecords;
	/** By source. */
	readonly #sleep = new Map<string, Map<Telling, Nights>>();
	#intervals = 0;
	/** Entries of own exports, by what marks them as one of their day. */
	readonly #own = new Map<string, DayEntry>();
	#prefer: Preferences = {};
	/** By group. */
	readonly #tellings = new Map<string, Telling>();
	readonly #archives = new Map<string, Dated>();
	/** What was worked out before: a file tells of one phone and of one day a thousand times. */
	readonly #names = new Map<string, string>();
	readonly #verdicts = new Map<Day, SkipReason | null>();

	/** @param today what lies after the day after it is skipped */
	constructor(today: Day) {
		this.#lastDay = addDays(today, 1);
		this.#endMs = (dayToNumber(this.#lastDay) + 1) * MS_PER_DAY + LARGEST_OFFSET_MS;
		this.#clinical = new ClinicalRecords(this.#skip, (day) => this.#whyNot(day));
	}

	readonly #skip = (reason: SkipReason, what?: string, count?: number): void =>
		this.#skips.skip(reason, what, count);

	/**
	 * The sink of one reading. Totals of one source are summed within a group only, and of groups the
	 * newer counts, or the larger, if they do not say: two exports of one phone tell the same days.
	 * @param archive what the file came in, if it did: all of one archive is of one age
	 */
	sink(group: string, archive?: string): ReadingSink {
		const telling = this.#tellings.get(group) ?? { group, takenAt: null };
		this.#tellings.set(group, telling);
		const file = this.#archives.get(archive ?? '') ?? { takenAt: null };
		if (archive !== undefined) this.#archives.set(archive, file);
		const touched = new Set<Totals | Nights>();
		return {
			addToDay: this.#adder(telling, touched),
			setDay: (kind, day, value, origin) => {
				if (!this.#isFine(kind, day, value)) return;
				// A stream of its own: no reader's has such a name.
				const name = this.#nameOf(origin.source);
				const totals = this.#totals.stream(kind, name, telling, '\n');
				touched.add(totals);
				if (!this.#totals.raise(totals, day, value)) this.#skip('implausible', kind);
			},
			addSleep: (interval, origin) => {
				if (!this.#isSleep(interval)) return;
				const nights = this.#nightsOf(this.#nameOf(origin.source), telling);
				touched.add(nights);
				nights.intervals.push(interval);
				this.#intervals++;
			},
			addObservation: (observation) => this.#clinical.addObservation(observation),
			addCondition: (condition) => this.#clinical.addCondition(condition, file),
			addCheckup: (checkup) => this.#clinical.addCheckup(checkup),
			addRecords: (records) => this.#addRecords(records),
			skip: this.#skip,
			takenAt: (ms) => {
				// One of a clock that is years ahead would be the newest for ever, and nothing could follow it.
				if (ms < this.#endMs) for (const dated of [telling, file]) date(dated, ms);
			},
			endInPart: () => {
				for (const told of touched) told.isInPart = true;
			},
		};
	}

	skip(reason: SkipReason, what?: string): void {
		this.#skips.skip(reason, what);
	}

	/** Ends the collecting. */
	collect(): Collected {
		this.#sumSleep();
		const told = this.#days();
		const conditions = this.#clinical.conditions();
		const records: HealthRecords = {
			schema: RECORDS_SCHEMA,
			days: told.map(({ entry }) => entry),
			observations: this.#clinical.observations(),
			conditions: conditions.map(({ condition }) => condition),
			checkups: this.#clinical.checkups(),
			...(Object.keys(this.#prefer).length === 0 ? {} : { prefer: this.#prefer }),
		};
		const all: Dated = { takenAt: null };
		for (const { takenAt } of this.#tellings.values()) if (takenAt !== null) date(all, takenAt);
		const { takenAt } = all;
		const ages = new Map<string, Age>();
		for (const { entry, age } of told) if (age !== takenAt) ages.set(ageKey(entry), age);
		for (const { condition, age } of conditions)
			if (age !== takenAt) ages.set(ageKey(condition), age);
		return { records, skipped: this.#skips.report(), takenAt, ages };
	}

	/** Asks for the totals again only where another kind, source or stream follows. */
	#adder(telling: Telling, touched: Set<Totals | Nights>): RecordSink['addToDay'] {
		let last: { kind: LifestyleKind; source: string; stream: string; totals: Totals } | null = null;
		return (kind, day, value, { source, stream = '' }) => {
			if (!this.#isFine(kind, day, value)) return;
			if (last?.kind !== kind || last.source !== source || last.stream !== stream) {
				const name = this.#nameOf(source);
				const totals = this.#totals.stream(kind, name, telling, stream);
				touched.add(totals);
				last = { kind, source, stream, totals };
			}
			if (!this.#totals.add(last.totals, day, value)) this.#skip('implausible', kind);
		};
	}

	#isSleep({ startMs, endMs, offsetMinutes }: SleepInterval): boolean {
		const length = endMs - startMs;
		const reason = !Number.isFinite(length)
			? 'bad-number'
			: length <= 0 || !(Math.abs(offsetMinutes) <= MINUTES_PER_DAY)
				? 'bad-date'
				: length > LONGEST_SLEEP_MS || this.#intervals >= MAX_SLEEP_INTERVALS
					? 'implausible'
					: null;
		if (reason !== null) this.#skip(reason, 'sleep');
		return reason === null;
	}

	#nightsOf(source: string, telling: Telling): Nights {
		const tellings = this.#sleep.get(source) ?? new Map<Telling, Nights>();
		const nights = tellings.get(telling) ?? { telling, intervals: [], isInPart: false };
		this.#sleep.set(source, tellings.set(telling, nights));
		return nights;
	}

	#sumSleep(): void {
		for (const [source, tellings] of this.#sleep) {
			for (const { telling, intervals, isInPart } of ofOneAge(tellings.values())) {
				const totals = this.#totals.stream('sleep', source, telling, 'union');
				totals.isInPart = isInPart;
				for (const [day, ms] of sleepByDay(intervals)) {
					const reason = ms < SHORTEST_SLEEP_MS ? 'too-short' : this.#whyNotLifestyle(day);
					if (reason !== null) this.#skip(reason, 'sleep');
					else this.#totals.raise(totals, day, ms / MS_PER_HOUR);
				}
			}
		}
	}

	#addRecords(records: HealthRecords): void {
		for (const entry of records.days) {
			const key = dayEntryKey(entry);
			const known = this.#own.get(key);
			if (known !== undefined) this.#skip('told-twice', entry.kind);
			// Of two exports nobody knows which is the newer: the larger, as everywhere.
			if (known === undefined || known.value < entry.value) this.#own.set(key, entry);
		}
		this.#clinical.keep(records.observations, records.conditions, records.checkups);
		this.#prefer = { ...this.#prefer, ...records.prefer };
	}

	/** Own entries stand, unless a device tells more of the same day by now. */
	#days(): ToldDay[] {
		const all = new Map<string, ToldDay>();
		for (const [key, entry] of this.#own) all.set(key, { entry, age: null });
		for (const told of this.#totals.entries((kind) => this.#skip('implausible', kind))) {
			const key = dayEntryKey(told.entry);
			const own = all.get(key);
			if (own === undefined || own.entry.value < told.entry.value) all.set(key, told);
		}
		const sorted = [...all.values()].sort((a, b) => byDay(a.entry, b.entry));
		if (sorted.length <= MAX_DAYS) return sorted;
		this.#skip('implausible', undefined, sorted.length - MAX_DAYS);
		return sorted.slice(-MAX_DAYS);
	}

	#isFine(kind: LifestyleKind, day: Day, value: number): boolean {
		const { min, max } = BOUNDS[kind];
		const reason = !Number.isFinite(value)
			? 'bad-number'
			: value < min || value > max
				? 'implausible'
				: this.#whyNotLifestyle(day);
		if (reason !== null) this.#skip(reason, kind);
		return reason === null;
	}

	#whyNotLifestyle(day: Day): SkipReason | null {
		const known = this.#verdicts.get(day);
		if (known !== undefined) return known;
		const verdict = day < FIRST_LIFESTYLE_DAY ? 'bad-date' : this.#whyNot(day);
		if (this.#verdicts.size < MAX_REMEMBERED) this.#verdicts.set(day, verdict);
		return verdict;
	}

	#whyNot(day: Day): SkipReason | null {
		if (!isDay(day)) return 'bad-date';
		return day > this.#lastDay ? 'in-the-future' : null;
	}

	#nameOf(source: string): string {
		let name = this.#names.get(source);
		if (name === undefined) {
			name = cleanSource(source);
			if (this.#names.size < MAX_REMEMBERED) this.#names.set(source, name);
		}
		return name;
	}
}

function byDay(a: DayEntry, b: DayEntry): number {
	if (a.day !== b.day) return a.day < b.day ? -1 : 1;
	if (a.kind !== b.kind) return LIFESTYLE_KINDS.indexOf(a.kind) - LIFESTYLE_KINDS.indexOf(b.kind);
	return a.source < b.source ? -1 : 1;
}

/** Together what is of one age, or of none that is known: a night can lie in several files. */
function ofOneAge(all: Iterable<Nights>): Iterable<Nights> {
	const ages = new Map<number | null, Nights>();
	for (const nights of all) {
		const { takenAt } = nights.telling;
		const others = ages.get(takenAt);
		if (others === undefined) ages.set(takenAt, nights);
		else {
			for (const interval of nights.intervals) others.intervals.push(interval);
			others.isInPart ||= nights.isInPart;
		}
	}
	return ages.values();
}
