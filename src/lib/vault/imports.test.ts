import 'fake-indexeddb/auto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
	damaged,
	failPutsFrom,
	first,
	freshName,
	openVault,
	putRaw,
	quotaError,
	raw,
	rawPages,
	valueOf,
} from '../../../tests/fixtures/vault';
import { addDays } from '../records/day';
import { ageKey, type Age, type Ages } from '../records/age';
import {
	emptyRecords,
	type Condition,
	type DayEntry,
	type HealthRecords,
} from '../records/records';
import type { BatchInfo } from './batches';
import type { PageTable, StoredPage, VaultState } from './database';
import type { Vault } from './vault';

const TODAY = '2026-11-20';

let vault: Vault;
let name: string;

beforeEach(async () => {
	name = freshName();
	vault = await openVault(name);
});

afterEach(() => {
	vault.close();
});

const steps = (day: string, value: number, source = 'watch'): DayEntry => ({
	kind: 'steps',
	day,
	value,
	source,
});

const withDays = (...days: DayEntry[]): HealthRecords => ({ ...emptyRecords(), days });

const info = (id: string, takenAt: number | null = null): BatchInfo => ({
	id,
	importedOn: TODAY,
	files: [{ name: `${id}.zip`, sha256: id.repeat(64) }],
	readers: [{ id: 'apple-health', version: 1 }],
	takenAt,
	skipped: [{ reason: 'not-used', count: 2 }],
});

const read = async () => (await vault.readAll()).records.reveal();
const days = async () => (await read()).days;
const batches = () => first(vault.watchBatches());
/** What their page remembers, as text. */
const remembered = async () => JSON.stringify((await vault.backups.read()).reveal().batches);
const importBatch = async (records: HealthRecords, batch: BatchInfo) =>
	valueOf(await vault.importBatch(records, batch));

