import { SqliteCursor } from './sqlite-cursor';
import { exactInteger, type SqliteValue, type TextEncoding, uint16, uint32 } from './sqlite-value';

/*
 * A record: a header of its own length and one serial type a column, all varints, then the values
 * one after the other (https://www.sqlite.org/fileformat2.html, section 2.1).
 *
 *   serial type   bytes of the value
 *   0             0       NULL
 *   1 2 3 4 5 6   1 2 3 4 6 8   a signed integer
 *   7             8       an IEEE 754 double
 *   8, 9          0       the integers 0 and 1
 *   10, 11                reserved: in no file
 *   n ≥ 12, even  (n − 12) / 2   a blob
 *   n ≥ 13, odd   (n − 13) / 2   a text in the encoding of the database
 */
const FIXED_BYTES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0] as const;
const FIRST_BLOB = 12;

/** −1 for the reserved types. */
function bytesOf(serialType: number): number {
	if (serialType >= FIRST_BLOB) return Math.floor((serialType - FIRST_BLOB) / 2);
	return FIXED_BYTES[serialType] ?? -1;
}

/** Decodes chosen columns of the records of one table. */
export class RecordDecoder {
	readonly #slots: readonly number[];
	readonly #lastSlot: number;
	/** Longer than the wanted columns: types and places by slot, used again for each record. */
	readonly #types: number[] = [];
	readonly #starts: number[] = [];
	readonly #text: TextDecoder;

	/** @param slots the places in the record of the columns that are wanted, from 0 on; −1 reads as null */
	constructor(slots: readonly number[], encoding: TextEncoding) {
		this.#slots = slots;
		this.#lastSlot = Math.max(-1, ...slots);
		// A mark at the beginning of a value is part of it.
		this.#text = new TextDecoder(encoding, { ignoreBOM: true });
	}

	/**
	 * The values in the order of the slots, `undefined` where the record is older than the column;
	 * null if it is broken within what is wanted.
	 */
	decode(payload: Uint8Array): (SqliteValue | undefined)[] | null {
		const cursor = new SqliteCursor(payload, 0, payload.length);
		const headerSize = cursor.size();
		if (headerSize < 1 || headerSize > payload.length) return null;
		const header = new SqliteCursor(payload, cursor.at, headerSize);
		let start = headerSize;
		let count = 0;
		while (count <= this.#lastSlot && header.at < headerSize) {
			const type = header.size();
			const length = type < 0 ? -1 : bytesOf(type);
			if (length < 0 || start + length > payload.length) return null;
			this.#types[count] = type;
			this.#starts[count] = start;
			start += length;
			count++;
		}
		return this.#slots.map((slot) => (slot < count ? this.#value(payload, slot) : undefined));
	}

	#value(payload: Uint8Array, slot: number): SqliteValue {
		const type = this.#types[slot] ?? 0;
		const start = this.#starts[slot] ?? 0;
		if (type >= FIRST_BLOB) {
			const end = start + bytesOf(type);
			// A copy: the payload may be a page that others read after us.
			if (type % 2 === 0) return payload.slice(start, end);
			return this.#text.decode(payload.subarray(start, end));
		}
		if (type === 0) return null;
		if (type >= 8) return type - 8;
		return numberAt(payload, start, type);
	}
}

function numberAt(bytes: Uint8Array, at: number, type: number): number | bigint {
	const first = ((bytes[at] ?? 0) << 24) >> 24;
	switch (type) {
		case 1:
			return first;
		case 2:
			return first * 256 + (bytes[at + 1] ?? 0);
		case 3:
			return first * 65_536 + uint16(bytes, at + 1);
		case 4:
			return uint32(bytes, at) | 0;
		case 5:
			return ((uint16(bytes, at) << 16) >> 16) * 2 ** 32 + uint32(bytes, at + 2);
		case 6:
			return exactInteger(viewOf(bytes, at).getBigInt64(0));
		default:
			return viewOf(bytes, at).getFloat64(0);
	}
}

function viewOf(bytes: Uint8Array, at: number): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset + at, 8);
}
