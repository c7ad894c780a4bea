import 'fake-indexeddb/auto';

import * as v from 'valibot';
import { afterEach, describe, expect, it, vi } from 'vitest';

import {
	damaged,
	freshName,
	putRaw,
	random,
	rawPages,
	valueOf,
} from '../../../tests/fixtures/vault';
import { pageNames } from './contents';
import { openDatabase, type PageTable, type TesseraDatabase } from './database';
import { VaultKeys } from './keys';
import { sealPage } from './seal';
import { GuardedDatabase } from './guarded-database';
import { SealedTable } from './sealed-table';
import { SCHEMA_VERSION } from './upgrade';

interface Notes {
	readonly notes: readonly string[];
}
const schema = v.strictObject({ notes: v.array(v.pipe(v.string(), v.maxLength(20))) });

const keys = new VaultKeys(random(32));
let db: TesseraDatabase;
let guarded: GuardedDatabase;

async function table(name: PageTable = 'days'): Promise<SealedTable<Notes>> {
	db = valueOf(await openDatabase(freshName(), () => undefined));
	guarded = new GuardedDatabase(db, keys);
	return new SealedTable<Notes>(guarded, random, name, schema);
}

const note = (text: string) => (page: Notes | null) => ({ notes: [...(page?.notes ?? []), text] });

/** Puts a page past the table, sealed with the right key: of any shape, as any version. */
const putSealed = (page: string, sealed: object, version = SCHEMA_VERSION) => {
	const key = keys.pageName('days', page);
	return putRaw(db.name, sealPage(keys.pagesKey('days'), 'days', key, sealed, random, version));
};

async function damage(page: string): Promise<void> {
	const key = keys.pageName('days', page);
	for (const stored of await rawPages(db.name))
		if (stored.key === key) await putRaw(db.name, damaged(stored));
}

afterEach(() => {
	db.close();
});

describe('get and update', () => {
	it('gives back what was written, and null where nothing was', async () => {
		const days = await table();
		expect(await days.get('2026-11')).toEqual({ ok: true, value: null });
		expect(await days.update('2026-11', note('one'))).toEqual({ ok: true, value: undefined });
		expect(await days.update('2026-11', note('two'))).toEqual({ ok: true, value: undefined });
		expect(await days.get('2026-11')).toEqual({ ok: true, value: { notes: ['one', 'two'] } });
		expect(await days.get('2026-10')).toEqual({ ok: true, value: null });
	});

	it('removes a page for null, and leaves one for the same object', async () => {
		const days = await table();
		await days.update('2026-11', note('one'));
		const [before] = await rawPages(db.name);
		await days.update('2026-11', (page) => page);
		expect(await rawPages(db.name)).toEqual([before]);
		await days.update('2026-11', () => null);
		expect(await rawPages(db.name)).toEqual([]);
		await days.update('2026-11', () => null);
		expect(await rawPages(db.name)).toEqual([]);
	});

	it('never writes what it could not read again', async () => {
		const days = await table();
		await days.update('2026-11', note('one'));
		const tooLong = days.update('2026-11', note('x'.repeat(21)));
		await expect(tooLong).rejects.toThrow('not the shape');
		await expect(tooLong).rejects.not.toThrow('xxx');
		expect(await days.get('2026-11')).toEqual({ ok: true, value: { notes: ['one'] } });
	});

	it('writes nothing where the change throws', async () => {
		const days = await table();
		await days.update('2026-11', note('one'));
		const before = await rawPages(db.name);
		const write = days.update('2026-11', () => {
			throw new RangeError('bug');
		});
		await expect(write).rejects.toThrow('bug');
		expect(await rawPages(db.name)).toEqual(before);
	});

	it('rolls an inner update back with the transaction around it', async () => {
		const days = await table();
		await days.update('2026-11', note('one'));
		const before = await rawPages(db.name);
		const both = guarded.transact('rw', async () => {
			await days.update('2026-11', note('two'));
			await days.update('2026-12', note('three'));
			throw new RangeError('late');
		});
		await expect(both).rejects.toThrow('late');
		expect(await rawPages(db.name)).toEqual(before);
	});

	it('reads its own writes inside a transaction', async () => {
		const days = await table();
		const seen = await guarded.transact('rw', async () => {
			await days.update('2026-11', note('one'));
			await days.update('2026-11', note('two'));
			return days.get('2026-11');
		});
		expect(seen).toEqual({ ok: true, value: { notes: ['one', 'two'] } });
	});

	it('stops in the middle of a write when the keys are forgotten, and writes nothing', async () => {
		const own = new VaultKeys(random(32));
		await table();
		const days = new SealedTable(new GuardedDatabase(db, own), random, 'days', schema);
		await days.update('2026-11', note('one'));
		const before = await rawPages(db.name);
		const write = days.update('2026-11', (page) => {
			own.forget();
			return note('two')(page);
		});
		await expect(write).rejects.toThrow('forgotten');
		expect(await rawPages(db.name)).toEqual(before);
	});
});