describe('importBatch', () => {
	it('notes what came, and changes nothing when the same file comes again', async () => {
		const file = withDays(...['2026-10-31', '2026-11-01'].map((day) => steps(day, 5000)));
		const counts = { added: 2, replaced: 0, same: 0, kept: 0 };
		expect(await importBatch(file, info('a'))).toEqual(counts);
		const noted = {
			...info('a'),
			counts,
			parts: [
				{
					...{ kind: 'steps', source: 'watch', added: 2, replaced: 0 },
					...{ first: '2026-10-31', last: '2026-11-01' },
				},
			],
			mayHideOlder: false,
		};
		expect(await batches()).toEqual([noted]);
		const before = await rawPages(name);
		expect(await importBatch(file, { ...info('b'), files: info('a').files })).toEqual({
			...counts,
			...{ added: 0, same: 2 },
		});
		expect(await rawPages(name)).toEqual(before);
	});

	it('notes nothing of files without a record', async () => {
		await importBatch(emptyRecords(), info('a'));
		expect(await batches()).toEqual([]);
	});

	it('lists the newest first', async () => {
		await importBatch(withDays(steps('2026-11-01', 1)), info('a'));
		await importBatch(withDays(steps('2026-11-02', 1)), info('b'));
		expect((await batches()).map(({ id }) => id)).toEqual(['b', 'a']);
	});

	it('replaces what is older, keeps what is newer, and loses no day', async () => {
		await importBatch(
			withDays(steps('2026-11-01', 1), steps('2026-11-02', 1)),
			info('a', Date.UTC(2026, 10, 2)),
		);
		const newer = withDays(steps('2026-11-02', 2), steps('2026-11-03', 2));
		expect(await importBatch(newer, info('b', Date.UTC(2026, 10, 3)))).toMatchObject({
			...{ added: 1, replaced: 1, kept: 0 },
		});
		const older = withDays(steps('2026-10-01', 3), steps('2026-11-03', 3), steps('2026-11-01', 1));
		expect(await importBatch(older, info('c', Date.UTC(2026, 10, 1)))).toEqual({
			...{ added: 1, replaced: 0, same: 1, kept: 1 },
		});
		expect((await days()).map(({ day, value }) => [day, value])).toEqual([
			['2026-10-01', 3],
			['2026-11-01', 1],
			['2026-11-02', 2],
			['2026-11-03', 2],
		]);
		// Of unknown age.
		expect(await importBatch(withDays(steps('2026-11-03', 4)), info('d'))).toMatchObject({
			replaced: 1,
		});
	});

	it('holds a file that says the same as good as the one that wrote it', async () => {
		await importBatch(withDays(steps('2026-11-01', 1)), info('a', 10));
		await importBatch(withDays(steps('2026-11-01', 1)), info('b', 30));
		const between = withDays(steps('2026-11-01', 2));
		expect(await importBatch(between, info('c', 20))).toMatchObject({ kept: 1 });
	});

	it('does not touch what was entered by hand', async () => {
		const condition = { code: 'asthma', since: '2020-01-01', until: null };
		valueOf(await vault.setDay(steps('2026-11-01', 7000, 'manual')));
		valueOf(await vault.editConditions(() => ({ conditions: [condition] })));
		const file = {
			...withDays(steps('2026-11-01', 8000)),
			conditions: [{ ...condition, until: '2026-01-01', source: 'clinic' }],
		};
		expect(await importBatch(file, info('a'))).toMatchObject({ added: 1, kept: 1 });
		expect(await days()).toEqual([steps('2026-11-01', 7000, 'manual'), steps('2026-11-01', 8000)]);
		expect((await read()).conditions).toEqual([condition]);
		// An own export is by hand as well.
		const own = { ...emptyRecords(), conditions: [{ ...condition, until: '2026-02-01' }] };
		expect(await importBatch(own, info('b'))).toMatchObject({ replaced: 1 });
	});

	it('writes all or nothing, wherever it fails', async () => {
		const file = {
			...withDays(steps('2026-10-01', 1), steps('2026-11-01', 1)),
			checkups: [{ day: '2026-01-01' }],
			conditions: [{ code: 'asthma', since: '2020-01-01', until: null }],
		};
		const before = await rawPages(name);
		// Two months, examinations, conditions, and the page of imports.
		for (let n = 1; n <= 5; n++) {
			const heal = failPutsFrom(n, quotaError);
			expect(await vault.importBatch(file, info('a'))).toEqual({ ok: false, error: 'full' });
			heal();
			expect(await rawPages(name)).toEqual(before);
		}
		await importBatch(file, info('a'));
		const imported = await rawPages(name);
		for (let n = 1; n <= 3; n++) {
			const heal = failPutsFrom(n, quotaError);
			expect(await vault.undoBatch('a')).toEqual({ ok: false, error: 'full' });
			heal();
			expect(await rawPages(name)).toEqual(imported);
		}
		valueOf(await vault.undoBatch('a'));
	});

	it('sets what goes with it, or, where a write fails, leaves the settings as they were', async () => {
		const settings = async () => (await first(vault.watch('all'))).settings;
		valueOf(await vault.editSettings((present) => ({ ...present, keepDays: 31 })));
		const before = await rawPages(name);
		const keep = () =>
			vault.importBatch(withDays(steps('2020-01-01', 1)), info('a'), {
				editSettings: (present) => ({ ...present, keepDays: null, prefer: { steps: 'watch' } }),
			});
		// A month, the settings, and the page of imports.
		for (let n = 1; n <= 3; n++) {
			const heal = failPutsFrom(n, quotaError);
			expect(await keep()).toEqual({ ok: false, error: 'full' });
			heal();
			expect(await rawPages(name)).toEqual(before);
			expect(await settings()).toMatchObject({ keepDays: 31, prefer: {} });
		}
		valueOf(await keep());
		expect(await settings()).toMatchObject({ keepDays: null, prefer: { steps: 'watch' } });
	});

	it('weighs each record by the age of its own file', async () => {
		const asthma = (until: string | null): Condition => ({
			...{ code: 'asthma', since: '2020-01-01', until, source: 'clinic' },
		});
		const there = withDays(steps('2026-11-01', 5000), steps('2026-11-02', 5000));
		await importBatch({ ...there, conditions: [asthma('2025-01-01')] }, info('a', 100));
		const days = ['2026-11-01', '2026-11-02', '2026-11-03'].map((day) => steps(day, 8000));
		const both = { ...withDays(...days), conditions: [asthma(null)] };
		const ages = (age: Age): Ages =>
			new Map([...both.days.slice(0, 2), ...both.conditions].map((one) => [ageKey(one), age]));
		const counts = async (id: string, age: Age) =>
			valueOf(await vault.importBatch(both, info(id, 200), { ages: ages(age) }));

		expect(await counts('older', 99)).toEqual({ added: 1, replaced: 0, same: 0, kept: 3 });
		expect(await counts('in part', 'in-part')).toEqual({ added: 0, replaced: 0, same: 1, kept: 3 });
		expect((await read()).days.map(({ value }) => value)).toEqual([5000, 5000, 8000]);
		expect((await read()).conditions).toEqual([asthma('2025-01-01')]);
		expect(await counts('unknown', null)).toEqual({ added: 0, replaced: 3, same: 1, kept: 0 });
	});
});

