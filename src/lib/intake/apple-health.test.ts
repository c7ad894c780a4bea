import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Collector } from './collector';
import { appleHealth } from './apple-health';
import { inputOfBytes } from './bytes-input';
import {
	appleDocument,
	appleRecord,
	CONTEXT,
	readApple,
} from '../../../tests/fixtures/intake/apple-read';

const fixture = readFileSync(
	new URL('../../../tests/fixtures/intake/apple-export.xml', import.meta.url),
);

const recognises = (text: string) => {
	const bytes = new TextEncoder().encode(text);
	return appleHealth.recognise({ path: 'x.xml', size: bytes.length, bytes, text });
};

describe('recognise', () => {
	it.each([
		['the bare root', '<HealthData locale="en_US">'],
		['a declaration', '<?xml version="1.0" encoding="UTF-8"?>\n<HealthData>'],
		['a document type', '<?xml version="1.0"?>\r\n<!DOCTYPE HealthData [\n<!ELEMENT'],
		['comments before it', '<!-- a --><?xml?>\n<!-- <ClinicalDocument> -->\n <HealthData/>'],
	])('takes %s', (_, text) => expect(recognises(text)).toBe(true));

	it.each([
		[
			'the CDA file of the same archive',
			'<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3">',
		],
		['one that tells of it', '<note>&lt;<HealthData locale="en"></note>'],
		['a longer name', '<HealthDataSet>'],
		['a comment without an end', '<!-- <HealthData>'],
		['nothing', ''],
	])('leaves %s', (_, text) => expect(recognises(text)).toBe(false));

	it('leaves UTF-16, which no phone writes', () => {
		const bytes = Uint8Array.of(0xff, 0xfe, 0x3c, 0);
		expect(appleHealth.recognise({ path: '', size: 4, bytes, text: '<HealthData>' })).toBe(false);
	});
});

