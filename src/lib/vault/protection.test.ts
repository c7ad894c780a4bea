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
	secretsOf,
	valueOf,
} from '../../../tests/fixtures/vault';
import { addDays } from '../records/day';
import { emptyRecords, type DayEntry } from '../records/records';
import type { Slot, VaultState } from './database';
import { Redacted } from './redacted';
import { Vault, type OpenFailure, type Unlock } from './vault';

/** The real one takes a second: the same shape, and as different for different passphrases. */
const quick = async (passphrase: Redacted<string>, salt: Uint8Array) => {
	const bytes = new TextEncoder().encode(passphrase.reveal());
	const both = Uint8Array.from([...salt, ...bytes]);
	return new Redacted(new Uint8Array(await crypto.subtle.digest('SHA-256', both)));
};

const TODAY = '2026-11-20';
const steps = (day: string, value = 5000): DayEntry => ({
	kind: 'steps',
	day,
	value,
	source: 'manual',
});
const phrase = (text = 'four words are enough') => new Redacted(text);
const byPhrase = (text?: string): Unlock => ({ kind: 'passphrase', passphrase: phrase(text) });
const seed = (first = 1) => new Redacted(new Uint8Array(15).fill(first));
const byCode = (first?: number): Unlock => ({ kind: 'recovery', seed: seed(first) });
const quiet = () => undefined;

let name: string;
let vault: Vault;
const onClose = vi.fn();

const openWith = (unlock?: Unlock, now = 0) =>
	Vault.open(random, onClose, {
		...optionsFor(name),
		derive: quick,
		now,
		...(unlock === undefined ? {} : { unlock }),
	});

async function fresh(): Promise<void> {
	name = freshName();
	vault = valueOf(await openWith());
	valueOf(
		await vault.importRecords({
			...emptyRecords(),
			days: Array.from({ length: 90 }, (_, back) => steps(addDays(TODAY, -back), back)),
			conditions: [{ code: 'hypertension', since: '2020-01-01', until: null }],
		}),
	);
	valueOf(await vault.editSettings((s) => ({ ...s, homeZone: 'Asia/Shanghai' })));
}

async function expectAllThere(): Promise<void> {
	const { records, settings, broken } = await first(vault.watch('all'));
	expect(broken).toEqual([]);
	expect(records.reveal().days).toHaveLength(90);
	expect(records.reveal().conditions).toHaveLength(1);
	expect(settings.homeZone).toBe('Asia/Shanghai');
}

async function reopen(unlock?: Unlock): Promise<void> {
	vault.close();
	vault = valueOf(await openWith(unlock));
}

async function expectShut(unlock: Unlock | undefined, error: OpenFailure): Promise<void> {
	expect(await openWith(unlock)).toEqual({ ok: false, error });
}

const slotsOf = async () => (await vault.protection.slots()).map(({ kind }) => kind).sort();
const state = () => raw(name, 'state', (rows) => rows.get('state') as IDBRequest<VaultState>);

afterEach(() => {
	vault.close();
	onClose.mockClear();
});

describe('a passphrase', () => {
	it('seals everything anew, with progress, and is then the only way in', async () => {
		await fresh();
		const before = await rawPages(name);
		const progress: [number, number][] = [];
		const set = await vault.protection.setPassphrase(phrase(), (...told) => progress.push(told));
		valueOf(set);
		expect(progress).toEqual(before.map((_, at) => [at + 1, before.length]));
		expect(await slotsOf()).toEqual(['passphrase']);
		await expectAllThere();
		const after = await rawPages(name);
		const keys = new Set(before.map(({ key }) => key));
		expect(after.filter(({ key }) => keys.has(key))).toEqual([]);

		vault.close();
		await expectShut(undefined, 'locked');
		await expectShut(byPhrase('another'), 'wrong-secret');
		vault = valueOf(await openWith(byPhrase()));
		await expectAllThere();
	});

	it('can be changed; then the old one opens nothing, not even with the slot as it was', async () => {
		await fresh();
		valueOf(await vault.protection.setPassphrase(phrase(), quiet));
		const old = await raw(name, 'slots', (rows) => rows.getAll() as IDBRequest<Slot[]>);
		valueOf(await vault.protection.setPassphrase(phrase('new'), quiet));
		vault.close();
		await expectShut(byPhrase(), 'wrong-secret');
		const present = await raw(name, 'slots', (rows) => rows.getAll() as IDBRequest<Slot[]>);
		for (const slot of old) await raw(name, 'slots', (rows) => rows.put(slot));
		await expectShut(byPhrase(), 'slot-damaged');
		for (const slot of present) await raw(name, 'slots', (rows) => rows.put(slot));
		vault = valueOf(await openWith(byPhrase('new')));
		await expectAllThere();
	});

	it('leaves the other ways in as they are', async () => {
		await fresh();
		valueOf(await vault.protection.setPassphrase(phrase(), quiet));
		valueOf(await vault.protection.addRecovery(seed()));
		valueOf(await vault.protection.setPassphrase(phrase('new'), quiet));
		await reopen(byCode());
		await expectAllThere();
		await reopen(byPhrase('new'));
		await expectAllThere();
	});
});

