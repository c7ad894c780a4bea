import type { Day } from '$lib/records/day';
import type { LifestyleKind } from '$lib/records/kinds';
import type { Checkup, Condition, HealthRecords, Observation } from '$lib/records/records';

/** What readers name in our words beside the kinds; all else they name as the format or the file does. */
export const OWN_NAMES = ['systolic', 'diastolic', 'glucose-not-of-blood'] as const;
export type OwnName = (typeof OWN_NAMES)[number];

/** Why something that was met is not among the records. */
export type SkipReason =
	/** A kind of data that no score uses, such as a heart rate. */
	| 'not-used'
	| 'bad-date'
	| 'in-the-future'
	| 'bad-number'
	/** Beyond the bounds of its kind. */
	| 'implausible'
	/** No unit, or one that is not named for this kind: nothing is guessed. */
	| 'unknown-unit'
	/** Whether someone smokes, as a health record puts it: the citizen answers that themselves. */
	| 'smoking'
	/** Marked as entered in error, refuted, cancelled or not done. */
	| 'not-valid'
	/** In a file about more than one person: whose it is cannot be told once it is kept. */
	| 'several-people'
	/** The source tells it a second time: another file of it, a summary, another row. */
	| 'told-twice'
	/** A sleep of less than five minutes. */
	| 'too-short'
	/** A row or element that could not be read. */
	| 'broken'
	/** A record without what it should tell. */
	| 'no-value';

export interface Origin {
	/** The device or app that measured; anything in it that no record may hold is taken out. */
	readonly source: string;
	/**
	 * Where one source tells the same twice (a table and a summary of it, two files): the streams are
	 * summed each by itself, and of their day totals the larger counts. One stream if left out.
	 */
	readonly stream?: string;
}

/** One interval of sleep. Awake, out of bed and in bed are none: leave them out. */
export interface SleepInterval {
	/** Milliseconds since 1970-01-01T00:00Z. */
	readonly startMs: number;
	readonly endMs: number;
	/** Minutes that the sleeper's clock is ahead of UTC at the end; it decides the day. */
	readonly offsetMinutes: number;
	/** A stage (light, deep, REM), or asleep without a stage: where both tell, stages count. */
	readonly staged: boolean;
}

/** Where a reader puts what it found. Values out of bounds and bad days are counted, not kept. */
export interface RecordSink {
	/** Adds to the total of a day: thousandths at the most, rounded when all is read. */
	addToDay(kind: Exclude<LifestyleKind, 'sleep'>, day: Day, value: number, origin: Origin): void;
	/** The total of a day as the source itself says it: the larger of two counts. */
	setDay(kind: LifestyleKind, day: Day, value: number, origin: Origin): void;
	addSleep(interval: SleepInterval, origin: Origin): void;
	addObservation(observation: Observation): void;
	addCondition(condition: Condition): void;
	addCheckup(checkup: Checkup): void;
	/** Records that are already in the model, as an own export has them; kept as they are. */
	addRecords(records: HealthRecords): void;
	/**
	 * `what` names the kind or unit, never a value: ours, or a name of the format or the file; left out
	 * where it would tell no more than the reason. Up to 20 names are told of a reason.
	 */
	skip(reason: SkipReason, what?: string, count?: number): void;
	/** When the file was made, in milliseconds since 1970, where it says so; the latest counts. */
	takenAt(ms: number): void;
}
