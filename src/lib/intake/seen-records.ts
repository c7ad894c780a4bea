const SMALLEST = 1 << 12;
/** Slots of 8 bytes: 32 MB, and two and a half million records. */
const LARGEST = 1 << 22;

const floats = new Float64Array(1);
const halves = new Uint32Array(floats.buffer);

/**
 * Which records were met already, as 64 bits of a hash of each: ten years of steps in some megabytes.
 * Of the largest number of records that it holds, the chance that two are taken for one is one in five
 * million. Beyond that number it begins anew, so it takes no more memory whatever is read.
 */
export class SeenRecords {
	#slots = new Uint32Array(2 * SMALLEST);
	#size = SMALLEST;
	#count = 0;

	/** Whether these numbers, in this order, were met before; from now on they were. */
	meet(numbers: readonly number[]): boolean {
		let first = 0x811c9dc5;
		let second = 0x9747b28c;
		for (const number of numbers) {
			floats[0] = number;
			for (let half = 0; half < 2; half++) {
				const word = halves[half] ?? 0;
				first = Math.imul(first ^ word, 0x85ebca6b);
				first ^= first >>> 13;
				second = Math.imul(second ^ word, 0xc2b2ae35);
				second ^= second >>> 16;
			}
		}
		// A slot of zeros is a free one.
		return this.#put(Math.imul(first, 0x9e3779b1) >>> 0, second >>> 0 || 1);
	}

	#put(first: number, second: number): boolean {
		const mask = this.#size - 1;
		let at = (first ^ second) & mask;
		for (;;) {
			const present = this.#slots[2 * at + 1];
			if (present === 0) break;
			if (present === second && this.#slots[2 * at] === first) return true;
			at = (at + 1) & mask;
		}
		this.#slots[2 * at] = first;
		this.#slots[2 * at + 1] = second;
		this.#count++;
		if (this.#count > 0.6 * this.#size) this.#grow();
		return false;
	}

	#grow(): void {
		const old = this.#slots;
		const isFull = this.#size >= LARGEST;
		if (!isFull) this.#size *= 2;
		this.#slots = new Uint32Array(2 * this.#size);
		this.#count = 0;
		if (isFull) return;
		for (let at = 0; at < old.length; at += 2) {
			const second = old[at + 1] ?? 0;
			if (second !== 0) this.#put(old[at] ?? 0, second);
		}
	}
}
