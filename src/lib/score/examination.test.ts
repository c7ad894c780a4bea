import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, HealthRecords, Observation } from '$lib/records/records';
import { emptyRecords } from '$lib/records/records';
import { AS_OF, dayAtAge, records } from '../../../tests/arbitraries/records';
import { hangzhou2020 } from './builtin';
import { evaluate } from './evaluate';
import { examine, type Examined } from './examination';

const has = (code: string, since = 1000, until: number | null = null): Condition => ({
	code,
	since: dayAtAge(since),
	until: until === null ? null : dayAtAge(until),
});

function rule(id: string, observations: Observation[], conditions: Condition[] = []): Examined {
	const all = examine(hangzhou2020, { ...emptyRecords(), observations, conditions }, AS_OF);
	const found = all.find((examined) => examined.id === id);
	if (found === undefined) throw new Error(`rule: expected ${id} in the ruleset`);
	return found;
}

const value = (
	kind: 'bmi' | 'glucose-fasting' | 'hba1c' | 'cholesterol-total',
	reading: number,
	age = 10,
): Observation => ({ kind, day: dayAtAge(age), value: reading });
const bp = (systolic: number, diastolic: number, age = 10): Observation => ({
	kind: 'bp',
	day: dayAtAge(age),
	systolic,
	diastolic,
});

describe('tables, closed below and open above', () => {
	it.each([
		['bmi', 18.4, -1000],
		['bmi', 18.5, 1500],
		['bmi', 23.999, 1500],
		['bmi', 24, -1000],
		['bmi', 28, -3000],
		['glucose-fasting', 3.899, -1000],
		['glucose-fasting', 3.9, 1500],
		['glucose-fasting', 6.1, -1000],
		['glucose-fasting', 7, -3000],
		['cholesterol-total', 5.199, 1500],
		['cholesterol-total', 5.2, -1000],
		['cholesterol-total', 6.2, -2500],
	] as const)('%s %d gives %d', (kind, reading, milli) => {
		expect(rule(kind, [value(kind, reading)]).milli).toBe(milli);
	});

	it.each([
		[89, 59, 0],
		[90, 60, 1500],
		[119, 80, 0],
		[120, 79, 0],
		[140, 79, -2500],
		[139, 90, -2500],
		[160, 70, -4000],
		[110, 100, -4000],
	])('%d/%d gives %d: the worse of both', (systolic, diastolic, milli) => {
		expect(rule('bp', [bp(systolic, diastolic)]).milli).toBe(milli);
	});
});

describe('which reading counts', () => {
	it('is that of the latest day of the last 365, and of several the one with fewer points', () => {
		expect(rule('bp', [bp(118, 75, 11), bp(170, 75, 12)]).milli).toBe(1500);
		expect(rule('bp', [bp(118, 75), bp(141, 75)]).milli).toBe(-2500);
		expect(rule('bp', [bp(118, 75, 365)])).toMatchObject({ milli: 1500, latest: { age: 365 } });
		expect(rule('bp', [bp(118, 75, 366)])).toMatchObject({ milli: 0, status: 'none' });
		expect(rule('bp', [bp(118, 75, -1)]).status).toBe('none');
	});

	it('is made of weight and height where there is no BMI that day', () => {
		const weight: Observation = { kind: 'weight', day: dayAtAge(5), value: 90 };
		const height = (age: number): Observation => ({
			kind: 'height',
			day: dayAtAge(age),
			value: 172,
		});
		expect(rule('bmi', [weight, height(3000)]).milli).toBe(-3000);
		expect(rule('bmi', [weight, height(2)]).milli).toBe(-3000);
		expect(rule('bmi', [weight, height(3000), value('bmi', 22, 4)]).milli).toBe(1500);
		expect(rule('bmi', [weight, height(-1)]).status).toBe('none');
	});
});

