import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecords, type HealthRecords } from '$lib/records/records';
import { sampleMonth } from '$lib/records/sample';
import {
	AS_OF,
	dayAtAge,
	dayEntries,
	records,
	shuffled,
	valueOf,
} from '../../../tests/arbitraries/records';
import vectors from '../../../tests/vectors/scoring.json';
import { hangzhou2020 } from './builtin';
import { contributionTitles } from './contributions';
import { evaluate, type Evaluation } from './evaluate';

const of = (file: HealthRecords) => evaluate(hangzhou2020, file, AS_OF);
const milli = (evaluation: Evaluation, id: string) =>
	evaluation.contributions.find((contribution) => contribution.id === id)?.milli ?? NaN;

describe('the vectors of the independent model', () => {
	it('were made for this ruleset', () => {
		expect(vectors.ruleset).toBe(`${hangzhou2020.id}@${hangzhou2020.version}`);
		expect(hangzhou2020.lifestyle.weights.ppm).toEqual(vectors.weightsPpm);
	});

	it.each(vectors.cases)('$name', ({ asOf, records: file, expect: expected }) => {
		const parsed = parseRecords(file);
		const evaluation = parsed.ok ? evaluate(hangzhou2020, parsed.value, asOf) : undefined;
		expect(evaluation).toMatchObject(expected);
	});
});

describe('evaluate', () => {
	it('sums up: the contributions are the score, in the stated order', () => {
		const ids = contributionTitles(hangzhou2020).map(({ id }) => id);
		fc.assert(
			fc.property(records, (file) => {
				const { contributions, scoreMilli, score } = of(file);
				expect(contributions.map(({ id }) => id)).toEqual(ids);
				expect(contributions.reduce((sum, { milli: part }) => sum + part, 0)).toBe(scoreMilli);
				expect(scoreMilli).toBeGreaterThanOrEqual(0);
				expect(scoreMilli).toBeLessThanOrEqual(100_000);
				expect(score).toBe(Math.floor(scoreMilli / 1000));
				for (const part of contributions) expect(Number.isSafeInteger(part.milli)).toBe(true);
			}),
		);
	});

	it('does not mind the order of the records', () => {
		fc.assert(
			fc.property(
				records.chain((file) => fc.tuple(fc.constant(file), shuffled(file))),
				([file, other]) => {
					expect(of(other)).toEqual(of(file));
				},
			),
		);
	});

	it('does not see lifestyle of more than 30 days ago', () => {
		fc.assert(
			fc.property(records, dayEntries(30, 2000, 60), (file, old) => {
				const young = file.days.filter(({ day }) => day > dayAtAge(30));
				expect(of({ ...file, days: [...young, ...old] })).toEqual(of({ ...file, days: young }));
			}),
		);
	});

	it('does not see what is dated after asOf, of any kind', () => {
		const { days, observations, conditions, checkups } = tomorrow();
		fc.assert(
			fc.property(records, (file) => {
				const past: HealthRecords = {
					...file,
					observations: file.observations.filter(({ day }) => day <= AS_OF),
					days: file.days.filter(({ day }) => day <= AS_OF),
				};
				const withFuture: HealthRecords = {
					...past,
					days: [...past.days, ...days],
					observations: [...past.observations, ...observations],
					conditions: [...past.conditions, ...conditions],
					checkups: [...past.checkups, ...checkups],
				};
				expect(of(withFuture)).toEqual(of(past));
			}),
		);
	});

	it('counts recorded days of the last fourteen', () => {
		fc.assert(
			fc.property(records, (file) => {
				const recent = file.days.filter(({ day }) => day <= AS_OF && day > dayAtAge(14));
				const { recordedDays, sufficient } = of(file);
				expect(recordedDays).toBe(new Set(recent.map(({ day }) => day)).size);
				expect(sufficient).toBe(recordedDays >= 7);
			}),
		);
	});

	it('a better day never lowers the score', () => {
		const better = fc.oneof(
			fc.tuple(fc.constantFrom('steps', 'activity'), fc.constant(1)),
			fc.tuple(fc.constantFrom('alcohol', 'cigarettes'), fc.constant(-1)),
		);
		fc.assert(
			fc.property(
				records,
				better.chain(([kind, direction]) =>
					fc.tuple(fc.constant(kind), fc.constant(direction), valueOf[kind], valueOf[kind]),
				),
				fc.integer({ min: 0, max: 29 }),
				(file, [kind, direction, one, two], age) => {
					const low = Math.min(one, two);
					const high = Math.max(one, two);
					const worse = withValue(file, kind, age, direction > 0 ? low : high);
					const best = withValue(file, kind, age, direction > 0 ? high : low);
					expect(of(best).scoreMilli).toBeGreaterThanOrEqual(of(worse).scoreMilli);
				},
			),
		);
	});

	it('more sleep never lowers the score up to 9 hours, and never raises it from 7.5 on', () => {
		fc.assert(
			fc.property(
				records,
				valueOf.sleep,
				valueOf.sleep,
				fc.integer({ min: 0, max: 29 }),
				(file, one, two, age) => {
					const less = of(withValue(file, 'sleep', age, Math.min(one, two))).scoreMilli;
					const more = of(withValue(file, 'sleep', age, Math.max(one, two))).scoreMilli;
					if (Math.max(one, two) <= 9) expect(more).toBeGreaterThanOrEqual(less);
					if (Math.min(one, two) >= 7.5) expect(more).toBeLessThanOrEqual(less);
				},
			),
			{ numRuns: 300 },
		);
	});

	it('shows a sample month in the middle of yellow, good for a practice code', () => {
		const evaluation = evaluate(hangzhou2020, sampleMonth(AS_OF), AS_OF);
		expect(evaluation).toMatchObject({ score: 76, band: 'yellow', sufficient: true });
		expect(evaluate(hangzhou2020, sampleMonth('2027-03-01'), '2027-03-01').scoreMilli).toBe(
			evaluation.scoreMilli,
		);
	});
});