describe('undoBatch', () => {
	it('takes away what came, and brings back what was replaced', async () => {
		const alcohol: DayEntry = {
			...{ kind: 'alcohol', day: '2026-11-01', value: 15.78, source: 'manual' },
			drinks: [{ ml: 500, abv: 4 }],
		};
		const present = {
			...withDays(steps('2026-11-01', 1), alcohol),
			observations: [{ kind: 'hba1c', day: '2026-01-01', value: 5.5, signature: 'not-checked' }],
			conditions: [{ code: 'asthma', since: '2020-01-01', until: null }],
		} satisfies HealthRecords;
		valueOf(await vault.importRecords(present));
		const file = {
			...withDays(steps('2026-11-01', 2), steps('2026-10-01', 2), {
				...{ kind: 'alcohol', day: '2026-11-01', value: 20, source: 'manual' },
			}),
			observations: [
				{ kind: 'hba1c', day: '2026-01-01', value: 5.5, signature: 'known-key' },
				{ kind: 'bp', day: '2026-01-01', systolic: 120, diastolic: 80 },
			],
			checkups: [{ day: '2026-01-01' }],
			conditions: [{ code: 'asthma', since: '2020-01-01', until: '2026-01-01' }],
		} satisfies HealthRecords;
		expect(await importBatch(file, info('a'))).toEqual({
			...{ added: 3, replaced: 4, same: 0, kept: 0 },
		});
		expect(await read()).toMatchObject({
			observations: file.observations,
			conditions: file.conditions,
		});
		expect(valueOf(await vault.undoBatch('a'))).toEqual({ removed: 3, restored: 4 });
		expect(await read()).toEqual({ ...present, checkups: [], prefer: {} });
		expect(await batches()).toEqual([]);
		// October has no page any more.
		expect((await rawPages(name)).filter(({ table }) => table === 'days')).toHaveLength(1);
		expect(valueOf(await vault.undoBatch('a'))).toEqual({ removed: 0, restored: 0 });
	});

	it('hands on what it had found to the import that came after', async () => {
		valueOf(await vault.setDay(steps('2026-11-01', 1)));
		await importBatch(withDays(steps('2026-11-01', 2)), info('a'));
		await importBatch(withDays(steps('2026-11-01', 3)), info('b'));
		valueOf(await vault.undoBatch('a'));
		expect(await days()).toEqual([steps('2026-11-01', 3)]);
		valueOf(await vault.undoBatch('b'));
		expect(await days()).toEqual([steps('2026-11-01', 1)]);
	});

	it('leaves what a later import has as well', async () => {
		await importBatch(withDays(steps('2026-11-01', 1), steps('2026-11-02', 1)), info('a'));
		await importBatch(withDays(steps('2026-11-02', 1), steps('2026-11-03', 1)), info('b'));
		valueOf(await vault.undoBatch('a'));
		expect((await days()).map(({ day }) => day)).toEqual(['2026-11-02', '2026-11-03']);
		valueOf(await vault.undoBatch('b'));
		expect(await days()).toEqual([]);
	});

	it('is foretold: what goes, what comes back, and whether an older file was passed over', async () => {
		const ofMonth = (...values: number[]) =>
			withDays(...values.map((value, index) => steps(addDays('2026-11-01', index), value)));
		const weight = (day: string) => ({ kind: 'weight', day, value: 70 }) as const;
		const observations = [weight('2026-01-01'), weight('2026-01-02')];
		valueOf(await vault.setDay(steps('2026-11-01', 9)));
		await importBatch({ ...ofMonth(1, 1, 1, 1), observations }, info('a', 20));
		expect((await batches()).map(({ mayHideOlder }) => mayHideOlder)).toEqual([false]);
		// Of the second day it says the same; what it says of the third is older.
		const older = withDays(steps('2026-11-02', 1), steps('2026-11-03', 2));
		await importBatch({ ...older, observations: [weight('2026-01-01')] }, info('b', 10));
		expect(await batches()).toMatchObject([
			{ id: 'b', mayHideOlder: false, parts: [{ added: 0, replaced: 0 }] },
			{
				...{ id: 'a', mayHideOlder: true },
				parts: [
					{ kind: 'steps', added: 2, replaced: 1, first: '2026-11-01', last: '2026-11-04' },
					{ kind: 'weight', added: 1, replaced: 0 },
				],
			},
		]);
		expect(valueOf(await vault.undoBatch('a'))).toEqual({ removed: 3, restored: 1 });
	});

	it('lets no signature outlive the import that it came with', async () => {
		const plain = { kind: 'hba1c', day: '2026-01-01', value: 5.5 } as const;
		const file = (signature: 'known-key' | 'not-checked'): HealthRecords => ({
			...emptyRecords(),
			observations: [{ ...plain, signature }],
		});
		await importBatch(file('not-checked'), info('a'));
		expect(await importBatch(file('known-key'), info('b'))).toMatchObject({ replaced: 1 });
		expect(await importBatch(file('not-checked'), info('c'))).toMatchObject({ same: 1 });
		valueOf(await vault.undoBatch('b'));
		expect((await read()).observations).toEqual([{ ...plain, signature: 'not-checked' }]);
	});

	it('leaves what the citizen has edited or deleted since', async () => {
		const condition = { code: 'asthma', since: '2020-01-01', until: null };
		const [weight, other] = [70, 71].map((value) => {
			return { kind: 'weight', day: '2026-01-01', value } as const;
		});
		if (weight === undefined || other === undefined) throw new TypeError('expected two');
		await importBatch(
			{
				...withDays(steps('2026-11-01', 1), steps('2026-11-02', 1), steps('2026-11-03', 1)),
				observations: [weight],
				conditions: [condition],
			},
			info('a'),
		);
		valueOf(await vault.setDay(steps('2026-11-01', 9)));
		valueOf(await vault.removeDay('steps', '2026-11-02', 'watch'));
		valueOf(await vault.editClinical((page) => ({ ...page, observations: [other] })));
		const ended = { ...condition, until: '2026-11-01' };
		valueOf(await vault.editConditions(() => ({ conditions: [ended] })));
		valueOf(await vault.undoBatch('a'));
		expect(await read()).toMatchObject({
			days: [steps('2026-11-01', 9)],
			observations: [other],
			conditions: [ended],
		});
	});

	it('is refused whole where a page of its own does not open, and by no other', async () => {
		await importBatch(
			{ ...withDays(steps('2026-10-01', 1), steps('2026-11-01', 1)), checkups: [{ day: TODAY }] },
			info('a'),
		);
		await importBatch(withDays(steps('2026-09-01', 1)), info('b'));
		for (const page of await rawPages(name))
			if (page.table === 'clinical') await putRaw(name, damaged(page));
		expect(await vault.undoBatch('a')).toEqual({ ok: false, error: 'damaged' });
		expect(await days()).toHaveLength(3);
		valueOf(await vault.undoBatch('b'));
		expect(await days()).toHaveLength(2);
	});
});

