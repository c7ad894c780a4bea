import { dayToNumber } from '$lib/records/day';
import { offsetAt } from './civil-time';
import type { ReadContext } from './reader';
import type { RecordSink } from './record-sink';
import type { Walked } from './sqlite-btree';
import { columnOf, readRows, type SqliteDatabase } from './sqlite-database';
import type { SqliteValue } from './sqlite-value';

/**
 * What every record table has (AOSP packages/modules/HealthFitness, `RecordHelper`), to be found by
 * name: an update may add columns at the end, and a computed one is in no record.
 */
const UUID = 'uuid';
const APP = 'app_info_id';
const MODIFIED = 'last_modified_time';

/** The time zone offsets that Java, and so Health Connect, can write. */
const LARGEST_OFFSET_SECONDS = 18 * 3600;

/** Beyond it repeated records are not told from others; a table without unique ids is no real one. */
const MAX_SEEN = 500_000;

/** Of a phone with more apps the names of the rest are not read. */
const MAX_APPS = 10_000;

const MS_PER_DAY = 86_400_000;

/** One table, and what it tells in the words of the report. */
export interface RecordTable {
	readonly table: string;
	readonly what: string;
	/** Without one of these the table says nothing. */
	readonly needed: readonly string[];
	readonly others: readonly string[];
}

/** The values of a row by the name of their column. */
export type Row = (column: string) => SqliteValue;

/** A Health Connect export while it is read. */
export class HealthConnectExport {
	readonly sink: RecordSink;
	readonly #database: SqliteDatabase;
	readonly #zone: string;
	readonly #latestAllowedMs: number;
	readonly #sources = new Map<number, string>();
	readonly #counted = new Set<string>();
	#latestMs = 0;
	/** Tables that could be read, be it that they were empty. */
	tablesRead = 0;
	/** Rows and pages that could not be read. */
	broken = 0;

	constructor(database: SqliteDatabase, sink: RecordSink, context: ReadContext) {
		this.#database = database;
		this.sink = sink;
		this.#zone = context.zone;
		this.#latestAllowedMs = (dayToNumber(context.today) + 2) * MS_PER_DAY;
	}

	/** When the newest of the records that were read was written; 0 if none says so. */
	get latestMs(): number {
		return this.#latestMs;
	}

	/** Each app is a source: several write the same steps, and their sums are compared, not added. */
	async readSources(): Promise<void> {
		const apps: { id: number; name: string; packageName: string }[] = [];
		const table = {
			...{ table: 'application_info_table', what: 'application_info_table' },
			...{ needed: ['row_id', 'package_name'], others: ['app_name'] },
		};
		await this.#rows(table, (row) => {
			const id = numberOf(row('row_id'));
			const packageName = row('package_name');
			if (id === null || typeof packageName !== 'string' || apps.length >= MAX_APPS) return;
			const told = row('app_name');
			const name = typeof told === 'string' && told.trim() !== '' ? told.trim() : packageName;
			apps.push({ id, name, packageName });
		});
		const uses = new Map<string, number>();
		for (const { name } of apps) uses.set(name, (uses.get(name) ?? 0) + 1);
		for (const { id, name, packageName } of apps) {
			const isShared = (uses.get(name) ?? 0) > 1 && name !== packageName;
			this.#sources.set(id, isShared ? `${name} (${packageName})` : name);
		}
	}

	/**
	 * Hands over the rows of a table, each record once. A table that is not there is passed over: who
	 * has never been on a scale has no weights.
	 */
	async read(table: RecordTable, take: (row: Row, source: string) => void): Promise<void> {
		const seen = new Set<string>();
		// The database itself keeps two rows from telling the same id, if it was told to.
		const found = this.#database.tables.get(table.table);
		const isUnique = found !== undefined && columnOf(found, UUID)?.isUnique === true;
		const isRead = await this.#rows(
			{ ...table, others: [...table.others, APP, MODIFIED, ...(isUnique ? [] : [UUID])] },
			(row) => {
				const id = isUnique ? null : idOf(row(UUID));
				if (id !== null && seen.has(id)) {
					this.sink.skip('told-twice', table.what);
					return;
				}
				if (id !== null && seen.size < MAX_SEEN) seen.add(id);
				const modified = numberOf(row(MODIFIED)) ?? 0;
				if (modified > this.#latestMs && modified < this.#latestAllowedMs) {
					this.#latestMs = modified;
				}
				take(row, this.#sourceOf(numberOf(row(APP))));
			},
		);
		if (isRead) this.tablesRead++;
	}

	/** An app whose name is lost stays one of its own: what two apps tell is never added up. */
	#sourceOf(app: number | null): string {
		if (app === null) return 'Health Connect';
		return this.#sources.get(app) ?? `Health Connect (${String(app)})`;
	}

	/** Rows of a table that belong to those of another one; may be read again, and is counted once. */
	async readParts(table: RecordTable, take: (row: Row) => void): Promise<void> {
		await this.#rows(table, take);
	}

	/** False if the table is not there or not as it should be. */
	async #rows(wanted: RecordTable, take: (row: Row) => void): Promise<boolean> {
		const table = this.#database.tables.get(wanted.table);
		if (table === undefined) return false;
		const isComplete = wanted.needed.every((name) => columnOf(table, name) !== undefined);
		const names = [...wanted.needed, ...wanted.others];
		const places = new Map(names.map((name, at) => [name, at]));
		let values: readonly SqliteValue[] = [];
		const row: Row = (column) => values[places.get(column) ?? -1] ?? null;
		const walked = isComplete
			? await readRows(this.#database, table, names, (read) => {
					values = read;
					take(row);
				})
			: null;
		if (!this.#counted.has(wanted.table)) this.#count(wanted, walked);
		return walked !== null;
	}

	#count(wanted: RecordTable, walked: Walked | null): void {
		this.#counted.add(wanted.table);
		const broken = walked?.broken ?? 0;
		if (walked === null) this.sink.skip('no-value', wanted.what);
		if (broken > 0) this.sink.skip('broken', wanted.what, broken);
		this.broken += broken;
	}

	/** Minutes ahead of UTC; the home zone's where the record does not say. */
	offsetMinutes(seconds: SqliteValue, ms: number): number {
		const told = numberOf(seconds);
		if (told !== null && Math.abs(told) <= LARGEST_OFFSET_SECONDS) return Math.round(told / 60);
		return offsetAt(ms, this.#zone);
	}

	/** A number that must be there; what is not one is counted, and null. */
	numberIn(row: Row, column: string, what: string): number | null {
		const value = row(column);
		const number = numberOf(value);
		if (number === null) this.sink.skip(value === null ? 'no-value' : 'bad-number', what);
		return number;
	}

	/** Milliseconds since 1970 that must be there; what is none is counted, and null. */
	timeIn(row: Row, column: string, what: string): number | null {
		const ms = numberOf(row(column));
		if (ms === null) this.sink.skip('bad-date', what);
		return ms;
	}
}

/** A finite number. Some columns of codes are declared as text, and so hold the number as text. */
export function numberOf(value: SqliteValue): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : null;
}

function idOf(uuid: SqliteValue): string | null {
	if (uuid instanceof Uint8Array && uuid.length <= 64) return String.fromCharCode(...uuid);
	return typeof uuid === 'string' && uuid.length <= 64 ? uuid : null;
}
