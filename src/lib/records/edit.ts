import { canonicalJson } from '$lib/codec/canonical-json';
import type { Day } from './day';
import type { LifestyleKind, Signature } from './kinds';
import type { Checkup, Condition, DayEntry, Observation } from './records';

/** What has no key of its own: it is what it says. */
export type ClinicalRecord = Observation | Condition | Checkup;

/** The record as nobody vouches for it. */
export function unsigned<T extends ClinicalRecord>(record: T): T {
	const said: T & { signature?: Signature } = { ...record };
	delete said.signature;
	return said;
}

/** What the record says, whoever vouches for it; the order of members does not matter. */
export function statementOf(record: ClinicalRecord): string {
	return canonicalJson(unsigned(record));
}

/** Whether `a` has a signature by a known key, and `b` has not. */
export function isBetterSigned(a: ClinicalRecord, b: ClinicalRecord): boolean {
	return a.signature === 'known-key' && b.signature !== 'known-key';
}

/** What a condition is known by: one that ends meanwhile is still the same. */
export function conditionKey({ code, since }: Condition): string {
	return `${since}\n${code}`;
}

/** Whether both say the same, with the same signature. */
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

/** With the record at the end; where one says the same, the better signature of the two counts. */
export function addRecord<T extends ClinicalRecord>(records: readonly T[], record: T): T[] {
	const said = statementOf(record);
	const at = records.findIndex((present) => statementOf(present) === said);
	if (at === -1) return [...records, record];
	return records.map((present, index) =>
		index === at && isBetterSigned(record, present) ? record : present,
	);
}

export function removeRecord<T extends ClinicalRecord>(records: readonly T[], record: T): T[] {
	return records.filter((present) => !sameRecord(present, record));
}

/**
 * With what `record` was changed to by hand in its place (else at the end), and nowhere a second time.
 * A signature stays with what was signed: `next` has the one of `record` if it says the same, else none.
 */
export function replaceRecord<T extends ClinicalRecord>(
	records: readonly T[],
	record: T,
	next: T,
): T[] {
	const said = statementOf(next);
	const changed = statementOf(record) === said ? record : unsigned(next);
	const at = records.findIndex((present) => sameRecord(present, record));
	if (at === -1) return addRecord(records, changed);
	const isThere = records.some((present, index) => index !== at && statementOf(present) === said);
	return isThere
		? records.filter((_, index) => index !== at)
		: records.map((present, index) => (index === at ? changed : present));
}

/** The records that are in one of the lists alone, or with another signature in each. */
export function changedRecords<T extends ClinicalRecord>(
	before: readonly T[],
	after: readonly T[],
): T[] {
	const textsOf = (records: readonly T[]) => new Set(records.map(canonicalJson));
	const [was, is] = [textsOf(before), textsOf(after)];
	return [
		...before.filter((record) => !is.has(canonicalJson(record))),
		...after.filter((record) => !was.has(canonicalJson(record))),
	];
}