const state = () =>
	raw<VaultState>(name, 'state', (rows) => rows.get('state') as IDBRequest<VaultState>);

describe('what imports remember', () => {
	/** Twice the same places: the second import remembers what the first one wrote. */
	async function fill(): Promise<void> {
		const condition = { code: 'canary', since: '2020-01-01', until: null };
		for (const [at, id] of ['a', 'b'].entries())
			await importBatch(
				{
					...withDays(steps('2026-11-01', 777 + at), steps('2025-01-01', 888 + at)),
					conditions: [{ ...condition, until: at === 0 ? null : '2026-01-01' }],
				},
				info(id),
			);
		expect(await remembered()).toMatch(/777.*888|888.*777/);
		expect(await remembered()).toContain('canary');
	}

	it('goes with what is deleted by hand, and is made unreadable', async () => {
		await fill();
		valueOf(await vault.protection.eraseDeleted());
		expect((await state()).erasureDue).toBe(false);
		valueOf(await vault.removeDay('steps', '2026-11-01', 'watch'));
		expect(await remembered()).not.toMatch(/777|2026-11-01/);
		valueOf(await vault.editConditions(() => ({ conditions: [] })));
		expect(await remembered()).not.toContain('canary');
		expect((await state()).erasureDue).toBe(true);
		expect(await remembered()).toContain('888');
	});

	it('grows old with its days, down to nothing', async () => {
		await fill();
		valueOf(await vault.editConditions(() => ({ conditions: [] })));
		valueOf(await vault.setDay(steps(TODAY, 1, 'manual')));
		valueOf(await vault.applyRetention(TODAY));
		expect(await days()).toHaveLength(2);
		expect(await remembered()).not.toMatch(/888|2025/);
		expect(await batches()).toHaveLength(2);
		const later = addDays('2026-11-01', 401);
		valueOf(await vault.setDay(steps(later, 1, 'manual')));
		valueOf(await vault.applyRetention(later));
		expect(await remembered()).toBe('[]');
	});

	it('stays as long as the days, where those are kept for good', async () => {
		await fill();
		valueOf(await vault.editSettings((s) => ({ ...s, keepDays: null })));
		const before = await remembered();
		valueOf(await vault.applyRetention(TODAY));
		expect(await remembered()).toBe(before);
	});

	it('goes with a page that did not open and was given up', async () => {
		await fill();
		const sealed = (await rawPages(name)).filter(({ table }) => table === 'days');
		for (const page of sealed) await putRaw(name, damaged(page));
		const [one, two] = (await vault.readAll()).broken;
		if (one === undefined || two === undefined) throw new TypeError('expected two');
		valueOf(await vault.removeBroken(one));
		// It may still be mended, and nobody knows which days were in the other one.
		expect(await remembered()).toMatch(/777/);
		valueOf(await vault.removeBroken(two));
		expect(await remembered()).not.toMatch(/777|888/);
		expect(await remembered()).toContain('canary');
	});
});

