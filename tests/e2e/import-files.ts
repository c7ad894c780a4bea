import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import encodeQR from 'qr';

import { app, at, insert, TABLES } from '../fixtures/intake/health-connect';
import { codes, makeSigner, pack, payloadOf, weightBundle } from '../fixtures/intake/shc-cards';
import { databaseOf } from '../fixtures/intake/sql-js';
import { zip } from '../fixtures/intake/zip';

/** A file as a browser's picker gives it. */
export interface PickedFile {
	readonly name: string;
	readonly mimeType: string;
	readonly buffer: Buffer;
}

const FIXTURES = resolve(import.meta.dirname, '../fixtures/intake');

const fixture = (path: string) => new Uint8Array(readFileSync(join(FIXTURES, path)));

export const picked = (
	name: string,
	content: string | Uint8Array,
	mimeType = 'application/octet-stream',
): PickedFile => ({ name, mimeType, buffer: Buffer.from(content) });

/** The files of a folder of the fixtures, by name, each put where its export has it. */
const folder = (name: string, place: string) =>
	Object.fromEntries(
		readdirSync(join(FIXTURES, name)).map((file) => [place + file, fixture(`${name}/${file}`)]),
	);

export const PASSWORD = 'Ta4#彩符';

/** A day with steps of two phones, a night's sleep and a weight, as Health Connect exports them. */
function healthConnectDatabase(): Uint8Array {
	const [begin, end] = [at('2026-11-18T08:00+08:00'), at('2026-11-18T09:00+08:00')];
	const zone = { start_zone_offset: 28_800, end_zone_offset: 28_800 };
	const steps = (source: number, count: number) =>
		insert('steps_record_table', {
			...{ app_info_id: source, start_time: begin, end_time: end, ...zone, count },
		});
	const night = {
		start_time: at('2026-11-17T23:00+08:00'),
		end_time: at('2026-11-18T06:30+08:00'),
	};
	return databaseOf(
		TABLES +
			[
				app(1, 'com.example.one', 'Walker'),
				app(2, 'com.example.two', 'Runner'),
				steps(1, 8000),
				steps(2, 8765),
				insert('sleep_session_record_table', { app_info_id: 1, ...night, ...zone }),
				insert('weight_record_table', {
					...{ app_info_id: 1, time: begin, zone_offset: 28_800, weight: 71_500 },
				}),
			].join('\n'),
	);
}

/** An export of the Health app: the last days of a phone, a watch and a scale. */
export function appleXml(days: number, steps = 900): string {
	const day = (back: number) => new Date(Date.UTC(2026, 10, 19 - back)).toISOString().slice(0, 10);
	const record = (type: string, source: string, times: readonly [string, string], rest: string) =>
		`<Record type="HK${type}" sourceName="${source}" startDate="${times[0]} +0800" endDate="${times[1]} +0800" ${rest}/>`;
	const rows = Array.from({ length: days }, (_, back) => day(back)).flatMap((date) => {
		const during = [`${date} 08:00:00`, `${date} 08:10:00`] as const;
		const count = (value: number) => `unit="count" value="${String(value)}"`;
		return [
			record('QuantityTypeIdentifierStepCount', 'Ann’s iPhone', during, count(steps * 9)),
			record('QuantityTypeIdentifierStepCount', 'Ann’s Watch', during, count(steps * 10)),
			record('QuantityTypeIdentifierHeartRate', 'Ann’s Watch', during, count(71)),
			record(
				'CategoryTypeIdentifierSleepAnalysis',
				'Ann’s Watch',
				[`${date} 00:10:00`, `${date} 07:40:00`],
				'value="HKCategoryValueSleepAnalysisAsleepCore"',
			),
		];
	});
	return `<?xml version="1.0" encoding="UTF-8"?>
<HealthData locale="en_GB">
 <ExportDate value="2026-11-20 09:00:00 +0800"/>
 ${rows.join('\n ')}
</HealthData>
`;
}

export const appleZip = async (days: number, password?: string): Promise<PickedFile> =>
	picked(
		'export.zip',
		await zip(
			{ 'apple_health_export/导出.xml': appleXml(days) },
			password === undefined ? {} : { password, zipCrypto: true },
		),
		'application/zip',
	);

