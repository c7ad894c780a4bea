import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesToHex, utf8ToBytes } from '$lib/codec/bytes';
import { canonicalJson } from '$lib/codec/canonical-json';
import { sha256 } from '$lib/codec/sha256';
import { ageKey } from '$lib/records/age';
import { emptyRecords, type HealthRecords } from '$lib/records/records';
import { APPS, at, insert, TABLES } from '../../../tests/fixtures/intake/health-connect';
import { databaseOf } from '../../../tests/fixtures/intake/sql-js';
import { zip } from '../../../tests/fixtures/intake/zip';
import { inputOfBytes } from './bytes-input';
import type { CsvMapping, CsvPreview } from './csv-mapping';
import type { Input } from './input';
import { importFiles } from './pipeline';
import type { ImportOptions } from './report';

const OPTIONS: ImportOptions = { zone: 'UTC', today: '2026-11-20' };

const file = (path: string, content: string | Uint8Array): Input =>
	inputOfBytes(typeof content === 'string' ? utf8ToBytes(content) : content, path);

const run = (files: readonly Input[], options: Partial<ImportOptions> = {}) =>
	importFiles(files, { ...OPTIONS, ...options });

const imported = async (files: readonly Input[], options: Partial<ImportOptions> = {}) => {
	const result = await run(files, options);
	if (!result.ok) throw new Error(JSON.stringify(result.error));
	return result.value;
};

/** What is asked of a table. */
const questionOf = async (files: readonly Input[], options: Partial<ImportOptions> = {}) => {
	const result = await run(files, options);
	if (result.ok || result.error.code !== 'mapping-needed') throw new Error('expected a question');
	return result.error;
};

const asGuessed = ({ preview: { shape, guess } }: { readonly preview: CsvPreview }) => ({
	...{ shape, mapping: guess },
});

const apple = (steps: number, day = '2026-11-18') =>
	`<?xml version="1.0"?>\n<HealthData locale="en">\n` +
	` <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Phone" unit="count" ` +
	`startDate="${day} 10:00:00 +0000" endDate="${day} 10:10:00 +0000" value="${String(steps)}"/>\n` +
	`</HealthData>\n`;

const own: HealthRecords = {
	...emptyRecords(),
	days: [{ kind: 'cigarettes', day: '2026-11-19', value: 3, source: 'manual' }],
	prefer: { steps: 'Phone' },
};

const TABLE = 'date;steps\n2026-11-01;5000\n2026-11-02;6000\n2026-11-03;7000\n';

