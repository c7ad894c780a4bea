import { describe, expect, it } from 'vitest';
import { sampleMonth } from '$lib/records/sample';
import { parseRecords } from '$lib/records/records';
import { NOW } from '../../tests/fixtures/attest';
import { zip } from '../../tests/fixtures/intake/zip';
import { runIn } from './fake-io';

const TABLE = 'date,steps,mood\n2026-11-01,5000,good\n2026-11-02,6000,4321\n2026-11-03,7000,bad\n';

const APPLE =
	'<HealthData locale="en">\n <Record type="HKQuantityTypeIdentifierStepCount" ' +
	'sourceName="Ann’s Phone" unit="count" startDate="2026-11-01 23:30:00 +0000" ' +
	'endDate="2026-11-01 23:40:00 +0000" value="4321"/>\n</HealthData>\n';

const run = (files: Readonly<Record<string, string | Uint8Array>>, ...args: readonly string[]) =>
	runIn({ files, now: NOW }, 'import', ...args);

describe('import', () => {
	it('gives records that score reads, and a report', async () => {
		const files = { 'a.xml': APPLE, 'own.json': JSON.stringify(sampleMonth('2026-11-20')) };
		const { status, out, err } = await run(files, 'a.xml', 'own.json', '--json');
		expect({ status, err }).toEqual({ status: 0, err: '' });
		const json = JSON.parse(out) as { records: unknown; report: { files: unknown } };
		expect(Object.keys(json)).toEqual(['records', 'report']);
		const parsed = parseRecords(json.records);
		expect(parsed.ok && parsed.value.days).toContainEqual({
			...{ kind: 'steps', day: '2026-11-01', value: 4321, source: 'Ann’s Phone' },
		});
		expect(json.report.files).toMatchObject([{ reader: 'apple-health' }, { reader: 'tessera' }]);
		const score = (stdin: string) => runIn({ stdin }, 'score', '-', '--as-of', '2026-11-20');
		const scored = await score(JSON.stringify(json.records));
		expect(scored.status).toBe(0);
		expect(await score(out)).toEqual(scored);
	});

	it('reads standard input', async () => {
		const { out } = await runIn({ stdin: APPLE, now: NOW }, 'import', '-');
		expect(out).toMatch(/^file +apple-health +whole +standard input$/m);
		expect(out).toMatch(/^found +steps +1 /m);
	});

	it('reads a folder, and tells what became of each file', async () => {
		const archive = await zip({ 'x/export.xml': APPLE, 'x/notes.txt': 'hello' });
		const { out } = await run({ 'in/a.zip': archive, 'in/b/note.txt': 'hello' }, 'in');
		expect(out).toMatch(/^file +zip +whole +in\/a\.zip$/m);
		expect(out).toMatch(/^file +- +not-recognised +in\/b\/note\.txt$/m);
		expect(out).toMatch(/^file +apple-health +whole +in\/a\.zip\/x\/export\.xml$/m);
		expect(out).toMatch(/^other +1 +not read$/m);
		expect(out).toMatch(/^found +steps +1 +2026-11-01 to 2026-11-01 {2}Ann’s Phone \(1\)$/m);
		expect(out).not.toContain('4321');
	});

	it('takes the zone, a password and the mapping of a table', async () => {
		const archive = await zip({ 'a.xml': APPLE }, { password: 'p', zipCrypto: true });
		const asked = await run({ 'a.zip': archive }, 'a.zip');
		expect(asked).toMatchObject({ status: 2, err: 'tessera: a.zip: --password expected\n' });
		const wrong = await run({ 'a.zip': archive }, 'a.zip', '--password', 'q');
		expect(wrong.err).toBe('tessera: a.zip: another password expected\n');
		const opened = await run(
			{ 'a.zip': archive },
			'a.zip',
			'--password',
			'p',
			'--zone',
			'Asia/Tokyo',
		);
		expect(opened.status).toBe(0);

		const guessed = await run({ 't.csv': TABLE }, 't.csv');
		expect(guessed).toMatchObject({ status: 2, out: '' });
		expect(guessed.err).toMatch(/^tessera: t\.csv: expected --csv FILE, .*a guess: (\{.*\})\n$/);
		expect(guessed.err).not.toContain('4321');
		const guess = /guess: (.*)\n/.exec(guessed.err)?.[1] ?? '';
		const mapped = await run({ 't.csv': TABLE, 'm.json': guess }, 't.csv', '--csv', 'm.json');
		expect(mapped.out).toMatch(/^found +steps +3 /m);
	});

	it.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
		['no file', {}, [], 'FILE: expected one or more; see tessera import --help'],
		['a file that is not there', {}, ['x'], 'x: cannot be read (ENOENT)'],
		[
			'a zone that is none',
			{ x: APPLE },
			['x', '--zone', 'Mars'],
			'--zone: expected a name such as Europe/Zurich; see tessera import --help',
		],
		['nothing to import', { x: 'hello' }, ['x'], 'nothing found; x: not-recognised'],
		[
			'a file of which nothing counts',
			{ x: '<HealthData locale="en"></HealthData>' },
			['x'],
			'nothing found; x: nothing that counts',
		],
		[
			'a file of which all is skipped',
			{ x: APPLE.replace('4321', 'many') },
			['x'],
			'nothing found; x: nothing that counts; skipped: bad-number 1 (StepCount (1))',
		],
		[
			'a backup',
			{ x: 'age-encryption.org/v1\n' },
			['x'],
			'x: an encrypted backup is restored in the app, not imported',
		],
		[
			'an own export with a mistake',
			{ x: JSON.stringify({ ...sampleMonth('2026-11-20'), colour: 4321 }) },
			['x'],
			'x: colour: unknown-member, expected no such member',
		],
		[
			'a mapping that is none',
			{ x: TABLE, m: '{"delimiter":","}' },
			['x', '--csv', 'm'],
			'm: expected delimiter, hasHeader, dateOrder, decimal, fields, units, source',
		],
		[
			'keys that are no JSON',
			{ x: APPLE, k: 'x' },
			['x', '--keys', 'k'],
			'k: expected JSON at line 1, column 1',
		],
		[
			'keys of which none can have signed a card',
			{ x: APPLE, k: '{"keys":[{"kty":"RSA"}]}' },
			['x', '--keys', 'k'],
			'--keys: expected a key set with an ES256 key',
		],
		[
			'standard input for two files',
			{},
			['-', '--csv', '-'],
			'-: expected once; see tessera import --help',
		],
	])('refuses %s', async (_, files, args, message) => {
		expect(await run(files, ...args)).toEqual({ status: 2, out: '', err: `tessera: ${message}\n` });
	});
});
