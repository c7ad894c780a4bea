import { csvRows, type CsvRow } from './csv-rows';
import type { Input } from './input';
import type { RecordSink } from './record-sink';

/** The cell of a column, by its name; '' where there is none. */
export type Cells = (name: string) => string;

/** Rows before the header: one of Samsung; some more for what comes. */
const MAX_BEFORE = 5;

/** What is done with the rows; null where nothing in the table is of use. */
export type TakeRow = ((cells: Cells) => void) | null;

/**
 * Reads a table with commas whose columns have names that are known. What is in front of the last
 * point of a name is passed over: `com.samsung.health.weight.start_time` is `start_time`.
 * @param names columns that the header has, all of them
 * @param begin called once with the header found: which of the columns there are, and the rows before
 * @returns whether there is such a header
 */
export async function readTable(
	input: Input,
	sink: RecordSink,
	names: readonly string[],
	begin: (has: (name: string) => boolean, before: readonly CsvRow[]) => TakeRow,
): Promise<boolean> {
	let columns: ReadonlyMap<string, number> = new Map();
	let take: TakeRow = null;
	let row: CsvRow = [];
	const before: CsvRow[] = [];
	const cells: Cells = (name) => row[columns.get(name) ?? -1]?.trim() ?? '';
	for await (const batch of csvRows(input, ',')) {
		if (batch.broken > 0) sink.skip('broken', undefined, batch.broken);
		for (const next of batch.rows) {
			if (take !== null) {
				row = next;
				take(cells);
				continue;
			}
			const found = columnsOf(next);
			if (names.every((name) => found.has(name))) {
				columns = found;
				take = begin((name) => found.has(name), before);
				if (take === null) return true;
			} else if (before.push(next) > MAX_BEFORE) return false;
		}
	}
	return take !== null;
}

function columnsOf(header: CsvRow): Map<string, number> {
	const columns = new Map<string, number>();
	const add = (name: string, at: number) => {
		if (name !== '' && !columns.has(name)) columns.set(name, at);
	};
	const names = header.map((cell) => cell.trim().toLowerCase());
	// What is called so as a whole comes first.
	for (const [at, name] of names.entries()) add(name, at);
	for (const [at, name] of names.entries()) add(name.slice(name.lastIndexOf('.') + 1), at);
	return columns;
}

/** A number that fills its cell; null where it is empty or something else. */
export function cellNumber(cell: string): number | null {
	return /^[+-]?\d{1,15}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?$/.test(cell) ? Number(cell) : null;
}
