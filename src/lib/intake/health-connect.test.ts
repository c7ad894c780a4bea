import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	app,
	APPS,
	at,
	CONTEXT,
	insert,
	NIGHT,
	readBytes,
	readExport,
	session,
	stage,
	TABLES,
} from '../../../tests/fixtures/intake/health-connect';
import { databaseOf } from '../../../tests/fixtures/intake/sql-js';
import { inputOfBytes } from './bytes-input';
import { Collector } from './collector';
import { healthConnect } from './health-connect';

function steps(count: unknown, start: string, end: string, others = {}): string {
	const offset = { start_zone_offset: 3600, end_zone_offset: 3600, app_info_id: 1 };
	const times = { start_time: at(start), end_time: at(end) };
	const told = typeof count === 'number' || typeof count === 'string' ? count : null;
	return insert('steps_record_table', { ...offset, ...times, count: told, ...others });
}

describe('steps in Health Connect', () => {
	it('are those of each app by itself, named as the phone names it', async () => {
		const { end, sink } = await readExport(
			APPS,
			steps(100, '2024-03-10T08:00Z', '2024-03-10T08:10Z'),
			steps(40, '2024-03-10T08:01Z', '2024-03-10T08:09Z', { app_info_id: 2 }),
			steps(5, '2024-03-10T09:00Z', '2024-03-10T09:01Z', { app_info_id: null }),
		);
		expect(end).toBe('whole');
		expect(sink.added).toEqual([
			{ kind: 'steps', day: '2024-03-10', value: 100, origin: { source: 'Watch' } },
			{ kind: 'steps', day: '2024-03-10', value: 40, origin: { source: 'com.phone' } },
			{ kind: 'steps', day: '2024-03-10', value: 5, origin: { source: 'Health Connect' } },
		]);
		expect(sink.skipped).toEqual({});
	});

	it('stay apart where two apps have one name', async () => {
		const { sink } = await readExport(
			app(1, 'com.a', 'Health') + app(2, 'com.b', 'Health'),
			steps(1, '2024-03-10T08:00Z', '2024-03-10T08:10Z'),
			steps(2, '2024-03-10T08:00Z', '2024-03-10T08:10Z', { app_info_id: 2 }),
		);
		const sources = sink.added.map(({ origin }) => origin.source);
		expect(sources).toEqual(['Health (com.a)', 'Health (com.b)']);
	});

	it('stay apart where the names of the apps are lost', async () => {
		const bytes = databaseOf(
			TABLES +
				steps(9000, '2024-03-10T08:00Z', '2024-03-10T08:10Z') +
				steps(8000, '2024-03-10T08:00Z', '2024-03-10T08:10Z', { app_info_id: 2 }),
		);
		const collector = new Collector(CONTEXT.today);
		await healthConnect.read(inputOfBytes(bytes, 'a.db'), collector.sink('a'), CONTEXT);
		expect(collector.collect().records.days).toEqual([
			{ kind: 'steps', day: '2024-03-10', value: 9000, source: 'Health Connect (1)' },
			{ kind: 'steps', day: '2024-03-10', value: 8000, source: 'Health Connect (2)' },
		]);
	});

	it('over midnight are split in proportion to time, and none is lost', async () => {
		const { sink } = await readExport(
			APPS,
			steps(100, '2024-03-10T23:50+01:00', '2024-03-11T00:20+01:00'),
			steps(7, '2024-03-12T23:00+01:00', '2024-03-13T00:00+01:00'),
			steps(9, '2024-03-14T00:00+01:00', '2024-03-14T00:00+01:00'),
		);
		expect(sink.sums()).toEqual({
			...{ 'steps 2024-03-10': 33, 'steps 2024-03-11': 67 },
			...{ 'steps 2024-03-12': 7, 'steps 2024-03-14': 9 },
		});
	});

	it('are of the day at the place of the record, else of the home zone', async () => {
		const noOffset = { start_zone_offset: null, end_zone_offset: null };
		const { sink } = await readExport(
			steps(1, '2024-03-10T20:00Z', '2024-03-10T20:01Z', { start_zone_offset: -36_000 }),
			steps(2, '2024-03-10T20:00Z', '2024-03-10T20:01Z', noOffset),
			steps(4, '2024-03-10T20:00Z', '2024-03-10T20:01Z', { start_zone_offset: 99_999_999 }),
		);
		expect(sink.sums()).toEqual({ 'steps 2024-03-10': 1, 'steps 2024-03-11': 6 });
	});

	it('that make no sense are counted', async () => {
		const { end, sink } = await readExport(
			steps('many', '2024-03-10T08:00Z', '2024-03-10T08:10Z'),
			steps(null, '2024-03-10T08:00Z', '2024-03-10T08:10Z'),
			steps(-1, '2024-03-10T08:00Z', '2024-03-10T08:10Z'),
			steps(1, '2024-03-10T08:00Z', '2024-03-10T07:59Z'),
			steps(1, '2024-03-10T08:00Z', '2024-03-20T08:00Z'),
			steps(1, '2024-03-10T08:00Z', '2024-03-10T08:10Z', { start_time: null }),
			steps(1, '2024-03-10T08:00Z', '2024-03-10T08:10Z', { start_time: 'x' }),
			steps(1, '2024-03-10T08:00Z', '2024-03-10T08:10Z', { start_time: 1e17, end_time: 1e17 }),
		);
		expect(end).toBe('whole');
		expect(sink.added).toEqual([]);
		const skipped = { 'bad-number steps': 2, 'no-value steps': 1, 'implausible steps': 1 };
		expect(sink.skipped).toEqual({ ...skipped, 'bad-date steps': 4 });
	});

	it('with one id are counted once, where the table does not see to that itself', async () => {
		const table = `CREATE TABLE steps_record_table (uuid BLOB, app_info_id INT, start_time INT,
			start_zone_offset INT, end_zone_offset INT, end_time INT, count INT);`;
		const one = steps(5, '2024-03-10T08:00Z', '2024-03-10T08:10Z', { uuid: Uint8Array.of(7, 9) });
		const { sink } = await readBytes(databaseOf(table + one + one));
		expect(sink.sums()).toEqual({ 'steps 2024-03-10': 5 });
		expect(sink.skipped).toEqual({ 'told-twice steps': 1 });
	});

	it('are compared between apps, and not added', async () => {
		const bytes = databaseOf(
			TABLES +
				APPS +
				steps(100, '2024-03-10T08:00Z', '2024-03-10T08:10Z') +
				steps(50, '2024-03-10T09:00Z', '2024-03-10T09:10Z') +
				steps(120, '2024-03-10T08:00Z', '2024-03-10T09:10Z', { app_info_id: 2 }),
		);
		const collector = new Collector(CONTEXT.today);
		await healthConnect.read(inputOfBytes(bytes, 'a.db'), collector.sink('a'), CONTEXT);
		expect(collector.collect().records.days).toEqual([
			{ kind: 'steps', day: '2024-03-10', value: 150, source: 'Watch' },
			{ kind: 'steps', day: '2024-03-10', value: 120, source: 'com.phone' },
		]);
	});
});

