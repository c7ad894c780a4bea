/** Longer texts are not kept, and no more than so many. */
const MAX_LENGTH = 256;
const MAX_KEPT = 1024;
const BUCKETS = 1024;

interface Kept<T> {
	readonly bytes: Uint8Array;
	readonly value: T;
}

/**
 * What was made of bytes that come again and again, such as names of devices: found by comparing
 * bytes, without a string. The last one is tried first, since equal ones come in rows.
 */
export class ByteCache<T> {
	readonly #make: (bytes: Uint8Array, start: number, end: number) => T;
	readonly #buckets: Kept<T>[][] = Array.from({ length: BUCKETS }, () => []);
	#count = 0;
	#last: Kept<T> | null = null;

	/** @param make called once for each text, or at every time where there are too many of them */
	constructor(make: (bytes: Uint8Array, start: number, end: number) => T) {
		this.#make = make;
	}

	/** What was made of the bytes from `start` to `end`. */
	get(bytes: Uint8Array, start: number, end: number): T {
		const last = this.#last;
		if (last !== null && last.bytes.length === end - start && isAt(bytes, start, last.bytes)) {
			return last.value;
		}
		return this.#find(bytes, start, end);
	}

	/**
	 * What was made of the bytes from `start` to the next `stop`; null if that does not come before
	 * `end`.
	 */
	getUpTo(bytes: Uint8Array, start: number, end: number, stop: number): T | null {
		const last = this.#last;
		if (last !== null) {
			const at = start + last.bytes.length;
			if (at < end && bytes[at] === stop && isAt(bytes, start, last.bytes)) return last.value;
		}
		let at = start;
		while (at < end && bytes[at] !== stop) at++;
		return at < end ? this.#find(bytes, start, at) : null;
	}

	#find(bytes: Uint8Array, start: number, end: number): T {
		const length = end - start;
		if (length > MAX_LENGTH) return this.#make(bytes, start, end);
		let hash = length;
		for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
		const bucket = this.#buckets[(hash ^ (hash >>> 15)) & (BUCKETS - 1)] ?? [];
		for (const kept of bucket) {
			if (kept.bytes.length !== length || !isAt(bytes, start, kept.bytes)) continue;
			this.#last = kept;
			return kept.value;
		}
		const value = this.#make(bytes, start, end);
		if (this.#count < MAX_KEPT) {
			this.#count++;
			const kept = { bytes: bytes.slice(start, end), value };
			bucket.push(kept);
			this.#last = kept;
		}
		return value;
	}
}

function isAt(bytes: Uint8Array, start: number, expected: Uint8Array): boolean {
	for (let index = expected.length - 1; index >= 0; index--) {
		if (bytes[start + index] !== expected[index]) return false;
	}
	return true;
}
