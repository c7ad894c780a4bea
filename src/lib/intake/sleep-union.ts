import type { Day } from '$lib/records/day';
import { dayAtOffset } from './civil-time';
import type { SleepInterval } from './record-sink';

/** Who wakes at or after 18:00 has slept for the next day: that is six hours before its midnight. */
const EVENING_MINUTES = 6 * 60;

/** The day that a sleep counts for, by the clock where it ended; null if no record may have it. */
export function wakingDay({ endMs, offsetMinutes }: SleepInterval): Day | null {
	return dayAtOffset(endMs, offsetMinutes + EVENING_MINUTES);
}

/**
 * Milliseconds asleep by waking day: the union of the intervals of one source, each piece credited to
 * the day of the interval that brings it. An interval without stages that overlaps one with a stage
 * does not count: a watch tells both of the same night, and only the stages know of the breaks.
 */
export function sleepByDay(intervals: readonly SleepInterval[]): Map<Day, number> {
	const staged = intervals.filter((interval) => interval.staged).sort(byStart);
	const reach = reachOf(staged);
	const generic = intervals.filter(
		(interval) => !interval.staged && !overlapsAny(interval, staged, reach),
	);
	const days = new Map<Day, number>();
	let coveredUntil = -Infinity;
	for (const interval of [...staged, ...generic].sort(byStart)) {
		const from = Math.max(interval.startMs, coveredUntil);
		if (interval.endMs <= from) continue;
		coveredUntil = interval.endMs;
		const day = wakingDay(interval);
		if (day !== null) days.set(day, (days.get(day) ?? 0) + interval.endMs - from);
	}
	return days;
}

function byStart(a: SleepInterval, b: SleepInterval): number {
	return a.startMs - b.startMs || b.endMs - a.endMs;
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
