import 'fake-indexeddb/auto';

import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import { dayAtAge, records as anyRecords } from '../../../tests/arbitraries/records';
import {
	damaged,
	failPutsFrom,
	freshName,
	openVault,
	putRaw,
	quotaError,
	rawPages,
	valueOf,
} from '../../../tests/fixtures/vault';
import { monthOf } from '../records/day';
import { mergeRecords } from '../records/merge';
import { emptyRecords, type DayEntry, type HealthRecords } from '../records/records';
import type { Vault } from './vault';

let vault: Vault;
let name: string;

async function open(): Promise<void> {
	name = freshName();
	vault = await openVault(name);
}

afterEach(() => {
	vault.close();
});

const steps = (day: string, value = 5000): DayEntry => ({
	kind: 'steps',
	day,
	value,
	source: 'watch',
});

const file: HealthRecords = {
	...emptyRecords(),
	days: ['2026-09-01', '2026-10-01', '2026-11-01'].map((day) => steps(day)),
	observations: [{ kind: 'bmi', day: '2026-01-01', value: 22 }],
	checkups: [{ day: '2026-01-01' }],
	conditions: [{ code: 'asthma', since: '2020-01-01', until: null }],
	prefer: { steps: 'watch' },
};
/** Three months, the clinical page, the conditions and the settings. */
const PAGES_OF_FILE = 6;

/** The same records in one order. */
const sorted = ({ days, ...rest }: HealthRecords) => ({
	...rest,
	days: [...days].sort((a, b) =>
		monthOf(a.day) < monthOf(b.day) ? -1 : monthOf(a.day) > monthOf(b.day) ? 1 : 0,
	),
});

describe('importRecords', () => {
	it('gives, page by page, what merging the whole would give', async () => {
		await fc.assert(
			fc.asyncProperty(anyRecords, anyRecords, async (present, incoming) => {
				await open();
				valueOf(await vault.importRecords(present));
				const { records } = await vault.readAll();
				const { merged, ...counts } = mergeRecords(records.reveal(), incoming);
				expect(await vault.importRecords(incoming)).toEqual({ ok: true, value: counts });
				const after = (await vault.readAll()).records.reveal();
				expect(sorted(after)).toEqual(sorted({ ...merged, prefer: merged.prefer ?? {} }));
				vault.close();
			}),
			{ numRuns: 40 },
		);
	}, 60_000);

	it('writes nothing for a file that is known', async () => {
		await open();
		expect(await vault.importRecords(file)).toEqual({
			ok: true,
			value: { added: 6, replaced: 0, same: 0, kept: 0 },
		});
		const before = (await rawPages(name)).filter(({ table }) => table !== 'settings');
		expect(await vault.importRecords(file)).toEqual({
			ok: true,
			value: { added: 0, replaced: 0, same: 6, kept: 0 },
		});
		const after = (await rawPages(name)).filter(({ table }) => table !== 'settings');
		expect(after).toEqual(before);
	});

	it('writes all or nothing, wherever it fails', async () => {
		for (let n = 1; n <= PAGES_OF_FILE; n++) {
			await open();
			valueOf(await vault.setDay(steps('2026-10-02')));
			const before = await rawPages(name);
			const heal = failPutsFrom(n, quotaError);
			expect(await vault.importRecords(file)).toEqual({ ok: false, error: 'full' });
			heal();
			expect(await rawPages(name)).toEqual(before);
			vault.close();
		}
		await open();
		const heal = failPutsFrom(PAGES_OF_FILE + 1, quotaError);
		valueOf(await vault.importRecords(file));
		heal();
	});

	it.each(['days', 'clinical', 'conditions', 'settings'] as const)(
		'writes nothing where one of its own pages, of %s, does not open',
		async (table) => {
			await open();
			valueOf(await vault.importRecords({ ...file, days: [steps('2026-11-02')] }));
			for (const page of await rawPages(name))
				if (page.table === table) await putRaw(name, damaged(page));
			const before = await rawPages(name);
			expect(await vault.importRecords(file)).toEqual({ ok: false, error: 'damaged' });
			expect(await rawPages(name)).toEqual(before);
		},
	);

	it('does not mind a broken page that it has nothing for', async () => {
		await open();
		valueOf(await vault.importRecords(file));
		for (const page of await rawPages(name)) await putRaw(name, damaged(page));
		const days = [steps('2026-12-01')];
		valueOf(await vault.importRecords({ ...emptyRecords(), days }));
		const { records, broken } = await vault.readAll();
		expect(records.reveal().days).toEqual(days);
		// And the page of imports, which is there from the start.
		expect(broken).toHaveLength(PAGES_OF_FILE + 1);
	});

	it('fills a gap among the preferred sources, and takes none away', async () => {
		await open();
		valueOf(await vault.editSettings((s) => ({ ...s, prefer: { steps: 'phone' } })));
		const prefer = { steps: 'watch', sleep: 'ring' };
		valueOf(await vault.importRecords({ ...emptyRecords(), days: [steps(dayAtAge(1))], prefer }));
		expect((await vault.readAll()).records.reveal().prefer).toEqual({
			steps: 'phone',
			sleep: 'ring',
		});
	});
});
