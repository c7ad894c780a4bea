import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '$lib/codec/bytes';
import { bytesOf, headOf, readBytes, readFile } from '../../../tests/fixtures/intake/read-file';
import { garmin } from './garmin';

const DAYS = 'garmin/UDSFile_2024-01-01_2024-04-10.json';
const NIGHTS = 'garmin/2024-01-01_2024-04-10_1_sleepData.json';

describe('garmin', () => {
	it('recognises days and nights by their members', async () => {
		expect(garmin.recognise(await headOf(bytesOf(DAYS), 'a.json'))).toBe(true);
		expect(garmin.recognise(await headOf(bytesOf(NIGHTS), 'a.json'))).toBe(true);
		const fitbit = bytesOf('fitbit/sleep-2024-01-05.json');
		expect(garmin.recognise(await headOf(fitbit, 'a.json'))).toBe(false);
	});

	it('reads the totals of days, and not those without the watch', async () => {
		const { sink, end } = await readFile(garmin, DAYS);
		expect(end).toBe('whole');
		expect(sink.totals()).toEqual({ 'steps 2024-01-05': 8423, 'steps 2019-05-08': 5120 });
		expect(sink.skipped).toEqual({ 'no-value steps': 2, 'bad-date steps': 1 });
	});

	it('reads what was asleep of nights, on the day of waking', async () => {
		const { sink, end } = await readFile(garmin, NIGHTS, 'America/New_York');
		expect(end).toBe('whole');
		// 6900 + 13500 + 3480 seconds; in New York the night of GMT would end on the 5th.
		expect(sink.totals()).toEqual({ 'sleep 2024-01-06': 6.633 });
		expect(sink.skipped).toEqual({ 'no-value sleep': 2, 'not-valid sleep': 1 });
	});

	it('reads a night without stages from its times in GMT, with the offset of their local twins', async () => {
		const { sink } = await readFile(garmin, NIGHTS, 'America/New_York');
		expect(sink.sleeps).toEqual([
			{
				startMs: Date.UTC(2018, 5, 1, 22, 30),
				endMs: Date.UTC(2018, 5, 2, 5),
				offsetMinutes: 120,
				staged: false,
				origin: { source: 'Garmin' },
			},
		]);
	});

	it('takes the offset of the home zone where there is nothing else', async () => {
		const night = {
			sleepStartTimestampGMT: 1_704_470_400_000,
			sleepEndTimestampGMT: 1_704_495_600_000,
			deepSleepSeconds: 3600,
		};
		const { sink } = await readBytes(garmin, utf8ToBytes(JSON.stringify([night])), 'a.json');
		expect(sink.sleeps).toMatchObject([
			{ startMs: 1_704_492_000_000, endMs: 1_704_495_600_000, offsetMinutes: 480 },
		]);
	});
});
