/** The shape of `tessera.records/1`; what a shape cannot say is in `check.ts`. */
import * as v from 'valibot';
import { isDay, type Day } from './day';
import { LIFESTYLE_KINDS, OBSERVATION_KINDS, SIGNATURES, type ObservationKind } from './kinds';
import type { RecordProblemCode } from './problems';
import type { Checkup, Condition, DayEntry, Observation } from './records';

/** Anything in, a `T` out: what the inferred types of the variants say is not worth reading. */
export type SchemaOf<T> = v.GenericSchema<unknown, T>;

const code = (text: RecordProblemCode): RecordProblemCode => text;

const objectCode = (issue: v.StrictObjectIssue): RecordProblemCode => {
	if (issue.expected === 'Object') return 'not-an-object';
	return issue.expected === 'never' ? 'unknown-member' : 'missing-member';
};

const variantCode = (issue: v.VariantIssue): RecordProblemCode => {
	if (issue.expected === 'Object') return 'not-an-object';
	return issue.received === 'undefined' ? 'missing-member' : 'unknown-kind';
};

export const daySchema = v.custom<Day>(isDay, code('not-a-day'));
const number = v.number(code('not-a-number'));
const array = v.array(v.unknown(), code('not-an-array'));

/**
 * The name of a source or a condition. Devices are called anything ("Ann’s 手表 ⌚️"); only what
 * would break a line or is no Unicode text at all is refused.
 */
const name = v.pipe(
	v.string(code('not-a-name')),
	v.check(
		(text) => text.length >= 1 && text.length <= 80 && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text),
		code('not-a-name'),
	),
);

const drink = v.strictObject({ ml: number, abv: number }, objectCode);

const plainKinds = LIFESTYLE_KINDS.filter((kind) => kind !== 'alcohol');

export const dayEntrySchema: SchemaOf<DayEntry> = v.variant(
	'kind',
	[
		v.strictObject(
			{
				kind: v.literal('alcohol'),
				day: daySchema,
				value: number,
				source: name,
				drinks: v.exactOptional(v.array(drink, code('not-an-array'))),
			},
			objectCode,
		),
		v.strictObject(
			{ kind: v.picklist(plainKinds), day: daySchema, value: number, source: name },
			objectCode,
		),
	],
	variantCode,
);

const valueKinds = OBSERVATION_KINDS.filter(
	(kind): kind is Exclude<ObservationKind, 'bp'> => kind !== 'bp',
);
const source = v.exactOptional(name);
const signature = v.exactOptional(v.picklist(SIGNATURES, code('unknown-signature')));

export const observationSchema: SchemaOf<Observation> = v.variant(
	'kind',
	[
		v.strictObject(
			{
				kind: v.literal('bp'),
				day: daySchema,
				systolic: number,
				diastolic: number,
				source,
				signature,
			},
			objectCode,
		),
		v.strictObject(
			{ kind: v.picklist(valueKinds), day: daySchema, value: number, source, signature },
			objectCode,
		),
	],
	variantCode,
);

export const conditionSchema: SchemaOf<Condition> = v.strictObject(
	{
		code: name,
		since: daySchema,
		until: v.optional(v.nullable(daySchema), null),
		source,
		signature,
	},
	objectCode,
);

export const checkupSchema: SchemaOf<Checkup> = v.strictObject(
	{ day: daySchema, source, signature },
	objectCode,
);

/** The file without its entries: those are read one by one. */
export const outlineSchema = v.strictObject(
	{
		schema: v.literal('tessera.records/1', code('wrong-schema')),
		days: array,
		observations: array,
		conditions: array,
		checkups: array,
		prefer: v.exactOptional(
			v.strictObject(
				{ steps: source, activity: source, sleep: source, alcohol: source, cigarettes: source },
				objectCode,
			),
		),
	},
	objectCode,
);
