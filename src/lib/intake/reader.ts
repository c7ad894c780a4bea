import type { Day } from '$lib/records/day';
import type { CsvMapping } from './csv-mapping';
import type { Head, Input } from './input';
import type { RecordSink } from './record-sink';

/** The sources that can be read, in the order in which they are tried. */
export const READERS = [
	'tessera',
	'smart-health-card',
	'fhir',
	'apple-health',
	'health-connect',
	'fitbit',
	'garmin',
	'samsung-health',
	'mi-fitness',
	'huawei-health',
	'csv',
] as const;

export type ReaderId = (typeof READERS)[number];

/** How the reading of one input ended. What was handed to the sink before a problem is kept. */
export type ReadEnd =
	| 'whole'
	/** Whole, while the newest changes may still lie in a log beside it, which is not read. */
	| 'log-unread'
	| ReadProblem;

export type ReadProblem =
	/** It ends in the middle. */
	| 'truncated'
	/** An archive without its end, where the list of its members is: nothing of it can be read. */
	| 'cut-archive'
	/** The archive or database says one thing and holds another. */
	| 'damaged'
	/** Not the text or JSON that its beginning promised. */
	| 'malformed'
	/** A version of the format without the tables or members that are needed. */
	| 'unknown-layout'
	/** A table of which nobody said what its columns are. */
	| 'not-mapped'
	/** A table without one date as its mapping says. */
	| 'no-dates'
	/** More than is read of one file of this kind. */
	| 'too-large'
	/** A signature that does not match: nothing of it was taken. */
	| 'wrong-signature'
	/** An archive that unpacks to far more than it says or than anyone has. */
	| 'archive-bomb'
	/** Encrypted in a way, or compressed with a method, that is not known here. */
	| 'unsupported';

/** What reading may know of the citizen; nothing of it leaves. */
export interface ReadContext {
	/** IANA name of the home zone, for times that come without one. */
	readonly zone: string;
	/** The present day there: what lies after the day after it is skipped as `in-the-future`. */
	readonly today: Day;
	/** For a table of unknown columns: which column is what. */
	readonly csv?: CsvMapping;
	/** A JSON Web Key Set (RFC 7517) that the citizen chose, as parsed JSON, not yet looked at. */
	readonly keySet?: unknown;
	/** The size of a file that came with it, by its path; undefined where there is none. */
	readonly sizeOf?: (path: string) => number | undefined;
}

/** One source. Adding one is adding a file and a line in `readers.ts`. */
export interface Reader {
	readonly id: ReaderId;
	/** Raised when the same file would give other records than before. */
	readonly version: number;
	/** By the content; the path may only tell apart what looks alike inside. Never throws. */
	recognise(head: Head): boolean;
	/** Throws only what `input.stream()` or `slice()` throws. */
	read(input: Input, sink: RecordSink, context: ReadContext): Promise<ReadEnd>;
}
