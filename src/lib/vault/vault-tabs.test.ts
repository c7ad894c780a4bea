import 'fake-indexeddb/auto';

import Dexie from 'dexie';
import { forceCloseDatabase } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';

import { first, freshName, openVault, raw, rawPages, valueOf } from '../../../tests/fixtures/vault';
import { addDays } from '../records/day';
import { emptyRecords, type DayEntry } from '../records/records';
import type { Receipt } from './contents';
import { deleteDatabase, vaultExists } from './database';

const WRITES = 200;
const TODAY = '2026-11-20';
const steps = (day: string, source: string, value = 1): DayEntry => ({
	kind: 'steps',
	day,
	value,
	source,
});

async function twoTabs() {
	const name = freshName();
	const [one, other] = await Promise.all([openVault(name), openVault(name)]);
	return { name, one, other, tabs: [one, other] as const };
}

describe('two tabs', () => {
	it('lose none of 200 writes each into the same month', async () => {
		const { one, other, tabs } = await twoTabs();
		const written = await Promise.all(
			Array.from({ length: WRITES }, (_, at) =>
				tabs.map((tab, who) =>
					tab.setDay(
						steps(addDays('2026-11-01', at % 30), `tab ${String(who)}, ${String(at)}`, at),
					),
				),
			).flat(),
		);
		expect(written.filter(({ ok }) => !ok)).toEqual([]);
		const { records } = await one.readAll();
		expect(records.reveal().days).toHaveLength(2 * WRITES);
		expect(new Set(records.reveal().days.map(({ source }) => source)).size).toBe(2 * WRITES);
		expect((await other.readAll()).records.reveal()).toEqual(records.reveal());
		one.close();
		other.close();
	}, 60_000);

	it('lose no change of the settings, of clinical records, of a file', async () => {
		const { one, other, tabs } = await twoTabs();
		const written = await Promise.all(
			Array.from({ length: 30 }, (_, at) =>
				tabs.flatMap((tab, who) => [
					tab.editSettings((s) => ({ ...s, keepDays: (s.keepDays ?? 0) + 1 })),
					tab.editClinical((c) => ({
						...c,
						checkups: [...c.checkups, { day: TODAY, source: `${String(who)} ${String(at)}` }],
					})),
					tab.importRecords({
						...emptyRecords(),
						days: [steps(TODAY, `${String(who)} ${String(at)}`)],
						conditions: [{ code: `${String(who)} ${String(at)}`, since: TODAY, until: null }],
					}),
				]),
			).flat(),
		);
		expect(written.filter(({ ok }) => !ok)).toEqual([]);
		const { records, settings } = await first(other.watch('all'));
		expect(settings.keepDays).toBe(400 + 60);
		expect(records.reveal().checkups).toHaveLength(60);
		expect(records.reveal().days).toHaveLength(60);
		expect(records.reveal().conditions).toHaveLength(60);
		one.close();
		other.close();
	}, 30_000);

	it('count the codes of one receipt together, and keep what the other said of it', async () => {
		const { one, other } = await twoTabs();
		const receipt: Receipt = {
			id: '00',
			day: TODAY,
			hour: 12,
			mode: 'show',
			asker: null,
			asked: null,
			disclosure: { say: { band: 3 }, facts: [] },
			codes: 1,
			kept: false,
		};
		valueOf(await one.receipts.put(receipt));
		await Promise.all([
			...Array.from({ length: 20 }, () =>
				one.receipts.edit(receipt, (present) => ({ ...present, codes: present.codes + 1 })),
			),
			other.receipts.edit(receipt, (present) => ({ ...present, kept: true })),
		]);
		expect((await first(other.receipts.watch())).receipts).toEqual([
			{ ...receipt, codes: 21, kept: true },
		]);
		one.close();
		other.close();
	});
});

describe('a vault that is deleted in another tab', () => {
	it('is closed, says so once, and never comes back through this tab', async () => {
		const name = freshName();
		const onClose = vi.fn();
		const vault = await openVault(name, onClose);
		valueOf(await vault.setDay(steps(TODAY, 'manual')));
		await deleteDatabase(name);
		expect(onClose).toHaveBeenCalledTimes(1);
		expect(await vault.setDay(steps(TODAY, 'manual'))).toEqual({ ok: false, error: 'closed' });
		await expect(vault.readAll()).rejects.toThrow(Dexie.DatabaseClosedError);
		expect(await vaultExists(name)).toBe(false);

		// A new vault in its place has a new key, and gets nothing from the tab of the old one.
		const fresh = await openVault(name);
		const before = await rawPages(name);
		expect(await vault.setDay(steps(TODAY, 'manual'))).toEqual({ ok: false, error: 'closed' });
		expect(await rawPages(name)).toEqual(before);
		expect((await first(fresh.watch('all'))).hasRecords).toBe(false);
		vault.close();
		expect(onClose).toHaveBeenCalledTimes(1);
		fresh.close();
	});

	it('leaves no row', async () => {
		const name = freshName();
		const vault = await openVault(name);
		valueOf(await vault.setDay(steps(TODAY, 'manual')));
		vault.close();
		await deleteDatabase(name);
		const left = (await indexedDB.databases()).map((database) => database.name);
		expect(left).not.toContain(name);
	});
});

describe('a vault that the browser ends', () => {
	it('is closed for good, even if the database could be opened again', async () => {
		const opened = vi.spyOn(Dexie.prototype, 'open');
		const name = freshName();
		const onClose = vi.fn();
		const vault = await openVault(name, onClose);
		const [db] = opened.mock.contexts as unknown as Dexie[];
		opened.mockRestore();
		forceCloseDatabase(db?.backendDB() as unknown as Parameters<typeof forceCloseDatabase>[0]);
		await vi.waitFor(() => {
			expect(onClose).toHaveBeenCalledTimes(1);
		});
		await db?.open();
		const before = await rawPages(name);
		expect(await vault.setDay(steps(TODAY, 'manual'))).toEqual({ ok: false, error: 'closed' });
		expect(await rawPages(name)).toEqual(before);
		db?.close();
	});
});

describe('closing', () => {
	it('by the app itself is no news to it', async () => {
		const onClose = vi.fn();
		const vault = await openVault(freshName(), onClose);
		vault.close();
		vault.close();
		expect(onClose).not.toHaveBeenCalled();
	});

	it('ends a live query in silence', async () => {
		const name = freshName();
		const vault = await openVault(name);
		const [next, error] = [vi.fn(), vi.fn()];
		vault.watch('all').subscribe({ next, error });
		await vi.waitFor(() => {
			expect(next).toHaveBeenCalledTimes(1);
		});
		vault.close();
		const other = await openVault(name);
		valueOf(await other.setDay(steps(TODAY, 'manual')));
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(next).toHaveBeenCalledTimes(1);
		expect(error).not.toHaveBeenCalled();
		other.close();
	});
});

describe('opening', () => {
	it('by several tabs at once makes one vault', async () => {
		const name = freshName();
		const tabs = await Promise.all(Array.from({ length: 4 }, () => openVault(name)));
		for (const [at, tab] of tabs.entries()) valueOf(await tab.setDay(steps(TODAY, String(at))));
		for (const tab of tabs) {
			const { records, broken } = await tab.readAll();
			expect(records.reveal().days).toHaveLength(4);
			expect(broken).toEqual([]);
		}
		expect(await raw(name, 'slots', (rows) => rows.count())).toBe(1);
		for (const tab of tabs) tab.close();
	});
});
