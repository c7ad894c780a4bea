import fc from 'fast-check';
import type { Database } from 'sql.js';
import { describe, expect, it } from 'vitest';
import {
	databaseOf,
	type Layout,
	newDatabase,
	rowsOf,
	sqlOf,
} from '../../../tests/fixtures/intake/sql-js';
import { inputOfBytes } from './bytes-input';
import { openSqlite, readRows } from './sqlite-database';
import type { SqliteValue } from './sqlite-value';

/** All rows of a table, as the reader tells them. */
async function read(bytes: Uint8Array, table: string, names: readonly string[]) {
	const opened = await openSqlite(inputOfBytes(bytes, 'a.db'));
	if (!opened.ok) return { error: opened.error };
	const found = opened.value.tables.get(table.toLowerCase());
	if (found === undefined) return { error: 'no-table' };
	const rows: SqliteValue[][] = [];
	const walked = await readRows(opened.value, found, names, (row) => rows.push([...row]));
	return { rows, walked };
}

const layouts: fc.Arbitrary<Layout> = fc.record({
	pageSize: fc.constantFrom(512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536),
	encoding: fc.constantFrom('UTF-8', 'UTF-16le', 'UTF-16be'),
	reserved: fc.constantFrom(0, 0, 8, 32),
	autoVacuum: fc.boolean(),
});

const values: fc.Arbitrary<SqliteValue> = fc.oneof(
	fc.constant(null),
	fc.constantFrom(
		0,
		1,
		-1,
		127,
		-128,
		128,
		32_767,
		-32_768,
		8_388_607,
		-8_388_608,
		2 ** 31,
		-(2 ** 47),
	),
	fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }),
	fc.double({ noNaN: true }),
	fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
	fc.uint8Array(),
	// Around where payloads spill over to other pages, and over several of them.
	fc.integer({ min: 400, max: 6000 }).map((length) => 'é'.repeat(length)),
	fc.integer({ min: 400, max: 9000 }).map((length) => new Uint8Array(length).fill(length)),
);

const types = fc.constantFrom(
	'',
	'INTEGER',
	'INT NOT NULL ON CONFLICT IGNORE',
	'REAL',
	'TEXT',
	'BLOB',
);

const tables = fc.record({
	layout: layouts,
	types: fc.array(types, { minLength: 1, maxLength: 4 }),
	rows: fc.array(fc.array(values, { minLength: 4, maxLength: 4 }), { maxLength: 20 }),
	copies: fc.constantFrom(0, 0, 0, 3),
	firstRowid: fc.constantFrom('1', '-70000', '9007199254740991', '9223372036854770000'),
	deleteEvery: fc.integer({ min: 2, max: 5 }),
	added: fc.option(fc.constantFrom('INT DEFAULT 7', "TEXT DEFAULT 'ü'", 'REAL')),
	vacuum: fc.boolean(),
});

type Recipe = typeof tables extends fc.Arbitrary<infer T> ? T : never;

function make(recipe: Recipe): { database: Database; names: string[] } {
	const database = newDatabase(recipe.layout);
	const names = ['Row Id', ...recipe.types.map((_, at) => `c${String(at)}`)];
	const columns = recipe.types.map((type, at) => `c${String(at)} ${type}`);
	// A neighbour, so that pages of the one lie between those of the other.
	database.run('CREATE TABLE other (a)');
	database.run(`CREATE TABLE "my ""table" ("Row Id" INTEGER PRIMARY KEY, ${columns.join(', ')})`);
	const insert = (row: readonly SqliteValue[], rowid: string) => {
		const told = [rowid, ...row.slice(0, recipe.types.length).map(sqlOf)];
		const into = names.slice(0, told.length).map((name) => `"${name}"`);
		database.run(`INSERT INTO "my ""table" (${into.join()}) VALUES (${told.join()})`);
	};
	recipe.rows.forEach((row, at) => {
		insert(row, String(BigInt(recipe.firstRowid) + BigInt(at)));
		database.run(`INSERT INTO other VALUES (${sqlOf(row[0] ?? null)})`);
	});
	for (let copy = 0; copy < recipe.copies; copy++) {
		const rest = names.slice(1).join();
		database.run(`INSERT OR IGNORE INTO "my ""table" (${rest}) SELECT ${rest} FROM "my ""table"`);
	}
	database.run(`DELETE FROM "my ""table" WHERE "Row Id" % ${String(recipe.deleteEvery)} = 0`);
	if (recipe.added !== null) {
		database.run(`ALTER TABLE "my ""table" ADD COLUMN added ${recipe.added}`);
		names.push('added');
	}
	recipe.rows.slice(0, 3).forEach((row, at) => {
		insert(row, String(-100_000 - at));
	});
	if (recipe.vacuum) database.run('VACUUM');
	return { database, names };
}

