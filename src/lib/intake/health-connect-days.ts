import type { Day } from '$lib/records/day';
import { dayAtOffset } from './civil-time';
import type { HealthConnectExport, Row } from './health-connect-export';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** What counts over a longer time says nothing of its days. */
const LONGEST_MS = 2 * MS_PER_DAY;

const INTERVAL = ['end_time', 'start_zone_offset', 'end_zone_offset'];
const STEPS = {
	...{ table: 'steps_record_table', what: 'steps' },
	...{ needed: ['start_time', 'count'], others: INTERVAL },
};
/** Since Android 16: time of moderate or vigorous activity (AOSP `ActivityIntensityRecordHelper`). */
const ACTIVITY = {
	...{ table: 'activity_intensity_record_table', what: 'activity' },
	...{ needed: ['start_time', 'end_time'], others: INTERVAL.slice(1) },
};

/** Reads what is added up by day; an interval over midnight is split in proportion to its time. */
export async function readDays(file: HealthConnectExport): Promise<void> {
	await file.read(STEPS, (row, source) => {
		const parts = partsOf(file, row, 'steps');
		const count = parts === null ? null : file.numberIn(row, 'count', 'steps');
		if (parts === null || count === null) return;
		if (count < 0) {
			file.sink.skip('bad-number', 'steps');
			return;
		}
		const totalMs = parts.reduce((sum, part) => sum + part.ms, 0);
		// Rounding the sums instead of the parts keeps the whole number of steps.
		let passedMs = 0;
		let given = 0;
		for (const { day, ms } of parts) {
			passedMs += ms;
			const until = Math.round(totalMs === 0 ? count : (count * passedMs) / totalMs);
			file.sink.addToDay('steps', day, until - given, { source });
			given = until;
		}
	});
	await file.read(ACTIVITY, (row, source) => {
		for (const { day, ms } of partsOf(file, row, 'activity') ?? []) {
			const minutes = Math.round((ms * 1000) / MS_PER_MINUTE) / 1000;
			file.sink.addToDay('activity', day, minutes, { source });
		}
	});
}

interface Part {
	readonly day: Day;
	readonly ms: number;
}

/** The days that an interval touches, and how much of it lies in each; null is counted as skipped. */
function partsOf(file: HealthConnectExport, row: Row, what: string): Part[] | null {
	const startMs = file.timeIn(row, 'start_time', what);
	if (startMs === null) return null;
	const endMs = row('end_time') === null ? startMs : file.timeIn(row, 'end_time', what);
	if (endMs === null) return null;
	const seconds = row('start_zone_offset') ?? row('end_zone_offset');
	const offset = file.offsetMinutes(seconds, startMs);
	if (endMs - startMs > LONGEST_MS) {
		file.sink.skip('implausible', what);
		return null;
	}
	const parts = endMs < startMs ? null : split(startMs, endMs, offset);
	if (parts === null) file.sink.skip('bad-date', what);
	return parts;
}

function split(startMs: number, endMs: number, offsetMinutes: number): Part[] | null {
	const parts: Part[] = [];
	const aheadMs = offsetMinutes * MS_PER_MINUTE;
	let at = startMs;
	do {
		const day = dayAtOffset(at, offsetMinutes);
		if (day === null) return null;
		const midnight = (Math.floor((at + aheadMs) / MS_PER_DAY) + 1) * MS_PER_DAY - aheadMs;
		const until = Math.min(midnight, endMs);
		parts.push({ day, ms: until - at });
		at = until;
	} while (at < endMs);
	return parts;
}