describe('a printed code', () => {
	it('opens what the forgotten passphrase does not', async () => {
		await fresh();
		valueOf(await vault.protection.setPassphrase(phrase(), quiet));
		valueOf(await vault.protection.addRecovery(seed()));
		expect(await slotsOf()).toEqual(['passphrase', 'recovery']);
		vault.close();
		await expectShut(byCode(2), 'wrong-secret');
		vault = valueOf(await openWith(byCode()));
		await expectAllThere();
	});

	it('that is replaced opens nothing any more', async () => {
		await fresh();
		valueOf(await vault.protection.setPassphrase(phrase(), quiet));
		valueOf(await vault.protection.addRecovery(seed()));
		valueOf(await vault.protection.addRecovery(seed(2)));
		vault.close();
		await expectShut(byCode(), 'wrong-secret');
		vault = valueOf(await openWith(byCode(2)));
		await expectAllThere();
	});

	it('beside a device that opens by itself takes nothing away', async () => {
		await fresh();
		valueOf(await vault.protection.addRecovery(seed()));
		valueOf(await vault.protection.addRecovery(seed(2)));
		expect(await slotsOf()).toEqual(['device', 'recovery']);
		await reopen();
		await expectAllThere();
	});
});

describe('removing a way in', () => {
	it('makes it useless', async () => {
		await fresh();
		valueOf(await vault.protection.setPassphrase(phrase(), quiet));
		valueOf(await vault.protection.addRecovery(seed()));
		valueOf(await vault.protection.removeSlot('passphrase', quiet));
		expect(await slotsOf()).toEqual(['recovery']);
		vault.close();
		await expectShut(byPhrase(), 'wrong-secret');
		vault = valueOf(await openWith(byCode()));
		await expectAllThere();
	});

	it('is refused for the last one', async () => {
		await fresh();
		valueOf(await vault.protection.setPassphrase(phrase(), quiet));
		expect(await vault.protection.removeSlot('passphrase', quiet)).toEqual({
			ok: false,
			error: 'last-slot',
		});
		await reopen(byPhrase());
		await expectAllThere();
	});

	it('of all of them gives the vault back to the device', async () => {
		await fresh();
		valueOf(await vault.protection.setPassphrase(phrase(), quiet));
		valueOf(await vault.protection.addRecovery(seed()));
		valueOf(await vault.protection.removeLock(quiet));
		expect(await slotsOf()).toEqual(['device']);
		await reopen();
		await expectAllThere();
	});
});

describe('a lock', () => {
	it('shuts every tab, here and elsewhere, and says why', async () => {
		await fresh();
		valueOf(await vault.protection.setPassphrase(phrase(), quiet));
		const otherClosed = vi.fn();
		const other = valueOf(
			await Vault.open(random, otherClosed, {
				...optionsFor(name),
				derive: quick,
				unlock: byPhrase(),
			}),
		);
		await vault.protection.lock();
		expect(onClose).toHaveBeenCalledWith('locked');
		await vi.waitFor(() => {
			expect(otherClosed).toHaveBeenCalledExactlyOnceWith('locked');
		});
		expect(await other.setDay(steps(TODAY))).toEqual({ ok: false, error: 'closed' });
		expect(await vault.setDay(steps(TODAY))).toEqual({ ok: false, error: 'closed' });
		await expect(other.readAll()).rejects.toThrow();
		vault = valueOf(await openWith(byPhrase()));
		await expectAllThere();
	});

	it('shuts a tab that has not heard of it, at its next step', async () => {
		await fresh();
		valueOf(await vault.protection.setPassphrase(phrase(), quiet));
		const { epoch, ...rest } = await state();
		// As it is with a tab that was asleep: the rows have changed, nobody has said so.
		await raw(name, 'state', (rows) => rows.put({ ...rest, epoch: epoch + 1 }));
		expect(await vault.setDay(steps(TODAY))).toEqual({ ok: false, error: 'closed' });
		expect(onClose).toHaveBeenCalledExactlyOnceWith('locked');
	});

	it('is what other tabs find after another way in was set', async () => {
		await fresh();
		const otherClosed = vi.fn();
		const other = await openVault(name, otherClosed);
		valueOf(await vault.protection.setPassphrase(phrase(), quiet));
		await vi.waitFor(() => {
			expect(otherClosed).toHaveBeenCalledExactlyOnceWith('locked');
		});
		expect((await other.setDay(steps(TODAY))).ok).toBe(false);
		await expectAllThere();
	});
});

