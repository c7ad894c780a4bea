import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from './instant';

const NOON = Date.UTC(2026, 10, 20, 12);

describe('parseInstant', () => {
	it.each([
		['2026-11-20T12:00:00Z', NOON],
		['2026-11-20T20:00:00+08:00', NOON],
		['2026-11-20T06:30:00-05:30', NOON],
		['2026-11-20T12:00:00-00:00', NOON],
		['2026-11-21T11:59:00+23:59', NOON],
		['2026-11-20T12:00:00.5Z', NOON + 500],
		['2026-11-20T12:00:00.0019999Z', NOON + 1],
		['1969-12-31T23:59:59.999Z', -1],
		['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
	])('reads %s', (text, ms) => {
		expect(parseInstant(text)).toBe(ms);
	});

	it.each([
		'',
		'2026-11-20',
		'2026-11-20T12:00:00',
		'2026-11-20T12:00Z',
		'2026-11-20 12:00:00Z',
		'2026-11-20t12:00:00z',
		'2026-11-20T12:00:00.Z',
		'2026-11-20T12:00:00,5Z',
		'2026-11-20T12:00:00+0800',
		'2026-11-20T12:00:00+24:00',
		'2026-11-20T12:00:00+08:60',
		'2026-11-20T24:00:00Z',
		'2026-11-20T12:60:00Z',
		'2026-11-20T12:00:60Z',
		'2026-02-29T12:00:00Z',
		'2026-13-01T12:00:00Z',
		'+002026-11-20T12:00:00Z',
		'1795176000',
		' 2026-11-20T12:00:00Z',
		'2026-11-20T12:00:00Z\n',
		'２026-11-20T12:00:00Z',
	])('refuses %j', (text) => {
		expect(parseInstant(text)).toBeNull();
	});

	it('reads back every instant that a Date writes', () => {
		const min = new Date('1900-01-01T00:00:00Z');
		const max = new Date('2199-12-31T23:59:59.999Z');
		fc.assert(
			fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
				expect(parseInstant(date.toISOString())).toBe(date.getTime());
			}),
		);
	});
});
