/** What somebody could hand over who means no good, or whose program was broken. */
import { describe, expect, it, vi } from 'vitest';
import { concatBytes, utf8ToBytes } from '$lib/codec/bytes';
import { parseRecords } from '$lib/records/records';
import { zip } from '../../../tests/fixtures/intake/zip';
import { inputOfBytes } from './bytes-input';
import type { Input } from './input';
import { MAX_ENTRIES } from './limits';
import { importFiles } from './pipeline';
import type { ImportOptions, ImportReport } from './report';

// Megabytes are packed and unpacked.
vi.setConfig({ testTimeout: 60_000 });

const OPTIONS: ImportOptions = { zone: 'UTC', today: '2026-11-20' };

const file = (path: string, content: string | Uint8Array): Input =>
	inputOfBytes(typeof content === 'string' ? utf8ToBytes(content) : content, path);

/** The report, whatever came of it; records must be such as a records file takes. */
async function reportOf(
	files: readonly Input[],
	options: Partial<ImportOptions> = {},
): Promise<ImportReport> {
	const result = await importFiles(files, { ...OPTIONS, ...options });
	if (!result.ok) {
		if (result.error.code === 'nothing-found') return result.error.report;
		throw new Error(result.error.code);
	}
	expect(parseRecords(result.value.records).ok).toBe(true);
	return result.value.report;
}

const endsOf = ({ files }: ImportReport) => files.map(({ path, end }) => [path, end]);

const record = (day: string, value: string) =>
	` <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Phone" unit="count" ` +
	`startDate="${day} 10:00:00 +0000" endDate="${day} 10:10:00 +0000" value="${value}"/>\n`;
const apple = (...records: readonly string[]) =>
	`<HealthData locale="en">\n${records.join('')}</HealthData>\n`;

/** Where a text stands in bytes. */
function findAll(bytes: Uint8Array, text: string): number[] {
	const needle = utf8ToBytes(text);
	const found: number[] = [];
	for (let at = 0; at + needle.length <= bytes.length; at++) {
		if (needle.every((byte, index) => bytes[at + index] === byte)) found.push(at);
	}
	return found;
}

const DIRECTORY_ENTRY = 'PK\x01\x02';

describe('archives', () => {
	it('that end too early say so', async () => {
		const whole = await zip({ 'export.xml': apple(record('2026-11-01', '5')) });
		for (const cut of [4, 30, whole.length - 30, whole.length - 1]) {
			const report = await reportOf([file('a.zip', whole.slice(0, cut))]);
			expect(endsOf(report)).toEqual([['a.zip', 'cut-archive']]);
		}
	});

	it('that unpack to far more than anyone has are not unpacked', async () => {
		const report = await reportOf([
			file('a.zip', await zip({ zeros: new Uint8Array(110_000_000), x: apple() })),
		]);
		expect(endsOf(report)).toEqual([
			['a.zip', 'whole'],
			['a.zip/zeros', 'archive-bomb'],
			['a.zip/x', 'whole'],
		]);
	});

	it('that unpack to more than they say are stopped', async () => {
		const bytes = await zip({ 'export.xml': apple(record('2026-11-01', '5').repeat(10_000)) });
		const [entry = 0] = findAll(bytes, DIRECTORY_ENTRY);
		new DataView(bytes.buffer).setUint32(entry + 24, 100_000, true);
		expect(endsOf(await reportOf([file('a.zip', bytes)]))).toEqual([
			['a.zip', 'whole'],
			['a.zip/export.xml', 'archive-bomb'],
		]);
	});

	it('in archives in archives come to an end', async () => {
		let nested = await zip({ 'export.xml': apple(record('2026-11-01', '5')) });
		for (const level of [4, 3, 2, 1]) {
			nested = await zip({ [`${String(level)}a.zip`]: nested, [`${String(level)}b.zip`]: nested });
		}
		const report = await reportOf([file('42.zip', nested)]);
		expect(endsOf(report)).toContainEqual(['42.zip/1a.zip/2a.zip/3a.zip', 'archive-bomb']);
		expect(report.files).toHaveLength(4);
		expect(report.skipped).toMatchObject([{ reason: 'told-twice', count: 3 }]);
	});

	it('whose members overlap are not unpacked twice', async () => {
		const bytes = await zip({ a: apple(record('2026-11-01', '5')), b: apple() });
		const [first = 0, second = 0] = findAll(bytes, DIRECTORY_ENTRY);
		// All of the second entry but its name, which has one letter.
		bytes.copyWithin(second + 4, first + 4, first + 46);
		bytes.set(utf8ToBytes('c'), second + 46);
		const report = await reportOf([file('a.zip', bytes)]);
		expect(report.files.length).toBeLessThan(4);
		expect(JSON.stringify(report)).toMatch(/archive-bomb|told-twice|damaged/);
	});

	it('of too many members are not read', async () => {
		const entry = new Uint8Array(47);
		entry.set(utf8ToBytes(`${DIRECTORY_ENTRY}\x14\0\x14\0`));
		new DataView(entry.buffer).setUint16(28, 1, true);
		entry[46] = 0x61;
		const count = MAX_ENTRIES + 1;
		const end = new Uint8Array(22);
		end.set(utf8ToBytes('PK\x05\x06'));
		const view = new DataView(end.buffer);
		view.setUint16(8, count % 65_536, true);
		view.setUint16(10, count % 65_536, true);
		view.setUint32(12, count * entry.length, true);
		view.setUint32(16, 4, true);
		const entries = new Uint8Array(count * entry.length);
		for (let at = 0; at < count; at++) entries.set(entry, at * entry.length);
		const bytes = concatBytes(utf8ToBytes('PK\x03\x04'), entries, end);
		expect(endsOf(await reportOf([file('a.zip', bytes)]))).toEqual([['a.zip', 'archive-bomb']]);
	});

	it('cannot name a way out of their folder', async () => {
		const names = ['../../../etc/passwd', '/abs', 'C:\\Windows\\x', '..\\..\\y', 'nul\0l', 'CON'];
		const files = Object.fromEntries(
			names.map((name, at) => [name, apple(record('2026-11-01', String(at + 1)))]),
		);
		const report = await reportOf([file('a.zip', await zip(files))]);
		expect(endsOf(report)).toEqual([
			['a.zip', 'whole'],
			['a.zip/etc/passwd', 'whole'],
			['a.zip/abs', 'whole'],
			['a.zip/Windows/x', 'whole'],
			['a.zip/y', 'whole'],
			['a.zip/null', 'whole'],
			['a.zip/CON', 'whole'],
		]);
	});

	it('may have names in any encoding', async () => {
		const bytes = await zip(
			{ abcd: apple(record('2026-11-01', '5')) },
			{ useUnicodeFileNames: false },
		);
		// 步数 in GB 18030, in both places.
		for (const at of findAll(bytes, 'abcd')) bytes.set([0xb2, 0xbd, 0xca, 0xfd], at);
		const report = await reportOf([file('a.zip', bytes)]);
		expect(report.files[1]).toMatchObject({ reader: 'apple-health', end: 'whole' });
		expect(report.files[1]?.path).toMatch(/^a\.zip\/.+/);
	});

	it('with bytes changed anywhere neither halt nor break anything', async () => {
		const whole = await zip({
			'export.xml': apple(record('2026-11-01', '5').repeat(20)),
			'b.json': '{"resourceType":"Bundle","entry":[]}',
		});
		for (let at = 0; at < whole.length; at += 1) {
			const bytes = whole.slice();
			bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8)) ^ 0x40;
			const report = await reportOf([file('a.zip', bytes)]).catch((error: unknown) => {
				// A changed flag can make a member look encrypted.
				expect(String(error)).toMatch(/password-needed|mapping-needed/);
				return null;
			});
			expect(report?.files.length ?? 1).toBeGreaterThan(0);
		}
	});
});