describe('wrong tries', () => {
	it('are counted, slow down, and are forgotten after the right one', async () => {
		await fresh();
		valueOf(await vault.protection.setPassphrase(phrase(), quiet));
		vault.close();
		const wrong = (now: number) => openWith(byPhrase('wrong'), now);
		for (const now of [1000, 2000, 3000])
			expect(await wrong(now)).toEqual({ ok: false, error: 'wrong-secret' });
		const locked = (now: number) => Vault.locked({ name, now });
		expect(await locked(3000)).toEqual({
			slots: [{ id: 'passphrase', kind: 'passphrase' }],
			failures: 3,
			waitUntil: 5000,
		});
		// Not even the right one is tried before.
		expect(await openWith(byPhrase(), 4999)).toEqual({ ok: false, error: 'wait' });
		expect(await wrong(5000)).toEqual({ ok: false, error: 'wrong-secret' });
		expect(await locked(5000)).toMatchObject({ failures: 4, waitUntil: 9000 });
		vault = valueOf(await openWith(byPhrase(), 9000));
		expect(await locked(9000)).toMatchObject({ failures: 0, waitUntil: 0 });
	});

	it('do not shut anyone out for years where the clock was wrong', async () => {
		await fresh();
		valueOf(await vault.protection.setPassphrase(phrase(), quiet));
		vault.close();
		const years = 1e12;
		for (const now of [years, years + 1, years + 2]) await openWith(byPhrase('wrong'), now);
		expect(await Vault.locked({ name, now: 1000 })).toMatchObject({ waitUntil: 3000 });
		expect(await Vault.locked({ name, now: 3000 })).toMatchObject({ waitUntil: 0 });
		vault = valueOf(await openWith(byPhrase(), 3000));
	});
});

describe('sealing everything anew', () => {
	const ways = [
		['a passphrase', () => vault.protection.setPassphrase(phrase(), quiet)],
		['the end of the lock', () => vault.protection.removeLock(quiet)],
	] as const;

	it.each(ways)('for %s that fails at any page changes nothing', async (_, change) => {
		await fresh();
		const pages = await rawPages(name);
		for (let n = 1; n <= pages.length; n++) {
			const heal = failPutsFrom(n, quotaError);
			expect(await change()).toEqual({ ok: false, error: 'full' });
			heal();
			expect(await rawPages(name)).toEqual(pages);
		}
		await expectAllThere();
		await reopen();
		await expectAllThere();
	});

	it.each(ways)('for %s is refused while a page does not open', async (_, change) => {
		await fresh();
		const [page] = await rawPages(name);
		if (page === undefined) throw new TypeError('expected a page');
		await putRaw(name, damaged(page));
		const before = await rawPages(name);
		expect(await change()).toEqual({ ok: false, error: 'broken-pages' });
		expect(await rawPages(name)).toEqual(before);
		await reopen();
		expect((await first(vault.watch('all'))).broken).toHaveLength(1);
	});

	it('loses no write that another tab makes at the same time', async () => {
		await fresh();
		const other = await openVault(name);
		const [set, ...written] = await Promise.all([
			vault.protection.setPassphrase(phrase(), quiet),
			...Array.from({ length: 20 }, (_, at) => other.setDay(steps('2020-01-01', at + 1))),
		]);
		valueOf(set);
		const { records } = await vault.readAll();
		const kept = records.reveal().days.find(({ day }) => day === '2020-01-01');
		const acknowledged = written.filter(({ ok }) => ok).length;
		// In the order in which they were asked for: the last that was acknowledged stands.
		expect(kept?.value ?? 0).toBe(acknowledged);
	});
});