it('comes to a vault of the time before', async () => {
	valueOf(await vault.setDay(steps('2026-11-01', 1)));
	vault.close();
	const tables = ['slots', 'state', 'pages'] as const;
	const rows = await Promise.all(
		tables.map((table) => raw(name, table, (all) => all.getAll() as IDBRequest<object[]>)),
	);
	await new Promise((resolve) => {
		indexedDB.deleteDatabase(name).onsuccess = resolve;
	});
	await new Promise<void>((resolve) => {
		// As the second version of the database was made.
		const opening = indexedDB.open(name, 20);
		opening.onupgradeneeded = () => {
			const db = opening.result;
			db.createObjectStore('pages', { keyPath: 'key' }).createIndex('table', 'table');
			db.createObjectStore('slots', { keyPath: 'id' });
			db.createObjectStore('state', { keyPath: 'id' });
		};
		opening.onsuccess = () => {
			const db = opening.result;
			const writing = db.transaction(tables, 'readwrite');
			for (const [at, table] of tables.entries())
				for (const row of rows[at] ?? [])
					if (!('table' in row) || row.table !== 'batches') writing.objectStore(table).put(row);
			writing.oncomplete = () => {
				db.close();
				resolve();
			};
		};
	});
	vault = await openVault(name);
	expect(await days()).toEqual([steps('2026-11-01', 1)]);
	expect((await rawPages(name)).map(({ table }) => table)).toContain('batches');
	await importBatch(withDays(steps('2026-11-01', 2)), info('a'));
	valueOf(await vault.undoBatch('a'));
	expect(await days()).toEqual([steps('2026-11-01', 1)]);
});

describe('a page of imports that does not open', () => {
	async function change(how: (page: StoredPage) => StoredPage): Promise<void> {
		await importBatch(withDays(steps('2026-11-01', 1)), info('a'));
		for (const page of await rawPages(name))
			if (page.table === ('batches' satisfies PageTable)) await putRaw(name, how(page));
	}

	it('is told, stands in no record’s way, and goes at the citizen’s word', async () => {
		await change(damaged);
		const { broken, records } = await vault.readAll();
		expect(broken).toMatchObject([{ table: 'batches', page: null, error: 'damaged' }]);
		expect(records.reveal().days).toHaveLength(1);
		expect(await batches()).toEqual([]);
		valueOf(await vault.setDay(steps('2026-11-01', 2)));
		valueOf(await vault.removeDay('steps', '2026-11-01', 'watch'));
		valueOf(await vault.applyRetention(TODAY));
		const file = withDays(steps('2026-11-02', 1));
		expect(await vault.importBatch(file, info('b'))).toEqual({ ok: false, error: 'damaged' });
		expect(await vault.undoBatch('a')).toEqual({ ok: false, error: 'damaged' });
		expect(await days()).toEqual([]);
		for (const page of broken) valueOf(await vault.removeBroken(page));
		await importBatch(file, info('b'));
		expect(await batches()).toHaveLength(1);
	});

	it('is not contradicted where a newer version wrote it', async () => {
		await change((page) => ({ ...page, version: 99, nonce: page.nonce.map((byte) => byte ^ 1) }));
		const before = await rawPages(name);
		const newer = { ok: false, error: 'newer-version' };
		expect(await vault.setDay(steps('2026-11-01', 2))).toEqual(newer);
		expect(await vault.removeDay('steps', '2026-11-01', 'watch')).toEqual(newer);
		expect(await vault.importBatch(withDays(steps(TODAY, 1)), info('b'))).toEqual(newer);
		expect(await vault.undoBatch('a')).toEqual(newer);
		expect(await vault.applyRetention('2028-11-20')).toEqual(newer);
		expect(await rawPages(name)).toEqual(before);
	});
});
