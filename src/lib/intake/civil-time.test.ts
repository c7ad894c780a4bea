import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayInZone, hourInZone } from '$lib/records/day';
import { dayAtOffset, localToInstant, offsetAt, parseInstant } from './civil-time';

const ZONES = ['UTC', 'Europe/Zurich', 'Asia/Kathmandu', 'America/New_York', 'Pacific/Apia'];
const at = (text: string) => Date.parse(text);

describe('offsetAt', () => {
	it.each<[string, string, number]>([
		['2026-01-15T12:00:00Z', 'Europe/Zurich', 60],
		['2026-07-15T12:00:00Z', 'Europe/Zurich', 120],
		// The hour of the change itself: 01:00 UTC on the last Sunday of March.
		['2026-03-29T00:59:59Z', 'Europe/Zurich', 60],
		['2026-03-29T01:00:00Z', 'Europe/Zurich', 120],
		['2026-01-15T12:00:00Z', 'Asia/Kathmandu', 345],
		['2026-01-15T12:00:00Z', 'America/New_York', -300],
		// A day was left out: from UTC-10 (summer time) to UTC+14.
		['2011-12-30T09:59:00Z', 'Pacific/Apia', -600],
		['2011-12-30T10:01:00Z', 'Pacific/Apia', 840],
	])('%s in %s', (instant, zone, minutes) => {
		expect(offsetAt(at(instant), zone)).toBe(minutes);
	});

	it('agrees with the calendar of records', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: at('1970-01-02T00:00Z'), max: at('2100-01-01T00:00Z') }),
				fc.constantFrom(...ZONES),
				(ms, zone) => {
					const offset = offsetAt(ms, zone);
					expect(dayAtOffset(ms, offset)).toBe(dayInZone(ms, zone));
					expect(new Date(ms + offset * 60_000).getUTCHours()).toBe(hourInZone(ms, zone));
				},
			),
			{ numRuns: 300 },
		);
	});

	it('has an answer for what no clock shows', () => {
		for (const ms of [NaN, Infinity, -Infinity, 8.64e15]) expect(offsetAt(ms, 'UTC')).toBe(0);
		expect(offsetAt(at('-000100-01-01T00:00:00Z'), 'UTC')).toBe(0);
		expect(() => offsetAt(0, 'Mars/Olympus')).toThrow(RangeError);
	});
});

describe('dayAtOffset', () => {
	it.each<[string, number, string | null]>([
		['2026-11-20T23:30:00Z', 60, '2026-11-21'],
		['2026-11-20T00:30:00Z', -60, '2026-11-19'],
		['1899-12-31T23:59:59Z', 0, null],
		['1899-12-31T23:59:59Z', 1, '1900-01-01'],
		['2199-12-31T23:59:59Z', 0, '2199-12-31'],
		['2200-01-01T00:00:00Z', 0, null],
	])('%s at %i minutes', (instant, offset, day) => {
		expect(dayAtOffset(at(instant), offset)).toBe(day);
	});

	it('is null for no time at all', () => {
		expect(dayAtOffset(NaN, 0)).toBeNull();
		expect(dayAtOffset(Infinity, 0)).toBeNull();
		expect(dayAtOffset(0, NaN)).toBeNull();
	});
});

describe('parseInstant', () => {
	it.each<[string, string, number]>([
		['2016-04-18 08:25:32 -0700', '2016-04-18T15:25:32Z', -420],
		['2016-04-18T08:25:32.5+02:00', '2016-04-18T06:25:32.500Z', 120],
		['2016-04-18T08:25:32Z', '2016-04-18T08:25:32Z', 0],
		['2016-04-18 08:25 +08', '2016-04-18T00:25:00Z', 480],
		// Without an offset: the zone's.
		['2016-04-18 08:25:32', '2016-04-18T06:25:32Z', 120],
		['2026-10-25 02:30:00', '2026-10-25T00:30:00Z', 120],
		['2026-03-29 02:30:00', '2026-03-29T01:30:00Z', 60],
	])('%s', (text, instant, offsetMinutes) => {
		expect(parseInstant(text, 'Europe/Zurich')).toEqual({ ms: at(instant), offsetMinutes });
	});

	it.each([
		...['', '2016-04-18', '2016-02-30 08:00:00', '2016-04-18 24:00:00', '2016-04-18 08:60:00'],
		...['2016-04-18 08:00:60', '2016-04-18 08:00:00 +25:00', '1850-01-01T00:00:00Z', 'yesterday'],
	])('refuses %j', (text) => {
		expect(parseInstant(text, 'UTC')).toBeNull();
	});

	it('finds the instant at which the clocks show a time', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: at('1970-01-05T00:00Z'), max: at('2100-01-01T00:00Z') }),
				fc.constantFrom(...ZONES),
				(ms, zone) => {
					const local = ms + offsetAt(ms, zone) * 60_000;
					const found = localToInstant(local, zone);
					expect(found.ms + found.offsetMinutes * 60_000).toBe(local);
					// The same, or the other one of an hour (in Apia a day) that comes twice.
					expect(Math.abs(found.ms - ms)).toBeLessThanOrEqual(24 * 3_600_000);
					expect(offsetAt(found.ms, zone)).toBe(found.offsetMinutes);
				},
			),
			{ numRuns: 300 },
		);
	});
});
