import { decodeTable } from './csv-encoding';
import { dateNameRank, fieldOfName, hasUnitInName, unitInName } from './csv-fields';
import { guessDecimal, guessOrder, guessUnit } from './csv-evidence';
import type { CsvField, CsvMapping, CsvPreview } from './csv-mapping';
import { scanDate } from './csv-dates';
import { parseNumberCell } from './csv-numbers';
import { RowCutter, type CsvRow } from './csv-rows';
import type { Head } from './input';

const DELIMITERS: readonly CsvMapping['delimiter'][] = [',', ';', '\t', '|'];
const MAX_ROWS = 1000;
const MAX_PREAMBLE = 30;
const PREVIEW_ROWS = 10;
/** The share of the cells that must be dates: some tables end with totals. */
const DATE_SHARE = 0.8;

interface Table {
	readonly delimiter: CsvMapping['delimiter'];
	readonly skipRows: number;
	readonly hasHeader: boolean;
	readonly rows: readonly CsvRow[];
	readonly width: number;
	readonly dateColumn: number;
	/** The more of the rows are alike, the likelier it is that this is the delimiter. */
	readonly evenness: number;
}

/**
 * What a table seems to be; null where the beginning of a file is none, or has no column of dates.
 * Names of columns are known in English and Chinese, some in German.
 */
export function previewCsv(head: Head): CsvPreview | null {
	const text = headText(head);
	if (text === null) return null;
	const isWhole = head.size <= head.bytes.length;
	const tables = DELIMITERS.map((delimiter) => tableOf(text, delimiter, isWhole));
	const table = tables.reduce<Table | null>(
		(best, next) => (next !== null && next.evenness > (best?.evenness ?? 0) ? next : best),
		null,
	);
	if (table === null) return null;

	const body = table.rows.slice(table.hasHeader ? 1 : 0);
	const column = (at: number) => body.map((row) => row[at] ?? '');
	const { order, isUnsure } = guessOrder(column(table.dateColumn));
	const names = table.hasHeader ? (table.rows[0] ?? []) : [];
	const others = Array.from({ length: table.width }, (_, at) => at).filter(
		(at) => at !== table.dateColumn,
	);
	const named = others.map((at) => ({ at, field: fieldOfName(names[at] ?? '') }));
	const decimal = guessDecimal(
		named.map(({ at, field }) => ({ cells: column(at), isCount: field === 'steps' })),
		table.delimiter,
	);
	const fields = Array<CsvField>(table.width).fill('ignore');
	fields[table.dateColumn] = 'date';
	const hint = namedByFile(
		head.path,
		named.map(({ field }) => field),
	);
	for (const { at, field } of named) {
		const wanted = field === 'ignore' && hint !== null && isValueName(names[at]) ? hint : field;
		if (fields.includes(wanted) || !hasNumbers(column(at), decimal)) continue;
		fields[at] = wanted;
	}
	const units = fields.map((field, at) => {
		const name = names[at] ?? '';
		const unit = unitInName(field, name);
		// A unit that is not known here must not be replaced by one that is guessed.
		return unit ?? (hasUnitInName(name) ? null : guessUnit(field, column(at), decimal));
	});
	return {
		path: head.path,
		shape: JSON.stringify(table.hasHeader ? table.rows[0] : table.width),
		rows: table.rows.slice(0, PREVIEW_ROWS),
		guess: {
			delimiter: table.delimiter,
			...(table.skipRows > 0 ? { skipRows: table.skipRows } : {}),
			hasHeader: table.hasHeader,
			dateOrder: order,
			decimal,
			fields,
			units,
			source: sourceOf(head.path),
		},
		orderIsUnsure: isUnsure,
	};
}

