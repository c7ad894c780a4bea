import * as v from 'valibot';
import { err, ok, type Result } from '$lib/codec/result';
import type { Day } from './day';
import type { Drink } from './drinks';
import type { LifestyleKind, ObservationKind, Signature } from './kinds';
import { checkCondition, checkDayEntry, checkObservation } from './check';
import { MAX_PROBLEMS, pathOf, problemsOf, type RecordProblem } from './problems';
import * as schema from './schema';

/** The `source` of what was entered by hand; it wins over every device. */
export const MANUAL = 'manual';

export const RECORDS_SCHEMA = 'tessera.records/1';

/** The value of one kind on one day from one source, in the kind's unit (`BOUNDS`). */
export interface DayEntry {
	readonly kind: LifestyleKind;
	readonly day: Day;
	readonly value: number;
	readonly source: string;
	/**
	 * On alcohol only: the glasses that make up the value, so that each can be undone. Their grams
	 * (`drinksToGrams`) sum exactly to it.
	 */
	readonly drinks?: readonly Drink[];
}

/** What every clinical record can say of where it comes from. */
interface ClinicalOrigin {
	readonly source?: string;
	readonly signature?: Signature;
}

export interface BloodPressure extends ClinicalOrigin {
	readonly kind: 'bp';
	readonly day: Day;
	readonly systolic: number;
	readonly diastolic: number;
}

export interface ValueObservation extends ClinicalOrigin {
	readonly kind: Exclude<ObservationKind, 'bp'>;
	readonly day: Day;
	readonly value: number;
}

export type Observation = BloodPressure | ValueObservation;

export interface Condition extends ClinicalOrigin {
	/** `hypertension`, `diabetes`, or any other name: those have no effect on the score. */
	readonly code: string;
	readonly since: Day;
	/** The day from which it no longer holds; null while it does. */
	readonly until: Day | null;
}

export interface Checkup extends ClinicalOrigin {
	readonly day: Day;
}

/** Which source counts, by kind, on days without an entry by hand. */
export type Preferences = { readonly [K in LifestyleKind]?: string };

/** Everything that is known of a person's health, as it is scored and exchanged. */
export interface HealthRecords {
	readonly schema: typeof RECORDS_SCHEMA;
	readonly days: readonly DayEntry[];
	readonly observations: readonly Observation[];
	readonly conditions: readonly Condition[];
	readonly checkups: readonly Checkup[];
	readonly prefer?: Preferences;
}

export function emptyRecords(): HealthRecords {
	return { schema: RECORDS_SCHEMA, days: [], observations: [], conditions: [], checkups: [] };
}

/** A century of five kinds: more than anyone has, and a bound on what a hostile file can cost. */
export const MAX_DAYS = 200_000;
const MAX_CLINICAL = 50_000;

/**
 * Reads `tessera.records/1`. Unknown members, implausible values, more than three decimals and a
 * second entry of one kind, source and day are refused, and with them the whole file.
 * @param json what a JSON parser returned
 * @returns fresh records, or up to `MAX_PROBLEMS` problems in the order of the file; a problem
 * names the place and what would be accepted, never what was found
 */
export function parseRecords(json: unknown): Result<HealthRecords, readonly RecordProblem[]> {
	const outline = v.safeParse(schema.outlineSchema, json);
	if (!outline.success) return err(problemsOf(outline.issues, ''));
	const { days, observations, conditions, checkups, prefer } = outline.output;

	const problems: RecordProblem[] = [];
	const seen = new Set<string>();
	const records: HealthRecords = {
		schema: RECORDS_SCHEMA,
		days: each('days', days, MAX_DAYS, problems, schema.dayEntrySchema, (entry, path) =>
			checkDayEntry(entry, path, seen),
		),
		observations: each(
			'observations',
			observations,
			MAX_CLINICAL,
			problems,
			schema.observationSchema,
			checkObservation,
		),
		conditions: each(
			'conditions',
			conditions,
			MAX_CLINICAL,
			problems,
			schema.conditionSchema,
			checkCondition,
		),
		checkups: each('checkups', checkups, MAX_CLINICAL, problems, schema.checkupSchema, () => []),
		...(prefer === undefined ? {} : { prefer }),
	};
	return problems.length === 0 ? ok(records) : err(problems.slice(0, MAX_PROBLEMS));
}

/** Entry by entry, so that a hostile file cannot make us collect a million problems. */
function each<T>(
	member: string,
	entries: readonly unknown[],
	maxLength: number,
	problems: RecordProblem[],
	entrySchema: schema.SchemaOf<T>,
	check: (entry: T, path: string) => readonly RecordProblem[],
): T[] {
	if (entries.length > maxLength) {
		problems.push({ path: member, code: 'too-many', limits: { min: 0, max: maxLength } });
		return [];
	}
	const read: T[] = [];
	for (const [at, entry] of entries.entries()) {
		if (problems.length >= MAX_PROBLEMS) break;
		const path = pathOf(member, at);
		const parsed = v.safeParse(entrySchema, entry);
		if (!parsed.success) {
			problems.push(...problemsOf(parsed.issues, path));
			continue;
		}
		problems.push(...check(parsed.output, path));
		read.push(parsed.output);
	}
	return read;
}