describe('importFiles', () => {
	it('reads files and archives of several sources, and reports each', async () => {
		const archive = await zip({
			'apple_health_export/Экспорт.xml': apple(123),
			'apple_health_export/photo.jpg': Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
			'notes.txt': 'nothing of interest',
			'__MACOSX/x': 'x',
		});
		const json = canonicalJson(own);
		const seen: number[] = [];
		const { records, report } = await imported([file('own.json', json), file('a.zip', archive)], {
			onProgress: ({ doneBytes, totalBytes }) => {
				expect(totalBytes).toBe(json.length + archive.length);
				seen.push(doneBytes);
			},
		});
		expect(records).toEqual({
			...own,
			days: [{ kind: 'steps', day: '2026-11-18', value: 123, source: 'Phone' }, ...own.days],
		});
		expect(report.files).toEqual([
			{
				...{ path: 'own.json', size: json.length, reader: 'tessera', version: 1, end: 'whole' },
				sha256: bytesToHex(sha256(utf8ToBytes(json))),
			},
			{
				...{ path: 'a.zip', size: archive.length, reader: 'zip', version: null, end: 'whole' },
				sha256: bytesToHex(sha256(archive)),
			},
			{
				path: 'a.zip/apple_health_export/Экспорт.xml',
				size: apple(123).length,
				...{ sha256: null, reader: 'apple-health', end: 'whole' },
				version: expect.any(Number) as number,
			},
		]);
		expect(report.otherMembers).toBe(3);
		expect(report.kinds).toEqual([
			...[
				{
					...{ kind: 'steps', count: 1, first: '2026-11-18', last: '2026-11-18' },
					sources: [{ name: 'Phone', count: 1 }],
				},
				{
					...{ kind: 'cigarettes', count: 1, first: '2026-11-19', last: '2026-11-19' },
					sources: [{ name: 'manual', count: 1 }],
				},
			],
		]);
		expect(seen.at(-1)).toBe(json.length + archive.length);
		expect(seen).toEqual([...seen].sort((a, b) => a - b));
	});

	it('counts the same content once, wherever it lies', async () => {
		const [xml, later] = [apple(100), apple(140)];
		const archive = await zip({ 'export.xml': xml, 'copy of export.xml': xml });
		const nested = await zip({ 'inner.zip': archive, 'other.zip': await zip({ 'x.xml': xml }) });
		for (const files of [
			[file('a.zip', archive), file('export.xml', xml)],
			[file('export.xml', xml), file('export (1).xml', xml)],
			[file('a.zip', archive), file('b.zip', archive)],
			[file('n.zip', nested)],
		]) {
			const { records, report } = await imported(files);
			expect(records.days.map(({ value }) => value)).toEqual([100]);
			expect(report.skipped).toMatchObject([{ reason: 'told-twice' }]);
		}
		// A newer export tells the same days, and more: the larger, not the sum.
		const both = [file('a.zip', archive), file('b.zip', await zip({ 'export.xml': later }))];
		const { records } = await imported(both);
		expect(records.days.map(({ value }) => value)).toEqual([140]);
	});

	it('keeps what came before a break, and says so', async () => {
		const cut = apple(100).replace('</HealthData>\n', '<Record type="HKQuan');
		const { records, report } = await imported([file('export.xml', cut)]);
		expect(records.days).toHaveLength(1);
		expect(report.files).toMatchObject([{ reader: 'apple-health', end: 'truncated' }]);
	});

	it('does not take what it read in part for all of a day', async () => {
		const [whole, cut] = [apple(100), apple(70).replace('</HealthData>\n', '<Record type="HKQuan')];
		const { records, ages } = await imported([file('export.xml', cut)]);
		expect(records.days.map((entry) => ages.get(ageKey(entry)))).toEqual(['in-part']);
		expect((await imported([file('export.xml', whole)])).ages.size).toBe(0);
		const minutes = '[{"dateTime":"11/18/26 08:00:00","value":"50"},';
		const fitbit = await imported([file('steps-2026-11-18.json', minutes)]);
		expect(fitbit.report.files).toMatchObject([{ reader: 'fitbit', end: 'truncated' }]);
		expect([...fitbit.ages.values()]).toEqual(['in-part']);
	});

	it('keeps the age of each export beside a newer one', async () => {
		const made = (on: string, ...all: readonly string[]) =>
			`<HealthData>\n<ExportDate value="${on} 12:00:00 +0000"/>\n` +
			`${all.map((xml) => /<Record[^]*?>/.exec(xml)?.[0] ?? '').join('\n')}\n</HealthData>`;
		const old = made('2026-11-18', apple(300, '2026-11-17'), apple(400));
		const fresh = made('2026-11-19', apple(100));
		const { records, report, ages } = await imported([
			file('old.zip', await zip({ 'export.xml': old })),
			file('new.zip', await zip({ 'export.xml': fresh })),
		]);
		expect(records.days.map(({ day, value }) => [day, value])).toEqual([
			['2026-11-17', 300],
			['2026-11-18', 100],
		]);
		expect(report.takenAt).toBe(Date.UTC(2026, 10, 19, 12));
		expect(records.days.map((entry) => ages.get(ageKey(entry)))).toEqual([
			Date.UTC(2026, 10, 18, 12),
			undefined,
		]);
	});

	it('says where entries may still be in the log of a database', async () => {
		const rows = insert('weight_record_table', { time: at('2026-11-18T08:00Z'), weight: 70_000 });
		const database = databaseOf(TABLES + APPS + rows);
		const [empty, log] = [new Uint8Array(32), new Uint8Array(33)];
		const ends = async (files: readonly Input[]) => {
			const { records, report } = await imported(files);
			expect(records.observations).toHaveLength(1);
			return report.files.find(({ reader }) => reader === 'health-connect')?.end;
		};
		const archive = async (content: Readonly<Record<string, Uint8Array>>) => [
			file('a.zip', await zip({ 'a/health.db': database, ...content })),
		];
		expect(await ends([file('health.db', database), file('health.db-wal', log)])).toBe(
			'log-unread',
		);
		expect(await ends(await archive({ 'a/health.db-wal': log }))).toBe('log-unread');
		expect(await ends([file('health.db', database), file('health.db-wal', empty)])).toBe('whole');
		expect(await ends(await archive({ 'b/health.db-wal': log }))).toBe('whole');
		expect(await ends([file('health.db', database)])).toBe('whole');
	});

	it('goes on where one file cannot be read', async () => {
		const gone: Input = {
			...file('gone.json', '{"resourceType":"Bundle"}'),
			// eslint-disable-next-line require-yield, @typescript-eslint/require-await -- it only fails
			async *stream() {
				throw new DOMException('gone', 'NotReadableError');
			},
			slice: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
		};
		const { report } = await imported([gone, file('export.xml', apple(100))]);
		expect(report.files).toMatchObject([
			{ path: 'gone.json', reader: null, end: 'damaged', sha256: null },
			{ path: 'export.xml', end: 'whole' },
		]);
	});

	it('can be cancelled between any two chunks', async () => {
		const archive = await zip({ 'export.xml': apple(1).repeat(2000) });
		for (let chunks = 0; chunks < 6; chunks++) {
			let left = chunks;
			const result = await run([file('a.zip', archive)], { isCancelled: () => left-- <= 0 });
			expect(result).toEqual({ ok: false, error: { code: 'cancelled' } });
		}
	});

	it('asks for the password before it reads anything', async () => {
		const archive = await zip({ 'export.xml': apple(7) }, { password: 'right', zipCrypto: true });
		const files = [file('a.zip', archive)];
		expect(await run(files)).toEqual({
			ok: false,
			error: { code: 'password-needed', path: 'a.zip', wasWrong: false },
		});
		expect(await run(files, { passwords: ['wrong'] })).toEqual({
			ok: false,
			error: { code: 'password-needed', path: 'a.zip', wasWrong: true },
		});
		expect((await imported(files, { passwords: ['right'] })).records.days).toHaveLength(1);
		const outer = [file('o.zip', await zip({ 'a.zip': archive }))];
		expect(await run(outer)).toMatchObject({
			error: { code: 'password-needed', path: 'o.zip/a.zip' },
		});
		expect((await imported(outer, { passwords: ['right'] })).records.days).toHaveLength(1);
	});

	it('asks what the columns of a table are, if it was given or is all there is', async () => {
		const table = file('t.csv', TABLE);
		const asked = await questionOf([file('export.xml', apple(7)), table]);
		expect(asked).toMatchObject({ wasWrong: false, isAlone: false });
		expect(asked.preview).toMatchObject({ path: 't.csv', guess: { delimiter: ';' } });

		const alone = [file('a.zip', await zip({ 't.csv': TABLE }))];
		expect((await questionOf(alone)).isAlone).toBe(true);
		expect((await imported(alone, { csv: [asGuessed(asked)] })).records.days).toHaveLength(3);
		const among = await zip({ 't.csv': TABLE, 'export.xml': apple(7) });
		const { report: beside } = await imported([file('a.zip', among)]);
		expect(beside.otherMembers).toBe(1);
		expect(beside.kinds).toHaveLength(1);
	});

	it.each([
		['given by themselves', (files: readonly Input[]) => Promise.resolve(files)],
		[
			'in an archive',
			async (files: readonly Input[]) => {
				const contents: Record<string, Uint8Array> = {};
				for (const one of files) contents[one.path] = await one.slice(0, one.size);
				return [file('all.zip', await zip(contents))];
			},
		],
	])('asks for one shape of tables %s after the other', async (_, given) => {
		const steps = file('t.csv', TABLE);
		const same = file('u.csv', 'date;steps\n2026-11-04;1000\n2026-11-05;1000\n');
		const other = file('o.csv', 'date,weight (kg),steps\n2026-11-06,70,2000\n2026-11-07,71,\n');
		const files = await given([steps, same, other]);
		const first = await questionOf(files);
		expect(first.preview.rows[0]).toEqual(['date', 'steps']);
		const second = await questionOf(files, { csv: [asGuessed(first)] });
		expect(second.preview.rows[0]).toEqual(['date', 'weight (kg)', 'steps']);
		expect(second).toMatchObject({ wasWrong: false, isAlone: false });

		const { records, report } = await imported(files, {
			csv: [asGuessed(first), asGuessed(second)],
		});
		expect(records.days.map(({ value }) => value)).toEqual([5000, 6000, 7000, 1000, 1000, 2000]);
		expect(records.observations).toHaveLength(2);
		expect(report.files.every(({ end }) => end === 'whole')).toBe(true);
		expect(report.otherMembers).toBe(0);

		const leftOut = { shape: second.preview.shape, mapping: null };
		const without = await imported(files, { csv: [asGuessed(first), leftOut] });
		expect(without.records.days).toHaveLength(5);
		expect(without.report.files.at(-1)).toMatchObject({ reader: null, end: 'not-mapped' });
		const none = await run(files, { csv: [{ ...asGuessed(first), mapping: null }, leftOut] });
		expect(none).toMatchObject({ error: { code: 'nothing-found' } });
	});

	it('asks again where no row has a date as was said, with what was said', async () => {
		const table = file('t.csv', 'date,steps\n01/25/2026,5000\n01/26/2026,6000\n');
		for (const files of [
			[table],
			[file('a.zip', await zip({ 't.csv': await table.slice(0, table.size) }))],
		]) {
			const { shape, guess } = (await questionOf(files)).preview;
			const mapping: CsvMapping = { ...guess, dateOrder: 'dmy', source: 'Scale' };
			const again = await questionOf(files, { csv: [{ shape, mapping }] });
			expect(again).toMatchObject({ wasWrong: true, preview: { shape, guess: mapping } });
			// The last word counts.
			const right: CsvMapping = { ...mapping, dateOrder: 'mdy' };
			const csv = [
				{ shape, mapping },
				{ shape, mapping: right },
			];
			expect((await imported(files, { csv })).records.days).toHaveLength(2);
		}
	});

	it('says which of two tables that look alike has no date as was said', async () => {
		const fits = file('a.csv', 'date,steps\n25/01/2026,5000\n26/01/2026,6000\n');
		const not = file('b.csv', 'date,steps\n01/27/2026,5000\n01/28/2026,6000\n');
		const question = await questionOf([fits, not]);
		const { records, report } = await imported([fits, not], { csv: [asGuessed(question)] });
		expect(records.days).toHaveLength(2);
		expect(report.files.map(({ end }) => end)).toEqual(['whole', 'no-dates']);
	});

	it('tries every password that was typed on every archive', async () => {
		const locked = (password: string, day: string) =>
			zip({ 'export.xml': apple(7, day) }, { password, zipCrypto: true });
		const files = [
			file('1.zip', await locked('one', '2026-11-17')),
			file('2.zip', await locked('two', '2026-11-18')),
		];
		const asked = async (...passwords: readonly string[]) => await run(files, { passwords });
		const error = (path: string, wasWrong: boolean) => ({
			ok: false,
			error: { code: 'password-needed', path, wasWrong },
		});
		expect(await asked()).toEqual(error('1.zip', false));
		expect(await asked('one')).toEqual(error('2.zip', false));
		expect(await asked('one', 'three')).toEqual(error('2.zip', true));
		for (const passwords of [
			['one', 'three', 'two'],
			['two', 'one'],
		])
			expect((await imported(files, { passwords })).records.days).toHaveLength(2);
	});

	it('says of an archive without its end that nothing of it was read', async () => {
		const whole = await zip({ 'export.xml': apple(7) });
		expect(await run([file('a.zip', whole.slice(0, -30))])).toMatchObject({
			error: { code: 'nothing-found', report: { files: [{ end: 'cut-archive' }] } },
		});
	});

	it('does not ask about the tables in the folder of an export', async () => {
		const scores = file('Takeout/Sleep Score/sleep_score.csv', TABLE);
		const { records, report } = await imported([
			file('Takeout/Apple/export.xml', apple(7)),
			scores,
		]);
		expect(records.days).toHaveLength(1);
		expect(report.files).toMatchObject([{ end: 'whole' }, { end: 'not-recognised' }]);
		expect(await run([scores])).toMatchObject({ error: { code: 'mapping-needed' } });
		const beside = [file('health/export.xml', apple(7)), file('health/weights.csv', TABLE)];
		expect(await run(beside)).toMatchObject({ error: { code: 'mapping-needed' } });
		const elsewhere = file('other/export.xml', apple(7));
		expect(await run([elsewhere, scores])).toMatchObject({ error: { code: 'mapping-needed' } });
	});

	it('sums the parts of one export, and compares two that overlap', async () => {
		const minutes = (...steps: readonly [string, number][]) =>
			JSON.stringify(steps.map(([at, value]) => ({ dateTime: at, value: String(value) })));
		const first = minutes(['01/30/24 08:00:00', 50]);
		const second = minutes(['01/30/24 09:00:00', 7], ['01/31/24 09:00:00', 0]);
		const later = minutes(['01/30/24 08:00:00', 50], ['01/30/24 09:00:00', 7]);
		const name = (folder: string, at: number) => `${folder}steps-2024-01-0${String(at)}.json`;
		const piece = (at: number, member: string) =>
			zip({ [name('Takeout/Fitbit/', at)]: member }).then((bytes) =>
				file(`takeout-20240201T100000Z-00${String(at)}.zip`, bytes),
			);
		for (const files of [
			[file(name('', 1), first), file(name('', 2), second)],
			[
				file(name('', 1), first),
				file(name('', 2), second),
				file('steps-2024-01-01 (1).json', later),
			],
			[file(name('all/a/', 1), first), file(name('all/b/', 1), later)],
			[file('all.zip', await zip({ [name('a/', 1)]: first, [name('b/', 1)]: later }))],
			[await piece(1, first), await piece(2, second)],
		]) {
			expect((await imported(files)).records.days).toEqual([
				{ kind: 'steps', day: '2024-01-30', value: 57, source: 'Fitbit' },
			]);
		}
	});

	it('takes of two own exports the larger of a day, in any order', async () => {
		const more = { ...own, days: own.days.map((entry) => ({ ...entry, value: 5 })) };
		const files = [own, more].map((records, at) => file(String(at), canonicalJson(records)));
		for (const order of [files, [...files].reverse()]) {
			const { records, report } = await imported(order);
			expect(records.days).toEqual(more.days);
			expect(report.skipped).toEqual([
				{ reason: 'told-twice', count: 1, what: [{ name: 'cigarettes', count: 1 }] },
			]);
		}
	});

	it('puts the codes of one health card together, whatever files they are in', async () => {
		const { pathname } = new URL('../../../tests/fixtures/intake/shc-codes.txt', import.meta.url);
		const codes = readFileSync(pathname, 'utf8').trim().split(/\s+/);
		expect(codes.length).toBeGreaterThan(1);
		const whole = await imported([file('codes.txt', codes.join('\n'))]);
		const files = codes.map((code, at) => file(`${String(at)}.txt`, `${code}\n`));
		const { records, report } = await imported(files.reverse());
		expect(records).toEqual(whole.records);
		expect(report.files).toHaveLength(codes.length);
		for (const { reader, end } of report.files) {
			expect({ reader, end }).toEqual({ reader: 'smart-health-card', end: 'whole' });
		}
		expect(await run(files.slice(1))).toMatchObject({ ok: false });
	});

	it('says what is nothing to import', async () => {
		expect(await run([file('b.age', 'age-encryption.org/v1\n-> scrypt x')])).toEqual({
			ok: false,
			error: { code: 'backup', path: 'b.age' },
		});
		const refused = canonicalJson({ ...own, days: [{ ...own.days[0], value: -1 }] });
		expect(await run([file('own.json', refused)])).toMatchObject({
			error: { code: 'own-export-refused', problems: [{ path: 'days[0].value', code: 'below' }] },
		});
		expect(await run([file('own.json', refused.slice(0, -5))])).toMatchObject({
			error: { code: 'nothing-found', report: { files: [{ end: 'truncated' }] } },
		});
		expect(await run([file('x.txt', 'hello')])).toMatchObject({
			error: {
				code: 'nothing-found',
				report: { files: [{ reader: null, version: null, end: 'not-recognised' }] },
			},
		});
		for (const start of [
			'\x1f\x8b\x08\0',
			'BZh91AY',
			'\xfd7zXZ\0',
			'7z\xbc\xaf\x27\x1c',
			'Rar!\x1a\x07\x01',
		]) {
			const bytes = Uint8Array.from(start, (character) => character.charCodeAt(0));
			expect(await run([file('takeout.tgz', bytes)])).toMatchObject({
				error: { report: { files: [{ reader: null, end: 'unsupported' }] } },
			});
		}
		expect(await run([])).toMatchObject({ error: { code: 'nothing-found' } });
		expect(await run([file('empty', '')])).toMatchObject({ error: { code: 'nothing-found' } });
	});

	it('refuses an own export among others, and reads the others', async () => {
		const refused = canonicalJson({ ...own, colour: 1 });
		const files = [file('own.json', refused), file('export.xml', apple(7))];
		const { records, report } = await imported(files);
		expect(records.days).toHaveLength(1);
		expect(records.prefer).toBeUndefined();
		expect(report.files).toMatchObject([{ reader: 'tessera', end: 'malformed' }, {}]);
	});
});
