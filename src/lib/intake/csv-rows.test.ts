import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, utf8ToBytes } from '$lib/codec/bytes';
import { inputOfBytes } from './bytes-input';
import { csvRows } from './csv-rows';
import type { Input } from './input';

async function read(bytes: Uint8Array, delimiter: ',' | ';' | '\t' | '|' = ',', chunkSize = 7) {
	const rows: string[][] = [];
	let broken = 0;
	for await (const batch of csvRows(inputOfBytes(bytes, 'x.csv', chunkSize), delimiter)) {
		rows.push(...batch.rows.map((row) => [...row]));
		broken += batch.broken;
	}
	return { rows, broken };
}

const quote = (field: string) => `"${field.replaceAll('"', '""')}"`;

describe('csvRows', () => {
	it('reads back what was written, whatever the chunks, ends and quotes', async () => {
		const field = fc.string({
			unit: fc.constantFrom('a', '1', '"', ',', '\n', ' ', '体', '𠮷', ';'),
		});
		const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(
				table,
				fc.constantFrom('\n', '\r\n', '\r'),
				fc.boolean(),
				fc.boolean(),
				fc.integer({ min: 1, max: 30 }),
				async (rows, end, hasMark, endsWithEnd, chunkSize) => {
					const text = rows.map((row) => row.map(quote).join(',')).join(end);
					const bytes = utf8ToBytes(`${hasMark ? '\uFEFF' : ''}${text}${endsWithEnd ? end : ''}`);
					expect(await read(bytes, ',', chunkSize)).toEqual({ rows, broken: 0 });
				},
			),
		);
	});

	it('reads plain fields with every delimiter, and passes over empty lines', async () => {
		for (const delimiter of [',', ';', '\t', '|'] as const) {
			const text = `a${delimiter}b\r\n\r\n1${delimiter}\r\n  \n`;
			expect((await read(utf8ToBytes(text), delimiter)).rows).toEqual([
				['a', 'b'],
				['1', ''],
			]);
		}
	});

	it('reads UTF-16 by its mark', async () => {
		const little = Buffer.from('\uFEFF日期,步数\n2024-01-05,8000', 'utf16le');
		const rows = [
			['日期', '步数'],
			['2024-01-05', '8000'],
		];
		expect((await read(new Uint8Array(little))).rows).toEqual(rows);
		expect((await read(new Uint8Array(Buffer.from(little).swap16()))).rows).toEqual(rows);
	});

	it('reads GB18030 where the bytes are no UTF-8, and Windows-1252 where they are Western', async () => {
		// 日期,体重 in GB2312.
		const chinese = new Uint8Array([0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xcc, 0xe5, 0xd6, 0xd8]);
		expect((await read(chinese)).rows).toEqual([['日期', '体重']]);
		const western = concatBytes(utf8ToBytes('Gr'), new Uint8Array([0xf6]), utf8ToBytes('sse,m'));
		expect((await read(western)).rows).toEqual([['Grösse', 'm']]);
	});

	it('costs only its line where a quote does not end', async () => {
		const text = 'a,b\n"1,2\n3,4\n5,6';
		expect(await read(utf8ToBytes(text))).toEqual({
			rows: [
				['a', 'b'],
				['3', '4'],
				['5', '6'],
			],
			broken: 1,
		});
	});

	it('passes over rows that are too long or too wide, and goes on', async () => {
		const long = 'x'.repeat(600_000);
		const wide = ','.repeat(2000);
		const open = `"${'y,z\n'.repeat(100_000)}`;
		const text = `a,b\n${long},1\n${wide}\n1,2\n${open}3,4\n`;
		const { rows, broken } = await read(utf8ToBytes(text), ',', 65_536);
		expect(rows.slice(0, 2)).toEqual([
			['a', 'b'],
			['1', '2'],
		]);
		expect(rows.at(-1)).toEqual(['3', '4']);
		expect(broken).toBe(3);
	});

	it('stays quick where every line opens a quote', async () => {
		const text = '"a,1\n'.repeat(200_000) + 'b,2\n';
		const { rows } = await read(utf8ToBytes(text), ',', 65_536);
		expect(rows.at(-1)).toEqual(['b', '2']);
	}, 10_000);

	it.each([3, 20_000])('throws what the stream throws, after %i rows', async (expected) => {
		const input: Input = {
			path: 'x.csv',
			size: 100_000,
			// eslint-disable-next-line @typescript-eslint/require-await -- the contract of an input
			async *stream() {
				yield utf8ToBytes('a,b\n'.repeat(expected));
				throw new Error('cut');
			},
			slice: () => Promise.resolve(new Uint8Array()),
		};
		let count = 0;
		const reading = (async () => {
			for await (const { rows } of csvRows(input, ',')) count += rows.length;
		})();
		await expect(reading).rejects.toThrow('cut');
		expect(count).toBe(expected);
	});
});
