import { BOUNDS } from '$lib/records/bounds';
import { dayEntryKey } from '$lib/records/check';
import { addDays, isDay, type Day } from '$lib/records/day';
import { LIFESTYLE_KINDS, type LifestyleKind } from '$lib/records/kinds';
import {
	MAX_DAYS,
	RECORDS_SCHEMA,
	type DayEntry,
	type HealthRecords,
	type Preferences,
} from '$lib/records/records';
import { ClinicalRecords } from './clinical-records';
import { DayTotals, type Totals } from './day-totals';
import { FIRST_LIFESTYLE_DAY, MAX_SLEEP_INTERVALS } from './limits';
import type { Origin, RecordSink, SkipReason, SleepInterval } from './record-sink';
import { SkipTally } from './skip-tally';
import { sleepByDay } from './sleep-union';
import { cleanSource } from './source-name';

const MS_PER_HOUR = 3_600_000;
const LONGEST_SLEEP_MS = 24 * MS_PER_HOUR;
const SHORTEST_SLEEP_MS = 5 * 60_000;
const MINUTES_PER_DAY = 1440;
/** A century of days has 36,525. */
const MAX_REMEMBERED = 50_000;

/** What was found in all files together. */
export interface Collected {
	readonly records: HealthRecords;
	readonly skipped: ReturnType<SkipTally['report']>;
	readonly takenAt: number | null;
}

/** Takes what the readers find, and makes records of it: days, not samples. */
export class Collector {
	readonly #lastDay: Day;
	readonly #skips = new SkipTally();
	readonly #totals = new DayTotals();
	readonly #clinical: ClinicalRecords;
	/** By source. */
	readonly #sleep = new Map<string, SleepInterval[]>();
	#intervals = 0;
	/** Entries of own exports, by what marks them as one of their day. */
	readonly #own = new Map<string, DayEntry>();
	#prefer: Preferences = {};
	#takenAt: number | null = null;
	/** What was worked out before: a file tells of one phone and of one day a thousand times. */
	readonly #names = new Map<string, string>();
	readonly #verdicts = new Map<Day, SkipReason | null>();

	/** @param today what lies after the day after it is skipped */
	constructor(today: Day) {
		this.#lastDay = addDays(today, 1);
		this.#clinical = new ClinicalRecords(this.#skip, (day) => this.#whyNot(day));
	}

	readonly #skip = (reason: SkipReason, what?: string, count?: number): void =>
		this.#skips.skip(reason, what, count);

	/**
	 * The sink of one reading. Totals of one source are summed within a group only, and of groups the
	 * larger counts: two exports of one phone tell the same days.
	 */
	sink(group: string): RecordSink {
		const sum = this.#adder(group);
		return {
			addToDay: sum,
			setDay: (kind, day, value, origin) => this.#setDay(kind, day, value, origin),
			addSleep: (interval, origin) => this.#addSleep(interval, origin),
			addObservation: (observation) => this.#clinical.addObservation(observation),
			addCondition: (condition) => this.#clinical.addCondition(condition),
			addCheckup: (checkup) => this.#clinical.addCheckup(checkup),
			addRecords: (records) => this.#addRecords(records),
			skip: this.#skip,
			takenAt: (ms) => {
				if (Number.isFinite(ms)) this.#takenAt = Math.max(this.#takenAt ?? ms, ms);
			},
		};
	}

	skip(reason: SkipReason, what?: string): void {
		this.#skips.skip(reason, what);
	}

	/** Ends the collecting. */
	collect(): Collected {
		this.#sumSleep();
		const days = this.#days();
		const records: HealthRecords = {
			schema: RECORDS_SCHEMA,
			days,
			observations: this.#clinical.observations(),
			conditions: this.#clinical.conditions(),
			checkups: this.#clinical.checkups(),
			...(Object.keys(this.#prefer).length === 0 ? {} : { prefer: this.#prefer }),
		};
		return { records, skipped: this.#skips.report(), takenAt: this.#takenAt };
	}

	/** Asks for the totals again only where another kind, source or stream follows. */
	#adder(group: string): RecordSink['addToDay'] {
		let last: { kind: LifestyleKind; source: string; stream: string; totals: Totals } | null = null;
		return (kind, day, value, { source, stream = '' }) => {
			if (!this.#isFine(kind, day, value)) return;
			if (last?.kind !== kind || last.source !== source || last.stream !== stream) {
				const name = this.#nameOf(source);
				const totals = this.#totals.stream(kind, name, `${group}\n${stream}`);
				last = { kind, source, stream, totals };
			}
			if (!this.#totals.add(last.totals, day, value)) this.#skip('implausible', kind);
		};
	}

	#setDay(kind: LifestyleKind, day: Day, value: number, origin: Origin): void {
		if (!this.#isFine(kind, day, value)) return;
		// No group has an empty name: a stream of its own.
		const totals = this.#totals.stream(kind, this.#nameOf(origin.source), '');
		if (!this.#totals.raise(totals, day, value)) this.#skip('implausible', kind);
	}

	#addSleep(interval: SleepInterval, origin: Origin): void {
		const { startMs, endMs, offsetMinutes } = interval;
		const length = endMs - startMs;
		if (!Number.isFinite(length)) this.#skip('bad-number', 'sleep');
		else if (length <= 0 || !(Math.abs(offsetMinutes) <= MINUTES_PER_DAY)) {
			this.#skip('bad-date', 'sleep');
		} else if (length > LONGEST_SLEEP_MS || this.#intervals >= MAX_SLEEP_INTERVALS) {
			this.#skip('implausible', 'sleep');
		} else {
			const name = this.#nameOf(origin.source);
			const known = this.#sleep.get(name);
			this.#intervals++;
			if (known === undefined) this.#sleep.set(name, [interval]);
			else known.push(interval);
		}
	}

	#sumSleep(): void {
		for (const [source, intervals] of this.#sleep) {
			for (const [day, ms] of sleepByDay(intervals)) {
				const reason = ms < SHORTEST_SLEEP_MS ? 'too-short' : this.#whyNotLifestyle(day);
				if (reason !== null) this.#skip(reason, 'sleep');
				else
					this.#totals.raise(this.#totals.stream('sleep', source, 'union'), day, ms / MS_PER_HOUR);
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
	#days(): DayEntry[] {
		const all = new Map(this.#own);
		for (const entry of this.#totals.entries((kind) => this.#skip('implausible', kind))) {
			const key = dayEntryKey(entry);
			const own = all.get(key);
			if (own === undefined || own.value < entry.value) all.set(key, entry);
		}
		const sorted = [...all.values()].sort(byDay);
		if (sorted.length <= MAX_DAYS) return sorted;
		this.#skip('implausible', 'days', sorted.length - MAX_DAYS);
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
