import { describe, expect, it } from 'vitest';
import { addDays } from '$lib/records/day';
import { emptyRecords, type HealthRecords, type Observation } from '$lib/records/records';
import { evaluate } from './evaluate';
import { rulesetHashText } from './hash';
import { lifeEssential8 } from './life-essential-8';
import { parseRuleset } from './ruleset';
import document from './rulesets/life-essential-8.json';

const AS_OF = '2026-11-20';

const of = (records: Partial<HealthRecords>) =>
	evaluate(lifeEssential8, { ...emptyRecords(), ...records }, AS_OF);

/** The points of one metric, 0 to 100; null where it is not known. */
function pointsOf(id: string, records: Partial<HealthRecords>): number | null {
	const part = of(records).means[0]?.parts.find((candidate) => candidate.id === id);
	if (part === undefined) throw new Error(`no metric ${id}`);
	return part.milli === null ? null : part.milli / 1000;
}

const measured = (kind: Exclude<Observation['kind'], 'bp'>, value: number): Observation => ({
	kind,
	day: AS_OF,
	value,
});
const is = (code: string, since = '2000-01-01') => ({ code, since, until: null });
const week = (kind: 'activity' | 'sleep', value: number) =>
	Array.from({ length: 7 }, (_, age) => ({
		kind,
		day: addDays(AS_OF, -age),
		value,
		source: 'manual',
	}));
/** mg/dL as a reader of laboratory files converts it (`intake.md`): to three decimals. */
const converted = (mgDl: number, divisor: number) => Math.round((mgDl / divisor) * 1000) / 1000;

describe('the document', () => {
	it('is valid, and is held to its pin', () => {
		expect(parseRuleset(document)).toEqual({ ok: true, value: lifeEssential8 });
		expect(rulesetHashText(lifeEssential8)).toBe('mgVPsuAWqLqs4u38cHJaGI_wetqhp1O09-YDflDQ30w');
	});
});

