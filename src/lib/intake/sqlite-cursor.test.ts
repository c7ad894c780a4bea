import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SqliteCursor } from './sqlite-cursor';
import { exactInteger } from './sqlite-value';

/** As section 1.6 of the file format describes it, bit by bit. */
function varint(value: bigint): Uint8Array {
	const bits = BigInt.asUintN(64, value);
	if (bits >= 1n << 56n) {
		const high = Array.from({ length: 8 }, (_, at) => (bits >> BigInt(57 - 7 * at)) & 0x7fn);
		return Uint8Array.from([...high.map((byte) => Number(byte) | 0x80), Number(bits & 0xffn)]);
	}
	const bytes = [Number(bits & 0x7fn)];
	for (let rest = bits >> 7n; rest > 0n; rest >>= 7n) bytes.unshift(Number(rest & 0x7fn) | 0x80);
	return Uint8Array.from(bytes);
}

describe('a varint', () => {
	it('reads every signed integer', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }), (value) => {
				const bytes = varint(value);
				const cursor = new SqliteCursor(bytes, 0, bytes.length);
				expect(cursor.signed()).toBe(exactInteger(value));
				expect(cursor.at).toBe(bytes.length);
			}),
		);
	});

	it('reads every length that can be, and no other', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (value) => {
				const bytes = varint(value);
				const size = new SqliteCursor(bytes, 0, bytes.length).size();
				expect(size).toBe(value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : -1);
			}),
		);
	});

	it('reads a small number in more bytes than it needs', () => {
		const bytes = Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 5);
		expect(new SqliteCursor(bytes, 0, 9).size()).toBe(5);
		expect(new SqliteCursor(bytes, 0, 9).signed()).toBe(5);
	});

	it('ends where the bytes end', () => {
		const bytes = Uint8Array.of(0x81, 0x82, 3);
		expect(new SqliteCursor(bytes, 0, 2).size()).toBe(-1);
		expect(new SqliteCursor(bytes, 0, 2).signed()).toBeNull();
		expect(new SqliteCursor(bytes.fill(0xff), 0, 99).signed()).toBeNull();
	});
});
