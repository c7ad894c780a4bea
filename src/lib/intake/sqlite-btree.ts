import { SqliteCursor } from './sqlite-cursor';
import { HEADER_BYTES } from './sqlite-header';
import type { SqlitePages } from './sqlite-pages';
import { uint16, uint32 } from './sqlite-value';

/*
 * A page of a table's b-tree (https://www.sqlite.org/fileformat2.html, section 1.6); on page 1 it
 * follows the database header.
 *
 *   at  bytes
 *    0      1  5 an interior page of a table, 13 a leaf; 2 and 10 are of indexes
 *    3      2  cells on the page
 *    8      4  the rightmost child, on an interior page only
 *   then       2 bytes a cell: its place on the page
 *
 * A cell of an interior page is a child (4 bytes) and a key; of a leaf the length of the payload and
 * the rowid (varints), the payload, and where that is longer than fits the first page of the rest.
 */
const INTERIOR = 5;
const LEAF = 13;
const INTERIOR_HEADER = 12;
const LEAF_HEADER = 8;

/** More than any row that is read here has; a longer one counts as broken. */
const MAX_PAYLOAD = 16 * 1024 * 1024;

export interface Walked {
	/** Rows that were handed over and taken. */
	readonly rows: number;
	/** Rows and pages that could not be read: of a page nobody knows how many rows it had. */
	readonly broken: number;
}

/** False where the payload is not a record that can be read. It is valid during the call only. */
type RowTaker = (payload: Uint8Array, rowid: number | bigint) => boolean;

/**
 * Hands over the rows of a table in the order of their rowids. Any bytes are survived: a page is
 * entered once at the most, so that a circle ends and the work is bound by the size of the file.
 * Throws only what reading throws.
 */
export async function walkTable(
	pages: SqlitePages,
	rootPage: number,
	take: RowTaker,
): Promise<Walked> {
	const walk = new TableWalk(pages, take);
	await walk.from(rootPage);
	return { rows: walk.rows, broken: walk.broken };
}

class TableWalk {
	readonly #pages: SqlitePages;
	readonly #take: RowTaker;
	/** A bit a page. */
	readonly #entered: Uint8Array;
	rows = 0;
	broken = 0;

	constructor(pages: SqlitePages, take: RowTaker) {
		this.#pages = pages;
		this.#take = take;
		this.#entered = new Uint8Array((pages.header.pageCount >> 3) + 1);
	}

	/** False for a page that is not there or was entered before. */
	#enter(number: number): boolean {
		if (number < 1 || number > this.#pages.header.pageCount) return false;
		const bit = 1 << (number & 7);
		const byte = this.#entered[number >> 3] ?? 0;
		this.#entered[number >> 3] = byte | bit;
		return (byte & bit) === 0;
	}

	async from(rootPage: number): Promise<void> {
		const ahead: number[] = [];
		if (this.#enter(rootPage)) ahead.push(rootPage);
		else this.broken++;
		for (let number = ahead.pop(); number !== undefined; number = ahead.pop()) {
			const page = await this.#pages.page(number);
			const at = number === 1 ? HEADER_BYTES : 0;
			const type = page?.[at];
			if (page !== null && type === INTERIOR) ahead.push(...this.#childrenOf(page, at).reverse());
			else if (page !== null && type === LEAF) await this.#readLeaf(page, at);
			else this.broken++;
		}
	}

	#childrenOf(page: Uint8Array, at: number): number[] {
		const children: number[] = [];
		for (const cell of this.#cellsOf(page, at, INTERIOR_HEADER)) {
			const child = uint32(page, cell);
			if (cell + 4 <= page.length && this.#enter(child)) children.push(child);
			else this.broken++;
		}
		const rightmost = uint32(page, at + 8);
		if (this.#enter(rightmost)) children.push(rightmost);
		else this.broken++;
		return children;
	}

	/** Where the cells begin; those that would lie in the header or outside count as broken. */
	#cellsOf(page: Uint8Array, at: number, headerSize: number): number[] {
		const first = at + headerSize;
		const told = uint16(page, at + 3);
		const count = Math.min(told, Math.floor((page.length - first) / 2));
		if (told > count) this.broken++;
		const cells: number[] = [];
		for (let index = 0; index < count; index++) {
			const cell = uint16(page, first + 2 * index);
			if (cell >= first + 2 * count && cell < page.length) cells.push(cell);
			else this.broken++;
		}
		return cells;
	}

	async #readLeaf(page: Uint8Array, at: number): Promise<void> {
		// Cells that lie over one another would make much work out of few bytes.
		let room = page.length;
		for (const cell of this.#cellsOf(page, at, LEAF_HEADER)) {
			const cursor = new SqliteCursor(page, cell, page.length);
			const length = cursor.size();
			const rowid = cursor.signed();
			const local = localLength(length, page.length);
			const end = cursor.at + local;
			room -= end - cell;
			if (length < 0 || length > MAX_PAYLOAD || rowid === null || end > page.length || room < 0) {
				this.broken++;
				continue;
			}
			const start = page.subarray(cursor.at, end);
			const payload = local === length ? start : await this.#whole(start, page, end, length);
			if (payload !== null && this.#take(payload, rowid)) this.rows++;
			else this.broken++;
		}
	}

	/**
	 * The payload with what lies on overflow pages, each the number of the next and then bytes
	 * (section 1.7); null if the chain breaks.
	 */
	async #whole(
		start: Uint8Array,
		page: Uint8Array,
		pointerAt: number,
		length: number,
	): Promise<Uint8Array | null> {
		if (pointerAt + 4 > page.length) return null;
		const parts = [start.slice()];
		let missing = length - start.length;
		let next = uint32(page, pointerAt);
		while (missing > 0) {
			if (!this.#enter(next)) return null;
			const overflow = await this.#pages.page(next);
			if (overflow === null) return null;
			const part = overflow.slice(4, 4 + missing);
			parts.push(part);
			missing -= part.length;
			next = uint32(overflow, 0);
		}
		const payload = new Uint8Array(length);
		let at = 0;
		for (const part of parts) {
			payload.set(part, at);
			at += part.length;
		}
		return payload;
	}
}

/** How much of a payload lies on the leaf itself (section 1.6, with its names). */
function localLength(payload: number, usable: number): number {
	const most = usable - 35;
	if (payload <= most) return payload;
	const least = Math.floor(((usable - 12) * 32) / 255) - 23;
	const fitting = least + ((payload - least) % (usable - 4));
	return fitting <= most ? fitting : least;
}
