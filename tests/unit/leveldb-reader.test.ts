import { describe, expect, it } from 'vitest';

import { logContent, tableBlocks, unpackSnappy } from '../reliability/leveldb';

/** The reader that looks for what was deleted: what it did not unpack, it could not find. */

const bytes = (...parts: (string | number[])[]) =>
	Buffer.concat(parts.map((part) => Buffer.from(part as string)));

describe('a block of Snappy', () => {
	it('is unpacked: a literal, a near copy that overlaps itself, a far one', () => {
		expect(unpackSnappy(bytes([12, 0x00], 'a', [0x1d, 1])).toString()).toBe('a'.repeat(12));
		expect(unpackSnappy(bytes([9, 0x10], 'tiles', [0x0e, 5, 0])).toString()).toBe('tilestile');
	});

	it('with a long literal', () => {
		const text = 'x'.repeat(300);
		expect(unpackSnappy(bytes([0xac, 0x02, 0xf4, 0x2b, 0x01], text)).toString()).toBe(text);
	});

	it('is refused where it is none', () => {
		expect(() => unpackSnappy(Buffer.from([4, 0x1d, 9]))).toThrow(RangeError);
	});
});

describe('a log', () => {
	it('has records whole again that were broken at a block', () => {
		const record = (type: number, text: string) =>
			bytes([0, 0, 0, 0, text.length & 0xff, text.length >> 8, type], text);
		const filler = 'f'.repeat(32_768 - 7 - 7 - 4);
		const log = Buffer.concat([record(1, filler), record(2, 'half'), record(4, 'and half')]);
		expect(logContent(log).toString()).toBe(`${filler}halfand half`);
	});
});

describe('a table', () => {
	/** A block with one entry: nothing shared, a key of one letter. */
	const block = (value: Buffer) =>
		Buffer.concat([
			Buffer.from([0, 1, value.length]),
			Buffer.from('k'),
			value,
			Buffer.from([0, 0, 0, 0, 1, 0, 0, 0]),
		]);

	it('gives its blocks, packed or not', () => {
		const plain = block(Buffer.from('told'));
		const packed = Buffer.concat([Buffer.from([plain.length, (plain.length - 1) << 2]), plain]);
		for (const [data, type] of [
			[plain, 0],
			[packed, 1],
		] as const) {
			const index = block(Buffer.from([0, data.length]));
			const trailer = Buffer.from([type, 0, 0, 0, 0]);
			const footer = Buffer.alloc(48);
			Buffer.from([0, 0, data.length + 5, index.length]).copy(footer);
			Buffer.from('57fb808b247547db', 'hex').copy(footer, 40);
			const file = Buffer.concat([data, trailer, index, Buffer.from([0, 0, 0, 0, 0]), footer]);
			expect(tableBlocks(file)).toEqual([plain]);
		}
		expect(tableBlocks(Buffer.from('no table'))).toEqual([]);
	});
});
