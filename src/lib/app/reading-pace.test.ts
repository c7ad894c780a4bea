import { describe, expect, it } from 'vitest';

import { ReadingPace } from './reading-pace';

const at = (pace: ReadingPace, doneBytes: number, now: number) =>
	pace.at({ doneBytes, totalBytes: 10_000, path: 'export.zip' }, now);

describe('the pace of reading', () => {
	it('is not told in the first moment', () => {
		const pace = new ReadingPace();
		expect(at(pace, 0, 1000)).toMatchObject({ speed: null, secondsLeft: null });
		expect(at(pace, 100, 1400)).toMatchObject({ speed: null, secondsLeft: null });
	});

	it('is bytes a second, with the time that the rest takes', () => {
		const pace = new ReadingPace();
		at(pace, 0, 1000);
		expect(at(pace, 2000, 2000)).toMatchObject({ speed: 2000, secondsLeft: 4 });
	});

	it('forgets what is long ago', () => {
		const pace = new ReadingPace();
		for (let now = 0; now <= 1000; now += 100) at(pace, 0, now);
		for (let now = 1100; now <= 9000; now += 100) at(pace, now - 1100, now);
		expect(Math.round(at(pace, 8000, 9100).speed ?? 0)).toBe(1000);
	});

	it('says no time where nothing moves', () => {
		const pace = new ReadingPace();
		at(pace, 5, 0);
		expect(at(pace, 5, 2000)).toMatchObject({ speed: 0, secondsLeft: null });
	});
});