describe('a page that does not open', () => {
	const cases = [
		['damaged', () => damage('2026-11')],
		[
			'newer-version',
			() => putSealed('2026-11', { page: '2026-11', content: { notes: [] } }, SCHEMA_VERSION + 1),
		],
		['wrong-shape', () => putSealed('2026-11', { page: '2026-11', content: { notes: [7] } })],
		['wrong-shape', () => putSealed('2026-11', { notes: [] })],
	] as const;

	it.each(cases)('is %s by name and in the list, and hides no other', async (error, breakIt) => {
		const days = await table();
		for (const month of ['2026-12', '2026-11', '2026-10']) await days.update(month, note(month));
		await breakIt();
		const broken = {
			table: 'days',
			page: '2026-11',
			key: keys.pageName('days', '2026-11'),
			error,
		};
		expect(await days.get('2026-11')).toEqual({ ok: false, error: broken });
		expect(await days.all()).toEqual({
			pages: ['2026-10', '2026-12'].map((page) => ({ page, content: { notes: [page] } })),
			broken: [broken],
		});
	});

	it.each(cases)('is never overwritten where it is %s', async (error, breakIt) => {
		const days = await table();
		await days.update('2026-11', note('one'));
		await breakIt();
		const before = await rawPages(db.name);
		const change = vi.fn(note('two'));
		expect(await days.update('2026-11', change)).toEqual({ ok: false, error });
		expect(await days.update('2026-11', () => null)).toEqual({ ok: false, error });
		await days.updateAll(() => null);
		expect(change).not.toHaveBeenCalled();
		expect(await rawPages(db.name)).toEqual(before);
	});

	it('is told by its month, for every month that a day can have', async () => {
		const days = await table();
		const names = pageNames('days');
		expect(names).toHaveLength(3600);
		expect([names[0], names.at(-1)]).toEqual(['2199-12', '1900-01']);
		for (const month of ['1900-01', '1999-12', '2026-11', '2199-12']) {
			await days.update(month, note('one'));
			await damage(month);
		}
		expect((await days.all()).broken.map(({ page }) => page)).toEqual([
			'1900-01',
			'1999-12',
			'2026-11',
			'2199-12',
		]);
	});

	it('is told by its month where its key was changed; a table of one page has none', async () => {
		const days = await table();
		await days.update('2026-11', note('one'));
		const [page] = await rawPages(db.name);
		if (page === undefined) throw new Error('expected a page');
		await putRaw(db.name, { ...page, key: 'f'.repeat(64) });
		expect((await days.all()).broken).toEqual([
			{ table: 'days', page: '2026-11', key: 'f'.repeat(64), error: 'damaged' },
		]);
		const clinical = new SealedTable(guarded, random, 'clinical', schema);
		await clinical.update('all', note('one'));
		for (const stored of await rawPages(db.name))
			if (stored.table === 'clinical') await putRaw(db.name, damaged(stored));
		expect(await clinical.get('all')).toMatchObject({ ok: false, error: { page: null } });
	});

	it('tries the months only where a page is broken, and only once for it', async () => {
		const days = await table();
		for (const month of ['2026-10', '2026-11']) await days.update(month, note(month));
		const tried = vi.spyOn(keys, 'pageName');
		await days.all();
		expect(tried).not.toHaveBeenCalled();
		await damage('2026-11');
		tried.mockClear();
		await days.all();
		expect(tried.mock.calls.length).toBeGreaterThan(1);
		tried.mockClear();
		expect((await days.all()).broken).toMatchObject([{ page: '2026-11' }]);
		expect(tried).not.toHaveBeenCalled();
		tried.mockRestore();
	});
});

