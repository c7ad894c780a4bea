/** The shape of `tessera.ruleset/1`; what a shape cannot say is in `ruleset-check.ts`. */
import * as v from 'valibot';
import { LIFESTYLE_KINDS, OBSERVATION_KINDS } from '$lib/records/kinds';
import { toThousandths } from '$lib/records/thousandths';
import { BANDS } from './bands';
import type { Ruleset } from './ruleset';
import { asMessage } from './ruleset-problems';

// The largest numbers keep every sum of products below 2^53 (see `curve.ts`, `evaluate.ts`).
const MAX_MILLI = 1_000_000;
const MAX_VALUE = 1_000_000;
const MAX_WEIGHT = 1_000_000;
const MAX_DAYS = 366;
const MAX_PARTS = 40;

// The messages of what is not a plain type are codes: see `problemOf`. The same as metadata is for
// `docs/ruleset.schema.json`, since a check is a function.
const text = v.pipe(
	v.string(),
	v.check(
		(string) => string.length >= 1 && string.length <= 2000,
		asMessage('text-length', 1, 2000),
	),
	// Whoever shows a text shows it raw: none may begin a line of its own, turn around what stands
	// beside it, or tell a terminal what to do.
	v.regex(
		/^[^\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]*$/,
		asMessage('text-characters'),
	),
	v.metadata({ minLength: 1, maxLength: 2000 }),
);
const localized = v.strictObject({ en: text, zh: text });
const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/, asMessage('not-an-id')));
const by = id;

const integer = (min: number, max: number) =>
	v.pipe(
		v.number(),
		v.check(
			(number) => Number.isInteger(number) && number >= min && number <= max,
			asMessage('integer-range', min, max),
		),
		v.metadata({ type: 'integer', minimum: min, maximum: max }),
	);
const milli = integer(-MAX_MILLI, MAX_MILLI);
const days = integer(0, MAX_DAYS);
const value = v.pipe(
	v.number(),
	v.check(
		(number) => number >= 0 && number <= MAX_VALUE && toThousandths(number) !== null,
		asMessage('value-range', 0, MAX_VALUE),
	),
	v.metadata({ minimum: 0, maximum: MAX_VALUE }),
);

const list = <T extends v.GenericSchema>(entry: T, min: number, max: number) =>
	v.pipe(
		v.array(entry),
		v.check(({ length }) => length >= min && length <= max, asMessage('entries', min, max)),
		v.metadata({ minItems: min, maxItems: max }),
	);

const component = v.picklist(['value', 'systolic', 'diastolic']);
const within = v.strictObject({ days, by });

const derived = v.exactOptional(v.picklist(['bmi-from-weight-and-height', 'total-minus-hdl']));
const points = list(v.strictObject({ at: value, milli, by }), 1, 100);
const tables = list(
	v.strictObject({
		component,
		rows: list(
			v.strictObject({
				below: v.exactOptional(value),
				thresholdBy: v.exactOptional(by),
				milli,
				by,
			}),
			1,
			100,
		),
	}),
	1,
	2,
);

const lifestyleRule = v.strictObject({
	id,
	title: localized,
	largerOf: list(
		v.strictObject({
			kind: v.picklist(LIFESTYLE_KINDS),
			points,
		}),
		1,
		LIFESTYLE_KINDS.length,
	),
});

const examinationRule = v.strictObject({
	id,
	title: localized,
	kind: v.picklist(OBSERVATION_KINDS),
	derived,
	within,
	worseOf: tables,
});

const conditionRule = v.strictObject({
	code: id,
	title: localized,
	replaces: id,
	within,
	controlled: list(
		v.strictObject({
			kind: v.picklist(OBSERVATION_KINDS),
			ranges: list(
				v.strictObject({ component, from: v.exactOptional(value), below: value, by }),
				1,
				4,
			),
		}),
		1,
		10,
	),
	notMeasured: v.strictObject({ milli, by }),
	whenControlled: v.strictObject({ atLeastMilli: milli, by }),
	otherwise: v.variant('use', [
		v.strictObject({ use: v.literal('table'), by }),
		v.strictObject({ use: v.literal('points'), milli, by }),
	]),
});

const test = v.variant('test', [
	v.strictObject({ test: v.literal('condition'), code: id }),
	v.strictObject({
		test: v.literal('sum'),
		kind: v.picklist(LIFESTYLE_KINDS),
		above: value,
		within,
	}),
]);

const input = v.variant('from', [
	v.strictObject({
		from: v.literal('lifestyle'),
		kind: v.picklist(LIFESTYLE_KINDS),
		per: v.picklist(['day', 'week']),
		within,
		atLeastDays: integer(1, MAX_DAYS),
	}),
	v.strictObject({
		from: v.literal('observation'),
		kind: v.picklist(OBSERVATION_KINDS),
		derived,
		within,
	}),
	v.strictObject({ from: v.literal('condition'), code: id }),
]);

const when = v.exactOptional(test);

const part = v.strictObject({
	id,
	title: localized,
	cases: list(
		v.variant('use', [
			v.strictObject({ when, use: v.literal('points'), milli, by }),
			v.strictObject({ when, use: v.literal('tables'), of: input, worseOf: tables }),
			v.strictObject({ when, use: v.literal('curve'), of: input, points }),
		]),
		1,
		20,
	),
	adjustments: list(
		v.strictObject({ title: localized, when: test, milli, notBelowMilli: milli, by }),
		0,
		10,
	),
});

const mean = v.strictObject({
	id,
	title: localized,
	atLeast: integer(1, MAX_PARTS),
	by,
	parts: list(part, 1, MAX_PARTS),
});

export const rulesetSchema: v.GenericSchema<unknown, Ruleset> = v.strictObject({
	schema: v.literal('tessera.ruleset/1'),
	id,
	version: v.pipe(
		v.string(),
		v.regex(/^(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2}$/, asMessage('not-a-version')),
	),
	title: localized,
	about: localized,
	provenance: v.record(
		id,
		v.strictObject({ kind: v.picklist(['demo-2020', 'guideline', 'ours']), source: localized }),
	),
	baseline: v.strictObject({ title: localized, milli, by }),
	clamp: v.strictObject({ title: localized, fromMilli: milli, toMilli: milli, by }),
	bands: list(
		v.strictObject({ band: v.picklist(BANDS), fromMilli: milli, by }),
		BANDS.length,
		BANDS.length,
	),
	lifestyle: v.strictObject({
		weights: v.strictObject({ ppm: list(integer(0, MAX_WEIGHT), 0, MAX_DAYS), by }),
		sufficiency: v.strictObject({ days, of: days, by }),
		rules: list(lifestyleRule, 0, 20),
	}),
	examination: v.strictObject({
		rules: list(examinationRule, 0, 20),
		conditions: list(conditionRule, 0, 20),
	}),
	checkup: v.exactOptional(v.strictObject({ title: localized, milli, within, by })),
	examFloor: v.exactOptional(v.strictObject({ title: localized, milli, by })),
	means: v.exactOptional(list(mean, 1, 4)),
});