describe('activity in Health Connect', () => {
	it('is the time of moderate and of vigorous activity', async () => {
		const times = { start_time: at('2024-03-10T23:30Z'), end_time: at('2024-03-11T00:15Z') };
		const { sink } = await readExport(
			insert('activity_intensity_record_table', { ...times, start_zone_offset: 0, type: 1 }),
		);
		expect(sink.sums()).toEqual({ 'activity 2024-03-10': 30, 'activity 2024-03-11': 15 });
	});
});

describe('measurements in Health Connect', () => {
	const time = { time: at('2024-03-10T22:30Z'), zone_offset: 7200, app_info_id: 1 };
	const day = '2024-03-11';
	const source = 'Watch';

	it('are in kg, cm, mm[Hg] and mmol/L', async () => {
		const { sink } = await readExport(
			APPS,
			insert('weight_record_table', { ...time, weight: 72_449.6 }),
			insert('height_record_table', { ...time, height: 1.8034 }),
			insert('blood_pressure_record_table', { ...time, systolic: 121.5, diastolic: 80 }),
			insert('blood_glucose_record_table', { ...time, level: 5.55555, relation_to_meal: 3 }),
		);
		expect(sink.observations).toEqual([
			{ kind: 'weight', day, value: 72.45, source },
			{ kind: 'height', day, value: 180.34, source },
			{ kind: 'bp', day, systolic: 121.5, diastolic: 80, source },
			{ kind: 'glucose', day, value: 5.556, source },
		]);
	});

	it('of glucose are of a fast where they say so, and only of blood', async () => {
		const glucose = (specimen: number) => {
			const told = { level: 5, relation_to_meal: 2, specimen_source: specimen };
			return insert('blood_glucose_record_table', { ...time, ...told });
		};
		const { sink } = await readExport(APPS, glucose(0), glucose(1), glucose(2), glucose(5));
		expect(sink.observations.map(({ kind }) => kind)).toEqual([
			'glucose-fasting',
			'glucose-fasting',
		]);
		expect(sink.skipped).toEqual({ 'not-used glucose-not-of-blood': 2 });
	});

	it('have the day that is told with them where no offset is', async () => {
		const noOffset = { ...time, zone_offset: null, weight: 70_000 };
		const { sink } = await readExport(
			insert('weight_record_table', { ...noOffset, local_date: 19_000 }),
			insert('weight_record_table', noOffset),
			insert('weight_record_table', { ...noOffset, local_date: 1e9 }),
		);
		expect(sink.observations.map((observation) => observation.day)).toEqual(['2022-01-08', day]);
		expect(sink.skipped).toEqual({ 'bad-date weight': 1 });
	});

	it('without a value are counted', async () => {
		const { sink } = await readExport(
			insert('weight_record_table', { ...time, weight: null }),
			insert('blood_pressure_record_table', { ...time, systolic: 120, diastolic: null }),
			insert('height_record_table', { ...time, height: Infinity }),
		);
		expect(sink.observations).toEqual([]);
		expect(sink.skipped).toEqual({
			'no-value weight': 1,
			'no-value bp': 1,
			'bad-number height': 1,
		});
	});
});

