import { describe, expect, it } from 'vitest';
import { parseCreateTable, type SqliteColumn } from './sqlite-create-table';

function columns(sql: string): readonly SqliteColumn[] {
	return parseCreateTable(sql)?.columns ?? [];
}

const names = (sql: string) => columns(sql).map((column) => column.name);

describe('CREATE TABLE', () => {
	it('names columns however they are quoted', () => {
		const sql =
			'CREATE TABLE "t ""1""" (a, "b ""c""" TEXT, `d,e` INT, [f(g)] BLOB, \'h\'\'i\' REAL, ñ_1, "primary" INT)';
		expect(names(sql)).toEqual(['a', 'b "c"', 'd,e', 'f(g)', "h'i", 'ñ_1', 'primary']);
	});

	it('tells constraints from columns, also between columns that were added later', () => {
		const sql = `CREATE TABLE IF NOT EXISTS main.t ( -- a comment, with a comma
			row_id INTEGER PRIMARY KEY AUTOINCREMENT, /* another, */ size DECIMAL(10, 2) NOT NULL,
			CONSTRAINT one CHECK (size > 0 AND size IN (1, 2)), FOREIGN KEY (size) REFERENCES
			other(row_id) ON DELETE SET DEFAULT, late BLOB NULL, later TEXT DEFAULT ('a,b') UNIQUE)`;
		expect(names(sql)).toEqual(['row_id', 'size', 'late', 'later']);
		expect(columns(sql).map((column) => column.isUnique)).toEqual([true, false, false, true]);
	});

	it.each([
		['a INTEGER PRIMARY KEY', true],
		['a integer primary key asc on conflict replace', true],
		['a INTEGER CONSTRAINT k PRIMARY KEY', true],
		['a INTEGER, PRIMARY KEY (a DESC)', true],
		['a INTEGER, CONSTRAINT k PRIMARY KEY ("A")', true],
		['a INTEGER PRIMARY KEY DESC', false],
		['a INT PRIMARY KEY', false],
		['a BIGINTEGER PRIMARY KEY', false],
		['a INTEGER, b, PRIMARY KEY (a, b)', false],
		['a INTEGER UNIQUE', false],
	])('knows whether a column is the rowid: %s', (definition, isRowid) => {
		expect(columns(`CREATE TABLE t (${definition})`)[0]?.isRowid).toBe(isRowid);
	});

	it('gives no place in a record to what is computed when it is read', () => {
		const sql = `CREATE TABLE t (a INT, b INT AS (a + 1), c INT GENERATED ALWAYS AS (a * (2)) STORED,
			d INT GENERATED ALWAYS AS (a) VIRTUAL, e INT)`;
		expect(columns(sql).map((column) => column.slot)).toEqual([0, null, 1, null, 2]);
	});

	it.each([
		['INT DEFAULT 5', 5],
		['INT DEFAULT -5 NOT NULL', -5],
		['INT DEFAULT +5', 5],
		['INT DEFAULT 9007199254740993', 9_007_199_254_740_993n],
		['TEXT DEFAULT 5', '5'],
		["INT DEFAULT '5'", 5],
		["TEXT DEFAULT 'it''s'", "it's"],
		['REAL DEFAULT 1.5e3', 1500],
		["BLOB DEFAULT x'00ff'", Uint8Array.of(0, 255)],
		['INT DEFAULT NULL', null],
		['INT DEFAULT TRUE', 1],
		['TEXT NOT NULL', null],
		['INT DEFAULT (1 + 1)', null],
	])('knows what older rows tell: %s', (definition, value) => {
		expect(columns(`CREATE TABLE t (a, b ${definition})`)[1]?.whenMissing).toEqual(value);
	});

	it('notices a table without rowids', () => {
		expect(parseCreateTable('CREATE TABLE t (a PRIMARY KEY) STRICT, WITHOUT ROWID')).toMatchObject({
			isWithoutRowid: true,
		});
		expect(parseCreateTable('CREATE TABLE "without" (a)')?.isWithoutRowid).toBe(false);
	});

	it.each([
		'',
		'CREATE VIRTUAL TABLE t USING fts5(a)',
		'CREATE INDEX i ON t (a)',
		'CREATE TABLE t (a, b',
		'CREATE TABLE t (a, "b)',
		`CREATE TABLE t (${'a'.repeat(100_000)})`,
		'CREATE TABLE t',
	])('refuses %#', (sql) => {
		expect(parseCreateTable(sql)).toBeNull();
	});
});
