import type { Input } from './input';
import type { SqliteHeader } from './sqlite-header';

/** Pages of one table lie near one another: one read of this many bytes serves several. */
const BLOCK_BYTES = 65_536;
/** Together 4 MiB: the interior pages of a tree and the leaves at hand. */
const MAX_BLOCKS = 64;

/** The pages of a database, from 1 on, through a cache of bounded size. */
export class SqlitePages {
	readonly header: SqliteHeader;
	readonly #input: Input;
	/** In the order of use, the oldest first. */
	readonly #blocks = new Map<number, Uint8Array>();

	constructor(input: Input, header: SqliteHeader) {
		this.#input = input;
		this.header = header;
	}

	/**
	 * The usable bytes of a page, to be read at once and not changed; null where the file has no such
	 * page. Throws only what `input.slice()` throws.
	 */
	async page(number: number): Promise<Uint8Array | null> {
		const { pageSize, usableSize, pageCount } = this.header;
		if (number < 1 || number > pageCount) return null;
		// Both are powers of two: a page never lies across two blocks.
		const start = (number - 1) * pageSize;
		const index = Math.floor(start / BLOCK_BYTES);
		const block = this.#blocks.get(index) ?? (await this.#read(index));
		this.#blocks.delete(index);
		this.#blocks.set(index, block);
		const at = start - index * BLOCK_BYTES;
		return at + pageSize <= block.length ? block.subarray(at, at + usableSize) : null;
	}

	async #read(index: number): Promise<Uint8Array> {
		const oldest = this.#blocks.keys().next();
		if (this.#blocks.size >= MAX_BLOCKS && oldest.done !== true) this.#blocks.delete(oldest.value);
		return this.#input.slice(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES);
	}
}
