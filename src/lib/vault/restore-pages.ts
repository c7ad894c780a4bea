import { canonicalJson } from '$lib/codec/canonical-json';
import type { Result } from '$lib/codec/result';
import { monthOf, type Day, type Month } from '$lib/records/day';
import { emptyRecords } from '$lib/records/records';
import type { Backup } from './backup';
import {
	noBatches,
	noClinical,
	noConditions,
	ONLY_PAGE,
	type BatchesContent,
	type ClinicalContent,
	type ConditionsContent,
	type DaysContent,
	type PersonalSettings,
	type ReceiptsContent,
} from './contents';
import type { PageTable } from './database';
import { defaultSettings } from './default-settings';
import { mends, restored, type RestingPages, type RestoreMode } from './restore';
import type { BrokenPage, PageError, SealedTable } from './sealed-table';
import { WriteRefused } from './write-errors';

/** The tables of a vault that a backup is made from. */
export interface BackupTables {
	readonly days: SealedTable<DaysContent>;
	readonly clinical: SealedTable<ClinicalContent>;
	readonly conditions: SealedTable<ConditionsContent>;
	readonly settings: SealedTable<PersonalSettings>;
	readonly receipts: SealedTable<ReceiptsContent>;
	readonly batches: SealedTable<BatchesContent>;
}

/** Everything that rests and opens, and the pages that do not. Must run inside a transaction. */
export async function readPages(tables: BackupTables): Promise<RestingPages> {
	const broken: BrokenPage[] = [];
	const only = async <T extends object>(table: SealedTable<T>): Promise<T | null> => {
		const read = await table.get(ONLY_PAGE);
		if (read.ok) return read.value;
		broken.push(read.error);
		return null;
	};
	const days = await tables.days.all();
	const receipts = await tables.receipts.all();
	broken.push(...days.broken, ...receipts.broken);
	const clinical = (await only(tables.clinical)) ?? noClinical;
	const conditions = (await only(tables.conditions)) ?? noConditions;
	const settings = (await only(tables.settings)) ?? defaultSettings;
	const batches = (await only(tables.batches)) ?? noBatches;
	return {
		records: {
			...emptyRecords(),
			...clinical,
			...conditions,
			days: days.pages.flatMap(({ content }) => content.entries),
			prefer: settings.prefer,
		},
		receipts: receipts.pages.flatMap(({ content }) => content.receipts),
		settings,
		batches: batches.batches,
		broken,
	};
}

/**
 * Makes of the pages what `restored` says. A page that does not open goes where the file has something
 * in its place, and in a replacement; what a newer app wrote stops the whole. Must run inside a
 * transaction, which it leaves by throwing `WriteRefused`.
 *
 * @param keepsOldDays whether days are kept for good from now on, so that retention deletes none
 */
export async function restoreIntoPages(
	backup: Backup,
	mode: RestoreMode,
	keepsOldDays: boolean,
	tables: BackupTables,
): Promise<void> {
	const present = await readPages(tables);
	if (present.broken.some(({ error }) => error === 'newer-version'))
		throw new WriteRefused('newer-version');
	if (mode === 'replace') {
		const { days, clinical, conditions, settings, receipts, batches } = tables;
		for (const table of [days, clinical, conditions, settings, receipts, batches])
			await table.clear();
	}
	const broken = mode === 'replace' ? [] : present.broken;
	for (const page of broken)
		if (mends(backup, page)) orRefuse(await tables[page.table].removeBroken(page));

	// A month that does not open and stays so is in neither list: nothing is put in its place.
	const { records, receipts, settings, batches } = restored(present, backup, mode);
	for (const [month, entries] of byMonth(records.days)) await put(tables.days, month, { entries });
	for (const [month, list] of byMonth(receipts))
		await put(tables.receipts, month, { receipts: list });
	const { observations, checkups, conditions } = records;
	const isLeft = (table: PageTable) =>
		broken.some((page) => page.table === table && !mends(backup, page));
	if (!isLeft('clinical')) await put(tables.clinical, ONLY_PAGE, { observations, checkups });
	if (!isLeft('conditions')) await put(tables.conditions, ONLY_PAGE, { conditions });
	if (!isLeft('batches')) await put(tables.batches, ONLY_PAGE, { batches });
	const keepDays = keepsOldDays ? null : settings.keepDays;
	await put(tables.settings, ONLY_PAGE, { ...settings, keepDays });
}

/** Writes a page, unless that is what it holds. */
async function put<T extends object>(
	table: SealedTable<T>,
	page: string,
	content: T,
): Promise<void> {
	const text = canonicalJson(content);
	orRefuse(
		await table.update(page, (present) =>
			present !== null && canonicalJson(present) === text ? present : content,
		),
	);
}

function orRefuse(written: Result<void, PageError>): void {
	if (!written.ok) throw new WriteRefused(written.error);
}

function byMonth<T extends { readonly day: Day }>(entries: readonly T[]): Map<Month, T[]> {
	const months = new Map<Month, T[]>();
	for (const entry of entries) {
		const month = monthOf(entry.day);
		const known = months.get(month);
		if (known === undefined) months.set(month, [entry]);
		else known.push(entry);
	}
	return months;
}
