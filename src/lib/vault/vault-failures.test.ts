import 'fake-indexeddb/auto';

import { afterEach, describe, expect, it, vi } from 'vitest';

import {
	damaged,
	failPutsFrom,
	first,
	freshName,
	openVault,
	optionsFor,
	putRaw,
	quotaError,
	random,
	raw,
	rawPages,
	valueOf,
} from '../../../tests/fixtures/vault';
import { monthsOfWindow } from '../records/day';
import { emptyRecords, type DayEntry } from '../records/records';
import type { Receipt } from './contents';
import { defaultSettings } from './default-settings';
import type { PageTable } from './database';
import { Vault } from './vault';

const TODAY = '2026-11-20';
const steps = (day: string, value = 5000): DayEntry => ({
	kind: 'steps',
	day,
	value,
	source: 'manual',
});
const hypertension = { code: 'hypertension', since: '2020-01-01', until: null };

let vault: Vault;
let name: string;

async function open(): Promise<void> {
	name = freshName();
	vault = await openVault(name);
}

const window = () => first(vault.watch(monthsOfWindow(TODAY, 32)));
const everything = () => first(vault.watch('all'));

/** Damages the pages that a table has now. */
async function damageTable(table: PageTable): Promise<void> {
	for (const page of await rawPages(name))
		if (page.table === table) await putRaw(name, damaged(page));
}

afterEach(() => {
	vault.close();
});

describe('a broken page', () => {
	it('of days is told by its month, hides no other, and goes alone', async () => {
		await open();
		const days = ['2024-02-01', '2026-10-01', '2026-11-01'].map((day) => steps(day));
		for (const entry of days) valueOf(await vault.setDay(entry));
		await damageTable('days');
		valueOf(await vault.setDay(steps('2026-09-01')));
		valueOf(await vault.editConditions(() => ({ conditions: [hypertension] })));

		const before = await everything();
		expect(before.records.reveal()).toMatchObject({
			days: [steps('2026-09-01')],
			conditions: [hypertension],
		});
		expect(before.broken.map(({ table, page, error }) => [table, page, error])).toEqual([
			['days', '2024-02', 'damaged'],
			['days', '2026-10', 'damaged'],
			['days', '2026-11', 'damaged'],
		]);
		expect((await window()).broken.map(({ page }) => page)).toEqual(['2026-10', '2026-11']);
		expect((await vault.readAll()).broken).toEqual(before.broken);

		const [, october] = before.broken;
		if (october === undefined) throw new Error('expected a broken page');
		valueOf(await vault.removeBroken(october));
		expect((await everything()).broken.map(({ page }) => page)).toEqual(['2024-02', '2026-11']);
		valueOf(await vault.setDay(steps('2026-10-02')));
	});

	it.each(['clinical', 'conditions', 'settings'] as const)('of %s has a way out', async (table) => {
		await open();
		const edit = {
			clinical: () => vault.editClinical((c) => ({ ...c, checkups: [{ day: TODAY }] })),
			conditions: () => vault.editConditions(() => ({ conditions: [hypertension] })),
			settings: () => vault.editSettings((s) => ({ ...s, numberHidden: true })),
		}[table];
		valueOf(await edit());
		valueOf(await vault.setDay(steps(TODAY)));
		await damageTable(table);
		const rows = await rawPages(name);
		expect(await edit()).toEqual({ ok: false, error: 'damaged' });
		expect(await rawPages(name)).toEqual(rows);

		const { broken, records, hasRecords } = await window();
		expect(broken).toMatchObject([{ table, page: null, error: 'damaged' }]);
		expect(records.reveal().days).toEqual([steps(TODAY)]);
		expect(hasRecords).toBe(true);
		for (const page of broken) valueOf(await vault.removeBroken(page));
		valueOf(await edit());
		expect((await window()).broken).toEqual([]);
	});

	it('of clinical records counts as a record, so that nobody is welcomed as new', async () => {
		await open();
		await damageTable('clinical');
		expect((await window()).hasRecords).toBe(true);
	});

	it('is left as it is by opening the vault', async () => {
		await open();
		await damageTable('clinical');
		await damageTable('conditions');
		const before = await rawPages(name);
		const again = await openVault(name);
		expect(await rawPages(name)).toEqual(before);
		again.close();
	});
});

