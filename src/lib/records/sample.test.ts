import { describe, expect, it } from 'vitest';
import { addDays } from './day';
import { parseRecords } from './records';
import { sampleMonth } from './sample';

describe('sampleMonth', () => {
	const asOf = '2026-11-20';
	const sample = sampleMonth(asOf);

	it('is a valid file, the same each time', () => {
		expect(parseRecords(sample)).toEqual({ ok: true, value: sample });
		expect(sampleMonth(asOf)).toEqual(sample);
	});

	it('covers thirty days with some gaps, from two sources', () => {
		const days = new Set(sample.days.map(({ day }) => day));
		expect(days.size).toBe(26);
		expect([...days].every((day) => day > addDays(asOf, -30) && day <= asOf)).toBe(true);
		expect(new Set(sample.days.map(({ source }) => source))).toEqual(new Set(['manual', 'watch']));
	});

	it('has evenings with glasses, and a check-up', () => {
		expect(sample.days.filter(({ drinks }) => drinks !== undefined)).toHaveLength(3);
		expect(sample.checkups).toHaveLength(1);
		expect(new Set(sample.observations.map(({ kind }) => kind))).toContain('bp');
	});
});
