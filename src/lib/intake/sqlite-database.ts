import { err, ok, type Result } from '$lib/codec/result';
import type { Input } from './input';
import { walkTable, type Walked } from './sqlite-btree';
import { parseCreateTable, type SqliteLayout } from './sqlite-create-table';
import { HEADER_BYTES, parseSqliteHeader, type SqliteProblem } from './sqlite-header';
import { SqlitePages } from './sqlite-pages';
import { RecordDecoder } from './sqlite-record';
import type { SqliteValue } from './sqlite-value';

export interface SqliteTable extends SqliteLayout {
	readonly name: string;
	readonly rootPage: number;
}

export interface SqliteDatabase {
	readonly pages: SqlitePages;
	/** By name in lower case: names of tables and columns have no case. */
	readonly tables: ReadonlyMap<string, SqliteTable>;
	/** The file is shorter than it says. */
	readonly isTruncated: boolean;
	/** Rows and pages of the schema that could not be read, statements that are not understood. */
	readonly brokenSchema: number;
}

/** The schema's own table: `sqlite_schema(type, name, tbl_name, rootpage, sql)`, section 2.6. */
const SCHEMA_ROOT = 1;
const SCHEMA_SLOTS = [0, 1, 3, 4];

/** The tables of any known database are some hundred. */
const MAX_TABLES = 10_000;

/**
 * Opens a SQLite 3 database for reading, as far as its main file goes: what is still in a journal or
 * write-ahead log beside it is not seen. Throws only what `input.slice()` throws.
 */
export async function openSqlite(input: Input): Promise<Result<SqliteDatabase, SqliteProblem>> {
	const header = parseSqliteHeader(await input.slice(0, HEADER_BYTES), input.size);
	if (!header.ok) return header;
	const pages = new SqlitePages(input, header.value);
	const decoder = new RecordDecoder(SCHEMA_SLOTS, header.value.encoding);
	const tables = new Map<string, SqliteTable>();
	let notUnderstood = 0;
	const walked = await walkTable(pages, SCHEMA_ROOT, (payload) => {
		const values = decoder.decode(payload);
		if (values === null) return false;
		const [type, name, rootPage, sql] = values;
		// Views, indexes and virtual tables have no rows of their own here.
		if (type !== 'table' || rootPage === 0 || tables.size >= MAX_TABLES) return true;
		const layout = typeof sql === 'string' ? parseCreateTable(sql) : null;
		if (layout === null || typeof name !== 'string' || typeof rootPage !== 'number') {
			notUnderstood++;
			return true;
		}
		const key = name.toLowerCase();
		if (!tables.has(key)) tables.set(key, { ...layout, name, rootPage });
		return true;
	});
	if (walked.rows === 0 && walked.broken > 0) return err('damaged');
	const { isTruncated } = header.value;
	return ok({ pages, tables, isTruncated, brokenSchema: walked.broken + notUnderstood });
}

/**
 * Hands over the rows of a table in the order of their rowids, in bounded memory.
 * @param names the columns that are wanted; one that the table has not, or that is computed and not
 * stored, reads as null
 * @param take gets the values in the order of the names
 * @returns how many rows were read, and how many rows or pages could not be; null for a table
 * without rowids, which is not read here
 */
export async function readRows(
	database: SqliteDatabase,
	table: SqliteTable,
	names: readonly string[],
	take: (values: readonly SqliteValue[]) => void,
): Promise<Walked | null> {
	if (table.isWithoutRowid) return null;
	const columns = names.map((name) => columnOf(table, name));
	const slots = columns.map((column) => column?.slot ?? -1);
	const decoder = new RecordDecoder(slots, database.pages.header.encoding);
	return walkTable(database.pages, table.rootPage, (payload, rowid) => {
		const values = decoder.decode(payload);
		if (values === null) return false;
		take(
			columns.map((column, at) => {
				if (column === undefined || column.slot === null) return null;
				const value = values[at];
				if (column.isRowid && (value === null || value === undefined)) return rowid;
				return value === undefined ? column.whenMissing : value;
			}),
		);
		return true;
	});
}

/** The column of that name, in any case. */
export function columnOf(
	table: SqliteTable,
	name: string,
): SqliteTable['columns'][number] | undefined {
	const key = name.toLowerCase();
	return table.columns.find((column) => column.name.toLowerCase() === key);
}
