import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convert, unitNamed, unitsOf, type CsvValueField } from './csv-units';

describe('convert', () => {
	it.each<[CsvValueField, number, string | null, number | null]>([
		['weight', 160, 'lb', 72.575],
		['weight', 145, 'jin', 72.5],
		['weight', 72_450, 'g', 72.45],
		['height', 1.72, 'm', 172],
		['height', 70, 'in', 177.8],
		['waist', 2.4, 'chi', 80],
		['glucose-fasting', 99, 'mg/dL', 5.495],
		['cholesterol-total', 190, 'mg/dL', 4.913],
		['hba1c', 42, 'mmol/mol', 5.994],
		['systolic', 16, 'kPa', 120.01],
		['sleep', 450, 'min', 7.5],
		['activity', 1.5, 'h', 90],
		['steps', 8432.4, null, 8432],
		['bmi', 24.5, null, 24.5],
		['weight', 72, null, null],
		['weight', 72, 'st', null],
		['weight', 72, 'toString', null],
		['steps', Infinity, null, null],
	])('%s %d %s', (field, value, unit, expected) => {
		expect(convert(field, value, unit)).toBe(expected);
	});

	it('knows every unit that it offers, and takes the first as it is', () => {
		const fields: CsvValueField[] = ['sleep', 'weight', 'height', 'glucose', 'hba1c', 'diastolic'];
		for (const field of fields) {
			for (const unit of unitsOf(field)) {
				expect(unitNamed(field, unit)).toBe(unit);
				expect(convert(field, 100, unit)).not.toBeNull();
			}
			expect(convert(field, 42.125, unitsOf(field)[0] ?? null)).toBe(42.125);
		}
	});

	it('names units however they are written, and no others', () => {
		expect(unitNamed('weight', ' 公斤 ')).toBe('kg');
		expect(unitNamed('weight', 'LBS')).toBe('lb');
		expect(unitNamed('glucose', 'MMOL / L')).toBe('mmol/L');
		expect(unitNamed('sleep', '小时')).toBe('h');
		expect(unitNamed('weight', 'mmol/L')).toBeNull();
		fc.assert(
			fc.property(fc.string(), (text) => {
				const unit = unitNamed('weight', `${text}?`);
				expect(unit).toBeNull();
			}),
		);
	});
});