describe('hypertension', () => {
	const ill = [has('hypertension')];

	it.each([
		['nothing measured', [], -1000, 'not-measured'],
		['measured 181 days ago', [bp(118, 75, 181)], -1000, 'not-measured'],
		['measured 180 days ago', [bp(118, 75, 180)], 1500, 'controlled'],
		['controlled', [bp(139, 89)], 0, 'controlled'],
		['one of two readings out of range', [bp(118, 75), bp(141, 75)], -2500, 'uncontrolled'],
		['out of range', [bp(160, 95)], -4000, 'uncontrolled'],
	] as const)('%s', (_, observations, milli, status) => {
		expect(rule('bp', [...observations], ill)).toMatchObject({ milli, status });
	});

	it('counts from since on, and no longer on the day of until', () => {
		expect(rule('bp', [], [has('hypertension', 0)]).milli).toBe(-1000);
		expect(rule('bp', [], [has('hypertension', -1)]).milli).toBe(0);
		expect(rule('bp', [], [has('hypertension', 9, 0)]).milli).toBe(0);
		expect(rule('bp', [], [has('hypertension', 9, -1)]).milli).toBe(-1000);
	});
});

describe('diabetes', () => {
	const ill = [has('diabetes')];
	const fasting = (reading: number, age = 10) => value('glucose-fasting', reading, age);
	const hba1c = (reading: number, age = 10) => value('hba1c', reading, age);

	it.each([
		['nothing measured', [], -1000, 'not-measured'],
		['HbA1c under 7, no fasting glucose', [hba1c(6.999)], 0, 'controlled'],
		['HbA1c under 7 protects a fasting glucose', [hba1c(6.9), fasting(9)], 0, 'controlled'],
		['and takes a good one as it is', [hba1c(6.9), fasting(5)], 1500, 'controlled'],
		['HbA1c of 7', [hba1c(7), fasting(5)], -3000, 'uncontrolled'],
		['HbA1c too old, fasting in range', [hba1c(9, 181), fasting(4.4)], 1500, 'controlled'],
		['fasting just below 7', [fasting(6.999)], 0, 'controlled'],
		['fasting of 7', [fasting(7)], -3000, 'uncontrolled'],
		['fasting below 4.4', [fasting(4.399)], -3000, 'uncontrolled'],
		['fasting too old', [fasting(5, 181)], -1000, 'not-measured'],
	] as const)('%s', (_, observations, milli, status) => {
		expect(rule('glucose-fasting', [...observations], ill)).toMatchObject({ milli, status });
	});
});

describe('what a diagnosis costs', () => {
	const without = (file: HealthRecords): HealthRecords => ({ ...file, conditions: [] });
	const withOnly = (file: HealthRecords, code: string): HealthRecords => ({
		...file,
		conditions: [has(code)],
	});
	const score = (file: HealthRecords) => evaluate(hangzhou2020, file, AS_OF).scoreMilli;
	const statusOf = (file: HealthRecords, id: string) =>
		examine(hangzhou2020, file, AS_OF).find((examined) => examined.id === id);

	it('hypertension: nothing, where measured within 180 days', () => {
		fc.assert(
			fc.property(records, (file) => {
				const ill = withOnly(file, 'hypertension');
				const examined = statusOf(ill, 'bp');
				if (examined?.status === 'not-measured') expect(examined.milli).toBe(-1000);
				else expect(score(ill)).toBeGreaterThanOrEqual(score(without(file)));
			}),
		);
	});

	it('hypertension, measured: out of range exactly what the reading costs anyone', () => {
		fc.assert(
			fc.property(records, (file) => {
				const ill = statusOf(withOnly(file, 'hypertension'), 'bp');
				const anyone = statusOf(without(file), 'bp');
				if (ill?.status === 'uncontrolled') expect(ill.milli).toBe(anyone?.milli);
				else expect(ill?.status).toMatch(/^(controlled|not-measured)$/);
			}),
		);
	});

	it('diabetes: nothing, where controlled; else the points of the ruleset', () => {
		fc.assert(
			fc.property(records, (file) => {
				const ill = withOnly(file, 'diabetes');
				const examined = statusOf(ill, 'glucose-fasting');
				if (examined?.status === 'controlled') {
					expect(examined.milli).toBeGreaterThanOrEqual(0);
					expect(score(ill)).toBeGreaterThanOrEqual(score(without(file)));
				} else {
					const measured = examined?.status === 'uncontrolled';
					expect(examined?.milli).toBe(measured ? -3000 : -1000);
				}
			}),
		);
	});

	it('any other: nothing at all', () => {
		fc.assert(
			fc.property(records, (file) => {
				expect(score(withOnly(file, 'asthma'))).toBe(score(without(file)));
			}),
		);
	});
});
