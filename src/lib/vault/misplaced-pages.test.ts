/** Bytes that are changed beside the seal: a page's key, the name of its table, its version. */
import 'fake-indexeddb/auto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
	first,
	freshName,
	openVault,
	putRaw,
	raw,
	rawPages,
	valueOf,
} from '../../../tests/fixtures/vault';
import { emptyRecords, type DayEntry } from '../records/records';
import type { PageTable, StoredPage } from './database';
import { SCHEMA_VERSION } from './upgrade';
import type { Vault } from './vault';

const steps = (day: string): DayEntry => ({ kind: 'steps', day, value: 5000, source: 'manual' });
const MONTHS = ['2026-09', '2026-10', '2026-11'];

let name: string;
let vault: Vault;

beforeEach(async () => {
	name = freshName();
	vault = await openVault(name);
	valueOf(
		await vault.importRecords({
			...emptyRecords(),
			days: MONTHS.map((month) => steps(`${month}-15`)),
			observations: [{ kind: 'weight', day: '2026-11-01', value: 70 }],
			conditions: [{ code: 'asthma', since: '2020-01-01', until: null }],
		}),
	);
	valueOf(await vault.editSettings((s) => ({ ...s, homeZone: 'Asia/Shanghai' })));
});

afterEach(() => {
	vault.close();
});

/** Changes a row of the table as a damaged disk does, and opens the vault again. */
async function change(table: PageTable, how: (page: StoredPage) => StoredPage): Promise<void> {
	vault.close();
	const page = (await rawPages(name)).find((one) => one.table === table);
	if (page === undefined) throw new TypeError('expected a page');
	await raw(name, 'pages', (rows) => rows.delete(page.key));
	await putRaw(name, how(page));
	vault = await openVault(name);
}

const everything = () => first(vault.watch('all'));
const otherKey = (page: StoredPage): StoredPage => ({
	...page,
	key: (page.key.startsWith('0') ? '1' : '0') + page.key.slice(1),
});

describe('a damaged key', () => {
	it('of a month is found, with the month', async () => {
		await change('days', otherKey);
		const { records, broken } = await everything();
		expect(records.reveal().days).toHaveLength(MONTHS.length - 1);
		expect(broken).toMatchObject([{ table: 'days', error: 'damaged' }]);
		expect(MONTHS).toContain(broken[0]?.page);
	});

	it.each(['clinical', 'conditions', 'settings', 'batches'] as const)(
		'of the only page of %s is no empty page, and is not written over',
		async (table) => {
			await change(table, otherKey);
			const before = await rawPages(name);
			const { broken } = await everything();
			expect(broken).toMatchObject([{ table, page: null, error: 'damaged' }]);
			const edits = {
				clinical: () => vault.editClinical((c) => c),
				conditions: () => vault.editConditions((c) => c),
				settings: () => vault.editSettings((s) => ({ ...s, numberHidden: true })),
				batches: () => vault.undoBatch('any'),
			};
			expect(await edits[table]()).toEqual({ ok: false, error: 'damaged' });
			expect(await rawPages(name)).toEqual(before);
			for (const page of broken) valueOf(await vault.removeBroken(page));
			expect((await everything()).broken).toEqual([]);
		},
	);
});

describe('a damaged name of a table', () => {
	it.each(['days', 'clinical', 'conditions', 'settings', 'batches'] as const)(
		'of a page of %s is found, and is told what it was',
		async (table) => {
			await change(table, (page) => ({ ...page, table: `${table}?` as PageTable }));
			const { broken } = await everything();
			const [page] = broken;
			expect(broken.filter((one) => one.table === table)).toHaveLength(1);
			if (table === 'days') expect(MONTHS).toContain(page?.page);
			else expect(page?.page).toBeNull();
			// Also by a window that does not look at that month.
			expect((await first(vault.watch(['2020-01']))).broken).toEqual(broken);
			for (const one of broken) valueOf(await vault.removeBroken(one));
			expect((await everything()).broken).toEqual([]);
		},
	);
});

describe('a damaged version', () => {
	it.each([0, SCHEMA_VERSION + 1, 255])(
		'%i costs nothing: the page says its own',
		async (version) => {
			await change('days', (page) => ({ ...page, version }));
			const { records, broken } = await everything();
			expect(broken).toEqual([]);
			expect(records.reveal().days).toHaveLength(MONTHS.length);
			valueOf(await vault.protection.removeLock(() => undefined));
			expect((await everything()).records.reveal().days).toHaveLength(MONTHS.length);
		},
	);
});
