import type { Day } from '$lib/records/day';
import type { LifestyleKind } from '$lib/records/kinds';
import { dayOfCell, scanDate } from './csv-dates';
import type { CsvField, CsvMapping } from './csv-mapping';
import { parseNumberCell } from './csv-numbers';
import { previewCsv } from './csv-guess';
import { csvRows, type CsvRow } from './csv-rows';
import { convert, unitNamed, type CsvValueField } from './csv-units';
import type { Input } from './input';
import type { ReadContext, ReadEnd, Reader } from './reader';
import type { RecordSink } from './record-sink';

/** A century of days and some, of each kind: nothing else is kept while a table is read. */
const MAX_DAY_TOTALS = 200_000;

const DAY_FIELDS: ReadonlySet<CsvField> = new Set<CsvField & LifestyleKind>([
	'steps',
	'activity',
	'sleep',
	'alcohol',
	'cigarettes',
]);
const isDayField = (field: CsvField): field is LifestyleKind => DAY_FIELDS.has(field);

/**
 * Any table with a column of dates, as its mapping says (`previewCsv` proposes one; without one in the
 * context nothing is read). A row without a readable date is skipped, and so is each cell without a
 * readable number. Where a day comes more than once: a table whose dates have times of day tells
 * parts, which are added up; one without tells totals, of which the largest counts.
 */
export const csv: Reader = {
	id: 'csv',
	version: 1,
	recognise: (head) => previewCsv(head) !== null,
	async read(input: Input, sink: RecordSink, context: ReadContext): Promise<ReadEnd> {
		const mapping = context.csv;
		if (mapping === undefined) return 'not-mapped';
		const table = new TableReader(mapping, context.zone, sink);
		try {
			for await (const { rows, broken } of csvRows(input, mapping.delimiter)) {
				if (broken > 0) sink.skip('broken', undefined, broken);
				for (const row of rows) table.row(row);
			}
		} finally {
			// Also where the stream ends too early: what was read before counts.
			table.end();
		}
		return table.hasDates ? 'whole' : 'no-dates';
	},
};

interface Column {
	readonly at: number;
	readonly field: CsvValueField;
	readonly unit: string | null;
}

interface DayTotal {
	sum: number;
	largest: number;
}

class TableReader {
	readonly #mapping: CsvMapping;
	readonly #zone: string;
	readonly #sink: RecordSink;
	readonly #dateAt: number;
	readonly #columns: readonly Column[];
	readonly #hasDiastolic: boolean;
	#toSkip: number;
	#hasTimes = false;
	readonly #totals = new Map<LifestyleKind, Map<Day, DayTotal>>();
	#totalCount = 0;
	/** Tables repeat a day in the rows that follow. */
	#lastCell = '';
	#lastDay: Day | null = null;

	constructor(mapping: CsvMapping, zone: string, sink: RecordSink) {
		this.#mapping = mapping;
		this.#zone = zone;
		this.#sink = sink;
		this.#dateAt = mapping.fields.indexOf('date');
		this.#columns = mapping.fields.flatMap((field, at) =>
			field === 'date' || field === 'ignore'
				? []
				: [{ at, field, unit: mapping.units[at] ?? null }],
		);
		this.#hasDiastolic = mapping.fields.includes('diastolic');
		this.#toSkip = (mapping.skipRows ?? 0) + (mapping.hasHeader ? 1 : 0);
	}

	get hasDates(): boolean {
		return this.#lastDay !== null;
	}

	row(row: CsvRow): void {
		if (this.#toSkip > 0) {
			this.#toSkip--;
			return;
		}
		const day = this.#dayOf(row[this.#dateAt] ?? '');
		if (day === null) {
			// Spreadsheets write empty rows behind a table, with all of their commas.
			if (row.some((cell) => cell.trim() !== '')) this.#sink.skip('bad-date');
			return;
		}
		const seen = new Map<CsvValueField, number>();
		for (const column of this.#columns) {
			if (!seen.has(column.field)) this.#readCell(row[column.at] ?? '', column, seen);
		}
		for (const [field, value] of seen) this.#tell(field, value, day, seen);
	}

	/** Hands out the totals of the days. */
	end(): void {
		const origin = { source: this.#mapping.source };
		for (const [kind, days] of this.#totals) {
			for (const [day, { sum, largest }] of days) {
				const value = this.#hasTimes ? Math.round(sum * 1000) / 1000 : largest;
				this.#sink.setDay(kind, day, value, origin);
			}
		}
		this.#totals.clear();
	}

	#dayOf(cell: string): Day | null {
		if (cell === this.#lastCell && this.#lastDay !== null) return this.#lastDay;
		const date = scanDate(cell);
		if (date === null) return null;
		const day = dayOfCell(date, this.#mapping.dateOrder, this.#zone);
		if (day === null) return null;
		if (date.hasTime) this.#hasTimes = true;
		this.#lastCell = cell;
		this.#lastDay = day;
		return day;
	}

	#readCell(text: string, column: Column, seen: Map<CsvValueField, number>): void {
		const { field, unit } = column;
		const cell = parseNumberCell(text, this.#mapping.decimal);
		if (cell.form === 'empty') return;
		if (cell.form === 'number') {
			const written = cell.unit === '' ? unit : unitNamed(field, cell.unit);
			const isNamed = cell.unit === '' || written !== null;
			this.#put(field, isNamed ? convert(field, cell.value, written) : null, seen);
		} else if (cell.form === 'duration' && (field === 'sleep' || field === 'activity')) {
			this.#put(field, convert(field, cell.minutes, 'min'), seen);
		} else if (cell.form === 'pair' && field === 'systolic' && !this.#hasDiastolic) {
			this.#put('systolic', convert(field, cell.first, unit), seen);
			this.#put('diastolic', convert(field, cell.second, unit), seen);
		} else this.#sink.skip('bad-number', field);
	}

	#put(field: CsvValueField, value: number | null, seen: Map<CsvValueField, number>): void {
		if (value === null) this.#sink.skip('unknown-unit', field);
		else seen.set(field, value);
	}

	#tell(
		field: CsvValueField,
		value: number,
		day: Day,
		seen: ReadonlyMap<CsvValueField, number>,
	): void {
		const { source } = this.#mapping;
		if (isDayField(field)) this.#addToTotal(field, day, value);
		else if (field === 'systolic' || field === 'diastolic') {
			const systolic = seen.get('systolic');
			const diastolic = seen.get('diastolic');
			if (systolic === undefined || diastolic === undefined) this.#sink.skip('no-value', 'bp');
			else if (field === 'systolic') {
				this.#sink.addObservation({ kind: 'bp', day, systolic, diastolic, source });
			}
		} else this.#sink.addObservation({ kind: field, day, value, source });
	}

	#addToTotal(kind: LifestyleKind, day: Day, value: number): void {
		let days = this.#totals.get(kind);
		if (days === undefined) {
			days = new Map<Day, DayTotal>();
			this.#totals.set(kind, days);
		}
		const total = days.get(day);
		if (total !== undefined) {
			total.sum += value;
			total.largest = Math.max(total.largest, value);
		} else if (this.#totalCount < MAX_DAY_TOTALS) {
			this.#totalCount++;
			days.set(day, { sum: value, largest: value });
		} else this.#sink.skip('broken', kind);
	}
}
