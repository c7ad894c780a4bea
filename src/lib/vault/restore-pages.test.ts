import 'fake-indexeddb/auto';

import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import { anyBackup, anyHoldings, backup, receipt } from '../../../tests/fixtures/backup';
import {
	damaged,
	failPutsFrom,
	freshName,
	openVault,
	putRaw,
	quotaError,
	random,
	rawPages,
	valueOf,
} from '../../../tests/fixtures/vault';
import { canonicalJson } from '../codec/canonical-json';
import { emptyRecords, type DayEntry } from '../records/records';
import type { Backup, Holdings } from './backup';
import type { PageTable } from './database';
import { Redacted } from './redacted';
import { restored, type RestoreMode } from './restore';
import type { Vault } from './vault';

const TODAY = '2026-11-20';
const MODES: readonly RestoreMode[] = ['merge', 'replace'];

let vault: Vault;
let name: string;

async function open(): Promise<void> {
	name = freshName();
	vault = await openVault(name);
}

afterEach(() => {
	vault.close();
});

const read = async () => (await vault.backups.read()).reveal();
const restore = (file: Backup, mode: RestoreMode, keepsOldDays = false) =>
	vault.backups.restore(new Redacted(file), mode, keepsOldDays);

/** Fills the vault by the same door: its own restore into nothing. */
async function fill(held: Holdings): Promise<void> {
	valueOf(await restore({ ...held, made: TODAY }, 'replace'));
}

const steps = (day: string, value: number): DayEntry => ({
	kind: 'steps',
	day,
	value,
	source: 'manual',
});

/** Everything as a set of texts: lists have no order of their own. */
const texts = ({ records, receipts, settings, batches }: Holdings) =>
	[
		...batches,
		...records.days,
		...records.observations,
		...records.conditions,
		...records.checkups,
		...receipts,
		settings,
	]
		.map(canonicalJson)
		.sort();

/** Damages the pages of a table, all of them or those that the test names by place. */
async function damage(table: PageTable): Promise<void> {
	for (const page of await rawPages(name))
		if (page.table === table) await putRaw(name, damaged(page));
}

describe('a restore', () => {
	it('leaves in the vault exactly what the preview was made from', async () => {
		await fc.assert(
			fc.asyncProperty(
				anyHoldings,
				anyBackup,
				fc.constantFrom(...MODES),
				async (held, file, mode) => {
					await open();
					await fill(held);
					const present = await read();
					valueOf(await restore(file, mode));
					const after = await read();
					expect(after.broken).toEqual([]);
					expect(texts(after)).toEqual(texts(restored(present, file, mode)));
					vault.close();
				},
			),
			{ numRuns: 30 },
		);
	}, 60_000);

	it('of a vault’s own backup into another gives the same vault', async () => {
		await open();
		await fill(backup);
		const original = await read();
		vault.close();
		for (const mode of MODES) {
			await open();
			valueOf(await restore({ ...original, made: TODAY }, mode));
			expect(texts(await read())).toEqual(texts(original));
			vault.close();
		}
		await open();
	});

	it('keeps imports that can be undone afterwards', async () => {
		const info = { importedOn: TODAY, files: [], readers: [], takenAt: null, skipped: [] };
		for (const mode of MODES) {
			await open();
			valueOf(await vault.setDay({ ...steps('2026-11-01', 1), source: 'watch' }));
			const file = (...days: DayEntry[]) => ({
				...emptyRecords(),
				days: days.map((day) => ({ ...day, source: 'watch' })),
			});
			const [a, b] = [file(steps('2026-11-01', 2)), file(steps('2026-11-02', 2))];
			valueOf(await vault.importBatch(a, { id: 'a', ...info }));
			const made = await read();
			valueOf(await vault.importBatch(b, { id: 'b', ...info }));
			valueOf(await vault.undoBatch('a'));
			valueOf(await restore({ ...made, made: TODAY }, mode));
			const ids = (await read()).batches.map(({ id }) => id);
			expect(ids).toEqual(mode === 'merge' ? ['a', 'b'] : ['a']);
			for (const id of ids) valueOf(await vault.undoBatch(id));
			expect((await read()).records.days).toEqual(file(steps('2026-11-01', 1)).days);
			vault.close();
		}
		await open();
	});

	it('writes nothing by merging what is there already', async () => {
		await open();
		await fill(backup);
		const rows = await rawPages(name);
		valueOf(await restore(backup, 'merge'));
		expect(await rawPages(name)).toEqual(rows);
	});

	it('keeps days for good where that was asked for', async () => {
		await open();
		valueOf(await restore(backup, 'merge', true));
		expect((await read()).settings.keepDays).toBeNull();
		valueOf(await vault.applyRetention('2046-01-01'));
		expect((await read()).records.days).toHaveLength(backup.records.days.length);
	});

	it.each(MODES)('%s happens whole or not at all, at whichever write it fails', async (mode) => {
		await open();
		await fill({
			...backup,
			records: { ...emptyRecords(), days: [steps('2026-11-01', 1), steps('2026-09-01', 2)] },
			receipts: [{ ...receipt, id: 'bb00' }],
		});
		const before = await rawPages(name);
		let writes = 1;
		for (; ; writes++) {
			const heal = failPutsFrom(writes, quotaError);
			const outcome = await restore(backup, mode);
			heal();
			if (outcome.ok) break;
			expect(outcome).toEqual({ ok: false, error: 'full' });
			expect(await rawPages(name)).toEqual(before);
		}
		// Two months of days, receipts, clinical records, conditions, settings: each failed once.
		expect(writes).toBeGreaterThanOrEqual(6);
		expect((await read()).records.days).toHaveLength(mode === 'merge' ? 5 : 3);
	});

	it.each(MODES)('%s into a vault that was closed says so', async (mode) => {
		await open();
		vault.close();
		expect(await restore(backup, mode)).toEqual({ ok: false, error: 'closed' });
	});
});

