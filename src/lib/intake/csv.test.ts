import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberToDay } from '$lib/records/day';
import { utf8ToBytes } from '$lib/codec/bytes';
import { RecordingSink } from '../../../tests/fixtures/intake/recording-sink';
import { inputOfBytes } from './bytes-input';
import { csv } from './csv';
import { previewCsv } from './csv-guess';
import type { CsvField, CsvMapping, DateOrder } from './csv-mapping';
import type { Input } from './input';

const MAPPING: CsvMapping = {
	delimiter: ',',
	hasHeader: true,
	dateOrder: 'ymd',
	decimal: '.',
	fields: ['date', 'steps'],
	units: [null, null],
	source: 'table',
};

async function readInput(input: Input, mapping: CsvMapping) {
	const sink = new RecordingSink();
	const end = await csv.read(input, sink, {
		zone: 'Asia/Shanghai',
		today: '2024-06-01',
		csv: mapping,
	});
	return { end, sink };
}

function read(text: string, mapping: Partial<CsvMapping> = {}, chunkSize = 13) {
	const input = inputOfBytes(utf8ToBytes(text), 'table.csv', chunkSize);
	return readInput(input, { ...MAPPING, ...mapping });
}

/** With the mapping that the preview proposes. */
function readAsGuessed(text: string) {
	const bytes = utf8ToBytes(text);
	const preview = previewCsv({ path: 'table.csv', size: bytes.length, bytes, text });
	if (preview === null) throw new Error('expected a table');
	return read(text, preview.guess);
}

