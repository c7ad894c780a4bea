import { isDay, type Day } from '$lib/records/day';
import { offsetAt, parseInstant } from './civil-time';
import { scanDate } from './csv-dates';
import type { Head, Input } from './input';
import { asNumber, asString, member } from './json-access';
import { readItems } from './read-items';
import type { ReadContext, ReadEnd, Reader } from './reader';
import type { RecordSink } from './record-sink';

const ORIGIN = { source: 'Garmin' };

/** A watch that was not on a wrist, and what nobody has looked at yet. */
const NOT_CONFIRMED = ['OFF_WRIST', 'UNCONFIRMED'];

/**
 * Garmin Connect's export: `DI-Connect-Aggregator/UDSFile_*.json` (totals of days) and
 * `DI-Connect-Wellness/*_sleepData.json` (nights). Both are arrays; which one it is, each item says.
 */
export const garmin: Reader = {
	id: 'garmin',
	version: 1,
	recognise: ({ text }: Head) =>
		/^\s*\[\s*\{/.test(text) &&
		((text.includes('"calendarDate"') && text.includes('"totalSteps"')) ||
			text.includes('"sleepStartTimestampGMT"')),
	read(input: Input, sink: RecordSink, { zone }: ReadContext): Promise<ReadEnd> {
		return readItems(input, sink, (item) => {
			if (member(item, 'sleepEndTimestampGMT') !== undefined) readNight(item, sink, zone);
			else if (member(item, 'calendarDate') !== undefined) readDay(item, sink);
			// Such as `{"retro":false}`, where no watch was worn.
			else sink.skip('no-value', 'sleep');
		});
	},
};

function readDay(item: unknown, sink: RecordSink): void {
	const day = calendarDay(item);
	const steps = asNumber(member(item, 'totalSteps'));
	if (day === null) sink.skip('bad-date', 'steps');
	// A day without the watch has null, or 0: nobody takes no step.
	else if (steps === null || steps === 0) sink.skip('no-value', 'steps');
	else sink.setDay('steps', day, steps, ORIGIN);
}

/** `2024-05-15`; in exports of before 2020 `{"date":"May 15, 2024 12:00:00 AM"}`. */
function calendarDay(item: unknown): Day | null {
	const date = member(item, 'calendarDate');
	const text = asString(date) ?? asString(member(date, 'date')) ?? '';
	if (isDay(text)) return text;
	const cell = scanDate(text);
	return cell?.form === 'day' ? cell.day : null;
}

function readNight(item: unknown, sink: RecordSink, zone: string): void {
	const confirmation = asString(member(item, 'sleepWindowConfirmationType'));
	if (confirmation !== null && NOT_CONFIRMED.includes(confirmation)) {
		sink.skip('not-valid', 'sleep');
		return;
	}
	const seconds = (name: string) => asNumber(member(item, `${name}Seconds`));
	const stages = [seconds('deepSleep'), seconds('lightSleep'), seconds('remSleep')];
	const asleep = stages.reduce<number>((sum, stage) => sum + (stage ?? 0), 0);
	const day = calendarDay(item);
	if (asleep > 0 && day !== null) {
		// The date is that of waking, by the clocks where the sleeper was, as GMT cannot tell.
		sink.setDay('sleep', day, Math.round(asleep / 3.6) / 1000, ORIGIN);
		return;
	}
	const start = instantOf(item, 'sleepStartTimestamp', zone);
	const end = instantOf(item, 'sleepEndTimestamp', zone);
	if (end === null || (asleep === 0 && start === null)) {
		sink.skip('no-value', 'sleep');
		return;
	}
	const inBed = start === null ? 0 : end.ms - start.ms - (seconds('awakeSleep') ?? 0) * 1000;
	const length = asleep > 0 ? asleep * 1000 : inBed;
	sink.addSleep(
		{
			startMs: end.ms - length,
			endMs: end.ms,
			offsetMinutes: end.offsetMinutes,
			staged: false,
		},
		ORIGIN,
	);
}

/** `2024-05-14T15:41:04.0` in GMT; its local twin, where there is one, tells the offset. */
function instantOf(
	item: unknown,
	name: string,
	zone: string,
): { readonly ms: number; readonly offsetMinutes: number } | null {
	const ms = msOf(member(item, `${name}GMT`));
	if (ms === null) return null;
	const local = msOf(member(item, `${name}Local`));
	const ahead = local === null ? NaN : Math.round((local - ms) / 900_000) * 15;
	return { ms, offsetMinutes: Math.abs(ahead) <= 840 ? ahead : offsetAt(ms, zone) };
}

function msOf(value: unknown): number | null {
	return asNumber(value) ?? parseInstant(asString(value) ?? '', 'UTC')?.ms ?? null;
}
