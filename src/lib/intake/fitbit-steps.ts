import { dayAtOffset, offsetAt, parseInstant } from './civil-time';
import { asNumber, asString, member } from './json-access';
import { cellNumber, type TakeRow } from './read-table';
import type { RecordSink } from './record-sink';

export const FITBIT = 'Fitbit';

const DATE_TIME = /^(\d\d)\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d)$/;

/**
 * `{"dateTime":"01/05/24 08:00:00","value":"52"}`: the steps of a minute, month first, in UTC although
 * nothing says so (adamlporter/Fitbit_Analysis, StepDataToCSV.py).
 */
export function readFitbitMinute(item: unknown, sink: RecordSink, zone: string): void {
	const match = DATE_TIME.exec(asString(member(item, 'dateTime')) ?? '');
	const value = member(item, 'value');
	const steps = asNumber(value) ?? cellNumber(asString(value) ?? '');
	if (match === null) {
		sink.skip('bad-date', 'steps');
		return;
	}
	const [, month = '', day = '', year = '', time = ''] = match;
	const at = parseInstant(`20${year}-${month}-${day} ${time}`, 'UTC');
	addSteps(at?.ms ?? NaN, steps, sink, zone, undefined);
}

/**
 * `timestamp,steps,data source`, by the minute and more often, with `Z`. Each of several sources (the
 * phone, the watch, another app) is a stream: they count the same walk.
 */
export function takeGoogleSteps(sink: RecordSink, zone: string): TakeRow {
	return (cells) => {
		const at = parseInstant(cells('timestamp'), 'UTC');
		const stream = `google ${cells('data source')}`;
		addSteps(at?.ms ?? NaN, cellNumber(cells('steps')), sink, zone, stream);
	};
}

/** `timestamp,weight grams,data source`. */
export function takeGoogleWeight(sink: RecordSink, zone: string): TakeRow {
	return (cells) => {
		const grams = cellNumber(cells('weight grams'));
		const day = dayIn(parseInstant(cells('timestamp'), 'UTC')?.ms ?? NaN, zone);
		if (day === null) sink.skip('bad-date', 'weight');
		else if (grams === null) sink.skip('bad-number', 'weight');
		else {
			const value = Math.round(grams) / 1000;
			sink.addObservation({ kind: 'weight', day, value, source: FITBIT });
		}
	};
}

const dayIn = (ms: number, zone: string) => dayAtOffset(ms, offsetAt(ms, zone));

function addSteps(
	ms: number,
	steps: number | null,
	sink: RecordSink,
	zone: string,
	stream: string | undefined,
): void {
	const day = dayIn(ms, zone);
	const origin = { source: FITBIT, ...(stream === undefined ? {} : { stream }) };
	if (day === null) sink.skip('bad-date', 'steps');
	else if (steps === null) sink.skip('bad-number', 'steps');
	// A tracker in a drawer tells zeros all day long, and those are no day without a step.
	else if (steps !== 0) sink.addToDay('steps', day, steps, origin);
}
