import { dayAtOffset, offsetAt } from './civil-time';
import type { Head, Input } from './input';
import { asNumber, asString, member } from './json-access';
import { cellNumber, readTable, type Cells } from './read-table';
import type { ReadContext, ReadEnd, Reader } from './reader';
import type { RecordSink } from './record-sink';
import type { Day } from '$lib/records/day';

const ORIGIN = { source: 'Mi Fitness' };

const SECONDS_PER_DAY = 86_400;
const TELLING_KEY = /^[a-z][a-z0-9_]{0,40}$/;

/** The tables of the export begin with the account, and nearly all go on with the device and a key. */
const HEADER = /^"?Uid"?,"?Sid"?,(?:"?Tag"?,)?"?Key"?,/i;
const ANY_HEADER = /^"?Uid"?,/i;
const FOLDER = /MiFitness|hlth_center|user_fitness/i;

/**
 * Mi Fitness, as Xiaomi's account page hands it out: `*_hlth_center_aggregated_fitness_data.csv`, of
 * which the rows `daily_report` hold what the app shows for a day. `*_hlth_center_fitness_data.csv` has
 * the same by the minute and by each device: their sum is twice as much, so it is not read.
 */
export const miFitness: Reader = {
	id: 'mi-fitness',
	version: 1,
	recognise: ({ path, text }: Head) =>
		HEADER.test(text) || (ANY_HEADER.test(text) && FOLDER.test(path)),
	async read(input: Input, sink: RecordSink, { zone }: ReadContext): Promise<ReadEnd> {
		const isKnown = await readTable(input, sink, ['uid'], (has) => {
			if (has('tag') && has('key') && has('time') && has('value')) {
				return (cells) => readRow(cells, sink, zone);
			}
			const isRaw = /hlth_center_fitness_data/i.test(input.path);
			sink.skip(isRaw ? 'told-twice' : 'not-used', isRaw ? 'steps' : undefined);
			return null;
		});
		return isKnown ? 'whole' : 'unknown-layout';
	},
};

function readRow(cells: Cells, sink: RecordSink, zone: string): void {
	const key = cells('key');
	if (key !== 'steps' && key !== 'sleep') {
		sink.skip('not-used', TELLING_KEY.test(key) ? key : undefined);
		return;
	}
	// Such as `weekly_report` and `daily_mark`.
	if (cells('tag') !== 'daily_report') {
		sink.skip('told-twice', key);
		return;
	}
	const day = dayOf(cells('time'), zone);
	if (day === null) {
		sink.skip('bad-date', key);
		return;
	}
	const report = parse(cells('value'));
	const value = key === 'steps' ? amount(report, 'steps') : hoursAsleep(report);
	if (report === null) sink.skip('broken', key);
	else if (value === null || value === 0) sink.skip('no-value', key);
	else sink.setDay(key, day, value, ORIGIN);
}

/** Seconds: of the day's midnight in UTC whatever the zone, or in some exports of that at home. */
function dayOf(cell: string, zone: string): Day | null {
	const seconds = cellNumber(cell);
	if (seconds === null) return null;
	const ms = seconds * 1000;
	return dayAtOffset(ms, seconds % SECONDS_PER_DAY === 0 ? 0 : offsetAt(ms, zone));
}

function parse(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return null;
	}
}

function amount(report: unknown, name: string): number | null {
	const value = member(report, name);
	return asNumber(value) ?? cellNumber(asString(value) ?? '');
}

/**
 * The night and the naps. `total_duration` (minutes) is without the time awake, unless the four parts
 * of the night add up to it.
 */
function hoursAsleep(report: unknown): number | null {
	const total = amount(report, 'total_duration');
	if (total === null) return null;
	const part = (name: string) => amount(report, `sleep_${name}_duration`) ?? 0;
	const awake = part('awake');
	const isWithAwake = awake > 0 && part('deep') + part('light') + part('rem') + awake === total;
	return Math.round(((isWithAwake ? total - awake : total) * 1000) / 60) / 1000;
}
