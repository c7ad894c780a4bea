import { dayToNumber, numberToDay, type Day } from './day';
import { LIFESTYLE_KINDS, type LifestyleKind } from './kinds';
import { MANUAL, type DayEntry, type HealthRecords } from './records';

/** The one value of each kind on one day; a kind without an entry is absent. */
export type DayValues = { readonly [K in LifestyleKind]?: number };

/**
 * Which of two entries of one kind and day counts: the one by hand, else the one of the preferred
 * source, else the larger. Never their sum: two devices on one body count the same steps.
 */
function outranks(a: DayEntry, b: DayEntry, preferred: string | undefined): boolean {
	const rank = (entry: DayEntry) =>
		entry.source === MANUAL ? 2 : entry.source === preferred ? 1 : 0;
	const difference = rank(a) - rank(b);
	return difference !== 0 ? difference > 0 : a.value > b.value;
}

/** Which entry of a kind counts on a day; undefined if there is none. */
export function resolveDay(
	records: Pick<HealthRecords, 'days' | 'prefer'>,
	kind: LifestyleKind,
	day: Day,
): DayEntry | undefined {
	let best: DayEntry | undefined;
	for (const entry of records.days) {
		if (entry.day !== day || entry.kind !== kind) continue;
		if (best === undefined || outranks(entry, best, records.prefer?.[kind])) best = entry;
	}
	return best;
}

/**
 * One value per kind and day for the `length` days ending with `lastDay`, by age: index 0 is
 * `lastDay`. Null where nothing was entered that day. The order of the entries does not matter.
 */
export function resolveWindow(
	records: Pick<HealthRecords, 'days' | 'prefer'>,
	lastDay: Day,
	length: number,
): (DayValues | null)[] {
	const last = dayToNumber(lastDay);
	const firstDay = numberToDay(last - length + 1);
	const ages = new Map<Day, number>();
	for (let age = 0; age < length; age++) ages.set(numberToDay(last - age), age);

	const chosen: (Partial<Record<LifestyleKind, DayEntry>> | null)[] = Array.from(
		{ length },
		() => null,
	);
	for (const entry of records.days) {
		// Days compare as texts; ten years of them are passed over before anything is looked up.
		if (entry.day < firstDay || entry.day > lastDay) continue;
		const age = ages.get(entry.day);
		if (age === undefined) continue;
		const ofDay = (chosen[age] ??= {});
		const present = ofDay[entry.kind];
		if (present === undefined || outranks(entry, present, records.prefer?.[entry.kind])) {
			ofDay[entry.kind] = entry;
		}
	}
	return chosen.map((ofDay) => (ofDay === null ? null : valuesOf(ofDay)));
}

function valuesOf(ofDay: Partial<Record<LifestyleKind, DayEntry>>): DayValues {
	const values: { [K in LifestyleKind]?: number } = {};
	for (const kind of LIFESTYLE_KINDS) {
		const entry = ofDay[kind];
		if (entry !== undefined) values[kind] = entry.value;
	}
	return values;
}
