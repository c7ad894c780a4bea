import type { Day } from '$lib/records/day';
import type { HealthRecords } from '$lib/records/records';
import { resolveWindow, type DayValues } from '$lib/records/resolve';
import { nearestThousandths } from '$lib/records/thousandths';
import { isRecorded, ruleMilli } from './curve';
import { hasCheckup } from './evaluate';
import { FACTS, type Fact } from './fact-names';
import type { Ruleset } from './ruleset';

const WINDOW_DAYS = 30;
/** A fact about thirty days needs entries on this many. */
const NEEDED_DAYS = 21;
const SLEEP_THOUSANDTHS = 7000;
/** What 8,000 steps or 80 minutes give under `hangzhou-2020`. */
const EXERCISE_MILLI = 2667;

/** The facts that are true and may be put beside a band, in the order in which a code lists them. */
export function trueFacts(ruleset: Ruleset, records: HealthRecords, asOf: Day): Fact[] {
	const days = resolveWindow(records, asOf, WINDOW_DAYS).filter((day) => day !== null);
	const holds: Readonly<Record<Fact, boolean>> = {
		'checkup-1y': hasCheckup(ruleset, records, asOf),
		'no-smoking-30d': noSmoking(days),
		'sleep-7h-30d': meanAtLeast(sleepOf(days), SLEEP_THOUSANDTHS),
		'exercise-30d': meanAtLeast(exerciseOf(ruleset, days), EXERCISE_MILLI),
	};
	return FACTS.filter((fact) => holds[fact]);
}

function noSmoking(days: readonly DayValues[]): boolean {
	const counts = days.flatMap(({ cigarettes }) => (cigarettes === undefined ? [] : [cigarettes]));
	return counts.length >= NEEDED_DAYS && counts.every((count) => count === 0);
}

function sleepOf(days: readonly DayValues[]): number[] {
	return days.flatMap(({ sleep }) => (sleep === undefined ? [] : [nearestThousandths(sleep)]));
}

/** A ruleset without a rule of that name has no such fact. */
function exerciseOf(ruleset: Ruleset, days: readonly DayValues[]): number[] {
	const rule = ruleset.lifestyle.rules.find(({ id }) => id === 'exercise');
	if (rule === undefined) return [];
	return days.filter((values) => isRecorded(rule, values)).map((values) => ruleMilli(rule, values));
}

/** Over enough days; compared as sums, so that no division rounds. */
function meanAtLeast(numbers: readonly number[], least: number): boolean {
	const sum = numbers.reduce((total, number) => total + number, 0);
	return numbers.length >= NEEDED_DAYS && sum >= least * numbers.length;
}