describe('an export of Health Connect', () => {
	it('was made when its newest record was, unless that is to come', async () => {
		const modified = (ms: number) =>
			steps(1, '2024-03-10T08:00Z', '2024-03-10T08:10Z', { last_modified_time: ms });
		const written = at('2024-03-12T07:00Z');
		const { sink } = await readExport(modified(written), modified(1), modified(at('2027-01-01')));
		expect(sink.taken).toEqual([written]);
		expect((await readExport()).sink.taken).toEqual([]);
	});

	it('is read as far as its tables go', async () => {
		const weight = 'CREATE TABLE weight_record_table (time INT, weight REAL);';
		const other = 'CREATE TABLE steps_record_table (begin INT, steps INT);';
		const told = 'INSERT INTO weight_record_table VALUES (1710108000000, 70000);';
		const { end, sink } = await readBytes(databaseOf(weight + other + told));
		expect(end).toBe('whole');
		expect(sink.observations).toHaveLength(1);
		expect(sink.skipped).toEqual({ 'no-value steps': 1 });
		expect((await readBytes(databaseOf(other))).end).toBe('unknown-layout');
		expect((await readBytes(databaseOf('CREATE TABLE t (a)'))).end).toBe('unknown-layout');
		expect((await readExport()).end).toBe('whole');
	});

	it('is read past columns that a later version added', async () => {
		const { sink } = await readExport(
			steps(3, '2024-03-10T08:00Z', '2024-03-10T08:10Z'),
			'ALTER TABLE steps_record_table ADD COLUMN device_data_provider_id INTEGER;',
			steps(4, '2024-03-10T08:20Z', '2024-03-10T08:30Z', { device_data_provider_id: 1 }),
		);
		expect(sink.sums()).toEqual({ 'steps 2024-03-10': 7 });
	});

	it('is known by its first bytes', () => {
		const recognise = (bytes: Uint8Array) =>
			healthConnect.recognise({ path: 'x', size: bytes.length, bytes, text: '' });
		expect(recognise(databaseOf(TABLES))).toBe(true);
		expect(recognise(new TextEncoder().encode('SQLite format 2'))).toBe(false);
	});

	const good = databaseOf(
		TABLES +
			APPS +
			session(1, 8) +
			stage(1, 4, 0, 4) +
			Array.from({ length: 60 }, (_, minute) => {
				const time = `2024-03-10T08:${String(minute).padStart(2, '0')}Z`;
				return steps(10, time, time);
			}).join('') +
			insert('weight_record_table', { time: NIGHT, zone_offset: 0, weight: 70_000 }),
	);

	it('that was cut off is read as far as it goes', async () => {
		expect((await readBytes(good.subarray(0, good.length - 5000))).end).toBe('truncated');
		expect((await readBytes(good.subarray(0, 50))).end).toBe('truncated');
		expect((await readBytes(good.subarray(0, 9))).end).toBe('malformed');
	});

	it('survives any damage, and tells no more than it can hold', { timeout: 60_000 }, async () => {
		const change = fc.record({ at: fc.nat({ max: good.length - 1 }), to: fc.nat({ max: 255 }) });
		const changes = fc.array(change, { minLength: 1, maxLength: 60 });
		const cut = fc.option(fc.nat({ max: good.length }), { freq: 6 });
		const ends = ['whole', 'truncated', 'damaged', 'malformed', 'unknown-layout', 'unsupported'];
		await fc.assert(
			fc.asyncProperty(changes, cut, async (all, length) => {
				const bytes = good.slice(0, length ?? good.length);
				for (const { at: place, to } of all) if (place < bytes.length) bytes[place] = to;
				const { end, sink } = await readBytes(bytes);
				expect(ends).toContain(end);
				const told = [...sink.added.map(({ value }) => value), ...sink.sleeps.map((s) => s.endMs)];
				expect(told.every(Number.isFinite)).toBe(true);
				expect(told.length).toBeLessThan(2000);
			}),
			{ numRuns: 2000 },
		);
	});
});
