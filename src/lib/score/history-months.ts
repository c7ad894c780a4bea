import { addDays, monthOf, type Month } from '$lib/records/day';
import type { ScoreHistory } from './history';

/** The whole points of a month: on its last day, the lowest and the highest. */
export interface MonthOfScores {
	readonly month: Month;
	readonly last: number;
	readonly low: number;
	readonly high: number;
	/** Of how many of its days too little was known. */
	readonly fewDays: number;
}

/** Newest first: what ten years of days come to in a table that one can read. */
export function monthsOfScores({
	first,
	scoreMilli,
	sufficient,
}: Pick<ScoreHistory, 'first' | 'scoreMilli' | 'sufficient'>): readonly MonthOfScores[] {
	const byMonth = new Map<Month, MonthOfScores>();
	for (const [at, milli] of scoreMilli.entries()) {
		const month = monthOf(addDays(first, at));
		const score = Math.floor(milli / 1000);
		const start = { low: score, high: score, fewDays: 0 };
		const { low, high, fewDays } = byMonth.get(month) ?? start;
		byMonth.set(month, {
			...{ month, last: score },
			low: Math.min(low, score),
			high: Math.max(high, score),
			fewDays: fewDays + (sufficient[at] === 1 ? 0 : 1),
		});
	}
	return [...byMonth.values()].reverse();
}
