import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
	anyBackup,
	anyHoldings,
	backup,
	nothingRests,
	receipt,
} from '../../../tests/fixtures/backup';
import { canonicalJson } from '../codec/canonical-json';
import { monthOf } from '../records/day';
import { emptyRecords, type DayEntry } from '../records/records';
import type { Holdings } from './backup';
import { defaultSettings } from './default-settings';
import {
	mergeReceipts,
	mergeSettings,
	previewRestore,
	restored,
	type RestingPages,
	type RestoreMode,
} from './restore';

const TODAY = '2026-11-20';
const MODES: readonly RestoreMode[] = ['merge', 'replace'];

const rests = (held: Partial<RestingPages> = {}): RestingPages => ({
	...nothingRests,
	broken: [],
	...held,
});
const steps = (day: string, value: number): DayEntry => ({
	kind: 'steps',
	day,
	value,
	source: 'manual',
});
const days = (...entries: DayEntry[]) => ({ ...emptyRecords(), days: entries });
const zero = { added: 0, replaced: 0, same: 0, removed: 0 };

/** Everything of a person's, as texts in one order. */
const all = ({ records, receipts }: Holdings) =>
	[
		...records.days,
		...records.observations,
		...records.conditions,
		...records.checkups,
		...receipts,
	]
		.map(canonicalJson)
		.sort();

describe('restored', () => {
	it('into nothing is the file, in both modes', () => {
		fc.assert(
			fc.property(anyBackup, (file) => {
				for (const mode of MODES) {
					const after = restored(nothingRests, file, mode);
					expect(new Set(all(after))).toEqual(new Set(all(file)));
				}
				expect(restored(nothingRests, file, 'replace').settings).toEqual(file.settings);
			}),
		);
	}, 30_000);

	it('by merging gives up nothing but what the file says otherwise', () => {
		fc.assert(
			fc.property(anyHoldings, anyBackup, (present, file) => {
				const after = restored(present, file, 'merge');
				const keys = (held: Holdings) =>
					held.records.days.map(({ kind, day, source }) => `${kind} ${day} ${source}`);
				expect(new Set(keys(after))).toEqual(new Set([...keys(present), ...keys(file)]));
				expect(restored(after, file, 'merge')).toEqual(after);
			}),
		);
	}, 30_000);

	it('by replacing has no memory of what was there, but for a zone that the file lacks', () => {
		fc.assert(
			fc.property(anyHoldings, anyBackup, (present, file) => {
				const fresh = restored(nothingRests, file, 'replace');
				const homeZone = file.settings.homeZone ?? present.settings.homeZone;
				expect(restored(present, file, 'replace')).toEqual({
					...fresh,
					settings: { ...fresh.settings, homeZone },
				});
			}),
		);
	}, 30_000);
});

describe('receipts', () => {
	it('of one id are one: the state with more codes, kept if either is', () => {
		const more = { ...receipt, codes: 5 };
		expect(mergeReceipts([more], [{ ...receipt, kept: true }])).toEqual([{ ...more, kept: true }]);
		expect(mergeReceipts([receipt], [more])).toEqual([more]);
	});
});

describe('settings', () => {
	it('that were chosen here stay; the others are the file’s', () => {
		const here = { ...defaultSettings, homeZone: 'Europe/Berlin', receiptsOn: false };
		const file = { ...defaultSettings, homeZone: 'Asia/Tokyo', numberHidden: true };
		expect(mergeSettings(here, file)).toEqual({ ...here, numberHidden: true });
	});

	it('keep days for as long as the more patient of both', () => {
		const keep = (here: number | null, file: number | null) =>
			mergeSettings({ ...defaultSettings, keepDays: here }, { ...defaultSettings, keepDays: file })
				.keepDays;
		expect([keep(90, 400), keep(400, 90), keep(90, null), keep(null, 90)]).toEqual([
			400,
			400,
			null,
			null,
		]);
	});

	it('never let the last complete day go back, nor forget what was said', () => {
		fc.assert(
			fc.property(anyHoldings, anyHoldings, ({ settings: here }, { settings: file }) => {
				const merged = mergeSettings(here, file);
				for (const { asOfFloor, saidToday } of [here, file]) {
					expect((merged.asOfFloor ?? '') >= (asOfFloor ?? '')).toBe(true);
					expect(merged.saidToday?.made.length ?? 0).toBeGreaterThanOrEqual(
						saidToday?.made.length ?? 0,
					);
				}
			}),
		);
		const on = (day: string) => ({ ...defaultSettings, saidToday: { day, made: [] } });
		const [yesterday, today] = [on('2026-11-19'), on('2026-11-20')];
		expect(mergeSettings(yesterday, today).saidToday?.day).toBe('2026-11-20');
		expect(mergeSettings(today, yesterday).saidToday?.day).toBe('2026-11-20');
	}, 30_000);
});

