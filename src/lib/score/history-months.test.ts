import { expect, it } from 'vitest';
import { monthsOfScores } from './history-months';

it('tells the last, lowest and highest whole points of each month, and of how many days too little is known', () => {
	const scoreMilli = Int32Array.of(61_900, 70_000, 59_999, 64_000);
	const sufficient = Uint8Array.of(0, 0, 1, 1);
	expect(monthsOfScores({ first: '2026-10-30', scoreMilli, sufficient })).toEqual([
		{ month: '2026-11', last: 64, low: 59, high: 64, fewDays: 0 },
		{ month: '2026-10', last: 70, low: 61, high: 70, fewDays: 2 },
	]);
});
