import { describe, expect, it } from 'vitest';
import { shareOut, type Span } from './apple-days';

const HOUR = 3_600_000;

function parts(span: Partial<Span>, value: number): readonly (readonly [string, number])[] | null {
	const told: [string, number][] = [];
	const whole = { startMs: 0, endMs: 0, startOffsetMinutes: 0, endOffsetMinutes: 0, zone: null };
	return shareOut({ ...whole, ...span }, value, (day, part) => told.push([day, part]))
		? told
		: null;
}

describe('shareOut', () => {
	it('leaves what lies on one day whole, also where it ends at midnight', () => {
		expect(parts({ startMs: HOUR, endMs: HOUR }, 7.25)).toEqual([['1970-01-01', 7.25]]);
		expect(parts({ startMs: 23 * HOUR, endMs: 24 * HOUR }, 7)).toEqual([['1970-01-01', 7]]);
		expect(parts({ startMs: 24 * HOUR, endMs: 24 * HOUR }, 7)).toEqual([['1970-01-02', 7]]);
	});

	it('shares out by time, and loses nothing', () => {
		expect(parts({ startMs: 22 * HOUR, endMs: 25 * HOUR }, 100)).toEqual([
			['1970-01-01', 66.667],
			['1970-01-02', 33.333],
		]);
		expect(parts({ startMs: 12 * HOUR, endMs: 60 * HOUR }, 10)).toEqual([
			['1970-01-01', 2.5],
			['1970-01-02', 5],
			['1970-01-03', 2.5],
		]);
	});

	it('uses the clock as written', () => {
		const span = { startMs: 22 * HOUR, endMs: 24 * HOUR };
		expect(parts({ ...span, startOffsetMinutes: 60, endOffsetMinutes: 60 }, 8)).toEqual([
			['1970-01-01', 4],
			['1970-01-02', 4],
		]);
	});

	it('knows days of 23 hours, by the zone and by the two offsets', () => {
		// From midnight to midnight and half a day more, across the change of 2023-03-26 in Paris.
		const startMs = Date.UTC(2023, 2, 25, 23);
		const endMs = Date.UTC(2023, 2, 27, 10);
		const expected = [
			['2023-03-26', 23],
			['2023-03-27', 12],
		];
		expect(parts({ startMs, endMs, zone: 'Europe/Paris' }, 35)).toEqual(expected);
		const [startOffsetMinutes, endOffsetMinutes] = [60, 120];
		const evening = { startMs: startMs - HOUR, endMs, startOffsetMinutes, endOffsetMinutes };
		expect(parts(evening, 36)).toEqual([['2023-03-25', 1], ...expected]);
	});

	it('refuses an end before the start, more than a month, and days that cannot be', () => {
		expect(parts({ startMs: 1, endMs: 0 }, 1)).toBeNull();
		expect(parts({ startMs: 0, endMs: 31 * 24 * HOUR }, 1)).toHaveLength(31);
		expect(parts({ startMs: 0, endMs: 31 * 24 * HOUR + 1 }, 1)).toBeNull();
		const end = Date.UTC(2199, 11, 31, 23);
		expect(parts({ startMs: end, endMs: end + 2 * HOUR }, 1)).toBeNull();
		expect(parts({ startMs: Date.UTC(1800, 0), endMs: Date.UTC(1800, 0) }, 1)).toBeNull();
	});
});
