import * as v from 'valibot';
import type { CsvField, CsvMapping } from '$lib/intake/csv-mapping';
import { LIFESTYLE_KINDS, OBSERVATION_KINDS, type ObservationKind } from '$lib/records/kinds';

const FIELDS: readonly CsvField[] = [
	'date',
	'ignore',
	'systolic',
	'diastolic',
	...LIFESTYLE_KINDS,
	...OBSERVATION_KINDS.filter(
		(kind): kind is ObservationKind & CsvField => kind !== 'bp' && kind !== 'diet-mepa',
	),
];

const mappingSchema: v.GenericSchema<unknown, CsvMapping> = v.strictObject({
	delimiter: v.picklist([',', ';', '\t', '|']),
	skipRows: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
	hasHeader: v.boolean(),
	dateOrder: v.picklist(['ymd', 'dmy', 'mdy']),
	decimal: v.picklist(['.', ',']),
	fields: v.pipe(v.array(v.picklist(FIELDS)), v.maxLength(1000)),
	units: v.pipe(v.array(v.nullable(v.string())), v.maxLength(1000)),
	source: v.string(),
});

/** Which column of a table is what, from a parsed JSON file; null for anything else. */
export function parseMapping(json: unknown): CsvMapping | null {
	const parsed = v.safeParse(mappingSchema, json);
	return parsed.success && parsed.output.fields.length === parsed.output.units.length
		? parsed.output
		: null;
}
