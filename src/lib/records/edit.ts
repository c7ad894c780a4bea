import { canonicalJson } from '$lib/codec/canonical-json';
import type { Day } from './day';
import type { LifestyleKind } from './kinds';
import type { Checkup, Condition, DayEntry, Observation } from './records';

/** What has no key of its own: it is what it says. */
export type ClinicalRecord = Observation | Condition | Checkup;

/** Whether both say the same; the order of members does not matter. */
export function sameRecord(a: ClinicalRecord, b: ClinicalRecord): boolean {
	return a === b || canonicalJson(a) === canonicalJson(b);
}

/** With the entry in place of the one of its kind, day and source, else at the end. */
export function setDayEntry(entries: readonly DayEntry[], entry: DayEntry): DayEntry[] {
	const at = entries.findIndex(isEntryOf(entry.kind, entry.day, entry.source));
	return at === -1
		? [...entries, entry]
		: entries.map((present, index) => (index === at ? entry : present));
}

/** Without the entry of this kind, day and source; the same entries if there is none. */
export function removeDayEntry(
	entries: readonly DayEntry[],
	kind: LifestyleKind,
	day: Day,
	source: string,
): DayEntry[] {
	const isIt = isEntryOf(kind, day, source);
	return entries.filter((entry) => !isIt(entry));
}

function isEntryOf(kind: LifestyleKind, day: Day, source: string) {
	return (entry: DayEntry) => entry.day === day && entry.kind === kind && entry.source === source;
}

/** With the record at the end, unless one that says the same is there. */
export function addRecord<T extends ClinicalRecord>(records: readonly T[], record: T): T[] {
	return records.some((present) => sameRecord(present, record))
		? [...records]
		: [...records, record];
}

export function removeRecord<T extends ClinicalRecord>(records: readonly T[], record: T): T[] {
	return records.filter((present) => !sameRecord(present, record));
}

/** With `next` where `record` was (else at the end), and nowhere a second time. */
export function replaceRecord<T extends ClinicalRecord>(
	records: readonly T[],
	record: T,
	next: T,
): T[] {
	const at = records.findIndex((present) => sameRecord(present, record));
	if (at === -1) return addRecord(records, next);
	return records.flatMap((present, index) => {
		if (index === at) return [next];
		return sameRecord(present, next) ? [] : [present];
	});
}
