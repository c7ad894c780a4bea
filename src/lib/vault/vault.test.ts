import 'fake-indexeddb/auto';

import { afterEach, describe, expect, it, vi } from 'vitest';

import {
	damaged,
	first,
	freshName,
	openVault,
	putRaw,
	random,
	rawPages,
	valueOf,
} from '../../../tests/fixtures/vault';
import { addDays, monthsOfWindow } from '../records/day';
import { emptyRecords, type DayEntry } from '../records/records';
import { defaultSettings } from './default-settings';
import type { PageTable } from './database';
import { Redacted } from './redacted';
import { openPageOfAnyVersion } from './seal';
import type { Vault } from './vault';

vi.mock(import('./seal'), async (original) => {
	const seal = await original();
	return { ...seal, openPageOfAnyVersion: vi.fn(seal.openPageOfAnyVersion) };
});

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

async function damageTable(table: PageTable): Promise<void> {
	for (const page of await rawPages(name))
		if (page.table === table) await putRaw(name, damaged(page));
}

afterEach(() => {
	vault.close();
});

describe('an empty vault', () => {
	it('has no record and the default settings', async () => {
		await open();
		expect(await window()).toEqual({
			records: new Redacted({ ...emptyRecords(), prefer: {} }),
			settings: defaultSettings,
			broken: [],
			hasRecords: false,
		});
	});
});

describe('days', () => {
	it('are set, replaced and removed one by one', async () => {
		await open();
		valueOf(await vault.setDay(steps(TODAY, 1)));
		valueOf(await vault.setDay({ ...steps(TODAY, 2), source: 'watch' }));
		valueOf(await vault.setDay(steps(TODAY, 3)));
		valueOf(await vault.setDay(steps('2026-10-31', 4)));
		expect((await window()).records.reveal().days).toEqual([
			steps('2026-10-31', 4),
			steps(TODAY, 3),
			{ ...steps(TODAY, 2), source: 'watch' },
		]);
		valueOf(await vault.removeDay('steps', TODAY, 'manual'));
		valueOf(await vault.removeDay('sleep', TODAY, 'manual'));
		valueOf(await vault.removeDay('steps', '2020-01-01', 'manual'));
		valueOf(await vault.removeDay('steps', '2026-10-31', 'manual'));
		expect((await everything()).records.reveal().days).toEqual([
			{ ...steps(TODAY, 2), source: 'watch' },
		]);
	});

	it('outside the window count as records that are here', async () => {
		await open();
		valueOf(await vault.setDay(steps('2020-01-01')));
		const { records, hasRecords } = await window();
		expect([records.reveal().days, hasRecords]).toEqual([[], true]);
		expect((await vault.readAll()).records.reveal().days).toEqual([steps('2020-01-01')]);
	});

	it('come in the order of their months, whatever their keys', async () => {
		await open();
		const days = Array.from({ length: 24 }, (_, at) => addDays('2025-01-15', at * 30));
		for (const day of [...days].reverse()) valueOf(await vault.setDay(steps(day)));
		expect((await vault.readAll()).records.reveal().days.map(({ day }) => day)).toEqual(days);
	});
});

describe('clinical records, conditions and settings', () => {
	it('are changed as they rest', async () => {
		await open();
		valueOf(await vault.editClinical((c) => ({ ...c, checkups: [{ day: TODAY }] })));
		const one = await window();
		expect(one.records.reveal()).toMatchObject({ checkups: [{ day: TODAY }] });
		expect(one.hasRecords).toBe(true);
		valueOf(await vault.editConditions(() => ({ conditions: [hypertension] })));
		valueOf(await vault.editSettings((s) => ({ ...s, prefer: { steps: 'watch' } })));
		const other = await window();
		expect(other.records.reveal()).toMatchObject({
			conditions: [hypertension],
			prefer: { steps: 'watch' },
		});
		expect(other.settings).toEqual({ ...defaultSettings, prefer: { steps: 'watch' } });
		valueOf(await vault.editClinical((c) => ({ ...c, checkups: [] })));
		valueOf(await vault.editConditions(() => ({ conditions: [] })));
		expect(await window()).toMatchObject({ hasRecords: false, broken: [] });
	});
});

