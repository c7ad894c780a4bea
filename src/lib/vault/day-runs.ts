import { addDays, daysBetween, dayToNumber, type Day } from '$lib/records/day';

/**
 * Days in a row: the first, and how many. Ten years of them take no more room than one day, which is
 * why imports are noted so.
 */
export type DayRun = readonly [first: Day, length: number];

/** @param days in any order, each once */
export function runsOf(days: Iterable<Day>): DayRun[] {
	const runs: DayRun[] = [];
	let next = NaN;
	for (const day of [...days].sort()) {
		const number = dayToNumber(day);
		const last = runs.at(-1);
		if (last !== undefined && number === next) runs[runs.length - 1] = [last[0], last[1] + 1];
		else runs.push([day, 1]);
		next = number + 1;
	}
	return runs;
}

/** Ascending, as the runs are. */
export function daysOf(runs: readonly DayRun[]): Day[] {
	return runs.flatMap(([first, length]) =>
		Array.from({ length }, (_, index) => addDays(first, index)),
	);
}

export function runsHave(runs: readonly DayRun[], day: Day): boolean {
	return runs.some(([first, length]) => first <= day && day <= addDays(first, length - 1));
}

/** The days of both, each once. */
export function joinRuns(a: readonly DayRun[], b: readonly DayRun[]): DayRun[] {
	const runs: DayRun[] = [];
	for (const [first, length] of [...a, ...b].sort(([x], [y]) => (x < y ? -1 : 1))) {
		const last = runs.at(-1);
		const after = last === undefined ? Infinity : daysBetween(last[0], first);
		if (last === undefined || after > last[1]) runs.push([first, length]);
		else runs[runs.length - 1] = [last[0], Math.max(last[1], after + length)];
	}
	return runs;
}

/** How many days they are. */
export function lengthOf(runs: readonly DayRun[]): number {
	return runs.reduce((sum, [, length]) => sum + length, 0);
}