describe('an export with all that real ones are known for', () => {
	const read = readApple(fixture);

	it('is read to its end', async () => {
		const { end, sink } = await read;
		expect(end).toBe('whole');
		expect(sink.taken).toEqual([Date.UTC(2023, 10, 20, 8, 12, 30)]);
	});

	it('sums what is counted by day and source, in the zone of the person', async () => {
		const { sink } = await read;
		const totals: Record<string, number> = {};
		for (const { kind, day, value, origin } of sink.added) {
			const key = `${kind} ${day} ${origin.source}`;
			totals[key] = (totals[key] ?? 0) + value;
		}
		expect(totals).toEqual({
			// 1000 and 500 once, half of the 301 before midnight, and what was 16:30 in Los Angeles.
			'steps 2023-01-05 Robin’s iPhone': 1000 + 500 + 150.5 + 600,
			'steps 2023-01-06 Robin’s iPhone': 150.5,
			'steps 2023-01-05 A > B "watch"': 1200,
			'steps 2023-01-05 &boom3;': 7,
			'steps 2023-01-11 Tab\vWatch': 11,
			'steps 2015-06-16 Old iPhone': 77,
			'activity 2023-01-05 Watch': 2,
			'alcohol 2023-01-05 Health': 28,
		});
	});

	it('reads what was measured, in the units of the model', async () => {
		const { sink } = await read;
		const of = (kind: string) => sink.observations.filter((one) => one.kind === kind);
		expect(of('weight')).toEqual([
			{ kind: 'weight', day: '2023-01-05', value: 69.998, source: 'Scale' },
			{ kind: 'weight', day: '2023-01-06', value: 70.25, source: 'Scale' },
			{ kind: 'weight', day: '2023-01-07', value: 69.853, source: 'Scale' },
		]);
		expect(of('height')).toMatchObject([{ value: 175.26 }]);
		expect(of('waist')).toMatchObject([{ value: 81.28 }]);
		expect(of('bmi')).toMatchObject([{ value: 22.531, source: 'Health Mate' }]);
		expect(of('glucose')).toMatchObject([{ value: 4.59 }, { value: 4.996 }]);
		expect(of('glucose-fasting')).toEqual([]);
	});

	it('pairs blood pressures, and counts those in a correlation once', async () => {
		const { sink } = await read;
		expect(sink.observations.filter(({ kind }) => kind === 'bp')).toEqual([
			{ kind: 'bp', day: '2023-01-05', systolic: 121, diastolic: 79, source: 'Cuff' },
			{ kind: 'bp', day: '2023-01-07', systolic: 120.01, diastolic: 75.006, source: 'Other' },
		]);
	});

	it('takes sleep, not bed and not lying awake, with the clock of the zone', async () => {
		const { sink } = await read;
		expect(
			sink.sleeps.map(({ endMs, offsetMinutes, staged, origin }) => [
				new Date(endMs).toISOString().slice(0, 16),
				offsetMinutes,
				staged,
				origin.source,
			]),
		).toEqual([
			['2023-01-06T02:00', 60, true, 'Watch'],
			['2023-01-06T05:00', 540, true, 'Watch'],
			['2023-01-07T06:00', 60, false, 'App'],
			['2023-01-08T06:00', 60, false, 'App'],
			['2023-01-09T06:00', 60, true, 'App'],
		]);
	});

	it('says what it left out, and never a value', async () => {
		const { sink } = await read;
		expect(sink.skipped).toEqual({
			'bad-date StepCount': 1,
			'bad-number StepCount': 1,
			'no-value StepCount': 1,
			'no-value SleepAnalysis': 1,
			'no-value BloodPressure': 1,
			'unknown-unit BodyMass catty': 1,
			'told-twice StepCount': 1,
			'told-twice NumberOfAlcoholicBeverages': 2,
			'not-used HeartRate': 1,
			'not-used SleepAnalysisInBed': 1,
			'not-used SleepAnalysisAwake': 1,
			'not-used Workout': 1,
			'not-used ActivitySummary': 1,
		});
	});

	it('keeps no device, which holds an address of each export', async () => {
		const { sink } = await read;
		expect(JSON.stringify(sink)).not.toContain('HKDevice');
	});

	it('tells the same wherever the chunks end', async () => {
		const { sink } = await read;
		for (const chunkSize of [1, 2, 3, 7, 64, 1000]) {
			expect(await readApple(fixture, chunkSize)).toEqual({ end: 'whole', sink });
		}
	});
});

describe('a small export', () => {
	const xml = appleDocument(
		appleRecord({ sourceName: '手机' }, '<MetadataEntry key="HKTimeZone" value="Asia/Tokyo"/>'),
		'<!-- - -- ] > --><![CDATA[ ]] ]> ]]]>',
		appleRecord({ value: '&#49;7' }),
	);
	const bytes = new TextEncoder().encode(xml);

	it('is read in two chunks cut at any byte', async () => {
		const { sink } = await readApple(bytes);
		expect(sink.added.map(({ day, value }) => [day, value])).toEqual([
			['2023-01-05', 100],
			['2023-01-05', 17],
		]);
		for (let cut = 0; cut <= bytes.length; cut++) {
			const parts = [bytes.subarray(0, cut), bytes.subarray(cut)];
			const input = {
				...inputOfBytes(bytes, 'export.xml'),
				// eslint-disable-next-line @typescript-eslint/require-await -- the contract of an input
				async *stream() {
					yield* parts;
				},
			};
			const cutSink = new (sink.constructor as new () => typeof sink)();
			expect(await appleHealth.read(input, cutSink, CONTEXT)).toBe('whole');
			expect(cutSink).toEqual(sink);
		}
	});

	it('tells what came before the end where it is truncated, and no broken record', async () => {
		for (let length = 0; length < bytes.length; length++) {
			const { end, sink } = await readApple(bytes.subarray(0, length));
			const isRootSeen = length >= xml.indexOf('<HealthData') + '<HealthData'.length;
			const isOver = length >= bytes.length - '>\n'.length;
			expect(end).toBe(isOver ? 'whole' : isRootSeen ? 'truncated' : 'malformed');
			expect(sink.skipped).toEqual({});
			expect(sink.added.length).toBeLessThanOrEqual(2);
		}
	});

	it('keeps what was read where the stream breaks off', async () => {
		const { sink } = await readApple('');
		const input = {
			...inputOfBytes(bytes, 'export.xml'),
			async *stream() {
				yield bytes.subarray(0, bytes.length - 10);
				await Promise.resolve();
				throw new Error('the archive ends here');
			},
		};
		const reading = appleHealth.read(input, sink, CONTEXT);
		await expect(reading).rejects.toThrow('the archive ends here');
		expect(sink.added).toHaveLength(2);
	});
});