describe('where pages do not open', () => {
	it('a merge puts the file in the place of those it has something for', async () => {
		await open();
		await fill({
			...backup,
			records: { ...backup.records, days: [...backup.records.days, steps('2026-08-01', 3)] },
		});
		await damage('days');
		await damage('receipts');
		await damage('clinical');
		await damage('conditions');
		await damage('settings');
		const file = { ...backup, records: { ...backup.records, conditions: [] } };
		const { merge } = await vault.backups.preview(new Redacted(file), TODAY);
		const named = ({ table, page }: { table: string; page: string | null }) =>
			`${table} ${String(page)}`;
		const stays = ['conditions null', 'days 2026-08'];
		expect(merge.stillBroken.map(named).sort()).toEqual(stays);
		expect(merge.mended.map(named).sort()).toEqual([
			'clinical null',
			'days 2026-10',
			'days 2026-11',
			'receipts 2026-11',
			'settings null',
		]);
		valueOf(await restore(file, 'merge'));
		const after = await read();
		expect(after.broken.map(named).sort()).toEqual(stays);
		expect(texts(after)).toEqual(texts(file));
	});

	it('a replacement clears them all', async () => {
		await open();
		await fill({ ...backup, records: { ...backup.records, days: [steps('2026-08-01', 3)] } });
		for (const table of ['days', 'receipts', 'clinical', 'conditions', 'settings'] as const)
			await damage(table);
		expect((await read()).broken).toHaveLength(5);
		valueOf(await restore(backup, 'replace'));
		const after = await read();
		expect(after.broken).toEqual([]);
		expect(texts(after)).toEqual(texts(backup));
	});

	it.each(MODES)('because a newer app wrote them, %s touches nothing', async (mode) => {
		await open();
		await fill(backup);
		const [page] = (await rawPages(name)).filter(({ table }) => table === 'days');
		if (page === undefined) throw new Error('expected a page');
		await putRaw(name, { ...page, nonce: random(24), version: 999 });
		const before = await rawPages(name);
		expect(await restore({ ...backup, records: emptyRecords() }, mode)).toEqual({
			ok: false,
			error: 'newer-version',
		});
		expect(await rawPages(name)).toEqual(before);
	});
});

describe('what is read for a backup', () => {
	it('is everything that opens, the rest is named', async () => {
		await open();
		await fill(backup);
		await damage('conditions');
		const { records, receipts, settings, broken } = await read();
		expect(records).toEqual({ ...backup.records, conditions: [] });
		expect(receipts).toEqual(backup.receipts);
		expect(settings).toEqual(backup.settings);
		expect(broken).toMatchObject([{ table: 'conditions', page: null }]);
	});

	it('prints as nothing', async () => {
		await open();
		await fill(backup);
		expect(JSON.stringify(await vault.backups.read())).toBe('"<redacted>"');
	});
});
