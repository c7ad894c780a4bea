import { bytesToBase64url } from '$lib/codec/base64url';
import { utf8ToBytes } from '$lib/codec/bytes';
import { sha256 } from '$lib/codec/sha256';
import type { Day } from '$lib/records/day';
import { conditionKey, statementOf, type ClinicalRecord } from '$lib/records/edit';
import { LIFESTYLE_KINDS, type LifestyleKind, type Signature } from '$lib/records/kinds';
import type { Condition, DayEntry } from '$lib/records/records';
import type { Batch, EarlierDay, ToldClinical, ToldConditions, ToldDays } from './batches';
import { daysOf, runsHave, runsOf } from './day-runs';

/**
 * What imports have told, place by place. A place is where a record meets another of its kind: a
 * lifestyle kind, source and day; what an examination or a check-up says, without its signature; the
 * code and first day of a condition. Places of one list in a page of imports are a group.
 */
export interface Place {
	readonly group: string;
	readonly key: string;
}

/** What would be in a place without the import that told it. */
export type State =
	/** Nothing. */
	| 'added'
	/** The same. */
	| 'same'
	| { readonly day: EarlierDay }
	| { readonly condition: Condition }
	/** The record with this signature. */
	| { readonly signature: Signature | null };

/** By key, the places of one group. */
export type States = Map<string, State>;

const CONDITIONS = 'condition';
/** 72 bits: among fifty thousand records no two will have the same. */
const SUM_BYTES = 9;

const dayGroup = (kind: LifestyleKind, source: string): string => `${kind}\n${source}`;
const isDayGroup = (group: string): boolean => group.includes('\n');

/** The table that the places of a group lie in. */
export function tableOf(group: string): 'days' | 'clinical' | 'conditions' {
	if (isDayGroup(group)) return 'days';
	return group === CONDITIONS ? 'conditions' : 'clinical';
}

/** A record, or of a day's entry as much as tells its place. */
export type Placed = Pick<DayEntry, 'kind' | 'day' | 'source'> | ClinicalRecord;

const isDayEntry = <T extends Placed>(record: T): record is Extract<T, { kind: LifestyleKind }> =>
	'kind' in record && (LIFESTYLE_KINDS as readonly string[]).includes(record.kind);

/** No text of a record, so that an import repeats nothing of what was deleted elsewhere. */
function sumOf(text: string): string {
	return bytesToBase64url(sha256(utf8ToBytes(text)).subarray(0, SUM_BYTES));
}

export function placeOf(record: Placed): Place {
	if (isDayEntry(record)) return { group: dayGroup(record.kind, record.source), key: record.day };
	if ('code' in record) return { group: CONDITIONS, key: sumOf(conditionKey(record)) };
	return { group: 'kind' in record ? record.kind : 'checkup', key: sumOf(statementOf(record)) };
}

/** The state of a place that the record is in. */
export function stateBefore(record: DayEntry | ClinicalRecord): State {
	if (isDayEntry(record)) {
		const { day, value, drinks } = record;
		return { day: { day, value, ...(drinks === undefined ? {} : { drinks }) } };
	}
	if ('code' in record) return { condition: record };
	return { signature: record.signature ?? null };
}

/** The lists of a batch that can hold something of a group. */
function listsOf(
	batch: Batch,
	group: string,
): ToldDays | ToldClinical | ToldConditions | undefined {
	if (group === CONDITIONS) return batch.conditions;
	if (isDayGroup(group))
		return batch.days.find(({ kind, source }) => dayGroup(kind, source) === group);
	return batch.clinical.find(({ kind }) => kind === group);
}

/** The groups that the batch tells something of. */
export function groupsOf({ days, clinical, conditions }: Batch): string[] {
	const told = conditions.added.length + conditions.same.length + conditions.replaced.length;
	return [
		...days.map(({ kind, source }) => dayGroup(kind, source)),
		...clinical.map(({ kind }) => kind),
		...(told > 0 ? [CONDITIONS] : []),
	];
}

