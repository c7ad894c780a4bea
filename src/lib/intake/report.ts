import type { RecordProblem } from '$lib/records/problems';
import type { Ages } from '$lib/records/age';
import type { Day } from '$lib/records/day';
import type { LifestyleKind, ObservationKind } from '$lib/records/kinds';
import type { HealthRecords } from '$lib/records/records';
import type { CsvPreview, TableMapping } from './csv-mapping';
import type { ReadEnd, ReaderId } from './reader';
import type { SkipReason } from './record-sink';

/** What became of one input that was recognised, or of a given file that was not. */
export interface FileReport {
	readonly path: string;
	readonly size: number;
	/** SHA-256 in hexadecimal, of the files that were given themselves; null for members of archives. */
	readonly sha256: string | null;
	/** Null where nothing here reads it; an archive has its members' reports beside it. */
	readonly reader: ReaderId | 'zip' | null;
	readonly version: number | null;
	/** `not-recognised` with a null reader only. */
	readonly end: ReadEnd | 'not-recognised';
}

export type ReportKind = LifestyleKind | ObservationKind | 'condition' | 'checkup';

/** What was found of one kind. */
export interface KindReport {
	readonly kind: ReportKind;
	/** Days of a lifestyle kind that have a value, else records. */
	readonly count: number;
	readonly first: Day;
	readonly last: Day;
	/** Names, sorted; the ones that tell it, with how many days or records each. */
	readonly sources: readonly { readonly name: string; readonly count: number }[];
}

export interface Skipped {
	readonly reason: SkipReason;
	readonly count: number;
	/** By kind or unit, sorted; 20 at the most, and what has no name is in none. Never a value. */
	readonly what: readonly { readonly name: string; readonly count: number }[];
}

export interface ImportReport {
	readonly files: readonly FileReport[];
	/** Members of archives that nothing here reads, and that nobody expects to be read. */
	readonly otherMembers: number;
	readonly kinds: readonly KindReport[];
	readonly skipped: readonly Skipped[];
	/** When the newest of the files was made, in milliseconds since 1970; null where none says so. */
	readonly takenAt: number | null;
}

export interface Imported {
	readonly records: HealthRecords;
	readonly report: ImportReport;
	/** Of the days and conditions that are not of the age that `report.takenAt` says. */
	readonly ages: Ages;
}

/** Why nothing was imported, or what is asked first. */
export type ImportFailure =
	| { readonly code: 'cancelled' }
	/** `wasWrong`: the last one that was given opens nothing. */
	| { readonly code: 'password-needed'; readonly path: string; readonly wasWrong: boolean }
	| {
			readonly code: 'mapping-needed';
			/** With what was said before in place of a guess, if that was wrong. */
			readonly preview: CsvPreview;
			/** Whether something was said, by which no row has a date. */
			readonly wasWrong: boolean;
			/** Whether nothing else was given, so that leaving it out leaves nothing. */
			readonly isAlone: boolean;
	  }
	/** An encrypted backup of this app: that is restored, not imported. */
	| { readonly code: 'backup'; readonly path: string }
	/** An own export that does not hold to its format; the whole of it is refused. */
	| {
			readonly code: 'own-export-refused';
			readonly path: string;
			readonly problems: readonly RecordProblem[];
	  }
	/** Nothing that was given holds a record; the report says of each file why. */
	| { readonly code: 'nothing-found'; readonly report: ImportReport };

export interface ImportProgress {
	/** Of the files that were given: read so far, and in all, in bytes. */
	readonly doneBytes: number;
	readonly totalBytes: number;
	/** The input that is being read. */
	readonly path: string;
}

export interface ImportOptions {
	/** As in `ReadContext`. */
	readonly zone: string;
	readonly today: Day;
	readonly keySet?: unknown;
	/** As they were typed, the last one last; each archive is tried with all of them. */
	readonly passwords?: readonly string[];
	/** What is said of tables; others are asked about. */
	readonly csv?: readonly TableMapping[];
	readonly onProgress?: (progress: ImportProgress) => void;
	readonly isCancelled?: () => boolean;
}
