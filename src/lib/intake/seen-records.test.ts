import { describe, expect, it } from 'vitest';
import { SeenRecords } from './seen-records';

describe('SeenRecords', () => {
	it('knows what it met, in the same order only', () => {
		const seen = new SeenRecords();
		expect(seen.meet([1, 2, 3])).toBe(false);
		expect(seen.meet([1, 2, 3])).toBe(true);
		expect(seen.meet([3, 2, 1])).toBe(false);
		expect(seen.meet([0, 0, 0])).toBe(false);
		expect(seen.meet([0, 0, 0])).toBe(true);
	});

	it('takes none of half a million alike for another', () => {
		const seen = new SeenRecords();
		const start = Date.UTC(2020, 0);
		const meetAll = () => {
			let known = 0;
			for (let at = 0; at < 500_000; at++) {
				const startMs = start + (at >> 1) * 60_000;
				if (seen.meet([1, at & 1, startMs, startMs + 60_000, at % 7, 0])) known++;
			}
			return known;
		};
		expect(meetAll()).toBe(0);
		expect(meetAll()).toBe(500_000);
	});
});