describe('what was deleted', () => {
	const secretNow = async () => {
		const { secretFile } = await state();
		return secretFile === null ? null : secretsOf(name).read(secretFile);
	};

	it('is due to be made unreadable, and nothing else is', async () => {
		await fresh();
		expect((await state()).erasureDue).toBe(false);
		expect(await vault.protection.eraseDeleted()).toEqual({ ok: true, value: false });
		valueOf(await vault.removeDay('steps', TODAY, 'manual'));
		expect((await state()).erasureDue).toBe(true);
	});

	it('cannot be opened by anything that is left', async () => {
		await fresh();
		const before = await secretNow();
		const pages = await rawPages(name);
		valueOf(await vault.removeDay('steps', TODAY, 'manual'));
		expect(await vault.protection.eraseDeleted()).toEqual({ ok: true, value: true });
		const after = await secretNow();
		expect(after).not.toEqual(before);
		expect(await secretsOf(name).read((await state()).secretFile === 'a' ? 'b' : 'a')).toBeNull();
		expect((await state()).erasureDue).toBe(false);
		// Put back as the disk may still have them, they are no pages of this vault.
		for (const page of pages) await putRaw(name, page);
		const { records, broken } = await vault.readAll();
		expect(broken).toHaveLength(pages.filter(({ table }) => table === 'days').length);
		expect(records.reveal().days).toHaveLength(89);
	});

	it('goes unnoticed by another tab, which reads and writes on', async () => {
		await fresh();
		const otherClosed = vi.fn();
		const other = await openVault(name, otherClosed);
		const seen: number[] = [];
		const watched = other.watch('all').subscribe({
			next: ({ records }) => seen.push(records.reveal().days.length),
			error: (cause) => {
				throw cause;
			},
		});
		await vi.waitFor(() => {
			expect(seen.at(-1)).toBe(90);
		});
		valueOf(await vault.removeDay('steps', TODAY, 'manual'));
		valueOf(await vault.protection.eraseDeleted());
		valueOf(await other.setDay(steps('2020-01-01')));
		valueOf(await other.setDay(steps('2020-01-02')));
		await vi.waitFor(() => {
			expect(seen.at(-1)).toBe(91);
		});
		valueOf(await vault.setDay(steps('2020-01-03')));
		await vi.waitFor(() => {
			expect(seen.at(-1)).toBe(92);
		});
		expect(seen.filter((count) => count < 89)).toEqual([]);
		expect(otherClosed).not.toHaveBeenCalled();
		watched.unsubscribe();
		other.close();
		await reopen();
		expect((await vault.readAll()).records.reveal().days).toHaveLength(92);
	});

	it('is not lost from sight where a page does not open: it stays due', async () => {
		await fresh();
		valueOf(await vault.removeDay('steps', TODAY, 'manual'));
		const page = (await rawPages(name)).find(({ table }) => table === 'conditions');
		if (page === undefined) throw new TypeError('expected a page');
		await putRaw(name, damaged(page));
		expect(await vault.protection.eraseDeleted()).toEqual({ ok: false, error: 'damaged' });
		expect((await state()).erasureDue).toBe(true);
		const [broken] = (await first(vault.watch('all'))).broken;
		if (broken === undefined) throw new TypeError('expected a broken page');
		valueOf(await vault.removeBroken(broken));
		expect(await vault.protection.eraseDeleted()).toEqual({ ok: true, value: true });
	});

	it('is made unreadable at the next time where that was cut short', async () => {
		await fresh();
		const { secretFile } = await state();
		const spare = secretFile === 'a' ? 'b' : 'a';
		// As a kill leaves it: the pages are sealed anew, the old secret is still there.
		await secretsOf(name).write(spare, random(32));
		expect(await vault.protection.eraseDeleted()).toEqual({ ok: true, value: false });
		expect(await secretsOf(name).read(spare)).toBeNull();
		await reopen();
		await expectAllThere();
	});

	it('was there before, in a vault of the first version', async () => {
		name = freshName();
		vault = valueOf(
			await Vault.open(random, onClose, { name, secrets: Promise.resolve(null), derive: quick }),
		);
		valueOf(await vault.setDay(steps(TODAY)));
		vault.close();
		await raw(name, 'state', (rows) => rows.clear());
		vault = valueOf(await openWith());
		expect(await vault.protection.eraseDeleted()).toEqual({ ok: true, value: true });
		expect((await state()).secretFile).toBe('a');
		await reopen();
		expect((await vault.readAll()).records.reveal().days).toEqual([steps(TODAY)]);
	});
});
