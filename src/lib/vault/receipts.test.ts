import 'fake-indexeddb/auto';

import { afterEach, describe, expect, it } from 'vitest';

import {
	damaged,
	failPutsFrom,
	first,
	freshName,
	openVault,
	putRaw,
	quotaError,
	rawPages,
	valueOf,
} from '../../../tests/fixtures/vault';
import { addDays } from '../records/day';
import type { Receipt } from './contents';
import { RECEIPT_DAYS, type Receipts } from './receipts';
import type { Vault } from './vault';

const TODAY = '2026-11-20';

let name: string;
let vault: Vault;
let receipts: Receipts;

async function open(): Promise<void> {
	name = freshName();
	vault = await openVault(name);
	({ receipts } = vault);
}

afterEach(() => {
	vault.close();
});

let ids = 0;
const receipt = (day: string, more: Partial<Receipt> = {}): Receipt => ({
	id: String(ids++),
	day,
	hour: 12,
	mode: 'show',
	asker: null,
	asked: null,
	disclosure: { say: { atLeast: 3 }, facts: ['checkup-1y'] },
	codes: 1,
	kept: false,
	...more,
});

const all = async () => (await first(receipts.watch())).receipts;
const rows = async () => (await rawPages(name)).filter(({ table }) => table === 'receipts');

describe('receipts', () => {
	it('are listed newest first, over the months', async () => {
		await open();
		const made = [
			receipt('2026-10-31'),
			receipt('2026-11-20', { hour: 9 }),
			receipt('2026-11-01'),
			receipt('2026-11-20', { hour: 17 }),
		];
		for (const one of made) valueOf(await receipts.put(one));
		expect(await all()).toEqual([made[3], made[1], made[2], made[0]]);
		expect(await rows()).toHaveLength(2);
	});

	it('are written anew under their id, and removed one by one', async () => {
		await open();
		const [one, other] = [receipt(TODAY), receipt(TODAY, { hour: 1 })];
		for (const made of [one, other, { ...one, codes: 2 }]) valueOf(await receipts.put(made));
		expect(await all()).toEqual([{ ...one, codes: 2 }, other]);
		valueOf(await receipts.remove(one));
		valueOf(await receipts.remove(one));
		expect(await all()).toEqual([other]);
		valueOf(await receipts.remove(other));
		expect(await rows()).toEqual([]);
		valueOf(await receipts.remove(other));
	});

	it('are edited as they rest, and stay deleted where they were', async () => {
		await open();
		const one = receipt(TODAY);
		valueOf(await receipts.put({ ...one, codes: 5 }));
		const count = (present: Receipt) => ({ ...present, codes: present.codes + 1 });
		valueOf(await receipts.edit(one, count));
		expect(await all()).toEqual([{ ...one, codes: 6 }]);
		valueOf(await receipts.removeAll());
		valueOf(await receipts.edit(one, count));
		expect(await all()).toEqual([]);
	});

	it('stay under a clock that is years ahead: it, and not they, may be wrong', async () => {
		await open();
		const made = [receipt(TODAY), receipt(addDays(TODAY, -RECEIPT_DAYS))];
		for (const one of made) valueOf(await receipts.put(one));
		valueOf(await vault.applyRetention(addDays(TODAY, 4000)));
		expect(await all()).toEqual(made);
		// The last day that is told counts as well.
		const told = { kind: 'steps', day: addDays(TODAY, 1), value: 1, source: 'manual' } as const;
		valueOf(await vault.setDay(told));
		valueOf(await vault.applyRetention(addDays(TODAY, 4000)));
		expect(await all()).toEqual(made.slice(0, 1));
	});

	it('go after 30 days unless they are kept', async () => {
		await open();
		valueOf(await vault.setDay({ kind: 'steps', day: TODAY, value: 1, source: 'manual' }));
		const old = receipt(addDays(TODAY, -RECEIPT_DAYS - 1));
		const kept = receipt(addDays(TODAY, -300), { kept: true });
		const last = receipt(addDays(TODAY, -RECEIPT_DAYS));
		const older = receipt(addDays(TODAY, -100));
		for (const one of [old, kept, last, older]) valueOf(await receipts.put(one));
		valueOf(await vault.applyRetention(TODAY));
		expect(await all()).toEqual([last, kept]);
		expect(await rows()).toHaveLength(2);
	});

	it('are written only if there is room, and the older ones stay', async () => {
		await open();
		const one = receipt(TODAY);
		valueOf(await receipts.put(one));
		const heal = failPutsFrom(1, quotaError);
		expect(await receipts.put(receipt(TODAY))).toEqual({ ok: false, error: 'full' });
		expect(await receipts.edit(one, (r) => ({ ...r, codes: 9 }))).toEqual({
			ok: false,
			error: 'full',
		});
		heal();
		expect(await all()).toEqual([one]);
	});
});

describe('a page of receipts that does not open', () => {
	async function withBrokenMonth(): Promise<Receipt> {
		await open();
		valueOf(await receipts.put(receipt('2026-10-01')));
		for (const page of await rows()) await putRaw(name, damaged(page));
		const readable = receipt('2026-11-01');
		valueOf(await receipts.put(readable));
		return readable;
	}

	it('is told by its month, hides no other, is not overwritten, and can be removed', async () => {
		const readable = await withBrokenMonth();
		const seen = await first(receipts.watch());
		expect(seen).toMatchObject({
			receipts: [readable],
			broken: [{ table: 'receipts', page: '2026-10', error: 'damaged' }],
		});
		expect(await receipts.put(receipt('2026-10-02'))).toEqual({ ok: false, error: 'damaged' });
		for (const page of seen.broken) valueOf(await vault.removeBroken(page));
		expect(await first(receipts.watch())).toEqual({ receipts: [readable], broken: [] });
		valueOf(await receipts.put(receipt('2026-10-02')));
	});

	it('stays when the old ones are deleted, and goes when all are', async () => {
		await withBrokenMonth();
		valueOf(await receipts.deleteBefore('2027-01-01'));
		expect(await first(receipts.watch())).toMatchObject({ receipts: [], broken: [{}] });
		valueOf(await receipts.removeAll());
		expect(await rows()).toEqual([]);
	});
});
