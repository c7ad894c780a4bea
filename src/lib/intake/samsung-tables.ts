import { isDay, type Day } from '$lib/records/day';
import { dayAtOffset, offsetAt, parseInstant } from './civil-time';
import { cellNumber, type Cells, type TakeRow } from './read-table';
import type { RecordSink } from './record-sink';

const SOURCE = 'Samsung Health';
const ORIGIN = { source: SOURCE };

const MS_PER_DAY = 86_400_000;
/** Phone and watch together, each step once; the devices alone have other numbers. */
const ALL_DEVICES = '-2';

/** 40001 is awake. */
const STAGES = ['40002', '40003', '40004'];

/** Beyond them, rows of devices are not held back: a lifetime has 36,500 days. */
const MAX_DAYS = 100_000;

/** `step_daily_trend`: one row a day and device, and one for all of them. */
export class StepTrend {
	readonly #sink: RecordSink;
	readonly #zone: string;
	readonly #told = new Set<Day>();
	/** The largest of the devices by day, and of how many rows. */
	readonly #ofDevices = new Map<Day, { steps: number; rows: number }>();

	constructor(sink: RecordSink, zone: string) {
		this.#sink = sink;
		this.#zone = zone;
	}

	readonly take: NonNullable<TakeRow> = (cells) => {
		const source = cells('source_type');
		const steps = cellNumber(cells('count'));
		const day = trendDay(cells('day_time'), this.#zone);
		const isOfAll = source === '' || source === ALL_DEVICES;
		if (isOfAll && day !== null && this.#told.size < MAX_DAYS) this.#told.add(day);
		if (day === null) this.#sink.skip('bad-date', 'steps');
		else if (steps === null) this.#sink.skip('bad-number', 'steps');
		else if (steps === 0) this.#sink.skip('no-value', 'steps');
		else if (isOfAll) this.#sink.setDay('steps', day, steps, ORIGIN);
		else this.#hold(day, steps);
	};

	/** To be called once: a day without a row for all devices has the largest of the others. */
	end(): void {
		for (const [day, { steps, rows }] of this.#ofDevices) {
			const isTold = this.#told.has(day);
			if (!isTold) this.#sink.setDay('steps', day, steps, ORIGIN);
			const left = isTold ? rows : rows - 1;
			if (left > 0) this.#sink.skip('told-twice', 'steps', left);
		}
		this.#ofDevices.clear();
	}

	#hold(day: Day, steps: number): void {
		const known = this.#ofDevices.get(day);
		if (known !== undefined) {
			known.steps = Math.max(known.steps, steps);
			known.rows++;
		} else if (this.#ofDevices.size < MAX_DAYS) this.#ofDevices.set(day, { steps, rows: 1 });
		else this.#sink.skip('implausible', 'steps');
	}
}

/** A day as the text of its midnight, or as milliseconds: of midnight in UTC, or at home. */
function trendDay(cell: string, zone: string): Day | null {
	const text = cell.slice(0, 10);
	if (isDay(text)) return text;
	const ms = cellNumber(cell);
	if (ms === null) return null;
	return dayAtOffset(ms, ms % MS_PER_DAY === 0 ? 0 : offsetAt(ms, zone));
}

/** `sleep`: from going to bed to getting up. Where there are stages for the night, they count. */
export function takeSessions(sink: RecordSink, zone: string): TakeRow {
	return (cells) => addSleep(cells, false, sink, zone);
}

export function takeStages(sink: RecordSink, zone: string): TakeRow {
	return (cells) => {
		if (STAGES.includes(cells('stage'))) addSleep(cells, true, sink, zone);
	};
}

function addSleep(cells: Cells, staged: boolean, sink: RecordSink, zone: string): void {
	const startMs = utcMs(cells('start_time'));
	const endMs = utcMs(cells('end_time'));
	if (startMs === null || endMs === null) sink.skip('bad-date', 'sleep');
	else
		sink.addSleep({ startMs, endMs, offsetMinutes: offsetOf(cells, endMs, zone), staged }, ORIGIN);
}

/** `weight`: in kilograms, and on most rows the height in centimetres. */
export function takeWeights(sink: RecordSink, zone: string): TakeRow {
	return (cells) => {
		const day = dayOf(cells, zone);
		if (day === null) sink.skip('bad-date', 'weight');
		else {
			addValue('weight', cells('weight'), day, sink);
			if (cells('height') !== '') addValue('height', cells('height'), day, sink);
		}
	};
}

function addValue(kind: 'weight' | 'height', cell: string, day: Day, sink: RecordSink): void {
	const value = cellNumber(cell);
	if (value === null) sink.skip('bad-number', kind);
	else if (value === 0) sink.skip('no-value', kind);
	else {
		const rounded = Math.round(value * 1000) / 1000;
		sink.addObservation({ kind, day, value: rounded, source: SOURCE });
	}
}

/** `blood_pressure`: in millimetres of mercury. */
export function takePressures(sink: RecordSink, zone: string): TakeRow {
	return (cells) => {
		const day = dayOf(cells, zone);
		const systolic = cellNumber(cells('systolic'));
		const diastolic = cellNumber(cells('diastolic'));
		if (day === null) sink.skip('bad-date', 'bp');
		else if (systolic === null || diastolic === null) sink.skip('bad-number', 'bp');
		else sink.addObservation({ kind: 'bp', day, systolic, diastolic, source: SOURCE });
	};
}

function dayOf(cells: Cells, zone: string): Day | null {
	const ms = utcMs(cells('start_time'));
	return ms === null ? null : dayAtOffset(ms, offsetOf(cells, ms, zone));
}

/** `2024-06-01 10:00:00.000`, which is in UTC beside a column with the offset, or milliseconds. */
function utcMs(cell: string): number | null {
	return cellNumber(cell) ?? parseInstant(cell, 'UTC')?.ms ?? null;
}

/** `UTC+0800`. */
function offsetOf(cells: Cells, ms: number, zone: string): number {
	const match = /^UTC([+-])(\d\d):?(\d\d)$/.exec(cells('time_offset'));
	if (match === null) return offsetAt(ms, zone);
	const [, sign, hours, minutes] = match;
	return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}
