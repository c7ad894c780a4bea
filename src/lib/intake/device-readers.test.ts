import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '$lib/codec/bytes';
import { bytesOf, headOf, readBytes } from '../../../tests/fixtures/intake/read-file';
import { inputOfBytes } from './bytes-input';
import { Collector } from './collector';
import { csv } from './csv';
import { previewCsv } from './csv-guess';
import { fitbit } from './fitbit';
import { garmin } from './garmin';
import { huaweiHealth } from './huawei-health';
import { miFitness } from './mi-fitness';
import { samsungHealth } from './samsung-health';

const READERS = [fitbit, garmin, samsungHealth, miFitness, huaweiHealth];
const ENDS = ['whole', 'truncated', 'malformed', 'unknown-layout'];
const FOLDER = new URL('../../../tests/fixtures/intake/', import.meta.url);

const FILES = ['fitbit', 'garmin', 'samsung', 'mi-fitness', 'huawei'].flatMap((folder) =>
	readdirSync(new URL(`${folder}/`, FOLDER)).map((name) => `${folder}/${name}`),
);

describe('the readers of devices', () => {
	it('recognise the files of their own device only', async () => {
		for (const path of FILES) {
			const head = await headOf(bytesOf(path), path);
			const ids = READERS.filter((reader) => reader.recognise(head)).map(({ id }) => id);
			const folder = path.split('/')[0] ?? '';
			const isOther = path.includes('calories');
			expect(ids.map((id) => id.split('-')[0])).toEqual(isOther ? [] : [folder.split('-')[0]]);
		}
	});

	it('come to an end, whatever was changed in a file', async () => {
		const change = fc.record({
			at: fc.nat({ max: 4000 }),
			remove: fc.nat({ max: 40 }),
			insert: fc.oneof(
				fc.constantFrom(
					'"',
					'[',
					']',
					'{',
					'}',
					',',
					'null',
					'\n',
					'-1e999',
					'99999999999999999',
					'0',
				),
				fc.string({ maxLength: 6 }),
			),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...FILES),
				fc.array(change, { minLength: 1, maxLength: 4 }),
				async (path, changes) => {
					let text = new TextDecoder().decode(bytesOf(path));
					for (const { at, remove, insert } of changes) {
						const from = at % (text.length + 1);
						text = text.slice(0, from) + insert + text.slice(from + remove);
					}
					const bytes = utf8ToBytes(text);
					const head = await headOf(bytes, path);
					for (const reader of READERS) {
						expect(typeof reader.recognise(head)).toBe('boolean');
						const { end, sink } = await readBytes(reader, bytes, path);
						expect(ENDS).toContain(end);
						for (const { value } of [...sink.added, ...sink.set]) expect(value).not.toBeNaN();
						for (const sleep of sink.sleeps) expect(sleep.endMs - sleep.startMs).not.toBeNaN();
					}
				},
			),
			{ numRuns: 40 },
		);
	}, 30_000);

	it('come to an end with any bytes', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uint8Array({ maxLength: 200 }),
				fc.constantFrom('a.csv', 'steps-1.json', 'Fitbit/a.csv'),
				async (bytes, path) => {
					for (const reader of READERS) {
						expect(ENDS).toContain((await readBytes(reader, bytes, path)).end);
					}
				},
			),
			{ numRuns: 50 },
		);
	});
});

describe('a Takeout with the minutes in two forms', () => {
	it('counts the steps of a day once', async () => {
		const collector = new Collector('2024-06-01');
		for (const path of ['fitbit/steps-2024-01-05.json', 'fitbit/steps_2024-01-05.csv']) {
			const context = { zone: 'Asia/Shanghai', today: '2024-06-01' };
			await fitbit.read(inputOfBytes(bytesOf(path), path), collector.sink('archive'), context);
		}
		const source = 'Fitbit';
		expect(collector.collect().records.days).toEqual([
			{ kind: 'steps', day: '2024-01-05', value: 52, source },
			{ kind: 'steps', day: '2024-01-06', value: 148, source },
		]);
	});
});

describe('a table from a spreadsheet in Chinese', () => {
	it('is read as it is proposed', async () => {
		const path = 'csv/体检记录.csv';
		const preview = previewCsv(await headOf(bytesOf(path), path));
		expect(preview?.orderIsUnsure).toBe(false);
		const { sink, end } = await readBytes(csv, bytesOf(path), path, 'UTC', preview?.guess);
		expect(end).toBe('whole');
		expect(sink.totals()).toEqual({ 'steps 2024-01-05': 8432, 'steps 2024-01-06': 9001 });
		const source = '体检记录';
		expect(sink.observations).toEqual([
			{ kind: 'weight', day: '2024-01-05', value: 72.5, source },
			{ kind: 'bp', day: '2024-01-05', systolic: 121, diastolic: 79, source },
			{ kind: 'glucose-fasting', day: '2024-01-05', value: 5.4, source },
			{ kind: 'weight', day: '2024-01-06', value: 72.3, source },
		]);
		expect(sink.skipped).toEqual({});
	});
});
