import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberToDay } from '$lib/records/day';
import { dayOfCell, inOrder, scanDate } from './csv-dates';
import type { DateOrder } from './csv-mapping';

function read(text: string, order: DateOrder = 'ymd', zone = 'Asia/Shanghai') {
	const cell = scanDate(text);
	return cell === null ? null : dayOfCell(cell, order, zone);
}

describe('scanDate', () => {
	it.each([
		'2024-01-05',
		'2024/1/5',
		'2024.01.05',
		'20240105',
		'20240105 08:30',
		'2024年1月5日',
		'2024年01月05日 上午8:30',
		'2024年1月5号',
		'2024-01-05 08:30',
		'2024-01-05T08:30:12.123',
		'2024-01-05T08:30:12+08:00',
		'2024-01-05 23:59:00 -0500',
		'2024/1/5 8:30:00 PM',
		'2024/1/5 星期五',
		'2024-01-05(周五)',
		'Fri, 5 Jan 2024',
		'5-Jan-24',
		'05 January 2024 08:30',
		'Jan 5, 2024',
		'January 5th, 2024, 8:30 AM',
		' 2024-01-05 ',
		'２０２４－０１－０５',
	])('%s', (text) => {
		expect(read(text)).toBe('2024-01-05');
	});

	it.each([
		'',
		'-',
		'72.5',
		'12345',
		'2024-13-05',
		'2024-02-30',
		'2024-01-05x',
		'2024-01-05;72',
		'99/99/2024',
		'5 Foo 2024',
		'2024-01-05 25:00',
		'120/80/70000',
		`2024-01-05${' '.repeat(100)}1`,
	])('%s is none', (text) => {
		expect(scanDate(text)).toBeNull();
	});

	it('takes the civil day in the zone of a moment in UTC', () => {
		expect(read('2024-01-05T20:00:00Z')).toBe('2024-01-06');
		expect(read('2024-01-05T20:00:00+00:00', 'ymd', 'America/New_York')).toBe('2024-01-05');
		expect(read('1704484800')).toBe('2024-01-06');
		expect(read('1704484800000', 'ymd', 'Europe/Berlin')).toBe('2024-01-05');
	});

	it('knows whether there is a time: midnight is none', () => {
		expect(scanDate('2024-01-05 00:00:00')?.hasTime).toBe(false);
		expect(scanDate('2024-01-05 00:00:01')?.hasTime).toBe(true);
		expect(scanDate('5/1/2024 8:00')?.hasTime).toBe(true);
		expect(scanDate('5/1/2024')?.hasTime).toBe(false);
	});

	it('reads day and month in the order that is said', () => {
		expect(read('03/04/2024', 'dmy')).toBe('2024-04-03');
		expect(read('03/04/2024', 'mdy')).toBe('2024-03-04');
		expect(read('03.04.24', 'dmy')).toBe('2024-04-03');
		expect(read('24-04-03', 'ymd')).toBe('2024-04-03');
		expect(read('13/04/2024', 'mdy')).toBeNull();
	});

	it('takes a year at the end in a table of years first only if it is plain', () => {
		expect(read('13/04/2024', 'ymd')).toBe('2024-04-13');
		expect(read('04/04/2024', 'ymd')).toBe('2024-04-04');
		expect(read('03/04/2024', 'ymd')).toBeNull();
	});

	it('reads back every day in every order', () => {
		const day = fc.integer({ min: 3653, max: 40_000 }).map(numberToDay);
		const orders = fc.constantFrom<DateOrder>('ymd', 'dmy', 'mdy');
		const mark = fc.constantFrom('/', '-', '.');
		fc.assert(
			fc.property(day, orders, mark, fc.boolean(), (expected, order, separator, isPadded) => {
				const [y = '', m = '', d = ''] = expected.split('-');
				const [month, date] = isPadded ? [m, d] : [String(Number(m)), String(Number(d))];
				const written = { ymd: [y, month, date], dmy: [date, month, y], mdy: [month, date, y] };
				expect(read(written[order].join(separator), order)).toBe(expected);
			}),
		);
	});

	it('reads years of two digits from 1980 to 2079', () => {
		expect(inOrder([79, 1, 5], 'ymd')).toBe('2079-01-05');
		expect(inOrder([5, 1, 80], 'dmy')).toBe('1980-01-05');
	});

	it('never throws', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
				const day = read(text, 'dmy', 'Europe/Berlin');
				expect(day === null || /^\d{4}-/.test(day)).toBe(true);
			}),
		);
	});
});
