import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyBackup, backup } from '../../../tests/fixtures/backup';
import { bytesToUtf8, utf8ToBytes } from '../codec/bytes';
import { backupBytes, PAGES_VERSIONS, parseBackup } from './backup';
import { SCHEMA_VERSION } from './upgrade';

const textOf = (bytes: Uint8Array): string => bytesToUtf8(bytes) ?? '';
const written = (): Record<string, unknown> =>
	JSON.parse(textOf(backupBytes(backup, backup.made))) as Record<string, unknown>;
const parse = (content: unknown) => parseBackup(utf8ToBytes(JSON.stringify(content)));

describe('a backup', () => {
	it('is read back as it was written, and is the same text again', () => {
		fc.assert(
			fc.property(anyBackup, (made) => {
				const bytes = backupBytes(made, made.made);
				const read = parseBackup(bytes);
				expect(read).toEqual({ ok: true, value: made });
				if (read.ok) expect(backupBytes(read.value, read.value.made)).toEqual(bytes);
			}),
		);
	}, 30_000);

	it('is one text that anybody can read', () => {
		expect(written()).toEqual({
			format: 'tessera.backup/2',
			made: backup.made,
			records: backup.records,
			receipts: backup.receipts,
			settings: backup.settings,
			batches: backup.batches,
		});
	});

	it('holds no key, and no way to unlock', () => {
		expect(Object.keys(written()).sort()).toEqual([
			'batches',
			'format',
			'made',
			'receipts',
			'records',
			'settings',
		]);
	});

	it('has a new version of its own as soon as the pages have one', () => {
		expect(PAGES_VERSIONS.at(-1)).toBe(SCHEMA_VERSION);
		expect(written()['format']).toBe(`tessera.backup/${String(PAGES_VERSIONS.length)}`);
	});
});

describe('a file that was opened', () => {
	it.each([
		['no JSON', 'tessera'],
		['not even text', '\u0000'],
		['a list', '[]'],
		['an export', '{"schema":"tessera.records/1"}'],
		['another format', '{"format":"tessera.records/1"}'],
		['a format without a version', '{"format":"tessera.backup/"}'],
		['a repeated member', '{"format":"tessera.backup/1","format":"tessera.backup/1"}'],
	])('with %s inside is no backup', (_, text) => {
		expect(parseBackup(utf8ToBytes(text))).toEqual({ ok: false, error: { code: 'not-a-backup' } });
	});

	it('that is no UTF-8 is no backup', () => {
		expect(parseBackup(new Uint8Array([0xff, 0xfe]))).toEqual({
			ok: false,
			error: { code: 'not-a-backup' },
		});
	});

	it('of a later version is left to a later app, whatever else is in it', () => {
		expect(parse({ format: 'tessera.backup/3', sealed: true })).toEqual({
			ok: false,
			error: { code: 'newer-version' },
		});
	});

	const settings = backup.settings;
	const [entry] = backup.records.days;
	it.each([
		['extra', { extra: 1 }],
		['made', { made: '2026-02-30' }],
		['records', { records: null }],
		['records.schema', { records: { ...backup.records, schema: 'tessera.records/2' } }],
		[
			'records.days[1].value',
			{ records: { ...backup.records, days: [entry, { ...entry, day: '2026-11-02', value: -1 }] } },
		],
		['receipts', { receipts: {} }],
		['receipts[0].hour', { receipts: [{ ...backup.receipts[0], hour: 24 }] }],
		['settings', { settings: 5 }],
		['settings', { settings: undefined }],
		['settings.keepDays', { settings: { ...settings, keepDays: 1 } }],
		['settings.wrappedKey', { settings: { ...settings, wrappedKey: 'x' } }],
		['settings.lockAfter', { settings: { ...settings, lockAfter: 2 } }],
		['batches', { batches: undefined }],
		['batches[0].day', { batches: [{ ...backup.batches[0], day: '2026-11-20' }] }],
	])('with a wrong %s is refused whole, by its place and not by its value', (path, change) => {
		expect(parse({ ...written(), ...change })).toEqual({
			ok: false,
			error: { code: 'wrong-shape', path },
		});
	});

	it('of the first version has no imports', () => {
		const { batches, ...first } = written();
		expect(batches).toHaveLength(backup.batches.length);
		expect(parse({ ...first, format: 'tessera.backup/1' })).toEqual({
			ok: true,
			value: { ...backup, batches: [] },
		});
	});

	it.each([
		[
			'overlap',
			[
				['2026-01-01', 2],
				['2026-01-02', 1],
			],
		],
		[
			'are out of order',
			[
				['2026-01-02', 1],
				['2026-01-01', 1],
			],
		],
		['are without a day', [['2026-01-01', 0]]],
		['end after the last day', [['2199-12-31', 2]]],
	])('with days that %s is refused', (_, added) => {
		const [batch] = backup.batches;
		const [told] = batch?.days ?? [];
		const batches = [{ ...batch, days: [{ ...told, added }] }];
		expect(parse({ ...written(), batches })).toMatchObject({
			ok: false,
			error: { code: 'wrong-shape' },
		});
	});

	it('with a zone that this device does not know is counted in the device’s own', () => {
		const read = parse({ ...written(), settings: { ...settings, homeZone: 'Mars/Olympus' } });
		expect(read).toMatchObject({ ok: true, value: { settings: { ...settings, homeZone: null } } });
	});

	it('of any kind does not throw', () => {
		fc.assert(
			fc.property(fc.json(), (text) => {
				expect(parseBackup(utf8ToBytes(text)).ok).toBe(false);
			}),
		);
		fc.assert(
			fc.property(
				fc.constantFrom('made', 'records', 'receipts', 'settings', 'batches'),
				fc.jsonValue(),
				(name, value) => {
					const read = parse({ ...written(), [name]: value });
					if (!read.ok) expect(read.error.code).toBe('wrong-shape');
					else expect(read.value).toMatchObject({ made: expect.any(String) as string });
				},
			),
		);
	}, 30_000);
});
