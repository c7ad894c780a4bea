import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumberCell } from './csv-numbers';

const number = (value: number, unit = '') => ({ form: 'number', value, unit });

describe('parseNumberCell', () => {
	it.each<[string, '.' | ',', unknown]>([
		['8432', '.', number(8432)],
		['72.5', '.', number(72.5)],
		['.5', '.', number(0.5)],
		['72.', '.', number(72)],
		['-3', '.', number(-3)],
		['8,432', '.', number(8432)],
		['1,234,567.5', '.', number(1_234_567.5)],
		["8'432", '.', number(8432)],
		['8 432', '.', number(8432)],
		['8\u00A0432', '.', number(8432)],
		['8\u202F432,5', ',', number(8432.5)],
		['72,5', ',', number(72.5)],
		['8.432', ',', number(8432)],
		['1.234,5', ',', number(1234.5)],
		['７２．５', '.', number(72.5)],
		['72.5 kg', '.', number(72.5, 'kg')],
		['72.5kg', '.', number(72.5, 'kg')],
		['145斤', '.', number(145, '斤')],
		['6,8 mmol/L', ',', number(6.8, 'mmol/L')],
		['5.6%', '.', number(5.6, '%')],
		['7:45', '.', { form: 'duration', minutes: 465 }],
		['7h 45m', '.', { form: 'duration', minutes: 465 }],
		['7小时45分钟', '.', { form: 'duration', minutes: 465 }],
		['7 h', '.', { form: 'duration', minutes: 420 }],
		['120/80', '.', { form: 'pair', first: 120, second: 80 }],
		['120 / 80 mmHg', ',', { form: 'pair', first: 120, second: 80 }],
	])('%j with %s', (text, decimal, expected) => {
		expect(parseNumberCell(text, decimal)).toEqual(expected);
	});

	it.each(['', ' ', '-', '--', '—', 'none', 'NaN', 'N/A', 'null', '无', '未测', '?'])(
		'%j is no value',
		(text) => {
			expect(parseNumberCell(text, '.')).toEqual({ form: 'empty' });
		},
	);

	it.each<[string, '.' | ',']>([
		['12,5', '.'],
		['12.5', ','],
		['1,2345', '.'],
		['abc', '.'],
		['7:75', '.'],
		['1e5', ','],
		['2024-01-05', '.'],
		['1'.repeat(70), '.'],
	])('%j with %s is bad', (text, decimal) => {
		const cell = parseNumberCell(text, decimal);
		expect(cell.form === 'bad' || (cell.form === 'number' && cell.unit !== '')).toBe(true);
	});

	it('reads back what is written, with either mark and any separator', () => {
		const marks = fc.constantFrom<['.' | ',', string]>(
			['.', ','],
			[',', '.'],
			['.', ''],
			[',', ' '],
			['.', '\u202F'],
		);
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 9_999_999 }),
				fc.integer({ min: 0, max: 999 }),
				marks,
				(whole, thousandths, [decimal, separator]) => {
					const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, separator);
					const text = `${grouped}${decimal}${String(thousandths).padStart(3, '0')}`;
					expect(parseNumberCell(text, decimal)).toEqual(
						number(Number(`${String(whole)}.${String(thousandths).padStart(3, '0')}`)),
					);
				},
			),
		);
	});

	it('never throws, and hands out finite numbers only', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
				const cell = parseNumberCell(text, '.');
				expect(cell.form !== 'number' || Number.isFinite(cell.value)).toBe(true);
			}),
		);
	});
});
