/** Random health records for property tests: valid, and dense around the days that count. */
import fc from 'fast-check';
import { addDays, type Day } from '../../src/lib/records/day';
import { drinksToGrams } from '../../src/lib/records/drinks';
import { LIFESTYLE_KINDS, SIGNATURES, type LifestyleKind } from '../../src/lib/records/kinds';
import {
	MANUAL,
	RECORDS_SCHEMA,
	type Checkup,
	type Condition,
	type DayEntry,
	type HealthRecords,
	type Observation,
} from '../../src/lib/records/records';

/** The day that the ages below are counted from. */
export const AS_OF: Day = '2026-11-20';

export const dayAtAge = (age: number): Day => addDays(AS_OF, -age);

const decimal = (min: number, max: number) =>
	fc.integer({ min: min * 1000, max: max * 1000 }).map((thousandths) => thousandths / 1000);

export const drink = fc.record({
	ml: fc.integer({ min: 1, max: 500 }),
	abv: fc.integer({ min: 1, max: 600 }).map((tenths) => tenths / 10),
});

export const valueOf: Readonly<Record<LifestyleKind, fc.Arbitrary<number>>> = {
	steps: fc.integer({ min: 0, max: 30_000 }),
	activity: decimal(0, 300),
	sleep: decimal(0, 16),
	alcohol: decimal(0, 300),
	cigarettes: fc.integer({ min: 0, max: 60 }),
};

const source = fc.constantFrom(MANUAL, 'watch', 'phone');

export function dayEntry(minAge: number, maxAge: number): fc.Arbitrary<DayEntry> {
	const age = fc.integer({ min: minAge, max: maxAge });
	const plain = fc
		.constantFrom(...LIFESTYLE_KINDS)
		.chain((kind) =>
			fc.record({ kind: fc.constant(kind), day: age.map(dayAtAge), value: valueOf[kind], source }),
		);
	const withDrinks = fc
		.record({ day: age.map(dayAtAge), source, drinks: fc.array(drink, { maxLength: 3 }) })
		.map((entry): DayEntry => ({ kind: 'alcohol', value: drinksToGrams(entry.drinks), ...entry }));
	return fc.oneof({ weight: 6, arbitrary: plain }, { weight: 1, arbitrary: withDrinks });
}

/** At most one entry a kind, source and day. */
export function dayEntries(minAge: number, maxAge: number, maxLength = 150) {
	return fc.uniqueArray(dayEntry(minAge, maxAge), {
		maxLength,
		selector: ({ kind, day, source: from }) => `${kind} ${day} ${from}`,
	});
}

/** The record, now and then out of a signed document. */
function maybeSigned<T extends Observation | Condition | Checkup>(record: fc.Arbitrary<T>) {
	return fc
		.tuple(record, fc.option(fc.constantFrom(...SIGNATURES), { freq: 2 }))
		.map(([plain, signature]): T => (signature === null ? plain : { ...plain, signature }));
}

const clinicalDay = fc.integer({ min: -3, max: 420 }).map(dayAtAge);

const bloodPressure = fc
	.record({
		kind: fc.constant('bp' as const),
		day: clinicalDay,
		systolic: fc.integer({ min: 80, max: 200 }),
	})
	.chain((reading) =>
		fc
			.integer({ min: 45, max: Math.min(120, reading.systolic - 1) })
			.map((diastolic) => ({ ...reading, diastolic })),
	);

const observation: fc.Arbitrary<Observation> = fc.oneof(
	bloodPressure,
	...(
		[
			['bmi', 15, 40],
			['weight', 45, 120],
			['height', 150, 195],
			['glucose-fasting', 3, 12],
			['hba1c', 4, 11],
			['cholesterol-total', 3, 8],
			['glucose', 3, 15],
			['ldl', 1, 6],
		] as const
	).map(([kind, min, max]) =>
		fc.record({ kind: fc.constant(kind), day: clinicalDay, value: decimal(min, max) }),
	),
);

const condition: fc.Arbitrary<Condition> = fc
	.record({
		code: fc.constantFrom('hypertension', 'diabetes', 'asthma'),
		since: fc.integer({ min: -2, max: 3000 }),
		lasted: fc.option(fc.integer({ min: 0, max: 2000 })),
	})
	.map(({ code, since, lasted }) => ({
		code,
		since: dayAtAge(since),
		until: lasted === null ? null : dayAtAge(since - lasted),
	}));

export const records: fc.Arbitrary<HealthRecords> = fc
	.record({
		days: dayEntries(-3, 45),
		observations: fc.array(maybeSigned(observation), { maxLength: 25 }),
		conditions: fc.uniqueArray(maybeSigned(condition), {
			maxLength: 3,
			selector: ({ code, since }) => `${code} ${since}`,
		}),
		checkups: fc.array(maybeSigned(fc.record({ day: clinicalDay })), { maxLength: 2 }),
		prefer: fc.option(fc.record({ steps: fc.constantFrom('watch', 'phone') })),
	})
	.map(({ prefer, ...rest }) => ({
		schema: RECORDS_SCHEMA,
		...rest,
		...(prefer === null ? {} : { prefer }),
	}));

/** The same records, every list in another order. */
export function shuffled(original: HealthRecords): fc.Arbitrary<HealthRecords> {
	const shuffle = <T>(list: readonly T[]) =>
		fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
	return fc
		.tuple(
			shuffle(original.days),
			shuffle(original.observations),
			shuffle(original.conditions),
			shuffle(original.checkups),
		)
		.map(([days, observations, conditions, checkups]) => ({
			...original,
			days,
			observations,
			conditions,
			checkups,
		}));
}