/** Null for what is plainly something else: binary, JSON, XML. */
function headText(head: Head): string | null {
	const { bytes } = head;
	const isUtf16 = (bytes[0] ?? 0) + (bytes[1] ?? 0) === 0x1fd;
	if (!isUtf16 && bytes.includes(0)) return null;
	const text = decodeTable(bytes);
	return /^\s*[[{<]/.test(text) || text.startsWith('%PDF') ? null : text;
}

function tableOf(text: string, delimiter: CsvMapping['delimiter'], isWhole: boolean): Table | null {
	const cutter = new RowCutter(delimiter);
	const all = (isWhole ? cutter.end(text) : cutter.push(text)).rows.slice(0, MAX_ROWS);
	// What tells Excel its delimiter, and is no row of the table.
	const first = /^sep=/i.test(all[0]?.[0] ?? '') ? 1 : 0;
	const width = commonWidth(all);
	if (width < 2) return null;
	const start = startOf(all, first, width);
	if (start > MAX_PREAMBLE) return null;
	const rows = all.slice(start);
	const hasHeader = isHeader(rows[0] ?? []);
	const body = hasHeader ? rows.slice(1) : rows;
	const dateColumn = findDateColumn(body, hasHeader ? (rows[0] ?? []) : [], width);
	if (dateColumn === null) return null;
	const evenness = all.filter((row) => row.length === width).length / all.length;
	return { delimiter, skipRows: start, hasHeader, rows, width, dateColumn, evenness };
}

/** How many cells most rows have. */
function commonWidth(rows: readonly CsvRow[]): number {
	const counts = new Map<number, number>();
	for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
	let [width, most] = [0, 0];
	for (const [length, count] of counts) if (count > most) [width, most] = [length, count];
	return width;
}

/** Where the table begins: with the last row of names before the first date, or with the latter. */
function startOf(rows: readonly CsvRow[], first: number, width: number): number {
	const isWide = (row: CsvRow) => row.length >= width;
	const dated = rows.findIndex(
		(row, at) => at >= first && isWide(row) && row.some((cell) => isDateCell(cell, false)),
	);
	for (let at = dated - 1; at >= first; at--) {
		const row = rows[at] ?? [];
		if (isWide(row) && isHeader(row)) return at;
	}
	if (dated !== -1) return dated;
	const wide = rows.findIndex((row, at) => at >= first && isWide(row));
	return wide === -1 ? rows.length : wide;
}

function isHeader(row: CsvRow): boolean {
	return !row.some((cell) => {
		const number = parseNumberCell(cell, '.');
		// "7 days" is a name.
		const isNumber = number.form === 'number' && number.unit === '';
		return isNumber || number.form === 'pair' || scanDate(cell) !== null;
	});
}

function findDateColumn(body: readonly CsvRow[], names: CsvRow, width: number): number | null {
	let best: { readonly at: number; readonly rank: number } | null = null;
	for (let at = 0; at < width; at++) {
		const rank = dateNameRank(names[at] ?? '');
		const cells = body.map((row) => (row[at] ?? '').trim()).filter((cell) => cell !== '');
		const dates = cells.filter((cell) => isDateCell(cell, rank > 0));
		if (dates.length === 0 || dates.length < cells.length * DATE_SHARE) continue;
		if (best === null || rank > best.rank) best = { at, rank };
	}
	return best?.at ?? null;
}

/** Digits alone are a date only where the column is called that. */
function isDateCell(cell: string, isNamed: boolean): boolean {
	return (isNamed || !/^\d{10,}(?:\.\d+)?$/.test(cell)) && scanDate(cell) !== null;
}

function hasNumbers(cells: readonly string[], decimal: '.' | ','): boolean {
	const forms = cells.map((cell) => parseNumberCell(cell, decimal).form);
	const bad = forms.filter((form) => form === 'bad').length;
	return forms.some((form) => form !== 'bad' && form !== 'empty') && bad * 2 <= forms.length;
}

/** What `weight.csv` with a column `Value` is of. */
function namedByFile(path: string, fields: readonly CsvField[]): CsvField | null {
	if (fields.some((field) => field !== 'ignore')) return null;
	const field = fieldOfName(baseName(path));
	return field === 'ignore' ? null : field;
}

const isValueName = (name: string | undefined) =>
	name === undefined || /^(?:value|amount|total|数值|值|结果|result|wert)\b|^数/i.test(name.trim());

const baseName = (path: string) => (path.split('/').at(-1) ?? '').replace(/\.[a-z0-9]{1,5}$/i, '');

function sourceOf(path: string): string {
	const name = baseName(path).replace(/\p{C}/gu, '').trim();
	// No half of a character, which no name may have.
	return name.slice(0, 40).replace(/[\uD800-\uDBFF]$/, '') || 'CSV';
}
