import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampRange, historyPath, zoomRange } from './history-path';

const range = (days: number) =>
	fc
		.tuple(
			fc.double({ min: -50, max: days + 50, noNaN: true }),
			fc.double({ min: -20, max: days + 50, noNaN: true }),
		)
		.map(([from, width]) => ({ from, to: from + width }));

describe('clampRange', () => {
	it('stays within the days, and shows a week at the least', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 4000 }).chain((days) => fc.tuple(fc.constant(days), range(days))),
				([days, wanted]) => {
					const { from, to } = clampRange(wanted, days);
					expect(from).toBeGreaterThanOrEqual(0);
					expect(to).toBeLessThanOrEqual(days + 1e-9);
					expect(to - from).toBeGreaterThanOrEqual(Math.min(7, days) - 1e-9);
				},
			),
		);
	});
});

describe('zoomRange', () => {
	it('keeps the day under the finger where it is', () => {
		const before = { from: 100, to: 300 };
		const after = zoomRange(before, 2, 150, 1000);
		expect(after).toEqual({ from: 125, to: 225 });
		expect((150 - after.from) / (after.to - after.from)).toBeCloseTo(0.25);
	});
});

describe('historyPath', () => {
	const y = (milli: number) => 100 - milli / 1000;
	const all = () => true;

	it('goes through each day where there is room', () => {
		const path = historyPath([50_000, 60_000], all, { from: 0, to: 2 }, 20, y);
		expect(path).toBe('M5.0 50.0h0L15.0 40.0');
	});

	it('draws the lowest and the highest of the days that share a pixel', () => {
		const scores = Array.from({ length: 100 }, (_, at) => (at % 2 === 0 ? 10_000 : 90_000));
		const path = historyPath(scores, all, { from: 0, to: 100 }, 10, y);
		expect(path.match(/[ML]/g)?.length).toBeLessThanOrEqual(22);
		expect(path).toContain('10.0L');
		expect(path).toMatch(/ 90\.0/);
	});

	it('leaves a gap where a day does not belong', () => {
		const path = historyPath([1000, 2000, 3000], (at) => at !== 1, { from: 0, to: 3 }, 30, y);
		expect(path.match(/M/g)).toHaveLength(2);
	});
});
