import type { LifestyleKind, ObservationKind } from '$lib/records/kinds';

/**
 * What a column of a table can be. Of a blood pressure there are two; the sum of a questionnaire is
 * answered in the app.
 */
export type CsvField =
	| 'date'
	| LifestyleKind
	| Exclude<ObservationKind, 'bp' | 'diet-mepa'>
	| 'systolic'
	| 'diastolic'
	| 'ignore';

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** Which column of a table is what, as guessed, and then as the citizen says. */
export interface CsvMapping {
	readonly delimiter: ',' | ';' | '\t' | '|';
	/** Rows before the table: titles and notes that some programs write. None if left out. */
	readonly skipRows?: number;
	/** Whether the first row (after those) names the columns. */
	readonly hasHeader: boolean;
	readonly dateOrder: DateOrder;
	/** The mark before the decimals; the other one separates thousands. */
	readonly decimal: '.' | ',';
	/**
	 * One a column. `systolic` alone may hold both values, written as `120/80`. Where several columns
	 * are the same field, the first that has a value in a row counts.
	 */
	readonly fields: readonly CsvField[];
	/**
	 * Unit by column, one of `unitsOf(field)` (`csv-units.ts`): `mg/dL` or `mmol/L`, `kg`, `lb` or
	 * `jin`, `h` or `min`. Null is enough for a field that has one only.
	 */
	readonly units: readonly (string | null)[];
	/** The name that the records get as their source. */
	readonly source: string;
}

/** What was said of the tables of one shape; null where they are to be left out. */
export interface TableMapping {
	/** Of the preview that it was said by. */
	readonly shape: string;
	readonly mapping: CsvMapping | null;
}

/** The beginning of a table, to choose the mapping by. */
export interface CsvPreview {
	readonly path: string;
	/** Tables of one shape have the same columns: what is said of one fits the others. */
	readonly shape: string;
	/** The first rows as they stand, ten at the most, header included, without `skipRows`. */
	readonly rows: readonly (readonly string[])[];
	readonly guess: CsvMapping;
	/** Whether both orders of day and month can be meant, so that the citizen must say. */
	readonly orderIsUnsure: boolean;
}
