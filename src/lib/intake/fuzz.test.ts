/**
 * Damaged and hostile files at every reader: none throws, none hangs, and whatever comes of them is
 * such as a records file takes. Run with more inputs by `npm run fuzz`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { concatBytes } from '$lib/codec/bytes';
import { parseRecords } from '$lib/records/records';
import { insert, app, at, TABLES } from '../../../tests/fixtures/intake/health-connect';
import { databaseOf } from '../../../tests/fixtures/intake/sql-js';
import { inputOfBytes } from './bytes-input';
import { Collector } from './collector';
import { previewCsv } from './csv-guess';
import { readHead } from './head';
import type { Reader, ReadEnd } from './reader';
import { readers } from './readers';

const FIXTURES = new URL('../../../tests/fixtures/intake/', import.meta.url);
/** Several hundred for each of the readers' files, in all. */
const RUNS = Math.ceil(Number(process.env.FUZZ_RUNS ?? 1000) / 20);
/** Milliseconds that no small file may take, on a machine that has other things to do as well. */
const LIMIT = 5000;

vi.setConfig({ testTimeout: 60_000 + RUNS * 100 });

const ENDS: readonly ReadEnd[] = [
	...(['whole', 'truncated', 'damaged', 'malformed', 'unknown-layout', 'too-large'] as const),
	...(['wrong-signature', 'archive-bomb', 'unsupported', 'not-mapped', 'no-dates'] as const),
];

const database = databaseOf(
	TABLES +
		app(1, 'com.example.steps', 'Steps') +
		Array.from({ length: 50 }, (_, index) =>
			insert('steps_record_table', {
				...{ uuid: `u${String(index)}`, app_info_id: 1, count: 100 + index },
				start_time: at('2026-11-01T10:00:00Z') + index * 60_000,
				end_time: at('2026-11-01T10:01:00Z') + index * 60_000,
				...{ start_zone_offset: 3600, end_zone_offset: 3600, local_date: 20_758 },
			}),
		).join(''),
);

const files: readonly (readonly [string, Uint8Array])[] = [
	...readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
		.map(({ parentPath, name }) => {
			const path = `${parentPath}/${name}`;
			return [path.slice(path.indexOf('intake/') + 7), readFileSync(path)] as const;
		}),
	['health-connect.db', database],
];

/** What becomes of a file: bytes changed, cut off, repeated, put in, or numbers made strange. */
function mutations(whole: Uint8Array): fc.Arbitrary<Uint8Array> {
	const place = fc.nat({ max: Math.max(0, whole.length - 1) });
	const strange = fc.constantFrom(
		...['-1', '1e308', '99999999999999999999', '0.0000001', 'NaN', '""', '[[[[', '}}', '<', '>'],
		...['\u0000', '"', '\\', '\r', ',,,,', ';', '1900-01-01', '2200-12-31', '\uFEFF', 'ü'],
	);
	const changed = fc
		.array(fc.tuple(place, fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 })
		.map((changes) => {
			const bytes = whole.slice();
			for (const [index, byte] of changes) bytes[index] = byte;
			return bytes;
		});
	const cut = place.map((end) => whole.slice(0, end));
	const repeated = fc.tuple(place, place).map(([a, b]) => {
		const [from, to] = [Math.min(a, b), Math.max(a, b)];
		return concatBytes(whole.slice(0, to), whole.slice(from));
	});
	const putIn = fc.tuple(place, strange).map(([index, text]) => {
		return concatBytes(whole.slice(0, index), new TextEncoder().encode(text), whole.slice(index));
	});
	const replaced = fc.tuple(place, strange).map(([from, text]) => {
		// A number, where one follows.
		const start = whole.findIndex((byte, index) => index >= from && byte >= 0x30 && byte <= 0x39);
		if (start === -1) return whole;
		const length = whole
			.slice(start)
			.findIndex((byte) => byte !== 0x2e && (byte < 0x30 || byte > 0x39));
		const end = length === -1 ? whole.length : start + length;
		return concatBytes(whole.slice(0, start), new TextEncoder().encode(text), whole.slice(end));
	});
	return fc.oneof(changed, cut, repeated, putIn, replaced);
}

async function feed(reader: Reader, bytes: Uint8Array, path: string): Promise<void> {
	const input = inputOfBytes(bytes, path, 1000);
	const collector = new Collector('2026-11-20');
	const guess = reader.id === 'csv' ? previewCsv(await readHead(input))?.guess : undefined;
	const context = {
		...{ zone: 'Europe/Zurich', today: '2026-11-20' },
		...(guess === undefined ? {} : { csv: guess }),
	};
	const end = await reader.read(input, collector.sink('file'), context);
	expect(ENDS).toContain(end);
	const { records } = collector.collect();
	const parsed = parseRecords(records);
	expect(parsed.ok ? [] : parsed.error).toEqual([]);
}

describe.each(files)('%s', (path, whole) => {
	it('is read, however damaged', async () => {
		const own = readers.filter((reader) => reader.recognise(headOf(whole, path)));
		await fc.assert(
			fc.asyncProperty(mutations(whole), async (bytes) => {
				const start = performance.now();
				for (const reader of new Set([...own, ...recognisers(bytes, path)])) {
					await feed(reader, bytes, path);
				}
				expect(performance.now() - start).toBeLessThan(LIMIT);
			}),
			{ numRuns: RUNS },
		);
	});

	it('does no harm to a reader that it is not for', async () => {
		for (const reader of readers) await feed(reader, whole, path);
	});
});

function headOf(bytes: Uint8Array, path: string) {
	const start = bytes.slice(0, 65_536);
	return { path, size: bytes.length, bytes: start, text: new TextDecoder().decode(start) };
}

const recognisers = (bytes: Uint8Array, path: string) =>
	readers.filter((reader) => reader.recognise(headOf(bytes, path)));