describe('check-ups', () => {
	const without = (file: HealthRecords): HealthRecords => ({ ...file, checkups: [] });
	const withOne = (file: HealthRecords): HealthRecords => ({
		...file,
		checkups: [{ day: dayAtAge(10) }],
	});

	it('never cost, whatever the results', () => {
		fc.assert(
			fc.property(records, (file) => {
				expect(of(withOne(file)).scoreMilli).toBeGreaterThanOrEqual(of(without(file)).scoreMilli);
			}),
		);
	});

	it('with their results never cost somebody who had none before', () => {
		fc.assert(
			fc.property(records, (file) => {
				const unexamined = { ...without(file), observations: [], conditions: [] };
				const examined = { ...withOne(file), conditions: [] };
				expect(of(examined).scoreMilli).toBeGreaterThanOrEqual(of(unexamined).scoreMilli);
			}),
		);
	});

	it('lift examination and check-up together to 0 at least', () => {
		fc.assert(
			fc.property(records, (file) => {
				const evaluation = of(withOne(file));
				const ids = ['bmi', 'bp', 'glucose-fasting', 'cholesterol-total', 'checkup', 'exam-floor'];
				const sum = ids.reduce((total, id) => total + milli(evaluation, id), 0);
				expect(sum).toBeGreaterThanOrEqual(0);
				if (milli(evaluation, 'exam-floor') > 0) expect(sum).toBe(0);
			}),
		);
	});
});

function withValue(
	file: HealthRecords,
	kind: 'steps' | 'activity' | 'sleep' | 'alcohol' | 'cigarettes',
	age: number,
	value: number,
): HealthRecords {
	const day = dayAtAge(age);
	const others = file.days.filter((entry) => entry.day !== day || entry.kind !== kind);
	return { ...file, days: [...others, { kind, day, value, source: 'manual' }] };
}

function tomorrow(): Pick<HealthRecords, 'days' | 'observations' | 'conditions' | 'checkups'> {
	const day = dayAtAge(-1);
	return {
		days: [{ kind: 'cigarettes', day, value: 40, source: 'manual' }],
		observations: [
			{ kind: 'height', day, value: 150 },
			{ kind: 'weight', day, value: 130 },
			{ kind: 'bp', day, systolic: 190, diastolic: 110 },
			{ kind: 'hba1c', day, value: 11 },
		],
		conditions: [{ code: 'hypertension', since: day, until: null }],
		checkups: [{ day }],
	};
}