// The cells of the table of metrics in Circulation 2022;146:e18–e43, both edges of each.
describe('the table of the publication', () => {
	it.each([
		[16, 100],
		[15, 100],
		[14, 80],
		[12, 80],
		[11, 50],
		[8, 50],
		[7, 25],
		[4, 25],
		[3, 0],
		[0, 0],
	])('diet: a MEPA score of %d gives %d', (value, points) => {
		expect(pointsOf('diet', { observations: [measured('diet-mepa', value)] })).toBe(points);
	});

	it.each([
		[150, 100],
		[149, 90],
		[120, 90],
		[119, 80],
		[90, 80],
		[89, 60],
		[60, 60],
		[59, 40],
		[30, 40],
		[29, 20],
		[1, 20],
		[0, 0],
	])('activity: %d minutes a week give %d', (minutes, points) => {
		const [first, ...rest] = week('activity', 0);
		if (first === undefined) throw new Error('no day');
		const days = [{ ...first, value: minutes }, ...rest];
		expect(pointsOf('activity', { days })).toBe(points);
	});

	it.each([
		['never-smoker', '1990-01-01', 100],
		['former-smoker', addDays(AS_OF, -1826), 75],
		['former-smoker', addDays(AS_OF, -1825), 50],
		['former-smoker', addDays(AS_OF, -365), 50],
		['former-smoker', addDays(AS_OF, -364), 25],
		['former-smoker', AS_OF, 25],
		['nicotine-inhaled', '2020-01-01', 25],
		['smoker', '2020-01-01', 0],
	])('nicotine: %s since %s gives %d', (code, since, points) => {
		expect(pointsOf('nicotine', { conditions: [is(code, since)] })).toBe(points);
	});

	it('nicotine: smoke indoors at home takes 20, but not from nothing', () => {
		const home = is('smoke-at-home');
		expect(pointsOf('nicotine', { conditions: [is('never-smoker'), home] })).toBe(80);
		expect(pointsOf('nicotine', { conditions: [is('nicotine-inhaled'), home] })).toBe(5);
		expect(pointsOf('nicotine', { conditions: [is('smoker'), home] })).toBe(0);
	});

	it('nicotine: whoever logs a cigarette smokes, whatever was said', () => {
		const days = [{ kind: 'cigarettes', day: AS_OF, value: 1, source: 'manual' }] as const;
		expect(pointsOf('nicotine', { days, conditions: [is('never-smoker')] })).toBe(0);
	});

	it.each([
		[10, 40],
		[9.9, 90],
		[9, 90],
		[8.9, 100],
		[7, 100],
		[6.9, 70],
		[6, 70],
		[5.9, 40],
		[5, 40],
		[4.9, 20],
		[4, 20],
		[3.9, 0],
	])('sleep: %d hours a night give %d', (hours, points) => {
		expect(pointsOf('sleep', { days: week('sleep', hours) })).toBe(points);
	});

	it.each([
		[18.4, 100],
		[18.5, 100],
		[24.9, 100],
		[25, 70],
		[29.9, 70],
		[30, 30],
		[34.9, 30],
		[35, 15],
		[39.9, 15],
		[40, 0],
	])('body mass index: %d gives %d', (value, points) => {
		expect(pointsOf('bmi', { observations: [measured('bmi', value)] })).toBe(points);
	});

	it.each([
		[18.4, 100],
		[18.5, 100],
		[22.9, 100],
		[23, 75],
		[24.9, 75],
		[25, 50],
		[29.9, 50],
		[30, 25],
		[34.9, 25],
		[35, 0],
	])('body mass index by the Asian-Pacific ranges: %d gives %d', (value, points) => {
		const conditions = [is('bmi-asian-pacific')];
		expect(pointsOf('bmi', { observations: [measured('bmi', value)], conditions })).toBe(points);
	});

	it.each([
		[129, 100],
		[130, 60],
		[159, 60],
		[160, 40],
		[189, 40],
		[190, 20],
		[219, 20],
		[220, 0],
	])(
		'lipids: %d mg/dL of non-HDL cholesterol give %d, and 20 less with treatment',
		(mg, points) => {
			const observations = [
				measured('hdl', 1),
				measured('cholesterol-total', Math.round((converted(mg, 38.67) + 1) * 1000) / 1000),
			];
			expect(pointsOf('lipids', { observations })).toBe(points);
			const treated = [is('treated-lipids')];
			expect(pointsOf('lipids', { observations, conditions: treated })).toBe(
				Math.max(0, points - 20),
			);
		},
	);

	it.each([
		[99, 100],
		[100, 60],
		[125, 60],
	])('glucose: %d mg/dL fasting without diabetes give %d', (mg, points) => {
		const observations = [measured('glucose-fasting', converted(mg, 18.016))];
		expect(pointsOf('glucose', { observations })).toBe(points);
	});

	it.each([
		[5.6, 100],
		[5.7, 60],
		[6.4, 60],
	])('glucose: an HbA1c of %d without diabetes gives %d', (value, points) => {
		expect(pointsOf('glucose', { observations: [measured('hba1c', value)] })).toBe(points);
	});

	it.each([
		[5.6, 40],
		[6.9, 40],
		[7, 30],
		[7.9, 30],
		[8, 20],
		[8.9, 20],
		[9, 10],
		[9.9, 10],
		[10, 0],
	])('glucose: an HbA1c of %d with diabetes gives %d', (value, points) => {
		const conditions = [is('diabetes')];
		expect(pointsOf('glucose', { observations: [measured('hba1c', value)], conditions })).toBe(
			points,
		);
	});

	it('glucose: with diabetes a fasting glucose alone does not tell', () => {
		const observations = [measured('glucose-fasting', 5)];
		expect(pointsOf('glucose', { observations, conditions: [is('diabetes')] })).toBeNull();
	});

	it.each([
		[119, 79, 100],
		[120, 79, 75],
		[129, 79, 75],
		[130, 79, 50],
		[119, 80, 50],
		[139, 89, 50],
		[140, 79, 25],
		[119, 90, 25],
		[159, 99, 25],
		[160, 79, 0],
		[119, 100, 0],
	])(
		'blood pressure: %d/%d gives %d, and 20 less with treatment',
		(systolic, diastolic, points) => {
			const observations: Observation[] = [{ kind: 'bp', day: AS_OF, systolic, diastolic }];
			expect(pointsOf('blood-pressure', { observations })).toBe(points);
			const conditions = [is('treated-blood-pressure')];
			expect(pointsOf('blood-pressure', { observations, conditions })).toBe(
				Math.max(0, points - 20),
			);
		},
	);
});

describe('the mean', () => {
	const four: Observation[] = [
		measured('diet-mepa', 12),
		measured('bmi', 24),
		measured('hba1c', 5.4),
		{ kind: 'bp', day: AS_OF, systolic: 118, diastolic: 76 },
	];

	it('counts the metrics that are known, and needs five', () => {
		expect(of({ observations: four })).toMatchObject({ scoreMilli: 95_000, sufficient: false });
		const five = of({ observations: four, conditions: [is('smoker')] });
		expect(five).toMatchObject({ scoreMilli: 76_000, sufficient: true, band: 'yellow' });
		expect(five.means[0]?.known).toBe(5);
	});

	it('is not known where nothing is', () => {
		expect(of({})).toMatchObject({ scoreMilli: 0, sufficient: false });
	});

	it('forgets what is older than a year, and habits of before the last 30 days', () => {
		const old = addDays(AS_OF, -366);
		expect(
			pointsOf('diet', { observations: [{ ...measured('diet-mepa', 16), day: old }] }),
		).toBeNull();
		const days = week('sleep', 8).map((entry) => ({ ...entry, day: addDays(entry.day, -24) }));
		expect(pointsOf('sleep', { days })).toBeNull();
	});
});
