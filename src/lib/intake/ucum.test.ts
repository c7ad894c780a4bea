import { describe, expect, it } from 'vitest';
import { nameOfUnit, toModelUnit, type Measure } from './ucum';

describe('toModelUnit', () => {
	it.each<[Measure, number, string, number]>([
		['glucose', 90.08, 'mg/dL', 5],
		['glucose', 5.5, 'mmol/L', 5.5],
		['glucose-fasting', 99, 'mg/dl', 5.495],
		['cholesterol-total', 193.35, 'mg/dL', 5],
		['hdl', 50, 'mg/dL', 1.293],
		['ldl', 3.1, 'mmol/l', 3.1],
		['weight', 70.5, 'kg', 70.5],
		['weight', 70_500, 'g', 70.5],
		['weight', 150, '[lb_av]', 68.039],
		['height', 1.75, 'm', 175],
		['height', 175, 'cm', 175],
		['waist', 34, '[in_i]', 86.36],
		['bmi', 27.812071106541232, 'kg/m2', 27.812],
		['systolic', 120, 'mm[Hg]', 120],
		['hba1c', 5.6, '%', 5.6],
		['hba1c', 5.6, '%{HemoglobinA1C}', 5.6],
		['steps', 8000, '{steps}', 8000],
		['steps', 8000, '1', 8000],
		['steps', 8000.4, 'steps', 8000],
		['sleep', 7.25, 'h', 7.25],
		['sleep', 435, 'min', 7.25],
	])('%s: %d %s is %d', (measure, value, unit, expected) => {
		expect(toModelUnit(measure, value, unit)).toBe(expected);
	});

	it.each<[Measure, string]>([
		['glucose', 'g/L'],
		['glucose', '%'],
		['glucose', ''],
		['glucose', 'MG/DL'],
		['hba1c', 'mmol/mol'],
		['weight', 'lb'],
		['weight', '[stone_av]'],
		['weight', 'cm'],
		['height', '[ft_i]'],
		['systolic', 'mmHg'],
		['systolic', 'kPa'],
		['steps', '/d'],
		['steps', '{steps}/d'],
		['bmi', '{score}'],
		['sleep', 's'],
		['weight', 'constructor'],
		['weight', '__proto__'],
	])('%s: %j is not guessed', (measure, unit) => {
		expect(toModelUnit(measure, 70, unit)).toBeNull();
	});
});

describe('nameOfUnit', () => {
	it('names what can be a unit, and nothing that reads like a sentence', () => {
		expect(nameOfUnit('mL/min/{1.73_m2}')).toBe('mL/min/{1.73_m2}');
		expect(nameOfUnit('µmol/L')).toBe('µmol/L');
		expect(nameOfUnit('Ann has 7')).toBeNull();
		expect(nameOfUnit('x'.repeat(21))).toBeNull();
		expect(nameOfUnit('')).toBeNull();
	});
});
