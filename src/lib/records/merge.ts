import { canonicalJson } from '$lib/codec/canonical-json';
import { dayEntryKey } from './check';
import { conditionKey, isBetterSigned, statementOf, type ClinicalRecord } from './edit';
import type { Condition, DayEntry, HealthRecords } from './records';

/** What became of an incoming record. `kept`: the one in its place stays, though it says otherwise. */
export type Outcome = 'added' | 'replaced' | 'same' | 'kept';

export interface Merge extends Readonly<Record<Outcome, number>> {
	readonly merged: HealthRecords;
}

/** What a merge asks and tells. */
export interface MergeRules {
	/** Whether the incoming record takes the place of one that says something else. */
	mayReplace(present: DayEntry | Condition, incoming: DayEntry | Condition): boolean;
	/** Called with every incoming record, and the one that was in its place. */
	onMet(
		outcome: Outcome,
		incoming: DayEntry | ClinicalRecord,
		present: DayEntry | ClinicalRecord | undefined,
	): void;
}

const REPLACES: MergeRules = { mayReplace: () => true, onMet: () => undefined };

/**
 * Reads a file of records into what is there. Day entries meet by kind, source and day, conditions by
 * code and since: the incoming one replaces one that differs, unless the rules are against it.
 * Observations and check-ups are sets of what they say; of two that differ in the signature alone, as
 * of two such conditions, the one that is signed by a known key counts. What only one side has is kept,
 * in the order of `present`, then of `incoming`. Which source counts is a setting: the present choice
 * stays, an incoming one fills a gap.
 */
export function mergeRecords(
	present: HealthRecords,
	incoming: HealthRecords,
	rules: MergeRules = REPLACES,
): Merge {
	const counts = { added: 0, replaced: 0, same: 0, kept: 0 };
	const met: MergeRules['onMet'] = (outcome, ...records) => {
		counts[outcome]++;
		rules.onMet(outcome, ...records);
	};
	const clinical = <T extends ClinicalRecord>(there: readonly T[], coming: readonly T[]) =>
		mergeBy(there, coming, statementOf, bySignature, met);
	const prefer = { ...incoming.prefer, ...present.prefer };
	return {
		merged: {
			schema: present.schema,
			days: mergeBy(
				present.days,
				incoming.days,
				dayEntryKey,
				(there, entry) => {
					if (saysNoMore(there, entry)) return 'same';
					return rules.mayReplace(there, entry) ? 'replaced' : 'kept';
				},
				met,
			),
			observations: clinical(present.observations, incoming.observations),
			conditions: mergeBy(
				present.conditions,
				incoming.conditions,
				conditionKey,
				(there, condition) => {
					if (statementOf(there) === statementOf(condition)) return bySignature(there, condition);
					return rules.mayReplace(there, condition) ? 'replaced' : 'kept';
				},
				met,
			),
			checkups: clinical(present.checkups, incoming.checkups),
			...(Object.keys(prefer).length === 0 ? {} : { prefer }),
		},
		...counts,
	};
}

/** Of two records that say the same. */
function bySignature(present: ClinicalRecord, incoming: ClinicalRecord): 'replaced' | 'same' {
	return isBetterSigned(incoming, present) ? 'replaced' : 'same';
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

function mergeBy<T extends DayEntry | ClinicalRecord>(
	present: readonly T[],
	incoming: readonly T[],
	keyOf: (record: T) => string,
	judge: (present: T, incoming: T) => Exclude<Outcome, 'added'>,
	met: MergeRules['onMet'],
): readonly T[] {
	const byKey = new Map<string, T>();
	for (const record of present) {
		const known = byKey.get(keyOf(record));
		if (known === undefined || judge(known, record) === 'replaced')
			byKey.set(keyOf(record), record);
	}
	for (const record of incoming) {
		const key = keyOf(record);
		const known = byKey.get(key);
		const outcome = known === undefined ? 'added' : judge(known, record);
		met(outcome, record, known);
		if (outcome === 'added' || outcome === 'replaced') byKey.set(key, record);
	}
	// A Map keeps the place of a key whose value is replaced.
	return [...byKey.values()];
}