describe('csv', () => {
	it('reads totals of days and values', async () => {
		const { end, sink } = await readAsGuessed(
			'日期,步数,睡眠(分钟),体重(斤),高压,低压,空腹血糖(mg/dL)\n' +
				'2024/1/5,"8,432",450,145,121,79,99\n2024/1/6,-,,,,,\n',
		);
		expect(end).toBe('whole');
		expect(sink.totals()).toEqual({ 'steps 2024-01-05': 8432, 'sleep 2024-01-05': 7.5 });
		expect(sink.observations).toEqual([
			{ kind: 'weight', day: '2024-01-05', value: 72.5, source: 'table' },
			{ kind: 'bp', day: '2024-01-05', systolic: 121, diastolic: 79, source: 'table' },
			{ kind: 'glucose-fasting', day: '2024-01-05', value: 5.495, source: 'table' },
		]);
		expect(sink.skipped).toEqual({});
	});

	it('takes the larger of two totals of a day, and adds up parts of a day', async () => {
		const totals = await read('d,s\n2024-01-05,100\n2024-01-05,300\n2024-01-05,200\n');
		expect(totals.sink.totals()).toEqual({ 'steps 2024-01-05': 300 });
		const parts = await read(
			'd,s\n2024-01-05 00:00,100\n2024-01-05 08:00,300\n2024-01-05 09:00,200\n',
		);
		expect(parts.sink.totals()).toEqual({ 'steps 2024-01-05': 600 });
	});

	it('counts what it cannot read, and names no value', async () => {
		const { sink } = await read(
			'd,s,w,g\n05.04.2024,1,1,1\n2024-01-05,many,72 stone,5\n,,,\nTotal,9,9,9\n',
			{ fields: ['date', 'steps', 'weight', 'glucose'], units: [null, null, 'kg', null] },
		);
		expect(sink.skipped).toEqual({
			'bad-date': 2,
			'bad-number steps': 1,
			'unknown-unit weight': 1,
			'unknown-unit glucose': 1,
		});
		expect(sink.set).toEqual([]);
		expect(sink.observations).toEqual([]);
	});

	it('reads both values of a blood pressure in one cell, and none of half of one', async () => {
		const one = await read('d,bp\n2024-01-05,120/80\n', {
			fields: ['date', 'systolic'],
			units: [null, 'mmHg'],
		});
		expect(one.sink.observations).toEqual([
			{ kind: 'bp', day: '2024-01-05', systolic: 120, diastolic: 80, source: 'table' },
		]);
		const half = await read('d,s,d\n2024-01-05,120,\n2024-01-06,,80\n', {
			fields: ['date', 'systolic', 'diastolic'],
			units: [],
		});
		expect(half.sink.observations).toEqual([]);
		expect(half.sink.skipped).toEqual({ 'unknown-unit systolic': 1, 'unknown-unit diastolic': 1 });
		const named = await read('d,s,d\n2024-01-05,120,\n', {
			fields: ['date', 'systolic', 'diastolic'],
			units: [null, 'mmHg', 'mmHg'],
		});
		expect(named.sink.skipped).toEqual({ 'no-value bp': 1 });
	});

	it('lets a unit in a cell win over that of the column', async () => {
		const { sink } = await read('d,w\n2024-01-05,150 lb\n2024-01-06,70\n', {
			fields: ['date', 'weight'],
			units: [null, 'kg'],
		});
		expect(sink.observations.map((entry) => entry.kind === 'weight' && entry.value)).toEqual([
			68.039, 70,
		]);
	});

	it('says of a table without dates, or without a mapping, just that', async () => {
		expect((await read('a,b\nx,1\n')).end).toBe('no-dates');
		const sink = new RecordingSink();
		const context = { zone: 'UTC', today: '2024-06-01' };
		expect(await csv.read(inputOfBytes(utf8ToBytes('a,b'), 'x'), sink, context)).toBe('not-mapped');
	});

	it('hands out what came before the stream broke off', async () => {
		const whole = inputOfBytes(utf8ToBytes('d,s\n2024-01-05,100\n2024-01-06,2'), 'x');
		const sink = new RecordingSink();
		const input: Input = {
			...whole,
			async *stream() {
				yield* whole.stream();
				throw new Error('cut');
			},
		};
		const context = { zone: 'UTC', today: '2024-06-01', csv: MAPPING };
		await expect(csv.read(input, sink, context)).rejects.toThrow('cut');
		expect(sink.totals()).toEqual({ 'steps 2024-01-05': 100 });
	});

	const orders = fc.constantFrom<DateOrder>('ymd', 'dmy', 'mdy');
	const delimiters = fc.constantFrom<CsvMapping['delimiter']>(',', ';', '\t', '|');
	const row = fc.record({
		steps: fc.integer({ min: 0, max: 99_999 }),
		weight: fc.integer({ min: 30_000, max: 200_000 }).map((grams) => grams / 1000),
		systolic: fc.integer({ min: 90, max: 200 }),
		diastolic: fc.integer({ min: 50, max: 89 }),
	});

	it('reads back any table that was written as its mapping says', async () => {
		const days = fc.uniqueArray(fc.integer({ min: 10_000, max: 19_700 }).map(numberToDay), {
			minLength: 1,
			maxLength: 8,
		});
		await fc.assert(
			fc.asyncProperty(
				days.chain((all) =>
					fc.tuple(...all.map((day) => row.map((values) => ({ day, ...values })))),
				),
				orders,
				delimiters,
				fc.constantFrom<'.' | ','>('.', ','),
				fc.boolean(),
				fc.shuffledSubarray<CsvField>(
					['date', 'steps', 'weight', 'systolic', 'diastolic', 'ignore'],
					{ minLength: 6 },
				),
				fc.integer({ min: 1, max: 50 }),
				async (rows, dateOrder, delimiter, decimal, hasHeader, fields, chunkSize) => {
					const cell = (entry: (typeof rows)[number], field: CsvField) => {
						const [y, m, d] = entry.day.split('-');
						if (field === 'date') {
							return { ymd: [y, m, d], dmy: [d, m, y], mdy: [m, d, y] }[dateOrder].join('/');
						}
						if (field === 'weight') return String(entry.weight).replace('.', decimal);
						if (field === 'ignore') return 'a "note"';
						return String(entry[field as 'steps']);
					};
					const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
					const lines = rows.map((entry) =>
						fields.map((field) => quote(cell(entry, field))).join(delimiter),
					);
					const header = hasHeader ? [fields.map(quote).join(delimiter)] : [];
					const units = { weight: 'kg', systolic: 'mmHg', diastolic: 'mmHg' };
					const { sink, end } = await read(
						[...header, ...lines].join('\r\n'),
						{
							...{ delimiter, hasHeader, dateOrder, decimal, fields },
							units: fields.map((field) => (field in units ? units[field as 'weight'] : null)),
						},
						chunkSize,
					);
					expect(end).toBe('whole');
					expect(sink.skipped).toEqual({});
					expect(sink.totals()).toEqual(
						Object.fromEntries(rows.map(({ day, steps }) => [`steps ${day}`, steps])),
					);
					const source = 'table';
					expect(sink.observations).toHaveLength(rows.length * 2);
					expect(sink.observations).toEqual(
						expect.arrayContaining(
							rows.flatMap(({ day, weight, systolic, diastolic }) => [
								{ kind: 'weight', day, value: weight, source },
								{ kind: 'bp', day, systolic, diastolic, source },
							]),
						),
					);
				},
			),
			{ numRuns: 60 },
		);
	});

	it('never throws, whatever the bytes and the mapping', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(
					fc.uint8Array({ maxLength: 300 }),
					fc.string({ unit: 'grapheme', maxLength: 100 }).map(utf8ToBytes),
					fc
						.array(fc.constantFrom('2024-01-05', ',', '\n', '"', '5', '\r', '1e9', '120/80'))
						.map((parts) => utf8ToBytes(parts.join(''))),
				),
				fc.shuffledSubarray<CsvField>(['date', 'sleep', 'weight', 'systolic'], { minLength: 1 }),
				async (bytes, fields) => {
					const head = { path: 'x.csv', size: bytes.length, bytes, text: '' };
					expect([true, false]).toContain(csv.recognise(head));
					const { end } = await readInput(inputOfBytes(bytes, 'x.csv', 9), { ...MAPPING, fields });
					expect(['whole', 'no-dates']).toContain(end);
				},
			),
		);
	});

	it('reads 300,000 rows in a moment, and keeps days only', async () => {
		const rows = 300_000;
		const input: Input = {
			path: 'big.csv',
			size: rows * 24,
			// eslint-disable-next-line @typescript-eslint/require-await -- the contract of an input
			async *stream() {
				yield utf8ToBytes('time,steps,weight\n');
				for (let at = 0; at < rows; at += 1000) {
					let text = '';
					for (let row = at; row < at + 1000; row++) {
						const day = numberToDay(15_000 + (row >> 10));
						text += `${day} 08:${String(10 + (row % 50))},12,\n`;
					}
					yield utf8ToBytes(text);
				}
			},
			slice: () => Promise.resolve(new Uint8Array()),
		};
		const start = performance.now();
		const { sink } = await readInput(input, {
			...MAPPING,
			fields: ['date', 'steps', 'weight'],
			units: [null, null, 'kg'],
		});
		expect(performance.now() - start).toBeLessThan(10_000);
		expect(sink.set).toHaveLength(293);
		expect(sink.set.reduce((sum, { value }) => sum + value, 0)).toBe(rows * 12);
	}, 20_000);
});