describe('a vault whose key is not there', () => {
	it('says so, and touches nothing', async () => {
		await open();
		valueOf(await vault.setDay(steps(TODAY)));
		vault.close();
		const before = await rawPages(name);
		await raw(name, 'slots', (rows) => rows.clear());
		const onClose = vi.fn();
		expect(await Vault.open(random, onClose, optionsFor(name))).toEqual({
			ok: false,
			error: 'no-slot',
		});
		expect(onClose).not.toHaveBeenCalled();
		expect(await rawPages(name)).toEqual(before);
	});

	it('does not open with the key of another vault', async () => {
		await open();
		valueOf(await vault.setDay(steps(TODAY)));
		vault.close();
		const other = freshName();
		(await openVault(other)).close();
		const slot: unknown = await raw(other, 'slots', (rows) => rows.get('device'));
		await raw(name, 'slots', (rows) => rows.put(slot));
		const before = await rawPages(name);
		// By another key the pages have other names: it would look like an empty vault.
		expect(await Vault.open(random, vi.fn(), optionsFor(name))).toEqual({
			ok: false,
			error: 'slot-damaged',
		});
		expect(await rawPages(name)).toEqual(before);
	});
});

describe('a write that fails', () => {
	const receipt: Receipt = {
		id: '00',
		day: TODAY,
		hour: 12,
		mode: 'show',
		asker: null,
		asked: null,
		disclosure: { say: { atLeast: 3 }, facts: [] },
		codes: 1,
		kept: false,
	};

	it.each([
		['a day', () => vault.setDay(steps(TODAY, 1))],
		['clinical records', () => vault.editClinical((c) => ({ ...c, checkups: [{ day: TODAY }] }))],
		['conditions', () => vault.editConditions(() => ({ conditions: [hypertension] }))],
		['settings', () => vault.editSettings((s) => ({ ...s, numberHidden: true }))],
		['a file', () => vault.importRecords({ ...emptyRecords(), days: [steps(TODAY, 1)] })],
		['a receipt', () => vault.receipts.put(receipt)],
	])('for want of room leaves %s as it was, and says so', async (_, write) => {
		await open();
		valueOf(await vault.setDay(steps(TODAY)));
		const before = await rawPages(name);
		const heal = failPutsFrom(1, quotaError);
		expect(await write()).toEqual({ ok: false, error: 'full' });
		heal();
		expect(await rawPages(name)).toEqual(before);
		expect((await write()).ok).toBe(true);
	});

	it('for want of room does not keep an empty vault from opening', async () => {
		name = freshName();
		const heal = failPutsFrom(1, quotaError);
		vault = await openVault(name);
		expect(await vault.setDay(steps(TODAY))).toEqual({ ok: false, error: 'full' });
		heal();
		expect(await window()).toMatchObject({ hasRecords: false, broken: [] });
	});

	it('in its middle, because the vault is closed, leaves all pages readable', async () => {
		await open();
		valueOf(await vault.editSettings((s) => ({ ...s, keepDays: 100 })));
		const written = await vault.editSettings((s) => {
			vault.close();
			return { ...s, numberHidden: true };
		});
		expect(written).toEqual({ ok: false, error: 'closed' });
		expect(await vault.setDay(steps(TODAY))).toEqual({ ok: false, error: 'closed' });
		expect(await vault.receipts.removeAll()).toEqual({ ok: false, error: 'closed' });
		expect(await vault.applyRetention(TODAY)).toEqual({ ok: false, error: 'closed' });
		vault = await openVault(name);
		const { broken, settings } = await everything();
		expect(broken).toEqual([]);
		expect(settings).toEqual({ ...defaultSettings, keepDays: 100 });
	});
});
