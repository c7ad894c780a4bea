import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRecords, type DayEntry } from '$lib/records/records';
import { AS_OF, dayAtAge, records } from '../../../tests/arbitraries/records';
import { hangzhou2020 } from './builtin';
import { FACTS } from './fact-names';
import { trueFacts } from './facts';

const days = (kind: DayEntry['kind'], values: number[]): DayEntry[] =>
	values.map((value, age) => ({ kind, day: dayAtAge(age), value, source: 'manual' }));
const times = (count: number, value: number) => Array.from({ length: count }, () => value);
const facts = (...lists: DayEntry[][]) =>
	trueFacts(hangzhou2020, { ...emptyRecords(), days: lists.flat() }, AS_OF);

describe('trueFacts', () => {
	it('says no smoking after 21 days of 30 with none, and not with one cigarette', () => {
		expect(facts(days('cigarettes', times(21, 0)))).toEqual(['no-smoking-30d']);
		expect(facts(days('cigarettes', times(20, 0)))).toEqual([]);
		expect(facts(days('cigarettes', [...times(29, 0), 1]))).toEqual([]);
		expect(facts(days('cigarettes', [...times(30, 0), 1]))).toEqual(['no-smoking-30d']);
	});

	it('says a mean of 7 hours of sleep over the recorded days', () => {
		expect(facts(days('sleep', times(21, 7)))).toEqual(['sleep-7h-30d']);
		expect(facts(days('sleep', times(20, 9)))).toEqual([]);
		expect(facts(days('sleep', [...times(20, 7), 6.999]))).toEqual([]);
	});

	it('says exercise from 8,000 steps or 80 minutes on', () => {
		expect(facts(days('steps', times(21, 8000)))).toEqual(['exercise-30d']);
		expect(facts(days('activity', times(21, 80)))).toEqual(['exercise-30d']);
		expect(facts(days('steps', [...times(20, 8000), 7990]))).toEqual([]);
		const turns = [...days('steps', times(11, 8000)), ...days('activity', times(21, 80)).slice(11)];
		expect(facts(turns)).toEqual(['exercise-30d']);
	});

	it('says a check-up as the ruleset counts it', () => {
		const checked = (age: number) =>
			trueFacts(hangzhou2020, { ...emptyRecords(), checkups: [{ day: dayAtAge(age) }] }, AS_OF);
		expect(checked(365)).toEqual(['checkup-1y']);
		expect(checked(366)).toEqual([]);
		expect(checked(-1)).toEqual([]);
	});

	it('lists them in the order of a code', () => {
		const all = trueFacts(
			hangzhou2020,
			{
				...emptyRecords(),
				days: [
					...days('sleep', times(30, 8)),
					...days('steps', times(30, 9000)),
					...days('cigarettes', times(30, 0)),
				],
				checkups: [{ day: AS_OF }],
			},
			AS_OF,
		);
		expect(all).toEqual(FACTS);
		fc.assert(
			fc.property(records, (file) => {
				const some = trueFacts(hangzhou2020, file, AS_OF);
				expect(some).toEqual(FACTS.filter((fact) => some.includes(fact)));
			}),
		);
	});
});
