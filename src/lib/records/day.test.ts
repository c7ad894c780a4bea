import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	addDays,
	dayInZone,
	daysBetween,
	dayToNumber,
	hourInZone,
	isDay,
	isTimeZone,
	monthOf,
	monthsOfWindow,
	msUntilNextDay,
	numberToDay,
} from './day';

const FIRST = dayToNumber('1900-01-01');
const LAST = dayToNumber('2199-12-31');
const day = fc.integer({ min: FIRST, max: LAST }).map(numberToDay);

const ZONES = [
	'UTC',
	'Asia/Shanghai',
	'America/New_York',
	'Pacific/Kiritimati',
	'Pacific/Apia',
	'Asia/Kathmandu',
	'Asia/Beirut',
	'Australia/Lord_Howe',
];
const zone = fc.constantFrom(...ZONES);
/** 1990 to 2060, minutes around every hour included. */
const instant = fc.integer({ min: 631_152_000, max: 2_840_140_800 }).map((second) => second * 1000);

describe('civil days', () => {
	it('knows the days that exist', () => {
		for (const text of ['1900-01-01', '2199-12-31', '2000-02-29', '2024-02-29', '2026-11-30']) {
			expect(isDay(text)).toBe(true);
		}
		for (const text of [
			'1899-12-31',
			'2200-01-01',
			'1900-02-29',
			'2023-02-29',
			'2026-11-31',
			'2026-13-01',
			'2026-00-10',
			'2026-01-00',
			'2026-1-1',
			'2026-01-01T00:00Z',
			' 2026-01-01',
			'2026-01-01\n',
			'٢٠٢٦-٠١-٠١',
			'',
			20260101,
			null,
		]) {
			expect(isDay(text)).toBe(false);
		}
	});

	it('counts from 1970-01-01', () => {
		expect(dayToNumber('1970-01-01')).toBe(0);
		expect(dayToNumber('2000-03-01')).toBe(11_017);
		expect(numberToDay(-1)).toBe('1969-12-31');
	});

	it('agrees with Date on every random day', () => {
		fc.assert(
			fc.property(day, fc.integer({ min: -5000, max: 5000 }), (a, n) => {
				expect(isDay(a)).toBe(true);
				expect(numberToDay(dayToNumber(a))).toBe(a);
				const date = new Date(`${a}T00:00:00Z`);
				date.setUTCDate(date.getUTCDate() + n);
				const b = addDays(a, n);
				expect(b).toBe(date.toISOString().slice(0, 10));
				if (isDay(b)) expect(daysBetween(a, b)).toBe(n);
				expect(Math.sign(n)).toBe(b > a ? 1 : b < a ? -1 : 0);
			}),
		);
	});

	it('throws on what is no day: a bug of the caller', () => {
		expect(() => dayToNumber('2023-02-29')).toThrow(RangeError);
		expect(() => numberToDay(0.5)).toThrow(RangeError);
	});

	it('lists the months of a window', () => {
		expect(monthOf('2026-11-20')).toBe('2026-11');
		expect(monthsOfWindow('2026-03-01', 1)).toEqual(['2026-03']);
		expect(monthsOfWindow('2026-03-01', 2)).toEqual(['2026-02', '2026-03']);
		expect(monthsOfWindow('2026-01-10', 365)).toHaveLength(13);
		expect(monthsOfWindow('1900-01-01', 2)).toEqual(['1899-12', '1900-01']);
		fc.assert(
			fc.property(day, fc.integer({ min: 1, max: 800 }), (last, length) => {
				const touched = new Set<string>();
				for (let age = length - 1; age >= 0; age--) touched.add(monthOf(addDays(last, -age)));
				expect(monthsOfWindow(last, length)).toEqual([...touched]);
			}),
			{ numRuns: 30 },
		);
	});
});

describe('zones', () => {
	it('knows the zones', () => {
		for (const name of ZONES) expect(isTimeZone(name)).toBe(true);
		for (const name of ['Asia/Hangzhou', '', '+08:00', 'Mars/Olympus']) {
			expect(isTimeZone(name)).toBe(false);
		}
	});

	it('agrees with another way of asking Intl', () => {
		fc.assert(
			fc.property(instant, zone, (now, timeZone) => {
				const text = new Date(now).toLocaleString('sv-SE', { timeZone });
				expect(dayInZone(now, timeZone)).toBe(text.slice(0, 10));
				expect(hourInZone(now, timeZone)).toBe(Number(text.slice(11, 13)));
			}),
			{ numRuns: 300 },
		);
	});

	it('tells known hours', () => {
		const now = Date.parse('2026-11-20T16:30:00Z');
		expect(dayInZone(now, 'Asia/Shanghai')).toBe('2026-11-21');
		expect(hourInZone(now, 'Asia/Shanghai')).toBe(0);
		expect(dayInZone(now, 'America/New_York')).toBe('2026-11-20');
		expect(dayInZone(now, 'Pacific/Kiritimati')).toBe('2026-11-21');
		expect(hourInZone(now, 'Asia/Kathmandu')).toBe(22);
	});

	it('finds the first millisecond of the next day', () => {
		fc.assert(
			fc.property(instant, zone, (now, timeZone) => {
				const wait = msUntilNextDay(now, timeZone);
				const today = dayInZone(now, timeZone);
				expect(dayInZone(now + wait - 1, timeZone)).toBe(today);
				expect(dayInZone(now + wait, timeZone) > today).toBe(true);
				expect(wait).toBeLessThanOrEqual(25 * 3_600_000);
			}),
			{ numRuns: 200 },
		);
	});

	it.each([
		['a plain day', '2026-11-20T04:00:00Z', 'Asia/Shanghai', 12],
		['23 hours in spring', '2026-03-08T05:00:00Z', 'America/New_York', 23],
		['25 hours in autumn', '2026-11-01T04:00:00Z', 'America/New_York', 25],
		['a day that did not take place', '2011-12-29T10:00:00Z', 'Pacific/Apia', 24],
		['a day that begins at 01:00', '2023-03-25T22:00:00Z', 'Asia/Beirut', 23],
		['half an hour of summer time', '2026-04-04T13:00:00Z', 'Australia/Lord_Howe', 24.5],
	])('waits right over %s', (_, now, timeZone, hours) => {
		expect(msUntilNextDay(Date.parse(now), timeZone)).toBe(hours * 3_600_000);
	});
});
