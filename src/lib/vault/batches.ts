import { addDays, type Day } from '$lib/records/day';
import type { Drink } from '$lib/records/drinks';
import type { LifestyleKind, ObservationKind, Signature } from '$lib/records/kinds';
import type { Condition } from '$lib/records/records';
import { lengthOf, type DayRun } from './day-runs';

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

/** What is left of an import of one kind. */
export interface BatchPart {
	readonly kind: LifestyleKind | ObservationKind | 'checkup' | 'condition';
	/** Of lifestyle kinds; null elsewhere. */
	readonly source: string | null;
	/** Days or records that came with it: they go when it is undone, unless a later import has them too. */
	readonly added: number;
	/** In the place of what comes back when it is undone. */
	readonly replaced: number;
	/** That were there as the import says them: they stay. */
	readonly same: number;
	/** The first and the last day told, of lifestyle kinds; null elsewhere. */
	readonly first: Day | null;
	readonly last: Day | null;
}

/** An import, as its history shows it. */
export interface ImportBatch extends BatchInfo {
	/** As they were when it was imported. */
	readonly counts: ImportCounts;
	/** What is left of it: without what was since edited, deleted, or grew old. */
	readonly parts: readonly BatchPart[];
}

/** What the history shows of what its page has. */
export function toImportBatch({ days, clinical, conditions, ...rest }: Batch): ImportBatch {
	const records = [
		...clinical.map(({ kind, added, same, upgraded }) => ({
			kind,
			added,
			same,
			replaced: upgraded,
		})),
		{ kind: 'condition' as const, ...conditions },
	];
	return {
		...rest,
		parts: [
			...days.map(({ kind, source, added, same, replaced }) => {
				const runs = [...added, ...same, ...replaced.map(({ day }): DayRun => [day, 1])];
				const told = runs.flatMap(([first, length]) => [first, addDays(first, length - 1)]).sort();
				return {
					kind,
					source,
					added: lengthOf(added),
					replaced: replaced.length,
					same: lengthOf(same),
					first: told[0] ?? null,
					last: told.at(-1) ?? null,
				};
			}),
			...records
				.map(({ kind, added, same, replaced }) => ({
					kind,
					source: null,
					added: added.length,
					replaced: replaced.length,
					same: same.length,
					first: null,
					last: null,
				}))
				.filter((part) => part.added + part.replaced + part.same > 0),
		],
	};
}
