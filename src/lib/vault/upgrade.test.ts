/**
 * Frozen pages of every version. A page that rests on somebody's device opens for ever, so what is
 * in `vault-pages.json` is never changed: `UPDATE_VECTORS=1` writes the pages of the present version
 * and keeps the others.
 */
import { createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

import {
	batchesContent,
	clinicalContent,
	conditionsContent,
	daysContent,
	noBatches,
	receiptsContent,
	settingsContent,
} from './contents';
import { defaultSettings } from './default-settings';
import { PAGE_TABLES, type PageTable } from './database';
import { VaultKeys } from './keys';
import { openPage, sealPage } from './seal';
import { SCHEMA_VERSION, upgradePage, type Step } from './upgrade';

interface PageVector {
	readonly version: number;
	readonly table: PageTable;
	readonly page: string;
	/** Hexadecimal, like `key`. */
	readonly nonce: string;
	readonly content: object;
	readonly key: string;
	/** Base64url. */
	readonly sealed: string;
}

interface Vectors {
	readonly about: string;
	/** Hexadecimal. */
	readonly dataKey: string;
	readonly pages: readonly PageVector[];
}

const SCHEMAS: Readonly<Record<PageTable, v.GenericSchema>> = {
	days: daysContent,
	clinical: clinicalContent,
	conditions: conditionsContent,
	receipts: receiptsContent,
	settings: settingsContent,
	batches: batchesContent,
};

const DATA_KEY = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const bytes = (text: string, encoding: 'hex' | 'base64url' = 'hex') =>
	Uint8Array.from(Buffer.from(text, encoding));

/** One page a table as the present version writes it, with every member that its schema knows. */
const PRESENT: readonly (Pick<PageVector, 'table' | 'page'> & { content: object })[] = [
	{
		table: 'days',
		page: '2026-11',
		content: {
			entries: [
				{ kind: 'steps', day: '2026-11-20', value: 54_321, source: 'Ann’s 手表 ⌚️' },
				{ kind: 'activity', day: '2026-11-20', value: 12.5, source: 'manual' },
				{ kind: 'sleep', day: '2026-11-01', value: 7.125, source: 'manual' },
				{ kind: 'cigarettes', day: '2026-11-30', value: 0, source: 'manual' },
				{ kind: 'alcohol', day: '2026-11-20', value: 12, source: 'watch' },
				{
					kind: 'alcohol',
					day: '2026-11-20',
					value: 15.78,
					source: 'manual',
					drinks: [{ ml: 500, abv: 4 }],
				},
			],
		},
	},
	{
		table: 'clinical',
		page: 'all',
		content: {
			observations: [
				{ kind: 'bp', day: '2026-03-01', systolic: 121, diastolic: 79, source: 'clinic' },
				{ kind: 'bp', day: '2026-03-02', systolic: 122, diastolic: 78 },
				...[
					...['bmi', 'weight', 'height', 'waist', 'glucose-fasting', 'glucose', 'hba1c'],
					...['cholesterol-total', 'hdl', 'ldl', 'diet-mepa'],
				].map((kind) => ({ kind, day: '2026-03-01', value: 5.125 })),
				{ kind: 'hba1c', day: '2026-03-02', value: 5.5, signature: 'not-checked' },
				{
					...{ kind: 'bp', day: '2026-03-03', systolic: 120, diastolic: 80 },
					...{ source: 'clinic', signature: 'known-key' },
				},
			],
			checkups: [
				{ day: '2026-03-01' },
				{ day: '2025-03-01', source: 'clinic', signature: 'known-key' },
			],
		},
	},
	{
		table: 'conditions',
		page: 'all',
		content: {
			conditions: [
				{ code: 'hypertension', since: '2019-05-01', until: null },
				{ code: '其他', since: '1900-01-01', until: '2199-12-31', source: 'clinic' },
				{ code: 'asthma', since: '2020-01-01', until: null, signature: 'not-checked' },
			],
		},
	},
	{
		table: 'receipts',
		page: '2026-11',
		content: {
			receipts: [
				{
					id: '0011223344556677',
					day: '2026-11-20',
					hour: 23,
					mode: 'show',
					asker: null,
					asked: null,
					disclosure: { say: { atLeast: 3 }, facts: ['checkup-1y', 'no-smoking-30d'] },
					codes: 3,
					kept: true,
				},
				{
					id: '8899aabbccddeeff',
					day: '2026-11-21',
					hour: 0,
					mode: 'answer',
					asker: { label: 'Pool', purpose: 'other', text: '入场' },
					asked: { say: { atLeast: 4 }, facts: ['sleep-7h-30d'] },
					disclosure: { say: { band: 5 }, facts: [] },
					codes: 1,
					kept: false,
				},
				...(['declined', 'refused'] as const).map((mode) => ({
					id: mode,
					day: '2026-11-22',
					hour: 12,
					mode,
					asker: { label: 'Door', purpose: 'venue', text: '' },
					asked: { say: 'band' as const, facts: ['exercise-30d'] },
					disclosure: null,
					codes: 0,
					kept: false,
				})),
			],
		},
	},
	{ table: 'settings', page: 'all', content: defaultSettings },
	{
		table: 'settings',
		page: 'all',
		content: {
			homeZone: 'Asia/Shanghai',
			asOfFloor: '2026-11-19',
			prefer: { steps: 'a', activity: 'b', sleep: 'c', alcohol: 'd', cigarettes: 'e' },
			keepDays: null,
			receiptsOn: false,
			lastShown: { say: { band: 1 }, facts: [] },
			saidToday: {
				day: '2026-11-20',
				made: [
					{ disclosure: { say: { atLeast: 5 }, facts: [] }, chosenBy: 'holder' },
					{ disclosure: { say: { atLeast: 2 }, facts: [] }, chosenBy: 'asker' },
				],
			},
			numberHidden: true,
			notForMe: true,
			lockAfter: null,
			lockWhenHidden: true,
			lastBackup: '2026-11-20',
		},
	},
	{ table: 'batches', page: 'all', content: noBatches },
	{
		table: 'batches',
		page: 'all',
		content: {
			batches: [
				{
					id: '00112233445566778899aabbccddeeff',
					importedOn: '2026-11-20',
					files: [
						{ name: '导出.zip', sha256: '00'.repeat(32) },
						{ name: 'steps.csv', sha256: 'ff'.repeat(32) },
					],
					readers: [{ id: 'apple-health', version: 1 }],
					takenAt: 1_795_132_800_000,
					skipped: [{ reason: 'implausible', count: 3 }],
					counts: { added: 3654, replaced: 3, same: 4, kept: 1 },
					days: [
						{
							kind: 'steps',
							source: 'Ann’s 手表 ⌚️',
							added: [
								['2016-11-20', 3650],
								['2026-11-19', 1],
							],
							same: [['2016-11-01', 2]],
							replaced: [{ day: '2026-11-20', value: 54_321 }],
						},
						{
							kind: 'alcohol',
							source: 'manual',
							added: [],
							same: [],
							replaced: [{ day: '2026-11-20', value: 15.78, drinks: [{ ml: 500, abv: 4 }] }],
						},
					],
					clinical: [
						{
							kind: 'bp',
							added: ['AAECAwQFBgcI'],
							same: ['CAcGBQQDAgEA'],
							upgraded: [
								{ record: 'AAAAAAAAAAAA', signature: 'not-checked' },
								{ record: 'AAAAAAAAAAAB', signature: null },
							],
						},
						{ kind: 'checkup', added: ['AAECAwQFBgcI'], same: [], upgraded: [] },
					],
					conditions: {
						added: ['AAECAwQFBgcI'],
						same: ['CAcGBQQDAgEA'],
						replaced: [
							{
								record: 'AAAAAAAAAAAA',
								condition: { code: 'asthma', since: '2020-01-01', until: null },
							},
						],
					},
				},
				{
					id: 'ffeeddccbbaa99887766554433221100',
					importedOn: '2026-11-21',
					files: [],
					readers: [],
					takenAt: null,
					skipped: [],
					counts: { added: 1, replaced: 0, same: 0, kept: 0 },
					days: [
						{ kind: 'sleep', source: 'ring', added: [['2026-11-21', 1]], same: [], replaced: [] },
					],
					clinical: [],
					conditions: { added: [], same: [], replaced: [] },
				},
			],
		},
	},
];

const keys = new VaultKeys(bytes(DATA_KEY));

function sealVector({ table, page, content }: (typeof PRESENT)[number], at: number): PageVector {
	const nonce = new Uint8Array(24).fill(0x10 * SCHEMA_VERSION + at);
	const key = keys.pageName(table, page);
	const sealed = sealPage(keys.pagesKey(table), table, key, { page, content }, () => nonce);
	return {
		version: SCHEMA_VERSION,
		table,
		page,
		nonce: Buffer.from(nonce).toString('hex'),
		content,
		key,
		sealed: Buffer.from(sealed.sealed).toString('base64url'),
	};
}

const url = new URL('../../../tests/vectors/vault-pages.json', import.meta.url);
const read = () => JSON.parse(readFileSync(url, 'utf8')) as Vectors;
if (process.env.UPDATE_VECTORS === '1') {
	const earlier = SCHEMA_VERSION === 1 ? [] : read().pages;
	const vectors: Vectors = {
		about:
			'Sealed pages of every version, for the data key and the nonces given; the layout is in ' +
			'src/lib/vault/seal.ts and keys.ts.',
		dataKey: DATA_KEY,
		pages: [
			...earlier.filter(({ version }) => version < SCHEMA_VERSION),
			...PRESENT.map(sealVector),
		],
	};
	writeFileSync(url, `${JSON.stringify(vectors, null, '\t')}\n`);
}
const vectors = read();
const named = vectors.pages.map(
	(page, at) => [`${String(at)}: version ${String(page.version)}, ${page.table}`, page] as const,
);

describe('vault-pages.json', () => {
	it('has a page of each table in each version', () => {
		for (let version = 1; version <= SCHEMA_VERSION; version++) {
			const pages = vectors.pages.filter((page) => page.version === version);
			const tables = PAGE_TABLES.filter((table) => version > 2 || table !== 'batches');
			expect(new Set(pages.map(({ table }) => table))).toEqual(new Set(tables));
		}
		expect(vectors.dataKey).toBe(DATA_KEY);
	});

	it('has the pages of the present version, to the byte', () => {
		const present = vectors.pages.filter(({ version }) => version === SCHEMA_VERSION);
		expect(present).toEqual(PRESENT.map(sealVector));
	});

	it.each(named)('%s opens, and is what the present version reads', (_, vector) => {
		const { version, table, page, key } = vector;
		expect(keys.pageName(table, page)).toBe(key);
		const sealed = bytes(vector.sealed, 'base64url');
		const stored = { key, table, version, nonce: bytes(vector.nonce), sealed };
		const opened = openPage(keys.pagesKey(table), stored);
		expect(opened).toEqual({ ok: true, value: { page, content: vector.content } });
		const upgraded = upgradePage(table, version, vector.content);
		expect(v.safeParse(SCHEMAS[table], upgraded)).toMatchObject({ success: true });
	});

	it.each(named)('%s opens by the description alone, with other tools', (_, vector) => {
		const { version, table, page, key, content } = vector;
		const derive = (label: string) =>
			new Uint8Array(hkdfSync('sha256', bytes(DATA_KEY), '', `tessera/${label}`, 32));
		const name = createHmac('sha256', derive('index')).update(`${table}\0${page}`).digest('hex');
		expect(name).toBe(key);

		const nonce = bytes(vector.nonce);
		const sealed = bytes(vector.sealed, 'base64url');
		const cipher = createDecipheriv(
			'chacha20-poly1305',
			hChaCha20(derive(`pages/${table}`), nonce.subarray(0, 16)),
			Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]),
			{ authTagLength: 16 },
		);
		cipher.setAAD(Buffer.from(JSON.stringify([table, key, version])), {
			plaintextLength: sealed.length - 16,
		});
		cipher.setAuthTag(sealed.subarray(-16));
		const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
		const length = plain.readUInt32BE(0);
		expect(JSON.parse(plain.toString('utf8', 4, 4 + length))).toEqual({ page, content });
		expect(plain.subarray(4 + length).every((byte) => byte === 0)).toBe(true);
	});
});

