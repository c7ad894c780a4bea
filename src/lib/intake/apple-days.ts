import type { Day } from '$lib/records/day';
import { dayAtOffset, localToInstant, offsetAt } from './civil-time';

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

/** No app sums up more than a month in one sample; a longer one is a slip in a date. */
const MOST_DAYS = 31;

/** From when to when something was counted, and what the clocks said. */
export interface Span {
	readonly startMs: number;
	readonly endMs: number;
	readonly startOffsetMinutes: number;
	readonly endOffsetMinutes: number;
	/** The zone that the person was in, where it is known: then the offsets are not looked at. */
	readonly zone: string | null;
}

/**
 * Shares a sum out to the civil days that its span touches, in proportion to the time in each, as
 * HealthKit's statistics do.
 * @param value to the thousandth; the parts are too, and sum to it
 * @param add gets each day with its part
 * @returns whether it could: not if the span ends before it begins, is longer than a month, or lies on
 * days that no record may have
 */
export function shareOut(
	span: Span,
	value: number,
	add: (day: Day, part: number) => void,
): boolean {
	const { startMs, endMs, zone } = span;
	if (endMs < startMs) return false;
	const startOffset = zone === null ? span.startOffsetMinutes : offsetAt(startMs, zone);
	const endOffset = zone === null ? span.endOffsetMinutes : offsetAt(endMs, zone);
	const first = Math.floor((startMs + startOffset * MS_PER_MINUTE) / MS_PER_DAY);
	// What ends at midnight ends on the day before.
	const last = Math.floor((endMs - 1 + endOffset * MS_PER_MINUTE) / MS_PER_DAY);
	const firstDay = dayAtOffset(startMs, startOffset);
	if (firstDay === null || last - first >= MOST_DAYS) return false;
	if (last <= first) {
		add(firstDay, value);
		return true;
	}
	const days: Day[] = [];
	for (let day = first; day <= last; day++) {
		const named = dayAtOffset(day * MS_PER_DAY, 0);
		if (named === null) return false;
		days.push(named);
	}
	const thousandths = Math.round(value * 1000);
	let told = 0;
	for (const [index, day] of days.entries()) {
		const midnight = (first + index + 1) * MS_PER_DAY;
		// Clocks are changed after midnight, so that the first midnight still has the offset of the start.
		const until =
			zone === null
				? midnight - (index === 0 ? startOffset : endOffset) * MS_PER_MINUTE
				: localToInstant(midnight, zone).ms;
		const share = Math.min(1, Math.max(0, (until - startMs) / (endMs - startMs)));
		const upToHere = index === days.length - 1 ? thousandths : Math.round(thousandths * share);
		// Never back: of two changes of the clocks in one night one could lead there.
		const part = Math.max(upToHere, told) - told;
		told += part;
		add(day, part / 1000);
	}
	return true;
}