describe('a window', () => {
	it('opens at most three pages of days out of ten years', async () => {
		await open();
		const days = Array.from({ length: 3652 }, (_, back) => steps(addDays(TODAY, -back)));
		valueOf(await vault.importRecords({ ...emptyRecords(), days }));
		expect((await rawPages(name)).filter(({ table }) => table === 'days')).toHaveLength(121);

		const opened = vi.mocked(openPageOfAnyVersion);
		opened.mockClear();
		const months = monthsOfWindow(addDays(TODAY, 1), 34);
		const { records } = await first(vault.watch(months));
		expect(records.reveal().days.length).toBeGreaterThan(32);
		const tables = opened.mock.calls.map(([, page]) => page.table);
		expect(tables.filter((table) => table === 'days').length).toBeLessThanOrEqual(3);
		expect(tables.filter((table) => table !== 'days').sort()).toEqual(['clinical', 'conditions']);
	});

	it('comes anew when something in it changes, also by another tab', async () => {
		await open();
		const other = await openVault(name);
		const seen: number[] = [];
		const subscription = vault.watch(['2026-11']).subscribe({
			next: ({ records }) => {
				seen.push(records.reveal().days.length);
			},
			error: (cause) => {
				throw cause;
			},
		});
		await vi.waitFor(() => {
			expect(seen).toEqual([0]);
		});
		valueOf(await other.setDay(steps(TODAY)));
		await vi.waitFor(() => {
			expect(seen.at(-1)).toBe(1);
		});
		subscription.unsubscribe();
		other.close();
	});
});

describe('retention', () => {
	const cut = addDays(TODAY, -400);

	it('deletes days that are older than is wanted, and nothing else', async () => {
		await open();
		for (const back of [402, 401, 400, 399, 800, 0])
			valueOf(await vault.setDay(steps(addDays(TODAY, -back))));
		valueOf(await vault.editClinical((c) => ({ ...c, checkups: [{ day: '2001-01-01' }] })));
		valueOf(await vault.applyRetention(TODAY));
		const { records } = await vault.readAll();
		expect(records.reveal().days).toEqual([steps(cut), steps(addDays(cut, 1)), steps(TODAY)]);
		expect(records.reveal().checkups).toEqual([{ day: '2001-01-01' }]);
		// A month without a day leaves no page.
		expect((await rawPages(name)).filter(({ table }) => table === 'days')).toHaveLength(2);
	});

	it('deletes nothing for a clock that is years ahead', async () => {
		await open();
		for (const back of [0, 399]) valueOf(await vault.setDay(steps(addDays(TODAY, -back))));
		valueOf(await vault.applyRetention(addDays(TODAY, 4000)));
		expect((await vault.readAll()).records.reveal().days).toHaveLength(2);
	});

	it('deletes nothing beside a page of a newer version', async () => {
		await open();
		for (const back of [0, 800]) valueOf(await vault.setDay(steps(addDays(TODAY, -back))));
		for (const page of await rawPages(name))
			if (page.table === 'days')
				await putRaw(name, { ...page, nonce: random(24), version: page.version + 1 });
		valueOf(await vault.setDay(steps('2020-01-01')));
		const before = await rawPages(name);
		expect(await vault.applyRetention(TODAY)).toEqual({ ok: false, error: 'newer-version' });
		expect(await rawPages(name)).toEqual(before);
	});

	it('keeps all days where that is wanted, and as many as are wanted', async () => {
		await open();
		valueOf(await vault.editSettings((s) => ({ ...s, keepDays: null })));
		for (const back of [0, 40, 4000]) valueOf(await vault.setDay(steps(addDays(TODAY, -back))));
		valueOf(await vault.applyRetention(TODAY));
		expect((await vault.readAll()).records.reveal().days).toHaveLength(3);
		valueOf(await vault.editSettings((s) => ({ ...s, keepDays: 31 })));
		valueOf(await vault.applyRetention(TODAY));
		expect((await vault.readAll()).records.reveal().days).toEqual([steps(TODAY)]);
	});

	it('deletes no day while the settings do not open: they may say to keep all', async () => {
		await open();
		valueOf(await vault.editSettings((s) => ({ ...s, keepDays: null })));
		valueOf(await vault.setDay(steps('2001-01-01')));
		await damageTable('settings');
		expect(await vault.applyRetention(TODAY)).toEqual({ ok: false, error: 'damaged' });
		expect((await vault.readAll()).records.reveal().days).toEqual([steps('2001-01-01')]);
	});

	it('does what it can beside a broken page, and leaves that', async () => {
		await open();
		valueOf(await vault.setDay(steps('2001-01-01')));
		await damageTable('days');
		valueOf(await vault.setDay(steps('2002-01-01')));
		valueOf(await vault.setDay(steps(TODAY)));
		valueOf(await vault.applyRetention(TODAY));
		const { records, broken } = await vault.readAll();
		expect(records.reveal().days).toEqual([steps(TODAY)]);
		expect(broken.map(({ page }) => page)).toEqual(['2001-01']);
	});
});
