import { addDays, type Day } from '$lib/records/day';
import type { Drink } from '$lib/records/drinks';
import type { LifestyleKind, ObservationKind, Signature } from '$lib/records/kinds';
import type { Condition } from '$lib/records/records';
import { joinRuns, lengthOf, runsHave, type DayRun } from './day-runs';

/** What is noted of an import beside what it told. */
export interface BatchInfo {
	/** Random; says nothing. */
	readonly id: string;
	readonly importedOn: Day;
	/** The files that were given, with the SHA-256 of each in hexadecimal. */
	readonly files: readonly { readonly name: string; readonly sha256: string }[];
	/** What read them. */
	readonly readers: readonly { readonly id: string; readonly version: number }[];
	/** When the newest of the files was made, in milliseconds since 1970; null where none says so. */
	readonly takenAt: number | null;
	/** What was met and is not among the records, by reason. */
	readonly skipped: readonly { readonly reason: string; readonly count: number }[];
}

/** How many records of a file were new, took the place of one, were known, or were passed over. */
export interface ImportCounts {
	readonly added: number;
	readonly replaced: number;
	readonly same: number;
	/** What is there was told later, or by hand: it stays. */
	readonly kept: number;
}

/**
 * What an import told of one lifestyle kind and source. A day is in one of three places; which of them
 * says what would be there without this import.
 */
export interface ToldDays {
	readonly kind: LifestyleKind;
	readonly source: string;
	/** Nothing. */
	readonly added: readonly DayRun[];
	/** What the import says as well. */
	readonly same: readonly DayRun[];
	/** This. */
	readonly replaced: readonly EarlierDay[];
}

export interface EarlierDay {
	readonly day: Day;
	readonly value: number;
	readonly drinks?: readonly Drink[];
}

/** The same of examinations or check-ups: a record is named by a sum of what it says (`told.ts`). */
export interface ToldClinical {
	readonly kind: ObservationKind | 'checkup';
	readonly added: readonly string[];
	readonly same: readonly string[];
	/** The record, with this signature or, null, without any. */
	readonly upgraded: readonly { readonly record: string; readonly signature: Signature | null }[];
}

/** The same of conditions, which are named by a sum of their code and first day. */
export interface ToldConditions {
	readonly added: readonly string[];
	readonly same: readonly string[];
	readonly replaced: readonly { readonly record: string; readonly condition: Condition }[];
}

/** An import as its page has it. What was since edited or deleted by hand is in it no more. */
export interface Batch extends BatchInfo {
	/** As they were when it was imported. */
	readonly counts: ImportCounts;
	readonly days: readonly ToldDays[];
	readonly clinical: readonly ToldClinical[];
	readonly conditions: ToldConditions;
}

/** What is left of an import of one kind, and what undoing it does to that. */
export interface BatchPart {
	readonly kind: LifestyleKind | ObservationKind | 'checkup' | 'condition';
	/** Of lifestyle kinds; null elsewhere. */
	readonly source: string | null;
	/** Days or records that came with it and that no later import tells: they go. */
	readonly added: number;
	/** In the place of what comes back; of what no later import tells as well. */
	readonly replaced: number;
	/** The first and the last day told, of lifestyle kinds; null elsewhere. */
	readonly first: Day | null;
	readonly last: Day | null;
}

/** An import, as its history shows it. */
export interface ImportBatch extends BatchInfo {
	/** As they were when it was imported. */
	readonly counts: ImportCounts;
	/** Every kind and source of days that it tells, and else what undoing it changes. */
	readonly parts: readonly BatchPart[];
	/** Whether something of a later import was passed over, perhaps for what this one tells. */
	readonly mayHideOlder: boolean;
}

/**
 * What the history shows of what its page has.
 *
 * @returns the newest first
 */
export function toImportBatches(history: readonly Batch[]): ImportBatch[] {
	/** What was told later, by group. */
	const laterDays = new Map<string, readonly DayRun[]>();
	const laterRecords = new Map<string, ReadonlySet<string>>();
	let mayHideOlder = false;

	const dayPart = ({ kind, source, added, same, replaced }: ToldDays): BatchPart => {
		const group = `${kind}\n${source}`;
		const later = laterDays.get(group) ?? [];
		const told = joinRuns(
			joinRuns(added, same),
			replaced.map(({ day }): DayRun => [day, 1]),
		);
		const [last, length] = told.at(-1) ?? [null, 0];
		laterDays.set(group, joinRuns(later, told));
		return {
			kind,
			source,
			added: lengthOf(joinRuns(added, later)) - lengthOf(later),
			replaced: replaced.filter(({ day }) => !runsHave(later, day)).length,
			first: told[0]?.[0] ?? null,
			last: last === null ? null : addDays(last, length - 1),
		};
	};

	const recordPart = (
		kind: BatchPart['kind'],
		{ added, same }: Pick<ToldClinical, 'added' | 'same'>,
		replaced: readonly string[],
	): BatchPart => {
		const later = laterRecords.get(kind) ?? new Set();
		const isLast = (record: string) => !later.has(record);
		laterRecords.set(kind, new Set([...later, ...added, ...same, ...replaced]));
		return {
			kind,
			source: null,
			added: added.filter(isLast).length,
			replaced: replaced.filter(isLast).length,
			first: null,
			last: null,
		};
	};

	return [...history].reverse().map(({ days, clinical, conditions, ...rest }) => {
		const records = [
			...clinical.map((told) =>
				recordPart(
					told.kind,
					told,
					told.upgraded.map(({ record }) => record),
				),
			),
			recordPart(
				'condition',
				conditions,
				conditions.replaced.map(({ record }) => record),
			),
		];
		const batch = {
			...rest,
			parts: [
				...days.map(dayPart),
				...records.filter(({ added, replaced }) => added + replaced > 0),
			],
			mayHideOlder,
		};
		mayHideOlder ||= rest.counts.kept > 0;
		return batch;
	});
}
