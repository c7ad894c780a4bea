import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactDay, parseFhirTime, timeOfInstant } from './fhir-dates';

const SHANGHAI = 'Asia/Shanghai';
const day = (text: unknown, zone = SHANGHAI) => exactDay(parseFhirTime(text, zone));

describe('parseFhirTime', () => {
	it.each([
		['2015', '2015-01-01', 'year'],
		['2015-10', '2015-10-01', 'month'],
		['2015-10-10', '2015-10-10', 'day'],
		['2015-10-10T09:15:00+01:00', '2015-10-10', 'time'],
		['2015-10-10T09:15+01:00', '2015-10-10', 'time'],
		['2015-10-10T09:15:00', '2015-10-10', 'time'],
		[' 2015-10-10 ', '2015-10-10', 'day'],
	])('%s', (text, expected, precision) => {
		expect(parseFhirTime(text, SHANGHAI)).toMatchObject({ day: expected, precision });
	});

	it('keeps the day that stands there, whatever the offset', () => {
		expect(day('2024-03-01T00:30:00+14:00')).toBe('2024-03-01');
		expect(day('2024-03-01T23:30:00-11:00')).toBe('2024-03-01');
		expect(day('1992-09-05T23:46:40.398+00:00')).toBe('1992-09-05');
	});

	it('takes the home zone where the local time is not known', () => {
		expect(day('2024-03-01T23:30:00Z')).toBe('2024-03-02');
		expect(day('2024-03-01T23:30:00-00:00')).toBe('2024-03-02');
		expect(day('2024-03-01T02:00:00.5Z', 'America/New_York')).toBe('2024-02-29');
	});

	it('takes midnight in UTC for a date that was made a time', () => {
		expect(day('2024-03-01T00:00:00.000Z', 'America/New_York')).toBe('2024-03-01');
		expect(day('2024-03-01T00:00:00Z')).toBe('2024-03-01');
	});

	it('tells the minute on the clock where it was written', () => {
		expect(parseFhirTime('2024-03-01T18:30:00-05:00', SHANGHAI)).toMatchObject({ minute: 1110 });
		expect(parseFhirTime('2024-03-01T18:30:00Z', SHANGHAI)).toMatchObject({ minute: 150 });
		expect(parseFhirTime('1930-03-01T00:00:00+08:00', SHANGHAI)).toMatchObject({ minute: 0 });
	});

	it.each([
		...['2015-13', '2015-02-30', '2015-1-1', '15', '1815', '9999-12-31', '2024-03-01T25:00:00Z'],
		...['2024-03-01T10:00:60Z', 'yesterday', '', '2199-12-31T23:00:00Z', null, 2015, undefined, {}],
	])('refuses %j', (text) => {
		expect(parseFhirTime(text, SHANGHAI)).toBeNull();
	});

	it('never throws, and gives days only', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9TZ:+. -]{0,30}$/)), (text) => {
				const time = parseFhirTime(text, SHANGHAI);
				expect(time === null || /^\d{4}-\d{2}-\d{2}$/.test(time.day)).toBe(true);
			}),
		);
	});
});

describe('exactDay', () => {
	it('is none for a year, a month or nothing', () => {
		expect(day('2015')).toBeNull();
		expect(day('2015-10')).toBeNull();
		expect(exactDay(null)).toBeNull();
	});
});

describe('timeOfInstant', () => {
	it('is the day in the home zone', () => {
		expect(timeOfInstant(Date.UTC(2024, 2, 1, 23), SHANGHAI)?.day).toBe('2024-03-02');
		expect(timeOfInstant(8e15, SHANGHAI)).toBeNull();
	});
});
