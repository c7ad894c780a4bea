import { Sha256Stream } from '$lib/codec/sha256-stream';
import type { Input } from './input';
import { Cancelled, InputFailure } from './input-failure';
import type { ImportOptions } from './report';

/** How far the import is, over all files that were given. */
export class Meter {
	readonly #options: ImportOptions;
	readonly #totalBytes: number;
	#doneBytes = 0;
	/** The input that is being read. */
	path = '';

	constructor(files: readonly Input[], options: ImportOptions) {
		this.#options = options;
		this.#totalBytes = files.reduce((total, { size }) => total + size, 0);
	}

	/** Throws where the citizen has cancelled. */
	check(): void {
		if (this.#options.isCancelled?.() === true) throw new Cancelled();
	}

	add(bytes: number): void {
		this.#doneBytes += bytes;
		const { path } = this;
		this.#options.onProgress?.({
			doneBytes: this.#doneBytes,
			totalBytes: this.#totalBytes,
			path,
		});
	}
}

const PIECE_BYTES = 1_048_576;

/**
 * A file that was given: tells how far it is read, can be cancelled between two chunks, and is hashed on
 * the way where it is read from the first byte on.
 */
export class GivenInput implements Input {
	readonly path: string;
	readonly size: number;
	readonly #input: Input;
	readonly #meter: Meter;
	readonly #hash = new Sha256Stream();
	#hashed = 0;
	#sha256: string | null = null;
	#counted = 0;

	constructor(input: Input, meter: Meter) {
		this.path = input.path;
		this.size = input.size;
		this.#input = input;
		this.#meter = meter;
	}

	async *stream(): AsyncGenerator<Uint8Array> {
		let at = 0;
		for await (const chunk of this.#pass()) {
			if (at <= this.#hashed && at + chunk.length > this.#hashed) {
				this.#update(chunk.subarray(this.#hashed - at));
			}
			at += chunk.length;
			this.#countTo(at);
			yield chunk;
		}
		if (at < this.size) throw new InputFailure('truncated');
	}

	async slice(start: number, end: number): Promise<Uint8Array> {
		this.#meter.check();
		const piece = await this.#slice(start, end);
		this.#countTo(this.#counted + piece.length);
		return piece;
	}

	/** All of it counts as read: what nobody asks for takes no time. */
	finish(): void {
		this.#countTo(this.size);
	}

	/** In hexadecimal. Reads on from where hashing came to. */
	async sha256(): Promise<string> {
		while (this.#sha256 === null && this.#hashed < this.size) {
			this.#meter.check();
			const piece = await this.#slice(this.#hashed, this.#hashed + PIECE_BYTES);
			if (piece.length === 0) throw new InputFailure('truncated');
			this.#update(piece);
		}
		this.#sha256 ??= this.#hash.hex();
		return this.#sha256;
	}

	async *#pass(): AsyncGenerator<Uint8Array> {
		try {
			for await (const chunk of this.#input.stream()) {
				this.#meter.check();
				yield chunk;
			}
		} catch (error) {
			throw failureOf(error);
		}
	}

	async #slice(start: number, end: number): Promise<Uint8Array> {
		try {
			return await this.#input.slice(start, end);
		} catch (error) {
			throw failureOf(error);
		}
	}

	#update(piece: Uint8Array): void {
		this.#hash.update(piece);
		this.#hashed += piece.length;
	}

	#countTo(bytes: number): void {
		const counted = Math.min(Math.max(bytes, this.#counted), this.size);
		this.#meter.add(counted - this.#counted);
		this.#counted = counted;
	}
}

/** A file that was changed or taken away while it was read. */
function failureOf(error: unknown): Error {
	if (error instanceof Cancelled || error instanceof InputFailure) return error;
	return new InputFailure('damaged', { cause: error });
}
