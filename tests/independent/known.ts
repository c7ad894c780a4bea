/** What of a person's records is known on a day: nothing later, one value a day, readings by age. */
import type { LifestyleKind, ObservationKind } from '../../src/lib/records/kinds';
import type { DayEntry, HealthRecords, Observation } from '../../src/lib/records/records';
import type { Component, ConditionTest, Derivation } from '../../src/lib/score/ruleset';
import { greatest, least, Rational } from './rational';

/** One reading: its age in days, and its numbers. */
export interface Reading {
	readonly age: number;
	readonly numbers: Readonly<Partial<Record<Component, Rational>>>;
}

const whole = (quotient: number): number => Math.trunc(quotient);

/** The same few thousand days come again and again. */
const julianDays = new Map<string, number>();

/** The Julian day number. */
function julianDay(day: string): number {
	const known = julianDays.get(day);
	if (known !== undefined) return known;
	const number = countJulianDays(day);
	julianDays.set(day, number);
	return number;
}

/** After Fliegel and Van Flandern, Communications of the ACM 11 (1968), 657. */
function countJulianDays(day: string): number {
	const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
	const shift = whole((month - 14) / 12);
	return (
		whole((1461 * (year + 4800 + shift)) / 4) +
		whole((367 * (month - 2 - 12 * shift)) / 12) -
		whole((3 * whole((year + 4900 + shift) / 100)) / 4) +
		date -
		32_075
	);
}

const HUNDRED = new Rational(100n);
const TEN = new Rational(10n);

export class Known {
	readonly #entries = new Map<string, DayEntry[]>();
	readonly #recorded = new Set<number>();
	readonly #prefer: Readonly<Partial<Record<LifestyleKind, string>>>;
	readonly #observations: readonly (readonly [number, Observation])[];
	readonly #conditions: readonly { readonly code: string; readonly age: number }[];
	readonly #checkups: readonly number[];

	constructor(records: HealthRecords, asOf: string) {
		const today = julianDay(asOf);
		const age = (day: string): number => today - julianDay(day);

		this.#prefer = records.prefer ?? {};
		for (const entry of records.days) {
			const aged = age(entry.day);
			if (aged < 0) continue;
			this.#recorded.add(aged);
			const place = `${entry.kind} ${String(aged)}`;
			const before = this.#entries.get(place);
			if (before === undefined) this.#entries.set(place, [entry]);
			else before.push(entry);
		}
		this.#observations = records.observations
			.map((observation) => [age(observation.day), observation] as const)
			.filter(([aged]) => aged >= 0);
		this.#conditions = records.conditions
			.map(({ code, since, until }) => ({
				code,
				age: age(since),
				isOver: until !== null && age(until) >= 0,
			}))
			.filter((condition) => condition.age >= 0 && !condition.isOver);
		this.#checkups = records.checkups.map(({ day }) => age(day)).filter((aged) => aged >= 0);
	}

	/** By hand, else the preferred source, else the largest; never a sum. */
	valueOn(kind: LifestyleKind, age: number): Rational | undefined {
		const entries = this.#entries.get(`${kind} ${String(age)}`);
		if (entries === undefined) return undefined;
		const chosen =
			entries.find(({ source }) => source === 'manual') ??
			entries.find(({ source }) => source === this.#prefer[kind]);
		if (chosen !== undefined) return Rational.of(chosen.value);
		return greatest(entries.map(({ value }) => Rational.of(value)));
	}

	/** The values of the ages 0 to `days`, without the days that have none. */
	valuesWithin(kind: LifestyleKind, days: number): readonly Rational[] {
		return Array.from({ length: days + 1 }, (_, age) => this.valueOn(kind, age)).filter(
			(value) => value !== undefined,
		);
	}

	/** On how many of the last days, `asOf` among them, anything is recorded. */
	recordedOfLast(days: number): number {
		return [...this.#recorded].filter((age) => age < days).length;
	}

	hasCheckup(within: number): boolean {
		return this.#checkups.some((age) => age <= within);
	}

	isActive({ code }: Pick<ConditionTest, 'code'>): boolean {
		return this.#conditions.some((condition) => condition.code === code);
	}

	/** For how many days it has been so, by the record that began last; undefined while none is active. */
	daysWith(code: string): Rational | undefined {
		return least(
			this.#conditions
				.filter((condition) => condition.code === code)
				.map(({ age }) => Rational.of(age)),
		);
	}

	/** The readings of the latest day that has any at an age of 0 to `within`. */
	latest(
		kind: ObservationKind,
		derived: Derivation | undefined,
		within: number,
	): readonly Reading[] {
		const all = this.#readings(kind, derived).filter(({ age }) => age <= within);
		const youngest = Math.min(...all.map(({ age }) => age));
		return all.filter(({ age }) => age === youngest);
	}

	#readings(kind: ObservationKind, derived: Derivation | undefined): readonly Reading[] {
		switch (derived) {
			case undefined:
				return this.#measured(kind);
			case 'bmi-from-weight-and-height':
				return [...this.#measured('bmi'), ...this.#computedBmi()];
			case 'total-minus-hdl':
				return this.#notHdl();
		}
	}

	#measured(kind: ObservationKind): readonly Reading[] {
		return this.#observations
			.filter(([, observation]) => observation.kind === kind)
			.map(([age, observation]) => ({
				age,
				numbers:
					observation.kind === 'bp'
						? {
								systolic: Rational.of(observation.systolic),
								diastolic: Rational.of(observation.diastolic),
							}
						: { value: Rational.of(observation.value) },
			}));
	}

	#numbers(kind: ObservationKind): readonly { readonly age: number; readonly value: Rational }[] {
		return this.#measured(kind).flatMap(({ age, numbers: { value } }) =>
			value === undefined ? [] : [{ age, value }],
		);
	}

	/** Of each weight on a day without a BMI, and the height that fits it. */
	#computedBmi(): readonly Reading[] {
		const daysWithBmi = new Set(this.#measured('bmi').map(({ age }) => age));
		return this.#numbers('weight')
			.filter(({ age }) => !daysWithBmi.has(age))
			.flatMap(({ age, value: weight }) =>
				this.#heightsFor(age).map((height) => {
					const metres = height.dividedBy(HUNDRED);
					const bmi = weight.dividedBy(metres.times(metres));
					return { age, numbers: { value: bmi.times(TEN).rounded().dividedBy(TEN) } };
				}),
			);
	}

	/** Those of the latest day on or before, else of the earliest after. */
	#heightsFor(age: number): readonly Rational[] {
		const heights = this.#numbers('height');
		const ages = heights.map((height) => height.age);
		const before = ages.filter((one) => one >= age);
		const day = before.length > 0 ? Math.min(...before) : Math.max(...ages);
		return heights.filter((height) => height.age === day).map(({ value }) => value);
	}

	/** Every total less every HDL of the same day; a total below its HDL says nothing. */
	#notHdl(): readonly Reading[] {
		const hdl = this.#numbers('hdl');
		return this.#numbers('cholesterol-total').flatMap((total) =>
			hdl
				.filter(({ age, value }) => age === total.age && !total.value.isBelow(value))
				.map(({ age, value }) => ({ age, numbers: { value: total.value.minus(value) } })),
		);
	}
}
