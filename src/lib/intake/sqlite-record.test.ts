import { describe, expect, it } from 'vitest';
import { RecordDecoder } from './sqlite-record';

const ALL = Array.from({ length: 12 }, (_, slot) => slot);

function decode(bytes: readonly number[], slots: readonly number[] = ALL) {
	return new RecordDecoder(slots, 'utf-8').decode(Uint8Array.from(bytes));
}

describe('a record', () => {
	it('holds every type', () => {
		const header = [13, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17];
		const integers = [
			...[0xff, 0xff, 0xfe, 0xff, 0xff, 0xfd, 0x80, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0],
			...[0x80, 0, 0, 0, 0, 0, 0, 0],
		];
		const others = [0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 1, 2, 0xc3, 0xbc];
		expect(decode([...header, ...integers, ...others])).toEqual([
			...[null, -1, -2, -3, -(2 ** 31), -(2 ** 32), -(2n ** 63n), 1.5, 0, 1],
			...[Uint8Array.of(1, 2), 'ü'],
		]);
	});

	it('that is older than a column does not tell it', () => {
		expect(decode([2, 9], [0, 1, -1])).toEqual([1, undefined, null]);
	});

	it('is not broken by what comes after the columns that are wanted', () => {
		expect(decode([3, 1, 10, 42], [0])).toEqual([42]);
	});

	it.each([
		['without a header', []],
		['with a header longer than itself', [9, 1, 1]],
		['with a header of no length', [0]],
		['with a reserved type', [2, 10]],
		['with a value that is cut off', [2, 6, 1, 2, 3]],
		['with a text that is cut off', [2, 33, 65]],
		['with a type that is cut off', [2, 0x81]],
		['with a type beyond all lengths', [10, 255, 255, 255, 255, 255, 255, 255, 255, 255]],
	])('%s is broken', (_, bytes) => {
		expect(decode(bytes)).toBeNull();
	});
});
