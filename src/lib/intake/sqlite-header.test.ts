import { describe, expect, it } from 'vitest';
import { databaseOf } from '../../../tests/fixtures/intake/sql-js';
import { isSqlite, parseSqliteHeader } from './sqlite-header';

const good = databaseOf('CREATE TABLE a (b); INSERT INTO a VALUES (1)');

function changed(at: number, ...bytes: number[]): Uint8Array {
	const copy = good.slice(0, 100);
	copy.set(bytes, at);
	return copy;
}

describe('the header of a database', () => {
	it('tells the layout', () => {
		expect(parseSqliteHeader(good, good.length)).toEqual({
			ok: true,
			value: {
				...{ pageSize: 4096, usableSize: 4096, pageCount: 2 },
				...{ encoding: 'utf-8', isTruncated: false },
			},
		});
	});

	it('knows the largest page, and bytes that are reserved', () => {
		const header = parseSqliteHeader(changed(16, 0, 1, 1, 1, 32), 3 * 65_536);
		expect(header).toMatchObject({ value: { pageSize: 65_536, usableSize: 65_504, pageCount: 3 } });
	});

	it('notices that pages are missing, where the count is valid', () => {
		expect(parseSqliteHeader(good, 4096)).toMatchObject({ value: { isTruncated: true } });
		expect(parseSqliteHeader(changed(92, 9), 4096)).toMatchObject({
			value: { isTruncated: false },
		});
	});

	it.each([
		['not-sqlite', changed(0, 0x73), 8192],
		['not-sqlite', good.slice(0, 10), 10],
		['truncated', good.slice(0, 99), 99],
		['truncated', good.slice(0, 100), 4095],
		['unsupported', changed(19, 3), 8192],
		['damaged', changed(16, 0, 0), 8192],
		['damaged', changed(16, 1, 0), 8192],
		['damaged', changed(16, 3, 0), 8192],
		['damaged', changed(16, 2, 0, 1, 1, 33), 8192],
		['damaged', changed(56, 0, 0, 0, 4), 8192],
	])('is %s', (error, bytes, size) => {
		expect(parseSqliteHeader(bytes, size)).toEqual({ ok: false, error });
	});

	it('is recognised by its first bytes', () => {
		expect(isSqlite(good)).toBe(true);
		expect(isSqlite(new TextEncoder().encode('SQLite format 3\n'))).toBe(false);
		expect(isSqlite(new Uint8Array(0))).toBe(false);
	});
});
