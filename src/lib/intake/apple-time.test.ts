import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppleTime } from './apple-time';

function read(text: string) {
	const bytes = new TextEncoder().encode(`"${text}"`);
	const time = new AppleTime();
	return time.read(bytes, 1, bytes.length - 1, 'Asia/Shanghai')
		? [new Date(time.ms).toISOString(), time.offsetMinutes]
		: null;
}

describe('AppleTime', () => {
	it.each([
		['2016-04-18 08:25:32 -0700', '2016-04-18T15:25:32.000Z', -420],
		['2024-02-29 23:59:59 +0545', '2024-02-29T18:14:59.000Z', 345],
		['1900-03-01 00:00:00 +0000', '1900-03-01T00:00:00.000Z', 0],
		['20150616071820-0700', '2015-06-16T14:18:20.000Z', -420],
		['2023-01-05T08:00:00+01:00', '2023-01-05T07:00:00.000Z', 60],
		['2023-01-05T08:00:00.250Z', '2023-01-05T08:00:00.250Z', 0],
		// Without an offset it is the home zone's.
		['2023-01-05 08:00:00', '2023-01-05T00:00:00.000Z', 480],
	])('reads %s', (text, iso, offset) => expect(read(text)).toEqual([iso, offset]));

	it.each([
		['', '2023-02-29 08:00:00 +0100', '2023-13-01 08:00:00 +0100', '2023-00-01 08:00:00 +0100'],
		['2023-01-00 08:00:00 +0100', '2023-01-01 24:00:00 +0100', '2023-01-01 08:60:00 +0100'],
		['2023-01-01 08:00:60 +0100', '2023-01-01 08:00:00 +9900', '2023-01-01 08:00:00 *0100'],
		['2o23-01-01 08:00:00 +0100', '2023-01-01 8:00:00 AM +0100', '2023/01/01 08:00:00 +0100'],
	])('refuses what is no time', (...texts) => {
		for (const text of texts) expect(read(text)).toBeNull();
	});

	it('agrees with Date', () => {
		const ms = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) - 1 });
		fc.assert(
			fc.property(ms, fc.integer({ min: -840, max: 840 }), (anyMs, offset) => {
				const local = new Date(Math.floor(anyMs / 1000) * 1000 + offset * 60_000);
				const ahead = Math.abs(offset);
				const zone = `${String(Math.floor(ahead / 60)).padStart(2, '0')}${String(ahead % 60).padStart(2, '0')}`;
				const text = `${local.toISOString().slice(0, 19).replace('T', ' ')} ${offset < 0 ? '-' : '+'}${zone}`;
				const expected = new Date(Math.floor(anyMs / 1000) * 1000).toISOString();
				expect(read(text)).toEqual([expected, offset === 0 ? 0 : offset]);
			}),
		);
	});
});
