/**
 * Invented lives for the study of the rulesets. The shares and means are round numbers in the range of
 * published surveys of adults, not the data of anybody: they are here to vary, and what the study
 * finds is about the rulesets. Whoever doubts a number changes it below and runs the study again.
 */
import { addDays, type Day } from '../../src/lib/records/day';
import type {
	Condition,
	DayEntry,
	HealthRecords,
	Observation,
} from '../../src/lib/records/records';
import { Seeded } from '../reliability/seeded';

export const AS_OF: Day = '2026-11-20';
/** Long enough for thirty days of scores, each with its thirty days behind it. */
const LIFE_DAYS = 60;

export type Walks = 'freely' | 'a little' | 'not at all';

/** How somebody lives; what is known of it is another matter (`recordsOf`). */
export interface Life {
	readonly walks: Walks;
	readonly steps: number;
	/** Minutes of exercise a day, on foot or with the arms. */
	readonly activity: number;
	readonly sleep: number;
	readonly drinkDays: number;
	readonly grams: number;
	readonly cigarettes: number;
	readonly hypertension: boolean;
	readonly diabetes: boolean;
	readonly treated: boolean;
	readonly bmi: number;
	readonly bp: readonly [systolic: number, diastolic: number];
	readonly glucose: number;
	readonly hba1c: number;
	readonly total: number;
	readonly hdl: number;
	readonly diet: number;
	/** Days since the last examination; null: none in years. */
	readonly examined: number | null;
	/** What days and devices add to the means, the same in every variant of a life. */
	readonly noise: number;
}

/** What is recorded of a life. */
export interface Telling {
	readonly device: 'watch' | 'phone' | 'none';
	/** The share of days that are told at all, and of what only a hand can tell. */
	readonly told: number;
	readonly hidesCigarettes?: boolean;
	readonly hidesExaminations?: boolean;
	/** Left out altogether. */
	readonly without?: DayEntry['kind'];
}

function normal(seeded: Seeded): number {
	return Math.sqrt(-2 * Math.log(1 - seeded.next())) * Math.cos(2 * Math.PI * seeded.next());
}

const within = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));
const tenth = (value: number) => Math.round(value * 10) / 10;

export function livesOf(count: number, seed: number): readonly Life[] {
	const seeded = new Seeded(seed);
	const around = (mean: number, deviation: number, min: number, max: number) =>
		within(mean + deviation * normal(seeded), min, max);
	const chance = (share: number) => seeded.next() < share;
	return Array.from({ length: count }, (): Life => {
		const walking = seeded.next();
		const walks = walking < 0.9 ? 'freely' : walking < 0.97 ? 'a little' : 'not at all';
		const reach = { freely: 1, 'a little': 0.35, 'not at all': 0 }[walks];
		const hypertension = chance(0.27);
		const diabetes = chance(0.11);
		const smokes = chance(0.25);
		const treated = chance(0.5);
		const uncontrolled = chance(0.5);
		return {
			walks,
			steps: Math.round(reach * around(7500, 2800, 800, 22_000)),
			activity: Math.round(around(28, 22, 0, 150)),
			sleep: tenth(around(7.1, 0.8, 4, 10.5)),
			drinkDays: chance(0.45) ? around(0.3, 0.25, 0.02, 1) : 0,
			grams: Math.round(around(28, 22, 5, 160)),
			cigarettes: smokes ? Math.round(around(12, 7, 1, 40)) : 0,
			hypertension,
			diabetes,
			treated,
			bmi: tenth(around(24.5, 3.6, 16, 45)),
			bp: hypertension
				? [
						Math.round(around(uncontrolled ? 150 : 131, 9, 105, 200)),
						Math.round(around(uncontrolled ? 93 : 82, 7, 60, 104)),
					]
				: [Math.round(around(120, 11, 90, 145)), Math.round(around(76, 8, 55, 88))],
			glucose: tenth(around(diabetes ? 7.4 : 5.3, diabetes ? 1.4 : 0.5, 3.5, 16)),
			hba1c: tenth(around(diabetes ? 7.2 : 5.5, diabetes ? 1 : 0.3, 4.4, 13)),
			total: tenth(around(4.9, 0.9, 2.5, 9)),
			hdl: tenth(around(1.35, 0.3, 0.6, 2.4)),
			diet: Math.round(around(7, 3, 0, 16)),
			examined: chance(0.6) ? seeded.between(0, 360) : null,
			noise: seeded.between(1, 2 ** 31 - 1),
		};
	});
}

/** What somebody has recorded of a life, up to `AS_OF`. */
export function recordsOf(life: Life, telling: Telling): HealthRecords {
	const seeded = new Seeded(life.noise);
	const days: DayEntry[] = [];
	for (let age = LIFE_DAYS - 1; age >= 0; age--) {
		const day = addDays(AS_OF, -age);
		// Everything is drawn, and then told or not: variants of a life are the same life.
		const steps = Math.round(within(life.steps * (1 + 0.3 * normal(seeded)), 0, 40_000));
		const activity = Math.round(within(life.activity * (1 + 0.5 * normal(seeded)), 0, 300));
		const sleep = tenth(within(life.sleep + 0.8 * normal(seeded), 2, 13));
		const drank = seeded.next() < life.drinkDays;
		const grams = Math.round(within(life.grams * (1 + 0.4 * normal(seeded)), 5, 400));
		const smoked = Math.round(within(life.cigarettes * (1 + 0.2 * normal(seeded)), 0, 60));
		const isTold = seeded.next() < telling.told;
		const tell = (kind: DayEntry['kind'], value: number, source = 'manual') => {
			if (kind !== telling.without) days.push({ kind, day, value, source });
		};
		if (telling.device !== 'none') tell('steps', steps, 'phone');
		if (telling.device === 'watch') {
			tell('activity', activity, 'watch');
			tell('sleep', sleep, 'watch');
		} else if (isTold) tell('sleep', sleep);
		if (!isTold) continue;
		tell('alcohol', drank ? grams : 0);
		if (telling.hidesCigarettes !== true) tell('cigarettes', smoked);
	}
	const day = addDays(AS_OF, -(life.examined ?? 0));
	const isExamined = life.examined !== null && telling.hidesExaminations !== true;
	return {
		schema: 'tessera.records/1',
		days,
		observations: isExamined ? resultsOf(life, day) : [],
		conditions: conditionsOf(life, telling),
		checkups: isExamined ? [{ day }] : [],
	};
}

function resultsOf({ bmi, bp, glucose, hba1c, total, hdl, diet }: Life, day: Day): Observation[] {
	return [
		{ kind: 'bmi', day, value: bmi },
		{ kind: 'bp', day, systolic: bp[0], diastolic: bp[1] },
		{ kind: 'glucose-fasting', day, value: glucose },
		{ kind: 'hba1c', day, value: hba1c },
		{ kind: 'cholesterol-total', day, value: total },
		{ kind: 'hdl', day, value: hdl },
		{ kind: 'diet-mepa', day, value: diet },
	];
}

function conditionsOf(life: Life, { hidesCigarettes = false }: Telling): Condition[] {
	const saysSmoker = life.cigarettes > 0 && !hidesCigarettes;
	const codes = [
		...(life.hypertension ? ['hypertension'] : []),
		...(life.hypertension && life.treated ? ['treated-blood-pressure'] : []),
		...(life.diabetes ? ['diabetes'] : []),
		saysSmoker ? 'smoker' : 'never-smoker',
	];
	return codes.map((code) => ({ code, since: '2015-01-01', until: null }));
}