describe('texts', () => {
	it('of days that cannot be', async () => {
		const days = [
			'1900-01-01',
			'1989-12-31',
			'2200-01-01',
			'2199-01-01',
			'0000-00-00',
			'9999-12-31',
		];
		const report = await reportOf([
			file('a.xml', apple(...days.map((day) => record(day, '5')), record('2026-11-01', '7'))),
		]);
		expect(report.kinds).toMatchObject([{ kind: 'steps', count: 1, first: '2026-11-01' }]);
		const skipped = report.skipped.reduce((sum, { count }) => sum + count, 0);
		expect(skipped).toBeGreaterThanOrEqual(days.length);
	});

	it('of numbers that cannot be', async () => {
		const values = [
			'1e999',
			'-5',
			'NaN',
			'Infinity',
			'0x10',
			'9'.repeat(400),
			'',
			'1,5',
			'12 steps',
		];
		const report = await reportOf([
			file('a.xml', apple(...values.map((value) => record('2026-11-02', value)))),
		]);
		expect(report.kinds).toEqual([]);
	});

	it('of bytes that are no text', async () => {
		const noise = Uint8Array.from({ length: 100_000 }, (_, at) => (at * 7919) >>> 3);
		for (const start of [
			'<HealthData>',
			'{"resourceType":"Bundle","x":"',
			'shc:/',
			'[{"dateTime":"',
		]) {
			const report = await reportOf([file('x', concatBytes(utf8ToBytes(start), noise))]);
			expect(report.files).toHaveLength(1);
		}
	});

	it('that nest without end', async () => {
		const deep = '{"resourceType":"Bundle","a":' + '['.repeat(1_000_000);
		expect((await reportOf([file('x', deep)])).kinds).toEqual([]);
		const closed = `${'{"resourceType":"Bundle","entry":[{"resource":'.repeat(20_000)}{}${'}]}'.repeat(20_000)}`;
		expect((await reportOf([file('x', closed)])).kinds).toEqual([]);
		expect((await reportOf([file('x', '<HealthData>' + '<a>'.repeat(1_000_000))])).kinds).toEqual(
			[],
		);
		const own = `{"checkups":${'['.repeat(1_000_000)}`;
		expect((await reportOf([file('x', own)])).kinds).toEqual([]);
	});

	it('of a million rows, one at a time', async () => {
		const rows = utf8ToBytes('2026-11-01,5\n2026-11-02,7\n'.repeat(50_000));
		const start = utf8ToBytes('date,steps\n');
		const table: Input = {
			path: 't.csv',
			size: start.length + rows.length * 10,
			// eslint-disable-next-line @typescript-eslint/require-await -- as inputs are
			async *stream() {
				yield start;
				for (let round = 0; round < 10; round++) yield rows;
			},
			slice: () => Promise.resolve(new Uint8Array()),
		};
		const question = await importFiles([table], OPTIONS);
		if (question.ok || question.error.code !== 'mapping-needed')
			throw new Error('expected a guess');
		const { shape, guess } = question.error.preview;
		// Nobody hashes what cannot be sliced: that it is read to its end is enough.
		const report = await reportOf([table], { csv: [{ shape, mapping: guess }] });
		expect(report.kinds).toMatchObject([{ kind: 'steps', count: 2 }]);
	});
});
