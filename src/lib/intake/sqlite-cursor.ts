import { exactInteger } from './sqlite-value';

/** Seven bytes of seven bits are the most that surely fits a double. */
const SAFE_BYTES = 7;
const LONGEST_VARINT = 9;

/**
 * Reads variable-length integers: big-endian, seven bits a byte with the high bit for "more", and
 * all eight bits of a ninth byte (https://www.sqlite.org/fileformat2.html, section 1.6).
 */
export class SqliteCursor {
	readonly #bytes: Uint8Array;
	readonly #end: number;
	/** Where the next byte is read. */
	at: number;

	/** @param end the first byte that is not read any more */
	constructor(bytes: Uint8Array, at: number, end: number) {
		this.#bytes = bytes;
		this.#end = Math.min(end, bytes.length);
		this.at = at;
	}

	/** A length or type; −1 where the bytes end, or beyond 2^53, which no length here can be. */
	size(): number {
		let value = 0;
		for (let read = 1; read <= LONGEST_VARINT; read++) {
			if (this.at >= this.#end) return -1;
			const byte = this.#bytes[this.at++] ?? 0;
			if (read === LONGEST_VARINT) value = value * 256 + byte;
			else value = value * 128 + (byte & 0x7f);
			if (byte < 0x80) break;
		}
		return value <= Number.MAX_SAFE_INTEGER ? value : -1;
	}

	/** A signed 64-bit integer, such as a rowid; null where the bytes end. */
	signed(): number | bigint | null {
		const start = this.at;
		let value = 0;
		for (let read = 1; read <= SAFE_BYTES; read++) {
			if (this.at >= this.#end) return null;
			const byte = this.#bytes[this.at++] ?? 0;
			value = value * 128 + (byte & 0x7f);
			if (byte < 0x80) return value;
		}
		this.at = start;
		return this.#longSigned();
	}

	#longSigned(): number | bigint | null {
		let value = 0n;
		for (let read = 1; read <= LONGEST_VARINT; read++) {
			if (this.at >= this.#end) return null;
			const byte = this.#bytes[this.at++] ?? 0;
			if (read === LONGEST_VARINT) value = (value << 8n) | BigInt(byte);
			else value = (value << 7n) | BigInt(byte & 0x7f);
			if (byte < 0x80) break;
		}
		return exactInteger(BigInt.asIntN(64, value));
	}
}