describe('a SQLite database', () => {
	it('reads back what SQLite wrote', { timeout: 60_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(tables, async (recipe) => {
				const { database, names } = make(recipe);
				const list = names.map((name) => `"${name}"`).join();
				const expected = rowsOf(database, `SELECT ${list} FROM "my ""table" ORDER BY rowid`);
				const bytes = database.export();
				database.close();
				const { rows, walked } = await read(bytes, 'MY "TABLE', names);
				expect(rows).toEqual(expected);
				expect(walked).toEqual({ rows: expected.length, broken: 0 });
			}),
			{ numRuns: 80 },
		);
	});

	it.each([
		...['INT DEFAULT 7', "TEXT DEFAULT 'ü'", 'REAL', 'TEXT DEFAULT 1.50', 'TEXT DEFAULT -1.50'],
		...['REAL DEFAULT 2', "NUMERIC DEFAULT '3.0'", "INT DEFAULT '12 eggs'", 'DEFAULT TRUE'],
		...["BLOB DEFAULT x'00ff'", 'DEFAULT +3', "DEFAULT '4'", 'INT DEFAULT 9007199254740993'],
		...['INT DEFAULT -9223372036854775808', 'INT DEFAULT 9223372036854775808', 'REAL DEFAULT .5'],
		...['NUMERIC DEFAULT "5e1"', 'TEXT DEFAULT 0x10', 'INT DEFAULT -0x10', 'TEXT DEFAULT TRUE'],
		...[
			'INT DEFAULT 0xffffffffffffffff',
			'INT DEFAULT - 2',
			'TEXT DEFAULT bare',
			'INT DEFAULT NULL',
		],
	])('tells for rows older than a column what SQLite tells: %s', async (definition) => {
		const database = newDatabase();
		database.run('CREATE TABLE t (a); INSERT INTO t VALUES (1)');
		database.run(`ALTER TABLE t ADD COLUMN b ${definition}; INSERT INTO t (a) VALUES (2)`);
		const expected = rowsOf(database, 'SELECT a, b FROM t');
		expect((await read(database.export(), 't', ['a', 'b'])).rows).toEqual(expected);
		database.close();
	});

	it('reads many pages, three levels deep', async () => {
		const sql = `CREATE TABLE t (n INTEGER, s TEXT); WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL
			SELECT i + 1 FROM c WHERE i < 40000) INSERT INTO t SELECT i, 'row ' || i FROM c`;
		const layout = { pageSize: 512, encoding: 'UTF-8', reserved: 0, autoVacuum: false } as const;
		const { rows, walked } = await read(databaseOf(sql, layout), 't', ['s', 'n', 'missing']);
		expect(walked).toEqual({ rows: 40_000, broken: 0 });
		expect(rows?.[0]).toEqual(['row 1', 1, null]);
		expect(rows?.[39_999]).toEqual(['row 40000', 40_000, null]);
	});

	it('reads past computed columns, and tells null for those that are not stored', async () => {
		const sql = `CREATE TABLE t (a INT, b INT AS (a + 1), c INT AS (a * 2) STORED, d TEXT);
			INSERT INTO t (a, d) VALUES (20, 'x')`;
		expect(await read(databaseOf(sql), 't', ['a', 'b', 'c', 'd'])).toMatchObject({
			rows: [[20, null, 40, 'x']],
		});
	});

	it('does not read tables without rowids, views and virtual tables', async () => {
		const sql = `CREATE TABLE w (a PRIMARY KEY) WITHOUT ROWID; INSERT INTO w VALUES (1);
			CREATE VIEW v AS SELECT * FROM w; CREATE INDEX i ON w (a)`;
		const bytes = databaseOf(sql);
		expect(await read(bytes, 'w', ['a'])).toEqual({ rows: [], walked: null });
		expect(await read(bytes, 'v', ['a'])).toEqual({ error: 'no-table' });
	});

	it('reads a database without any table', async () => {
		const opened = await openSqlite(inputOfBytes(databaseOf('PRAGMA user_version = 1'), 'a.db'));
		expect(opened).toMatchObject({ ok: true, value: { brokenSchema: 0, isTruncated: false } });
	});
});

