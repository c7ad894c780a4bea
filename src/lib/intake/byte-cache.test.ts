import { describe, expect, it } from 'vitest';
import { ByteCache } from './byte-cache';

const QUOTE = 0x22;

describe('ByteCache', () => {
	it('makes each text once, whichever way it is asked for', () => {
		const made: string[] = [];
		const cache = new ByteCache((bytes, start, end) => {
			made.push(new TextDecoder().decode(bytes.subarray(start, end)));
			return made.length;
		});
		const bytes = new TextEncoder().encode('one"two"one"on"');
		expect(cache.get(bytes, 0, 3)).toBe(1);
		expect(cache.getUpTo(bytes, 4, bytes.length, QUOTE)).toBe(2);
		expect(cache.getUpTo(bytes, 8, bytes.length, QUOTE)).toBe(1);
		expect(cache.get(bytes, 8, 11)).toBe(1);
		// The beginning of the last one is another text.
		expect(cache.getUpTo(bytes, 12, bytes.length, QUOTE)).toBe(3);
		expect(cache.get(bytes, 4, 7)).toBe(2);
		expect(made).toEqual(['one', 'two', 'on']);
	});

	it('finds nothing where the text does not end in time', () => {
		const cache = new ByteCache(() => 1);
		const bytes = new TextEncoder().encode('one"');
		expect(cache.getUpTo(bytes, 0, 3, QUOTE)).toBeNull();
		expect(cache.getUpTo(bytes, 0, 4, QUOTE)).toBe(1);
		expect(cache.getUpTo(bytes, 0, 3, QUOTE)).toBeNull();
	});

	it('still answers where there are too many, or too long ones', () => {
		let made = 0;
		const cache = new ByteCache((_, start, end) => {
			made++;
			return end - start;
		});
		const encoder = new TextEncoder();
		for (let at = 0; at < 3000; at++) {
			const bytes = encoder.encode(String(at));
			expect(cache.get(bytes, 0, bytes.length)).toBe(bytes.length);
		}
		expect(cache.get(new Uint8Array(1000), 0, 1000)).toBe(1000);
		expect(cache.get(new Uint8Array(1000), 0, 1000)).toBe(1000);
		expect(made).toBe(3002);
	});
});