describe('damage', () => {
	it('counts a record that is cut by another one, and goes on', async () => {
		const { end, sink } = await readApple(
			appleDocument(
				'<Record type="HKQuantityTypeIdentifierStepCount" sourceName="a <Record',
				'<Record nothing>',
				appleRecord({}),
			),
		);
		expect(end).toBe('whole');
		expect(sink.added).toHaveLength(1);
		expect(sink.skipped).toEqual({
			'broken StepCount': 1,
			'broken Record': 2,
		});
	});

	it('replaces what is no UTF-8 in a name', async () => {
		const [before = '', after = ''] = appleDocument(appleRecord({ sourceName: 'a@b' })).split('@');
		const encoder = new TextEncoder();
		const bytes = Uint8Array.of(...encoder.encode(before), 0xff, 0xc3, ...encoder.encode(after));
		const { sink } = await readApple(bytes);
		expect(sink.added.map(({ origin }) => origin.source)).toEqual(['a\ufffd\ufffdb']);
	});

	it('does not take what a document type says for content', async () => {
		const { sink } = await readApple(
			`<!DOCTYPE HealthData [<!ENTITY a '${appleRecord({})}'>]>${appleDocument('&a;')}`,
		);
		expect(sink.added).toEqual([]);
	});

	it('does not read on behind the end', async () => {
		const { end, sink } = await readApple(`${appleDocument()}${appleRecord({})}<HealthData>`);
		expect(end).toBe('whole');
		expect(sink.added).toEqual([]);
	});

	it('takes a tag of many megabytes for a broken one', async () => {
		const { end, sink } = await readApple(
			appleDocument(appleRecord({ sourceName: 'x'.repeat(3 << 20) }), appleRecord({})),
		);
		expect(end).toBe('whole');
		expect(sink.added).toHaveLength(1);
		expect(sink.skipped).toEqual({ 'broken StepCount': 1 });
	});
});

describe('the published sample of healthkit-to-sqlite', () => {
	const file = new URL('../../../../shared/data/apple-health/export.xml', import.meta.url);

	it.skipIf(!existsSync(file))(
		'becomes one reading (where ../shared/data is present)',
		async () => {
			const collector = new Collector(CONTEXT.today);
			const input = inputOfBytes(readFileSync(file), 'export.xml');
			expect(await appleHealth.read(input, collector.sink('file'), CONTEXT)).toBe('whole');
			const { records, skipped, takenAt } = collector.collect();
			expect(records.days).toEqual([]);
			expect(records.observations).toEqual([
				{ kind: 'bmi', day: '2016-04-18', value: 22.531, source: 'Health Mate' },
			]);
			expect(skipped).toEqual([
				{
					reason: 'not-used',
					count: 4,
					what: [
						{ name: 'ActivitySummary', count: 2 },
						{ name: 'HeartRate', count: 1 },
						{ name: 'Workout', count: 1 },
					],
				},
			]);
			expect(takenAt).toBe(Date.UTC(2019, 6, 19, 17, 36, 11));
		},
	);
});
