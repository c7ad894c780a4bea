import { canonicalJson } from '$lib/codec/canonical-json';
import { dayEntryKey } from './check';
import type { ClinicalRecord } from './edit';
import type { Condition, DayEntry, HealthRecords } from './records';

export interface Merge {
	readonly merged: HealthRecords;
	/** How many entries of the incoming file were new, took the place of one, or were known. */
	readonly added: number;
	readonly replaced: number;
	readonly same: number;
}

/**
 * Reads an export back into what is there. Day entries meet by kind, source and day, conditions by
 * code and since: the incoming one replaces one that differs. Observations and check-ups are sets.
 * What only one side has is kept, in the order of `present`, then of `incoming`. Which source
 * counts is a setting: the present choice stays, an incoming one fills a gap.
 */
export function mergeRecords(present: HealthRecords, incoming: HealthRecords): Merge {
	const days = mergeBy(present.days, incoming.days, dayEntryKey, saysNoMore);
	const observations = mergeBy(present.observations, incoming.observations, canonicalJson, same);
	const conditions = mergeBy(present.conditions, incoming.conditions, conditionKey, same);
	const checkups = mergeBy(present.checkups, incoming.checkups, canonicalJson, same);
	const prefer = { ...incoming.prefer, ...present.prefer };
	const parts = [days, observations, conditions, checkups];
	const sum = (count: (part: Counts) => number) =>
		parts.reduce((total, part) => total + count(part), 0);
	return {
		merged: {
			schema: present.schema,
			days: days.list,
			observations: observations.list,
			conditions: conditions.list,
			checkups: checkups.list,
			...(Object.keys(prefer).length === 0 ? {} : { prefer }),
		},
		added: sum((part) => part.added),
		replaced: sum((part) => part.replaced),
		same: sum((part) => part.same),
	};
}

interface Counts {
	readonly added: number;
	readonly replaced: number;
	readonly same: number;
}

function conditionKey({ code, since }: Condition): string {
	return `${since}\n${code}`;
}

function same(a: ClinicalRecord, b: ClinicalRecord): boolean {
	return canonicalJson(a) === canonicalJson(b);
}

/** Equal, or equal but for the drinks that only the present entry knows: they are not given up. */
function saysNoMore(present: DayEntry, incoming: DayEntry): boolean {
	if (present.value !== incoming.value) return false;
	return (
		incoming.drinks === undefined ||
		(present.drinks !== undefined &&
			canonicalJson([...present.drinks]) === canonicalJson([...incoming.drinks]))
	);
}

function mergeBy<T>(
	present: readonly T[],
	incoming: readonly T[],
	keyOf: (record: T) => string,
	isSame: (present: T, incoming: T) => boolean,
): Counts & { readonly list: readonly T[] } {
	const byKey = new Map<string, T>(present.map((record) => [keyOf(record), record]));
	const counts = { added: 0, replaced: 0, same: 0 };
	for (const record of incoming) {
		const key = keyOf(record);
		const known = byKey.get(key);
		if (known === undefined) counts.added++;
		else if (isSame(known, record)) counts.same++;
		else counts.replaced++;
		if (known === undefined || !isSame(known, record)) byKey.set(key, record);
	}
	// A Map keeps the place of a key whose value is replaced.
	return { ...counts, list: [...byKey.values()] };
}