/** The key of XChaCha20: draft-irtf-cfrg-xchacha-03, section 2.2. */
function hChaCha20(key: Uint8Array, nonce: Uint8Array): Uint8Array {
	const words = (from: Uint8Array) => {
		const view = new DataView(from.buffer, from.byteOffset, from.length);
		return Array.from({ length: from.length / 4 }, (_, at) => view.getUint32(at * 4, true));
	};
	const constants = words(new TextEncoder().encode('expand 32-byte k'));
	const state = Uint32Array.from([...constants, ...words(key), ...words(nonce)]);
	const at = (place: number) => state[place] ?? 0;
	const mix = (a: number, b: number, d: number, turn: number) => {
		state[a] = at(a) + at(b);
		const mixed = at(d) ^ at(a);
		state[d] = (mixed << turn) | (mixed >>> (32 - turn));
	};
	const quarter = (a: number, b: number, c: number, d: number) => {
		mix(a, b, d, 16);
		mix(c, d, b, 12);
		mix(a, b, d, 8);
		mix(c, d, b, 7);
	};
	for (let round = 0; round < 10; round++) {
		for (let column = 0; column < 4; column++) quarter(column, column + 4, column + 8, column + 12);
		for (let column = 0; column < 4; column++)
			quarter(column, 4 + ((column + 1) % 4), 8 + ((column + 2) % 4), 12 + ((column + 3) % 4));
	}
	const subkey = new Uint8Array(32);
	const view = new DataView(subkey.buffer);
	[0, 1, 2, 3, 12, 13, 14, 15].forEach((place, index) => {
		view.setUint32(index * 4, at(place), true);
	});
	return subkey;
}

describe('upgradePage', () => {
	const add =
		(letter: string) =>
		(content: unknown): unknown => [...(content as string[]), letter];
	const steps: readonly Step[] = [{ days: add('a') }, { clinical: add('b') }, { days: add('c') }];

	it('takes every step from the page’s own version on, of its own table', () => {
		expect(upgradePage('days', 1, [], steps)).toEqual(['a', 'c']);
		expect(upgradePage('days', 2, [], steps)).toEqual(['c']);
		expect(upgradePage('days', 4, [], steps)).toEqual([]);
		expect(upgradePage('clinical', 1, [], steps)).toEqual(['b']);
		expect(upgradePage('receipts', 1, [], steps)).toEqual([]);
	});

	it('leaves a page of the present version as it is', () => {
		const content = { entries: [] };
		expect(upgradePage('days', SCHEMA_VERSION, content)).toBe(content);
	});
});