describe('removeBroken', () => {
	async function withTwoBroken(): Promise<SealedTable<Notes>> {
		const days = await table();
		for (const month of ['2026-09', '2026-10', '2026-11']) await days.update(month, note(month));
		await damage('2026-10');
		await damage('2026-11');
		return days;
	}

	it('removes exactly that page', async () => {
		const days = await withTwoBroken();
		const [october, november] = (await days.all()).broken;
		if (october === undefined) throw new Error('expected a broken page');
		expect(await days.removeBroken(october)).toEqual({ ok: true, value: undefined });
		const after = await days.all();
		expect(after.pages.map(({ page }) => page)).toEqual(['2026-09']);
		expect(after.broken).toEqual([november]);
		// The month can be written again.
		expect((await days.update('2026-10', note('new'))).ok).toBe(true);
	});

	it('leaves a page that opens by now', async () => {
		const days = await withTwoBroken();
		const [october] = (await days.all()).broken;
		if (october === undefined) throw new Error('expected a broken page');
		await days.removeBroken(october);
		await days.update('2026-10', note('new'));
		expect(await days.removeBroken(october)).toEqual({ ok: true, value: undefined });
		expect(await days.get('2026-10')).toEqual({ ok: true, value: { notes: ['new'] } });
	});

	it('leaves a page that a newer version wrote', async () => {
		const days = await table();
		await putSealed('2026-11', { page: '2026-11', content: { notes: [] } }, SCHEMA_VERSION + 1);
		const [newer] = (await days.all()).broken;
		if (newer === undefined) throw new Error('expected a broken page');
		expect(await days.removeBroken(newer)).toEqual({ ok: false, error: 'newer-version' });
		expect(await rawPages(db.name)).toHaveLength(1);
	});
});

describe('the whole table', () => {
	it('is changed in one transaction', async () => {
		const days = await table();
		for (const month of ['2026-09', '2026-10', '2026-11']) await days.update(month, note(month));
		await days.updateAll((page) => {
			if (page.notes[0] === '2026-09') return null;
			return page.notes[0] === '2026-10' ? page : note('more')(page);
		});
		expect((await days.all()).pages).toEqual([
			{ page: '2026-10', content: { notes: ['2026-10'] } },
			{ page: '2026-11', content: { notes: ['2026-11', 'more'] } },
		]);
		const before = await rawPages(db.name);
		let count = 0;
		const failing = days.updateAll((page) => {
			if (++count === 2) throw new RangeError('late');
			return note('never')(page);
		});
		await expect(failing).rejects.toThrow('late');
		expect(await rawPages(db.name)).toEqual(before);
	});

	it('is cleared with its broken pages, and no other table is', async () => {
		const days = await table();
		const receipts = new SealedTable(guarded, random, 'receipts', schema);
		await days.update('2026-11', note('one'));
		await days.update('2026-10', note('one'));
		await receipts.update('2026-11', note('one'));
		await damage('2026-11');
		await days.clear();
		expect(await days.isEmpty()).toBe(true);
		expect(await receipts.isEmpty()).toBe(false);
	});
});
