import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	appleDocument,
	appleRecord,
	CONTEXT,
	readApple,
} from '../../../tests/fixtures/intake/apple-read';
import { appleHealth } from './apple-health';
import { inputOfBytes } from './bytes-input';

const MS_PER_MINUTE = 60_000;
const START = Date.UTC(2023, 0, 1);

const SOURCES = ['Robin’s iPhone', 'A & B', '<"watch">', '手机'];

interface Sample {
	readonly source: string;
	/** Minutes since `START` by the local clock. */
	readonly from: number;
	readonly minutes: number;
	readonly offset: number;
	readonly value: number;
	/** In a correlation as well, in one alone, or at top level alone. */
	readonly where: 'top' | 'inside' | 'both';
	readonly spelling: number;
}

const sample: fc.Arbitrary<Sample> = fc.record({
	source: fc.constantFrom(...SOURCES),
	from: fc.integer({ min: 0, max: 4 * 1440 }),
	minutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3000 })),
	offset: fc.constantFrom(0, 60, -420, 345),
	value: fc.integer({ min: 0, max: 900 }),
	where: fc.constantFrom('top', 'inside', 'both'),
	spelling: fc.integer({ min: 0, max: 7 }),
});

const two = (number: number) => String(Math.floor(number)).padStart(2, '0');

function timeText(minutes: number, offset: number): string {
	const local = new Date(START + minutes * MS_PER_MINUTE).toISOString();
	const ahead = Math.abs(offset);
	const zone = `${offset < 0 ? '-' : '+'}${two(ahead / 60)}${two(ahead % 60)}`;
	return `${local.slice(0, 10)} ${local.slice(11, 19)} ${zone}`;
}

/** One of several ways to write the same text. */
const escaped = (text: string, spelling: number) =>
	Array.from(text)
		.map((character) => {
			const code = character.codePointAt(0) ?? 0;
			if (spelling === 0) return `&#${String(code)};`;
			if (spelling === 1) return `&#x${code.toString(16)};`;
			return { '&': '&amp;', '<': '&lt;', '"': '&quot;' }[character] ?? character;
		})
		.join('');

function recordText({ source, from, minutes, offset, value, spelling }: Sample): string {
	const record = appleRecord(
		{
			sourceName: escaped(source, spelling),
			startDate: timeText(from, offset),
			endDate: timeText(from + minutes, offset),
			value: String(value),
		},
		spelling % 2 === 0 ? '<MetadataEntry key="HKWasUserEntered" value="0"/>' : undefined,
	);
	return spelling === 3 ? record.replace('<Record ', '<Record\n\t').replace(/" /g, '"\n ') : record;
}

/** Thousandths by source and day, minute by minute. */
function model(samples: readonly Sample[]): Record<string, number> {
	const seen = new Set<string>();
	const totals: Record<string, number> = {};
	for (const { source, from, minutes, offset, value } of samples) {
		const identity = [source, from - offset, minutes, value].join();
		if (seen.has(identity)) continue;
		seen.add(identity);
		for (let at = 0; at < Math.max(1, minutes); at++) {
			const day = new Date(START + (from + at) * MS_PER_MINUTE).toISOString().slice(0, 10);
			const key = `${source} ${day}`;
			totals[key] = (totals[key] ?? 0) + value / Math.max(1, minutes);
		}
	}
	return totals;
}

describe('steps of any shape', () => {
	it('sum to what a simple model says, however the file is cut', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(sample, { maxLength: 25 }),
				fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }),
				async (samples, sizes) => {
					const top = samples.filter(({ where }) => where !== 'inside').map(recordText);
					const inside = samples
						.filter(({ where }) => where !== 'top')
						.map((one) => `<Correlation type="x">${recordText(one)}</Correlation>`);
					const bytes = new TextEncoder().encode(appleDocument(...top, ...inside));
					const { sink } = await readApple('');
					const input = {
						...inputOfBytes(bytes, 'export.xml'),
						// eslint-disable-next-line @typescript-eslint/require-await -- the contract of an input
						async *stream() {
							let at = 0;
							for (let turn = 0; at < bytes.length; turn++) {
								const size = sizes[turn % sizes.length] ?? 1;
								yield bytes.subarray(at, at + size);
								at += size;
							}
						},
					};
					expect(await appleHealth.read(input, sink, CONTEXT)).toBe('whole');

					const totals: Record<string, number> = {};
					for (const { day, value, origin } of sink.added) {
						const key = `${origin.source} ${day}`;
						totals[key] = (totals[key] ?? 0) + value;
					}
					const expected = model(samples);
					const told = (sums: Record<string, number>) =>
						Object.keys(sums)
							.filter((key) => (sums[key] ?? 0) > 0.05)
							.sort();
					expect(told(totals)).toEqual(told(expected));
					for (const [key, value] of Object.entries(expected)) {
						expect(totals[key] ?? 0).toBeCloseTo(value, 1);
					}
				},
			),
			{ numRuns: 150 },
		);
	});
});

describe('any bytes', () => {
	it('are read to an end, without an exception', async () => {
		const word = fc.constantFrom(
			...['<Record ', '<HealthData>', '</HealthData>', '<Correlation', '</Correlation>', '<!--'],
			...['-->', '<![CDATA[', ']]>', '<?', '?>', ' type="', 'HKQuantityTypeIdentifierStepCount'],
			...['" value="', "'", '"', '>', '/>', '<MetadataEntry key="HKTimeZone" value="', '</Record>'],
			...[' startDate="2023-01-05 08:00:00 +0100"', ' endDate="9999-99-99 99:99:99 +9999"'],
			...[
				' unit="count"',
				' value="1e308"',
				' value="NaN"',
				'HKQuantityTypeIdentifierBloodPressureSystolic',
			],
		);
		const part = fc.oneof(
			word.map((text) => new TextEncoder().encode(text)),
			fc.uint8Array({ maxLength: 6 }),
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(part, { maxLength: 60 }),
				fc.integer({ min: 1, max: 40 }),
				async (parts, chunkSize) => {
					const bytes = Uint8Array.from(parts.flatMap((one) => [...one]));
					const { end, sink } = await readApple(bytes, chunkSize);
					expect(['whole', 'truncated', 'malformed']).toContain(end);
					expect(sink.added.every(({ value }) => Number.isFinite(value))).toBe(true);
					expect(await readApple(bytes, bytes.length + 1)).toEqual({ end, sink });
				},
			),
			{ numRuns: 500 },
		);
	});
});
