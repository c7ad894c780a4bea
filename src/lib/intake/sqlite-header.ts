import { err, ok, type Result } from '$lib/codec/result';
import { type TextEncoding, uint16, uint32 } from './sqlite-value';

/*
 * The database header: the first 100 bytes (https://www.sqlite.org/fileformat2.html, section 1.3).
 *
 *   at  bytes
 *    0     16  "SQLite format 3" and a zero byte
 *   16      2  page size, a power of two from 512 to 32768, or 1 for 65536
 *   19      1  read version: 1 rollback journal, 2 write-ahead log
 *   20      1  bytes reserved at the end of each page
 *   24      4  file change counter
 *   28      4  pages of the file, valid where byte 92 says the same as byte 24
 *   56      4  text encoding: 1 UTF-8, 2 UTF-16le, 3 UTF-16be; 0 in a database without a schema
 *   92      4  the change counter for which the page count is valid
 */
const MAGIC = 'SQLite format 3\0';
export const HEADER_BYTES = 100;
const NEWEST_READ_VERSION = 2;
const SMALLEST_PAGE = 512;
/** Section 1.3.4: what is left of a page must be at least this. */
const SMALLEST_USABLE = 480;

const ENCODINGS: Readonly<Record<number, TextEncoding>> = {
	0: 'utf-8',
	1: 'utf-8',
	2: 'utf-16le',
	3: 'utf-16be',
};

export interface SqliteHeader {
	readonly pageSize: number;
	/** The page without the bytes reserved for extensions. */
	readonly usableSize: number;
	/** Pages that the file has in full. */
	readonly pageCount: number;
	readonly encoding: TextEncoding;
	/** The file is shorter than it says. */
	readonly isTruncated: boolean;
}

export type SqliteProblem =
	/** Does not begin as such a file does. */
	| 'not-sqlite'
	/** Cut off before the first page ends. */
	| 'truncated'
	/** The header contradicts the format. */
	| 'damaged'
	/** Of a version that asks older readers to stay away. */
	| 'unsupported';

/** Whether bytes begin as a SQLite 3 database does. */
export function isSqlite(bytes: Uint8Array): boolean {
	return (
		bytes.length >= MAGIC.length &&
		Array.from(MAGIC).every((char, at) => bytes[at] === char.charCodeAt(0))
	);
}

/**
 * @param bytes the first `HEADER_BYTES`, fewer in a shorter file
 * @param fileSize in bytes
 */
export function parseSqliteHeader(
	bytes: Uint8Array,
	fileSize: number,
): Result<SqliteHeader, SqliteProblem> {
	if (!isSqlite(bytes)) return err('not-sqlite');
	if (bytes.length < HEADER_BYTES) return err('truncated');
	if ((bytes[19] ?? 0) > NEWEST_READ_VERSION) return err('unsupported');
	const told = uint16(bytes, 16);
	const pageSize = told === 1 ? 65_536 : told;
	const isPowerOfTwo = (pageSize & (pageSize - 1)) === 0;
	if (pageSize < SMALLEST_PAGE || !isPowerOfTwo) return err('damaged');
	const usableSize = pageSize - (bytes[20] ?? 0);
	const encoding = ENCODINGS[uint32(bytes, 56)];
	if (usableSize < SMALLEST_USABLE || encoding === undefined) return err('damaged');
	const pageCount = Math.floor(fileSize / pageSize);
	if (pageCount === 0) return err('truncated');
	const hasCount = uint32(bytes, 24) === uint32(bytes, 92);
	const isTruncated = hasCount && uint32(bytes, 28) > pageCount;
	return ok({ pageSize, usableSize, pageCount, encoding, isTruncated });
}
