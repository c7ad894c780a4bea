import { addDays, monthOf, type Month } from '$lib/records/day';
import type { ScoreHistory } from './history';

/** The whole points of a month: on its last day, the lowest and the highest. */
export interface MonthOfScores {
	readonly month: Month;
	readonly last: number;
	readonly low: number;
	readonly high: number;
}

/** Newest first: what ten years of days come to in a table that one can read. */
export function monthsOfScores({
	first,
	scoreMilli,
}: Pick<ScoreHistory, 'first' | 'scoreMilli'>): readonly MonthOfScores[] {
	const byMonth = new Map<Month, MonthOfScores>();
	for (const [at, milli] of scoreMilli.entries()) {
		const month = monthOf(addDays(first, at));
		const score = Math.floor(milli / 1000);
		const { low, high } = byMonth.get(month) ?? { low: score, high: score };
		byMonth.set(month, {
			...{ month, last: score },
			low: Math.min(low, score),
			high: Math.max(high, score),
		});
	}
	return [...byMonth.values()].reverse();
}
