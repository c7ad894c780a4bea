import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SleepInterval } from './record-sink';
import { sleepByDay, wakingDay } from './sleep-union';

const HOUR = 3_600_000;
const MIDNIGHT = Date.parse('2026-11-20T00:00:00Z');

/** Hours since the midnight before the 20th, in UTC. */
const slept = (from: number, to: number, staged = true, offsetMinutes = 0): SleepInterval => ({
	startMs: MIDNIGHT + from * HOUR,
	endMs: MIDNIGHT + to * HOUR,
	...{ offsetMinutes, staged },
});

const hours = (...intervals: readonly SleepInterval[]) =>
	Object.fromEntries([...sleepByDay(intervals)].map(([day, ms]) => [day, ms / HOUR]));

describe('wakingDay', () => {
	it.each<[number, number, string]>([
		[6, 0, '2026-11-20'],
		[17.99, 0, '2026-11-20'],
		[18, 0, '2026-11-21'],
		[24, 0, '2026-11-21'],
		[16, 120, '2026-11-21'],
		// At 23:00 of the day before, west of UTC.
		[2, -180, '2026-11-20'],
	])('an end at %d o’clock UTC, %d minutes ahead', (end, offset, day) => {
		expect(wakingDay(slept(end - 1, end, true, offset))).toBe(day);
	});

	it('is null beyond the calendar', () => {
		expect(wakingDay({ ...slept(0, 1), endMs: 9e15 })).toBeNull();
	});
});

describe('sleepByDay', () => {
	it('counts what overlaps once', () => {
		expect(hours(slept(0, 4), slept(3, 6), slept(3.5, 4), slept(7, 8))).toEqual({
			'2026-11-20': 7,
		});
	});

	it('credits the stages before midnight to the same night', () => {
		expect(hours(slept(-1, -0.5), slept(-0.5, 6))).toEqual({ '2026-11-20': 7 });
	});

	it('leaves out what is told without stages where stages are told', () => {
		const night = [slept(-1, 7, false), slept(-0.5, 2), slept(3, 6)];
		expect(hours(...night, slept(13, 14, false))).toEqual({ '2026-11-20': 6.5 });
		expect(hours(slept(2, 3, false), slept(0, 2), slept(3, 4))).toEqual({ '2026-11-20': 4 });
	});

	it('counts a sleep in stages as a whole for the day on which it ends', () => {
		// Of a shift worker, from 14:00 to 22:00 with breaks; of one who goes to bed at 17:30.
		expect(hours(slept(14, 17), slept(17.5, 18), slept(18.5, 22))).toEqual({ '2026-11-21': 7 });
		expect(hours(slept(17.5, 17.9), slept(17.9, 24), slept(24.5, 25.5))).toEqual({
			'2026-11-21': 7.5,
		});
		expect(hours(slept(10, 14), slept(14, 17.9))).toEqual({ '2026-11-20': 7.9 });
	});

	it('keeps a nap apart from the night before and the night after', () => {
		const nap = slept(16, 17);
		expect(hours(slept(-2, 5), nap, slept(18.1, 26))).toEqual({
			'2026-11-20': 8,
			'2026-11-21': 7.9,
		});
		// An hour awake is a bad night, and more is another sleep.
		expect(hours(nap, slept(18, 26))).toEqual({ '2026-11-21': 9 });
	});

	it('goes by the offset of the last piece, where the clocks are changed in between', () => {
		// Ends at 17:30 by the clocks of summer, and at 18:30 by those an hour ahead of them.
		const [first, last] = [slept(10, 14, true, 0), slept(14, 16.5, true, 60)];
		expect(hours(first, last)).toEqual({ '2026-11-20': 6.5 });
		expect(hours(first, { ...last, offsetMinutes: 120 })).toEqual({ '2026-11-21': 6.5 });
		expect(hours({ ...last, offsetMinutes: 120 }, last)).toEqual(
			hours(last, { ...last, offsetMinutes: 120 }),
		);
	});

	it('never takes sleeps without an end for one of days', () => {
		expect(hours(slept(-6, 17), slept(17, 40), slept(40, 64))).toEqual({
			'2026-11-20': 23,
			'2026-11-21': 23,
			'2026-11-22': 24,
		});
	});

	it('never counts more than there was, in any order', () => {
		const interval = fc
			.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 12 }), fc.boolean())
			.map(([from, length, staged]) => slept(from, from + length, staged));
		fc.assert(
			fc.property(fc.array(interval, { maxLength: 12 }), (intervals) => {
				const total = (list: readonly SleepInterval[]) =>
					[...sleepByDay(list).values()].reduce((sum, ms) => sum + ms, 0);
				const union = new Set<number>();
				const stages = new Set<number>();
				for (const { startMs, endMs, staged } of intervals) {
					for (let at = startMs; at < endMs; at += HOUR) {
						union.add(at);
						if (staged) stages.add(at);
					}
				}
				expect(total(intervals)).toBeLessThanOrEqual(union.size * HOUR);
				expect(total(intervals)).toBeGreaterThanOrEqual(stages.size * HOUR);
				expect(total([...intervals].reverse())).toBe(total(intervals));
				const staged = intervals.map((one) => ({ ...one, staged: true }));
				expect(total(staged)).toBe(union.size * HOUR);
			}),
		);
	});
});