describe('a damaged SQLite database', () => {
	const sql = `CREATE TABLE t (n INTEGER, s TEXT); WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT
		i + 1 FROM c WHERE i < 300) INSERT INTO t SELECT i, 'a text of row ' || i FROM c`;
	const layout = { pageSize: 512, encoding: 'UTF-8', reserved: 0, autoVacuum: false } as const;
	const good = databaseOf(sql, layout);
	const root = 512;

	it('ends where pages go round in a circle', async () => {
		const bytes = good.slice();
		const child = new DataView(bytes.buffer).getUint16(root + 12);
		// The first child of the root is the root.
		new DataView(bytes.buffer).setUint32(root + child, 2);
		const { walked } = await read(bytes, 't', ['n']);
		expect(walked?.broken).toBe(1);
		expect(walked?.rows).toBeGreaterThan(200);
	});

	it('reads what is left of a file that was cut off, and says so', async () => {
		const bytes = good.subarray(0, 5000);
		const opened = await openSqlite(inputOfBytes(bytes, 'a.db'));
		expect(opened).toMatchObject({ value: { isTruncated: true } });
		const { walked } = await read(bytes, 't', ['n']);
		expect(walked?.rows).toBeGreaterThan(50);
		expect(walked?.broken).toBeGreaterThan(5);
	});

	it('passes over a chain of overflow pages that breaks', async () => {
		const long = `CREATE TABLE t (n, s); INSERT INTO t VALUES (1, '${'x'.repeat(3000)}'), (2, 'y')`;
		const bytes = databaseOf(long, layout);
		const page = bytes.lastIndexOf(0x78) >> 9;
		const before = bytes.slice((page - 1) * 512, page * 512);
		expect(new DataView(before.buffer).getUint32(0)).toBe(page + 1);
		bytes.fill(0, (page - 1) * 512, (page - 1) * 512 + 4);
		expect(await read(bytes, 't', ['n'])).toEqual({ rows: [[2]], walked: { rows: 1, broken: 1 } });
	});

	it(
		'survives any bytes, and reads no more rows than it can hold',
		{ timeout: 60_000 },
		async () => {
			const flips = fc.array(
				fc.record({ at: fc.nat({ max: good.length - 1 }), to: fc.integer({ min: 0, max: 255 }) }),
				{ minLength: 1, maxLength: 40 },
			);
			const cut = fc.option(fc.nat({ max: good.length }), { freq: 6 });
			await fc.assert(
				fc.asyncProperty(flips, cut, async (changes, length) => {
					const bytes = good.slice(0, length ?? good.length);
					for (const { at, to } of changes) if (at < bytes.length) bytes[at] = to;
					const { walked } = await read(bytes, 't', ['n', 's']);
					expect(walked?.rows ?? 0).toBeLessThan(good.length / 4);
				}),
				{ numRuns: 3000 },
			);
		},
	);

	it('makes little work of cells that lie over one another', async () => {
		const bytes = good.slice();
		const view = new DataView(bytes.buffer);
		const leaf = (view.getUint32(root + view.getUint16(root + 12)) - 1) * 512;
		const cells = view.getUint16(leaf + 3);
		for (let cell = 1; cell < cells; cell++) {
			view.setUint16(leaf + 8 + 2 * cell, view.getUint16(leaf + 8));
		}
		view.setUint16(leaf + 3, cells);
		const { walked } = await read(bytes, 't', ['n']);
		expect(walked?.rows).toBeLessThanOrEqual(300);
	});
});
