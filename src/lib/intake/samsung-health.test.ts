import { describe, expect, it } from 'vitest';
import { bytesOf, headOf, readBytes, readFile } from '../../../tests/fixtures/intake/read-file';
import { samsungHealth } from './samsung-health';
import { sleepByDay } from './sleep-union';
import { utf8ToBytes } from '$lib/codec/bytes';

const file = (table: string) => `samsung/com.samsung.${table}.20240601120000.csv`;
const read = (table: string, zone?: string) => readFile(samsungHealth, file(table), zone);

describe('samsungHealth', () => {
	it('recognises every table by the line before the header', async () => {
		for (const table of ['shealth.step_daily_trend', 'health.weight', 'shealth.stress']) {
			const head = await headOf(bytesOf(file(table)), 'renamed.csv');
			expect(samsungHealth.recognise(head)).toBe(true);
		}
		const other = utf8ToBytes('name,package\nHealth,com.samsung.shealth.sleep\n');
		expect(samsungHealth.recognise(await headOf(other, 'apps.csv'))).toBe(false);
	});

	it('reads the steps of all devices together, with days as text or milliseconds', async () => {
		const { sink, end } = await read('shealth.step_daily_trend', 'America/New_York');
		expect(end).toBe('whole');
		expect(sink.totals()).toEqual({ 'steps 2024-01-05': 8432, 'steps 2024-01-06': 9001 });
		expect(sink.skipped).toEqual({
			'told-twice steps': 2,
			'no-value steps': 1,
			'bad-number steps': 1,
			'bad-date steps': 1,
		});
	});

	it('takes the largest of the devices where no row is of all of them', async () => {
		const rows = [
			['-2', '2024-01-05', '900'],
			['0', '2024-01-05', '1000'],
			['0', '2024-01-06', '500'],
			['2', '2024-01-06', '700'],
			['0', '2024-01-07', '300'],
			['-2', '2024-01-07', '0'],
		].map(([source = '', day = '', count = '']) => `${source},${count},${day} 00:00:00.000,u`);
		const header = 'com.samsung.shealth.step_daily_trend,6313004,5\n';
		const table = `${header}source_type,count,day_time,datauuid\n${rows.join('\n')}\n`;
		const { sink } = await readBytes(samsungHealth, utf8ToBytes(table), 'a.csv');
		expect(sink.totals()).toEqual({ 'steps 2024-01-05': 900, 'steps 2024-01-06': 700 });
		expect(sink.skipped).toEqual({ 'told-twice steps': 3, 'no-value steps': 1 });
	});

	it('takes times for UTC, and the offset beside them for the day', async () => {
		const { sink } = await read('shealth.sleep', 'Europe/Berlin');
		expect(sink.sleeps).toMatchObject([
			{
				startMs: Date.UTC(2024, 0, 5, 15),
				endMs: Date.UTC(2024, 0, 5, 22),
				offsetMinutes: 480,
				staged: false,
			},
			{ offsetMinutes: -300 },
			{ startMs: 1_593_660_600_000, endMs: 1_593_687_600_000, offsetMinutes: 120 },
		]);
		expect([...sleepByDay(sink.sleeps).keys()]).toEqual(['2020-07-02', '2024-01-06']);
		expect(sink.skipped).toEqual({ 'bad-date sleep': 1 });
	});

	it('reads stages, which beat the night that they are of', async () => {
		const stages = await read('health.sleep_stage');
		const sessions = await read('shealth.sleep');
		expect(stages.sink.sleeps).toHaveLength(3);
		const days = sleepByDay([...sessions.sink.sleeps, ...stages.sink.sleeps]);
		expect((days.get('2024-01-06') ?? 0) / 60_000).toBe(400);
	});

	it('reads weights, heights and blood pressures', async () => {
		const weights = await read('health.weight');
		expect(weights.sink.observations).toEqual([
			{ kind: 'weight', day: '2024-01-06', value: 72.4, source: 'Samsung Health' },
			{ kind: 'height', day: '2024-01-06', value: 172, source: 'Samsung Health' },
		]);
		expect(weights.sink.skipped).toEqual({ 'bad-number weight': 1 });
		const pressures = await read('shealth.blood_pressure');
		expect(pressures.sink.observations).toEqual([
			{ kind: 'bp', day: '2024-01-05', systolic: 121, diastolic: 79, source: 'Samsung Health' },
		]);
	});

	it('names the tables that it does not read', async () => {
		const stress = await read('shealth.stress');
		expect(stress.end).toBe('whole');
		expect(stress.sink.skipped).toEqual({ 'not-used com.samsung.shealth.stress': 1 });
		const summary = await read('shealth.tracker.pedometer_day_summary');
		expect(summary.sink.skipped).toEqual({ 'told-twice steps': 1 });
	});

	it('goes by the name of the file where the line before the header is not there', async () => {
		const bytes = utf8ToBytes('count,day_time,source_type,datauuid\n9,2024-01-05,-2,u\n');
		const path = 'a/com.samsung.shealth.step_daily_trend.20240601120000.csv';
		expect(samsungHealth.recognise(await headOf(bytes, path))).toBe(true);
		expect(samsungHealth.recognise(await headOf(bytes, 'steps.csv'))).toBe(false);
		const { sink } = await readBytes(samsungHealth, bytes, path);
		expect(sink.totals()).toEqual({ 'steps 2024-01-05': 9 });
	});

	it('says of a table without its columns that its layout is not known', async () => {
		const bytes = utf8ToBytes('com.samsung.shealth.sleep,1,1\n');
		expect((await readBytes(samsungHealth, bytes, 'a.csv')).end).toBe('unknown-layout');
	});
});
