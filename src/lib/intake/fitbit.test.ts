import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '$lib/codec/bytes';
import { bytesOf, headOf, readBytes, readFile } from '../../../tests/fixtures/intake/read-file';
import { fitbit } from './fitbit';
import { sleepByDay } from './sleep-union';

const recognises = async (path: string, as = path) =>
	fitbit.recognise(await headOf(bytesOf(path), as));

const TAKEOUT = 'Takeout/Fitbit/Physical Activity_GoogleData';

describe('fitbit', () => {
	it('recognises steps and sleep, and not the files that look like steps', async () => {
		expect(await recognises('fitbit/steps-2024-01-05.json')).toBe(true);
		expect(await recognises('fitbit/sleep-2024-01-05.json', 'renamed.json')).toBe(true);
		expect(await recognises('fitbit/calories-2024-01-05.json')).toBe(false);
		expect(await recognises('fitbit/steps_2024-01-05.csv', 'a.csv')).toBe(true);
		expect(await recognises('fitbit/weight.csv')).toBe(true);
		expect(await recognises('garmin/UDSFile_2024-01-01_2024-04-10.json')).toBe(false);
	});

	it('leaves the tables of others to be asked for, though they have the same columns', async () => {
		const known = async (text: string) =>
			fitbit.recognise(await headOf(utf8ToBytes(text), 'a.csv'));
		expect(await known('timestamp,steps\n2024-01-05T15:30:00Z,52\n')).toBe(true);
		expect(await known('timestamp,steps\r\n1704468600000,52\r\n')).toBe(false);
		expect(await known('timestamp,steps\n05.01.2024,8000\n')).toBe(false);
		expect(await known('timestamp,steps\n2024-01-05,8000\n')).toBe(false);
	});

	it('reads a table and an array whatever they are called', async () => {
		const table = await readBytes(fitbit, bytesOf('fitbit/steps_2024-01-05.csv'), 'steps.txt');
		expect(table.end).toBe('whole');
		expect(table.sink.sums('google Charge 6')).toEqual({
			'steps 2024-01-05': 52,
			'steps 2024-01-06': 118,
		});
		const nights = await readBytes(fitbit, bytesOf('fitbit/sleep-2024-01-05.json'), 'nights.csv');
		expect(nights.end).toBe('whole');
		expect(nights.sink.sleeps.length).toBeGreaterThan(0);
	});

	it('recognises steps as Fitbit itself spaces them', async () => {
		const bytes = utf8ToBytes('[{\n  "dateTime" : "01/05/24 08:00:00",\n  "value" : "52"\n}]');
		expect(fitbit.recognise(await headOf(bytes, 'Global Export Data/steps-2024.json'))).toBe(true);
		expect(fitbit.recognise(await headOf(bytes, 'distance-2024.json'))).toBe(false);
	});

	it('takes the minutes of steps for UTC, and their days in the home zone', async () => {
		const { sink, end } = await readFile(fitbit, 'fitbit/steps-2024-01-05.json');
		expect(end).toBe('whole');
		expect(sink.sums()).toEqual({ 'steps 2024-01-05': 52, 'steps 2024-01-06': 148 });
		expect(sink.skipped).toEqual({ 'bad-date steps': 1, 'bad-number steps': 1 });
		const west = await readFile(fitbit, 'fitbit/steps-2024-01-05.json', 'America/New_York');
		expect(west.sink.sums()).toEqual({ 'steps 2024-01-05': 170, 'steps 2024-01-06': 30 });
	});

	it('tells the newer table in streams of their own, so that nothing counts twice', async () => {
		const { sink, end } = await readFile(fitbit, 'fitbit/steps_2024-01-05.csv');
		expect(end).toBe('whole');
		expect(new Set(sink.added.map(({ origin }) => origin.source))).toEqual(new Set(['Fitbit']));
		expect(sink.sums('google Charge 6')).toEqual({
			'steps 2024-01-05': 52,
			'steps 2024-01-06': 118,
		});
		expect(sink.sums('google Phone Health Connect')).toEqual({ 'steps 2024-01-05': 40 });
		expect(sink.skipped).toEqual({ 'bad-date steps': 1, 'bad-number steps': 1 });
	});

	it('reads stages without the short wakes in them, and old logs', async () => {
		const { sink, end } = await readFile(fitbit, 'fitbit/sleep-2024-01-05.json');
		expect(end).toBe('whole');
		const minutes = [...sleepByDay(sink.sleeps)].map(([day, ms]) => [day, ms / 60_000]);
		// As `minutesAsleep` of each log says.
		expect(Object.fromEntries(minutes)).toEqual({
			'2024-01-06': 388,
			'2016-03-02': 450,
			'2013-05-01': 45,
		});
		expect(sink.sleeps[0]).toMatchObject({
			startMs: Date.UTC(2024, 0, 5, 16),
			offsetMinutes: 480,
			staged: true,
		});
		expect(sink.sleeps.at(-1)?.staged).toBe(false);
		expect(sink.skipped).toEqual({ 'bad-date sleep': 1 });
	});

	it('reads weights in grams, and names other tables of the folder', async () => {
		const weights = await readFile(fitbit, 'fitbit/weight.csv');
		expect(weights.sink.observations).toEqual([
			{ kind: 'weight', day: '2024-01-06', value: 72.45, source: 'Fitbit' },
		]);
		const path = `${TAKEOUT}/heart_rate_2024-01-05.csv`;
		const bytes = utf8ToBytes('timestamp,beats per minute\n2024-01-05T00:00:04Z,65.0\n');
		expect(fitbit.recognise(await headOf(bytes, path))).toBe(true);
		expect(fitbit.recognise(await headOf(bytes, 'heart_rate.csv'))).toBe(false);
		const other = await readBytes(fitbit, bytes, path);
		expect(other).toMatchObject({ end: 'whole', sink: { skipped: { 'not-used heart_rate': 1 } } });
	});

	it('says where a file ends too early', async () => {
		const bytes = bytesOf('fitbit/steps-2024-01-05.json').subarray(0, 200);
		const { sink, end } = await readBytes(fitbit, bytes, 'steps-2024-01-05.json');
		expect(end).toBe('truncated');
		expect(sink.sums()).toEqual({ 'steps 2024-01-05': 52, 'steps 2024-01-06': 118 });
	});
});
