import type { Day } from '$lib/records/day';
import { dayAtOffset } from './civil-time';
import type { SleepInterval } from './record-sink';

/** Who wakes at or after 18:00 has slept for the next day: that is six hours before its midnight. */
const EVENING_MINUTES = 6 * 60;

/** The day that a sleep counts for, by the clock where it ended; null if no record may have it. */
export function wakingDay({ endMs, offsetMinutes }: SleepInterval): Day | null {
	return dayAtOffset(endMs, offsetMinutes + EVENING_MINUTES);
}

/** Awake for longer than this, and the next sleep is another one: a nap before the night. */
const LONGEST_BREAK_MS = 3_600_000;
/** Nobody sleeps on for longer: what goes further are sleeps that follow each other closely. */
const LONGEST_SLEEP_MS = 24 * 3_600_000;

/** Intervals close to each other: stages, and what is left of a night between times awake. */
interface Sleep {
	readonly startMs: number;
	/** Its latest end, and whose offset that is. */
	last: SleepInterval;
	asleepMs: number;
}

/**
 * Milliseconds asleep by waking day, of one source: the union of the intervals. What is told in pieces
 * is one sleep, and counts as a whole for the day of its end: who sleeps from 14:00 to 22:00 has not
 * slept for two days. An interval without stages that overlaps one with a stage does not count: a watch
 * tells both of the same night, and only the stages know of the breaks.
 */
export function sleepByDay(intervals: readonly SleepInterval[]): Map<Day, number> {
	const staged = intervals.filter((interval) => interval.staged).sort(byStart);
	const reach = reachOf(staged);
	const generic = intervals.filter(
		(interval) => !interval.staged && !overlapsAny(interval, staged, reach),
	);
	const days = new Map<Day, number>();
	for (const { last, asleepMs } of sleepsOf([...staged, ...generic].sort(byStart))) {
		const day = wakingDay(last);
		if (day !== null) days.set(day, (days.get(day) ?? 0) + asleepMs);
	}
	return days;
}

function sleepsOf(sorted: readonly SleepInterval[]): readonly Sleep[] {
	const sleeps: Sleep[] = [];
	let sleep: Sleep | undefined;
	for (const interval of sorted) {
		const { startMs, endMs } = interval;
		const from = Math.max(startMs, sleep?.last.endMs ?? -Infinity);
		if (endMs <= from) continue;
		if (
			sleep === undefined ||
			startMs - sleep.last.endMs > LONGEST_BREAK_MS ||
			endMs - sleep.startMs > LONGEST_SLEEP_MS
		) {
			sleep = { startMs: from, last: interval, asleepMs: 0 };
			sleeps.push(sleep);
		}
		sleep.last = interval;
		sleep.asleepMs += endMs - from;
	}
	return sleeps;
}

function byStart(a: SleepInterval, b: SleepInterval): number {
	return a.startMs - b.startMs || b.endMs - a.endMs || b.offsetMinutes - a.offsetMinutes;
}

/** Of intervals by start: the latest end among the first ones, up to and with each. */
function reachOf(sorted: readonly SleepInterval[]): readonly number[] {
	let latest = -Infinity;
	return sorted.map(({ endMs }) => (latest = Math.max(latest, endMs)));
}

function overlapsAny(
	{ startMs, endMs }: SleepInterval,
	sorted: readonly SleepInterval[],
	reach: readonly number[],
): boolean {
	// How many begin before this one's end: by bisection.
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((sorted[middle]?.startMs ?? Infinity) < endMs) low = middle + 1;
		else high = middle;
	}
	return low > 0 && (reach[low - 1] ?? -Infinity) > startMs;
}