describe('the preview', () => {
	it('counts what is new, changed, the same and gone, kind by kind', () => {
		const present = rests({
			records: {
				...days(steps('2026-11-17', 1), steps('2026-11-18', 2), steps('2026-09-01', 3)),
				checkups: [{ day: '2026-01-02', source: 'manual' }],
			},
			receipts: [{ ...receipt, id: 'bb00' }],
		});
		const file = {
			...backup,
			records: {
				...backup.records,
				days: [steps('2026-11-17', 1), steps('2026-11-18', 9), steps('2026-10-01', 4)],
			},
		};
		const merge = previewRestore(present, file, 'merge', TODAY);
		expect(merge.kinds).toEqual({
			steps: { added: 1, replaced: 1, same: 1, removed: 0 },
			activity: zero,
			sleep: zero,
			alcohol: zero,
			cigarettes: zero,
			observations: { ...zero, added: 1 },
			checkups: { ...zero, same: 1 },
			conditions: { ...zero, added: 1 },
			receipts: { ...zero, added: 1 },
		});
		expect(merge.months).toEqual(['2026-10', '2026-11']);
		const replace = previewRestore(present, file, 'replace', TODAY);
		expect(replace.kinds.steps).toEqual({ added: 1, replaced: 1, same: 1, removed: 1 });
		expect(replace.kinds.receipts).toEqual({ ...zero, added: 1, removed: 1 });
		expect(replace.months).toEqual(['2026-09', '2026-10', '2026-11']);
	});

	it('names the settings that would change', () => {
		const present = rests({ settings: { ...defaultSettings, homeZone: 'Europe/Berlin' } });
		const { settings } = previewRestore(present, backup, 'merge', TODAY);
		expect(settings).not.toContain('homeZone');
		expect(settings).toEqual(expect.arrayContaining(['keepDays', 'receiptsOn', 'lockAfter']));
		expect(previewRestore(present, backup, 'replace', TODAY).settings).toContain('homeZone');
	});

	it('says of pages that do not open which the file mends', () => {
		const broken = (
			[
				['days', '2026-11'],
				['days', '2026-08'],
				['receipts', '2026-11'],
				['clinical', null],
				['conditions', null],
				['settings', null],
				['days', null],
			] as const
		).map(([table, page], at) => ({ table, page, key: String(at), error: 'damaged' as const }));
		const { mended, stillBroken, months } = previewRestore(
			rests({ broken }),
			{ ...backup, records: { ...backup.records, conditions: [] } },
			'merge',
			TODAY,
		);
		expect(mended.map(({ key }) => key)).toEqual(['0', '2', '3', '5']);
		expect(stillBroken.map(({ key }) => key)).toEqual(['1', '4', '6']);
		expect(months).toEqual(['2026-10', '2026-11']);
		const all = previewRestore(rests({ broken }), backup, 'replace', TODAY);
		expect(all.mended).toEqual(broken);
		expect(all.stillBroken).toEqual([]);
		expect(all.months).toContain('2026-08');
	});

	it('counts what retention would delete soon after', () => {
		const file = {
			...backup,
			records: days(steps('2023-11-16', 1), steps('2023-11-15', 1)),
			receipts: [
				{ ...receipt, day: '2026-10-20' },
				{ ...receipt, id: 'b', day: '2026-10-21' },
				{ ...receipt, id: 'c', day: '2026-10-20', kept: true },
			],
		};
		expect(previewRestore(rests(), file, 'merge', TODAY)).toMatchObject({
			keepDays: 1100,
			oldDays: 1,
			oldReceipts: 1,
		});
		const forGood = { ...file, settings: { ...file.settings, keepDays: null } };
		expect(previewRestore(rests(), forGood, 'merge', TODAY)).toMatchObject({
			keepDays: null,
			oldDays: 0,
		});
	});

	it('adds up: before and what comes, less what goes, is what rests then', () => {
		fc.assert(
			fc.property(anyHoldings, anyBackup, fc.constantFrom(...MODES), (present, file, mode) => {
				const { kinds, months } = previewRestore(rests(present), file, mode, TODAY);
				const after = restored(present, file, mode);
				const count = (held: Holdings) => held.records.days.length + held.receipts.length;
				const { steps: s, activity, sleep, alcohol, cigarettes, receipts } = kinds;
				const [added, removed] = (['added', 'removed'] as const).map((name) =>
					[s, activity, sleep, alcohol, cigarettes, receipts].reduce(
						(sum, counts) => sum + counts[name],
						0,
					),
				) as [number, number];
				expect(count(present) + added - removed).toBe(count(after));
				if (mode === 'merge') expect(removed).toBe(0);
				const texts = (held: Holdings, month: string) =>
					held.records.days
						.filter(({ day }) => monthOf(day) === month)
						.map(canonicalJson)
						.sort();
				for (const month of new Set(
					[...present.records.days, ...after.records.days].map(({ day }) => monthOf(day)),
				))
					if (!months.includes(month)) expect(texts(present, month)).toEqual(texts(after, month));
			}),
		);
	}, 30_000);
});