export const SCALE_CSV =
	'Date;Weight;Systolic;Diastolic;Mood\n01/02/2026;71,2;120;78;fine\n02/02/2026;71,4;125;80;\n';

/** One export of each source, and what of it stands in the records afterwards. */
export async function exportsOfSources() {
	const aes = { password: PASSWORD, encryptionStrength: 3 } as const;
	return [
		{
			name: 'Apple Health',
			files: [await appleZip(5)],
			kinds: ['Steps', 'Sleep'],
			record: /Steps 9,?000/,
		},
		{
			name: 'Health Connect (Android)',
			files: [
				picked(
					'Health Connect.zip',
					await zip({ 'health_connect_export.db': healthConnectDatabase() }),
				),
			],
			kinds: ['Steps', 'Sleep', 'Weight'],
			record: /Steps 8,?765/,
		},
		{
			name: 'Fitbit',
			files: [
				picked('takeout-1.zip', await zip(folder('fitbit', 'Takeout/Fitbit/Global Export Data/'))),
			],
			kinds: ['Steps', 'Sleep'],
			record: /Sleep \d/,
		},
		{
			name: 'Garmin',
			files: [
				picked(
					'garmin.zip',
					await zip({
						...folder('garmin', 'DI_CONNECT/DI-Connect-Aggregator/'),
					}),
				),
			],
			kinds: ['Steps', 'Sleep'],
			record: /Steps 8,?423/,
		},
		{
			name: 'Samsung Health',
			files: Object.entries(folder('samsung', '')).map(([name, content]) => picked(name, content)),
			kinds: ['Steps', 'Sleep', 'Weight'],
			record: /Steps 8,?432/,
		},
		{
			name: 'Mi Fitness (Xiaomi)',
			files: [
				picked(
					'mi.zip',
					await zip(folder('mi-fitness', ''), { password: PASSWORD, zipCrypto: true }),
				),
			],
			password: PASSWORD,
			kinds: ['Steps', 'Sleep'],
			record: /Sleep \d/,
		},
		{
			name: 'Huawei Health',
			files: [picked('huawei.zip', await zip(folder('huawei', ''), aes))],
			password: PASSWORD,
			kinds: ['Steps', 'Sleep'],
			record: /Steps \d/,
		},
		{
			name: 'FHIR',
			files: [picked('summary.json', fixture('fhir-summary.json'))],
			kinds: ['Blood pressure'],
			record: /Blood pressure \d+\/\d+ mmHg/,
		},
		{
			name: 'SMART Health Card',
			files: [picked('card.smart-health-card', fixture('shc-card.smart-health-card'))],
			kinds: ['Blood pressure', 'Condition', 'Check-up'],
			record: /signature not checked/,
		},
		{
			name: 'CSV',
			files: [picked('体检记录.csv', fixture('csv/体检记录.csv'), 'text/csv')],
			isTable: true,
			kinds: ['Steps', 'Weight', 'Blood pressure'],
			record: /Blood pressure 121\/79 mmHg/,
		},
	];
}

/** A signed health card with one weight, the key set of its issuer, and one of somebody else. */
export async function healthCard() {
	const [issuer, other] = [await makeSigner(), await makeSigner()];
	const jws = await issuer.sign(pack(payloadOf(weightBundle)));
	const keySet = (jwk: object) => picked('keys.json', JSON.stringify({ keys: [jwk] }));
	const card = (content: string) =>
		picked('card.smart-health-card', JSON.stringify({ verifiableCredential: [content] }));
	const [head = '', , signature = ''] = jws.split('.');
	const forged = pack(payloadOf({ ...weightBundle, type: 'batch' }));
	return {
		file: card(jws),
		forged: card(`${head}.${Buffer.from(forged).toString('base64url')}.${signature}`),
		keys: keySet(issuer.jwk),
		otherKeys: keySet(other.jwk),
		/** Its codes, in so many pieces. */
		codes: (count: number) => codes(jws, count),
	};
}

/** A picture of a QR code, as a screenshot has it. */
export const qrPicture = (text: string, name: string): PickedFile =>
	picked(name, encodeQR(text, 'gif', { ecc: 'low', scale: 4, border: 4 }), 'image/gif');
