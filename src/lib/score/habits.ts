import { addDays, type Day } from '$lib/records/day';
import { LIFESTYLE_KINDS, type LifestyleKind } from '$lib/records/kinds';
import { MANUAL, type DayEntry, type HealthRecords } from '$lib/records/records';
import { resolveWindow } from '$lib/records/resolve';
import { fromThousandths, nearestThousandths } from '$lib/records/thousandths';

/** A day as it usually goes, in each kind's unit; a kind that nobody recorded is absent. */
export type Habits = { readonly [K in LifestyleKind]?: number };

/** What counts as the present habit: the mean of the recorded ones of so many days. */
const HABIT_DAYS = 14;

/** The present habits. */
export function habitsOf(records: HealthRecords, asOf: Day): Habits {
	const days = resolveWindow(records, asOf, HABIT_DAYS);
	const habits: { [K in LifestyleKind]?: number } = {};
	for (const kind of LIFESTYLE_KINDS) {
		const values = days.flatMap((day) => (day?.[kind] === undefined ? [] : [day[kind]]));
		if (values.length === 0) continue;
		const sum = values.reduce((total, value) => total + nearestThousandths(value), 0);
		habits[kind] = fromThousandths(Math.round(sum / values.length));
	}
	return habits;
}

/** The past as one entry a kind and day, so that what is projected from it is small. */
export function daysAsEntries(records: HealthRecords, asOf: Day, length: number): DayEntry[] {
	return resolveWindow(records, asOf, length).flatMap((values, age) =>
		values === null ? [] : entriesOf(values, addDays(asOf, -age)),
	);
}

/** A day that goes like this. */
export function entriesOf(values: Habits, day: Day): DayEntry[] {
	return LIFESTYLE_KINDS.flatMap((kind) => {
		const value = values[kind];
		return value === undefined ? [] : [{ kind, day, value, source: MANUAL }];
	});
}