/** All that the batch tells of a group; a fresh map. */
export function statesOf(batch: Batch, group: string): States {
	const states: States = new Map();
	const lists = listsOf(batch, group);
	if (lists === undefined) return states;
	if ('source' in lists) {
		for (const day of daysOf(lists.added)) states.set(day, 'added');
		for (const day of daysOf(lists.same)) states.set(day, 'same');
		for (const day of lists.replaced) states.set(day.day, { day });
		return states;
	}
	for (const record of lists.added) states.set(record, 'added');
	for (const record of lists.same) states.set(record, 'same');
	if ('kind' in lists)
		for (const { record, signature } of lists.upgraded) states.set(record, { signature });
	else for (const { record, condition } of lists.replaced) states.set(record, { condition });
	return states;
}

/** Whether the batch tells of the place, without unfolding its days. */
export function tells(batch: Batch, { group, key }: Place): boolean {
	const lists = listsOf(batch, group);
	if (lists === undefined) return false;
	if ('source' in lists)
		return (
			runsHave(lists.added, key) ||
			runsHave(lists.same, key) ||
			lists.replaced.some(({ day }) => day === key)
		);
	const others = 'kind' in lists ? lists.upgraded : lists.replaced;
	return (
		lists.added.includes(key) ||
		lists.same.includes(key) ||
		others.some(({ record }) => record === key)
	);
}

/** Whether the batch tells of days of the group that are before this one. */
export function tellsBefore(batch: Batch, group: string, first: Day): boolean {
	const lists = listsOf(batch, group);
	if (lists === undefined || !('source' in lists)) return false;
	const days = [...lists.added.map(([day]) => day), ...lists.same.map(([day]) => day)];
	return [...days, ...lists.replaced.map(({ day }) => day)].some((day) => day < first);
}

/** The batch with these groups as they are given; one without a place is left out. */
export function withStates(batch: Batch, changed: ReadonlyMap<string, States>): Batch {
	const days = batch.days.filter(({ kind, source }) => !changed.has(dayGroup(kind, source)));
	const clinical = batch.clinical.filter(({ kind }) => !changed.has(kind));
	let { conditions } = batch;
	for (const [group, states] of changed) {
		if (group === CONDITIONS) conditions = toldConditions(states);
		else if (states.size === 0) continue;
		else if (isDayGroup(group)) days.push(toldDays(group, states));
		else clinical.push(toldClinical(group as ToldClinical['kind'], states));
	}
	return { ...batch, days, clinical, conditions };
}

const keysAs = (states: States, state: State): string[] =>
	[...states].flatMap(([key, present]) => (present === state ? [key] : []));

function toldDays(group: string, states: States): ToldDays {
	const [kind = '', ...source] = group.split('\n');
	return {
		kind: kind as LifestyleKind,
		source: source.join('\n'),
		added: runsOf(keysAs(states, 'added')),
		same: runsOf(keysAs(states, 'same')),
		replaced: [...states.values()].flatMap((state) =>
			typeof state === 'object' && 'day' in state ? [state.day] : [],
		),
	};
}

function toldClinical(kind: ToldClinical['kind'], states: States): ToldClinical {
	return {
		kind,
		added: keysAs(states, 'added'),
		same: keysAs(states, 'same'),
		upgraded: [...states].flatMap(([record, state]) =>
			typeof state === 'object' && 'signature' in state ? [{ record, ...state }] : [],
		),
	};
}

function toldConditions(states: States): ToldConditions {
	return {
		added: keysAs(states, 'added'),
		same: keysAs(states, 'same'),
		replaced: [...states].flatMap(([record, state]) =>
			typeof state === 'object' && 'condition' in state ? [{ record, ...state }] : [],
		),
	};
}

/** What an import that has told nothing yet tells. */
export const NOTHING_TOLD: Pick<Batch, 'days' | 'clinical' | 'conditions'> = {
	days: [],
	clinical: [],
	conditions: { added: [], same: [], replaced: [] },
};
