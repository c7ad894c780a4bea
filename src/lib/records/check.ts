import { checkValue, type ValueKind } from './bounds';
import { DRINK_ABV, DRINK_ML, drinksToGrams, isDrink } from './drinks';
import { pathOf, type RecordProblem } from './problems';
import type { Condition, DayEntry, Observation } from './records';

function valueProblems(kind: ValueKind, value: number, path: string): readonly RecordProblem[] {
	const checked = checkValue(kind, value);
	if (checked.ok) return [];
	const { code, ...limits } = checked.error;
	return [{ path, code, limits }];
}

/** What marks an entry as one of its day: at most one a kind, source and day. */
export function dayEntryKey({ kind, day, source }: Pick<DayEntry, 'kind' | 'day' | 'source'>) {
	return `${kind}\n${day}\n${source}`;
}

/**
 * Plausibility, the sum of the drinks, and one entry a kind, source and day.
 * @param seen the keys of the entries before this one; this one's is added
 */
export function checkDayEntry(
	entry: DayEntry,
	path: string,
	seen: Set<string>,
): readonly RecordProblem[] {
	const problems = [...valueProblems(entry.kind, entry.value, pathOf(path, 'value'))];
	const key = dayEntryKey(entry);
	if (seen.has(key)) problems.push({ path, code: 'duplicate' });
	seen.add(key);
	if (entry.drinks !== undefined) problems.push(...drinksProblems(entry.drinks, entry.value, path));
	return problems;
}

function drinksProblems(
	drinks: NonNullable<DayEntry['drinks']>,
	value: number,
	path: string,
): readonly RecordProblem[] {
	const place = pathOf(path, 'drinks');
	const wrong = drinks.findIndex((drink) => !isDrink(drink));
	if (wrong !== -1) return [drinkProblem(drinks[wrong], pathOf(place, wrong))];
	return drinksToGrams(drinks) === value ? [] : [{ path: place, code: 'drinks-do-not-sum' }];
}

function drinkProblem(drink: { ml: number } | undefined, path: string): RecordProblem {
	const ml = drink?.ml ?? 0;
	const mlIsFine = Number.isInteger(ml) && ml >= DRINK_ML.min && ml <= DRINK_ML.max;
	return mlIsFine
		? { path: pathOf(path, 'abv'), code: 'not-a-drink', limits: { ...DRINK_ABV, decimals: 1 } }
		: { path: pathOf(path, 'ml'), code: 'not-a-drink', limits: { ...DRINK_ML, decimals: 0 } };
}

export function checkObservation(entry: Observation, path: string): readonly RecordProblem[] {
	if (entry.kind !== 'bp') return valueProblems(entry.kind, entry.value, pathOf(path, 'value'));
	const problems = [
		...valueProblems('systolic', entry.systolic, pathOf(path, 'systolic')),
		...valueProblems('diastolic', entry.diastolic, pathOf(path, 'diastolic')),
	];
	if (entry.systolic <= entry.diastolic) {
		problems.push({ path, code: 'diastolic-not-below-systolic' });
	}
	return problems;
}

export function checkCondition(
	{ since, until }: Condition,
	path: string,
): readonly RecordProblem[] {
	return until !== null && until < since
		? [{ path: pathOf(path, 'until'), code: 'until-before-since' }]
		: [];
}
