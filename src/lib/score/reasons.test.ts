import { describe, expect, it } from 'vitest';
import { emptyRecords } from '$lib/records/records';
import { sampleMonth } from '$lib/records/sample';
import { AS_OF } from '../../../tests/arbitraries/records';
import { hangzhou2020 } from './builtin';
import { evaluate, type Contribution } from './evaluate';
import { missing, strongestReasons } from './reasons';

const evaluation = evaluate(hangzhou2020, sampleMonth(AS_OF), AS_OF);
const nothing = evaluate(hangzhou2020, emptyRecords(), AS_OF);
const withParts = (contributions: Contribution[]) => ({ ...evaluation, contributions });

describe('strongestReasons', () => {
	it('lists what moved the score most, not where everybody starts', () => {
		const parts = [
			{ id: 'baseline', milli: 60_000 },
			{ id: 'exercise', milli: 3000 },
			{ id: 'sleep', milli: 0 },
			{ id: 'cigarettes', milli: -9000 },
			{ id: 'checkup', milli: 5000 },
			{ id: 'bmi', milli: -3000 },
			{ id: 'clamp', milli: -20_000 },
		];
		const ids = (n?: number) => strongestReasons(withParts(parts), n).map(({ id }) => id);
		expect(ids()).toEqual(['cigarettes', 'checkup', 'exercise']);
		expect(ids(9)).toEqual(['cigarettes', 'checkup', 'exercise', 'bmi']);
	});

	it('has none where nothing is told', () => {
		expect(strongestReasons(nothing)).toEqual([]);
	});
});

describe('missing', () => {
	it('counts days up to a code and points up to the next band', () => {
		expect(missing(hangzhou2020, nothing)).toEqual({
			loggedDays: 7,
			nextBand: { band: 'green', milli: 20_000 },
		});
		const { scoreMilli } = evaluation;
		expect(missing(hangzhou2020, evaluation)).toEqual({
			loggedDays: 0,
			nextBand: { band: 'green', milli: 80_000 - scoreMilli },
		});
		expect(missing(hangzhou2020, { ...evaluation, scoreMilli: 80_000 }).nextBand).toBeNull();
	});
});
