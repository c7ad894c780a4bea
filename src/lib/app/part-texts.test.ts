import { describe, expect, it } from 'vitest';
import { emptyRecords, type HealthRecords } from '$lib/records/records';
import { evaluate } from '$lib/score/evaluate';
import { lifeEssential8 } from '$lib/score/life-essential-8';
import { AS_OF, dayAtAge } from '../../../tests/arbitraries/records';
import { partBehind, partsOf } from './part-texts';

function behind(id: string, records: HealthRecords = emptyRecords()): readonly string[] {
	const part = partsOf(lifeEssential8, evaluate(lifeEssential8, records, AS_OF)).get(id);
	return part === undefined ? [] : partBehind(part, 'en').lines;
}

describe('what an unknown part needs', () => {
	it('is one of several results, not all of them', () => {
		expect(behind('glucose')).toEqual([
			'Needs HbA1c within 365 days or Fasting glucose within 365 days.',
		]);
	});

	it('is the one result that the part asks of somebody with a diagnosis', () => {
		const conditions = [{ code: 'diabetes', since: dayAtAge(99), until: null }];
		expect(behind('glucose', { ...emptyRecords(), conditions })).toEqual([
			'Needs HbA1c within 365 days.',
		]);
	});

	it('is an answer, said once', () => {
		expect(behind('nicotine')).toEqual(['Needs your answer below.']);
	});
});
