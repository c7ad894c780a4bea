import { liveQuery, type Observable } from 'dexie';

import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import { monthOf, type Day, type Month } from '$lib/records/day';
import { removeDayEntry, setDayEntry } from '$lib/records/edit';
import type { LifestyleKind } from '$lib/records/kinds';
import { mergeRecords } from '$lib/records/merge';
import { emptyRecords, type DayEntry, type HealthRecords } from '$lib/records/records';
import {
	clinicalContent,
	conditionsContent,
	daysContent,
	defaultSettings,
	noClinical,
	noConditions,
	ONLY_PAGE,
	receiptsContent,
	settingsContent,
	type ClinicalContent,
	type ConditionsContent,
	type DaysContent,
	type PersonalSettings,
} from './contents';
import { DATABASE_NAME, TesseraDatabase, type PageTable } from './database';
import { openKeys, type KeyError, type VaultKeys } from './keys';
import { Receipts } from './receipts';
import { asOneTransaction, hasPages, SealedTable, type PageError } from './sealed-table';
import { attemptWrite, writeErrorOf, type WriteError } from './write-errors';

/** What `watch` gives: subscribed to by the app, which does not know of Dexie. */
export type { Observable };

/** A page that does not open. `page` is its month where the app asked for that month by name. */
export interface BrokenPage {
	readonly table: PageTable;
	readonly page: string | null;
	readonly error: PageError;
}

/** Everything a score and its screen need, read in one consistent transaction. */
export interface VaultWindow {
	readonly records: HealthRecords;
	readonly settings: PersonalSettings;
	readonly broken: readonly BrokenPage[];
	/** Whether any record rests here, inside this window or outside it. */
	readonly hasRecords: boolean;
}

export type OpenFailure =
	/** The browser gives no IndexedDB here (some private modes). */
	| 'no-storage'
	/** Another tab keeps an older version open. */
	| 'blocked'
	/** The database was written by a newer app. */
	| 'newer-version'
	| KeyError
	| 'failed';

export interface ImportCounts {
	readonly added: number;
	readonly replaced: number;
	readonly same: number;
}

/** What a failed IndexedDB call means, for the texts that say it. */
function openFailureOf(cause: unknown): OpenFailure {
	const name = cause instanceof Error ? cause.name : '';
	if (name === 'VersionError') return 'newer-version';
	if (name === 'MissingAPIError' || name === 'InvalidStateError' || name === 'SecurityError')
		return 'no-storage';
	return 'failed';
}

/** The open vault: one object a tab, closed when another tab deletes or upgrades the database. */
export class Vault {
	readonly #db: TesseraDatabase;
	readonly #keys: VaultKeys;
	readonly #days: SealedTable<DaysContent>;
	readonly #clinical: SealedTable<ClinicalContent>;
	readonly #conditions: SealedTable<ConditionsContent>;
	readonly #settings: SealedTable<PersonalSettings>;
	readonly receipts: Receipts;

	constructor(db: TesseraDatabase, keys: VaultKeys, random: RandomSource) {
		this.#db = db;
		this.#keys = keys;
		this.#days = new SealedTable(db, keys, random, 'days', daysContent);
		this.#clinical = new SealedTable(db, keys, random, 'clinical', clinicalContent);
		this.#conditions = new SealedTable(db, keys, random, 'conditions', conditionsContent);
		this.#settings = new SealedTable(db, keys, random, 'settings', settingsContent);
		this.receipts = new Receipts(new SealedTable(db, keys, random, 'receipts', receiptsContent));
	}

	/**
	 * Opens the vault of this device, and makes it where there is none.
	 *
	 * @param onClose called when the vault can no longer be used: deleted or upgraded in another tab,
	 * or ended by the browser
	 */
	static async open(
		random: RandomSource,
		onClose: () => void,
		name: string = DATABASE_NAME,
	): Promise<Result<Vault, OpenFailure>> {
		const db = new TesseraDatabase(name);
		// Until the tab that blocks lets go, opening neither ends nor fails.
		const blocked = new Promise<'blocked'>((resolve) => {
			db.on('blocked', () => {
				resolve('blocked');
			});
		});
		db.on('versionchange', () => {
			db.close();
			onClose();
		});
		db.on('close', onClose);
		try {
			if ((await Promise.race([db.open(), blocked])) === 'blocked') return err('blocked');
			const keys = await openKeys(db, random);
			if (!keys.ok) {
				db.close();
				return keys;
			}
			return ok(new Vault(db, keys.value, random));
		} catch (cause) {
			return err(openFailureOf(cause));
		}
	}

	close(): void {
		this.#db.close();
		this.#keys.forget();
	}

	/** Reads the pages of the given months, the clinical pages and the settings, as one state. */
	#readWindow(months: readonly Month[] | 'all'): Promise<VaultWindow> {
		return asOneTransaction(this.#db, 'r', async () => {
			const broken: BrokenPage[] = [];
			const take = <T>(table: PageTable, page: string, read: Result<T, PageError>): T | null => {
				if (read.ok) return read.value;
				broken.push({ table, page, error: read.error });
				return null;
			};
			const days: DayEntry[] = [];
			if (months === 'all') {
				const read = await this.#days.all();
				days.push(...read.pages.flatMap((page) => page.content.entries));
				for (const { error } of read.broken) broken.push({ table: 'days', page: null, error });
			} else {
				for (const month of months)
					days.push(...(take('days', month, await this.#days.get(month))?.entries ?? []));
			}
			const clinical =
				take('clinical', ONLY_PAGE, await this.#clinical.get(ONLY_PAGE)) ?? noClinical;
			const conditions =
				take('conditions', ONLY_PAGE, await this.#conditions.get(ONLY_PAGE)) ?? noConditions;
			const settings =
				take('settings', ONLY_PAGE, await this.#settings.get(ONLY_PAGE)) ?? defaultSettings;
			return {
				records: { ...emptyRecords(), ...clinical, ...conditions, days, prefer: settings.prefer },
				settings,
				broken,
				hasRecords: await hasPages(this.#db, ['days', 'clinical', 'conditions']),
			};
		});
	}

	/** The window as it changes, in this tab or another. `'all'` reads every month. */
	watch(months: readonly Month[] | 'all'): Observable<VaultWindow> {
		return liveQuery(() => this.#readWindow(months));
	}

	/** All records, for the export. Fails rather than leave a broken page out in silence. */
	async readAll(): Promise<{ records: HealthRecords; broken: readonly BrokenPage[] }> {
		const { records, broken } = await this.#readWindow('all');
		return { records, broken };
	}

	async readSettings(): Promise<PersonalSettings> {
		const read = await this.#settings.get(ONLY_PAGE);
		return (read.ok ? read.value : null) ?? defaultSettings;
	}

	setDay(entry: DayEntry): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#days.update(monthOf(entry.day), (page) => ({
				entries: setDayEntry(page?.entries ?? [], entry),
			})),
		);
	}

	/** Removes what a source told of one kind and day; a month without entries leaves no page. */
	removeDay(kind: LifestyleKind, day: Day, source: string): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#days.update(monthOf(day), (page) => {
				const entries = removeDayEntry(page?.entries ?? [], kind, day, source);
				return entries.length === 0 ? null : { entries };
			}),
		);
	}

	editClinical(
		change: (present: ClinicalContent) => ClinicalContent,
	): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#clinical.update(ONLY_PAGE, (page) => {
				const next = change(page ?? noClinical);
				return next.observations.length + next.checkups.length === 0 ? null : next;
			}),
		);
	}

	editConditions(
		change: (present: ConditionsContent) => ConditionsContent,
	): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#conditions.update(ONLY_PAGE, (page) => {
				const next = change(page ?? noConditions);
				return next.conditions.length === 0 ? null : next;
			}),
		);
	}

	editSettings(
		change: (present: PersonalSettings) => PersonalSettings,
	): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#settings.update(ONLY_PAGE, (page) => change(page ?? defaultSettings)),
		);
	}

	/**
	 * Writes a whole file of records in one transaction: all of it, or, on any error, none of it.
	 * Nothing that rests here is lost: what the file does not name stays.
	 */
	async importRecords(incoming: HealthRecords): Promise<Result<ImportCounts, WriteError>> {
		let counts: ImportCounts = { added: 0, replaced: 0, same: 0 };
		try {
			await asOneTransaction(this.#db, 'rw', async () => {
				const present = await this.#readWindow('all');
				const broken = present.broken[0];
				if (broken !== undefined) throw new ImportRefused(broken.error);
				const merge = mergeRecords(present.records, incoming);
				counts = { added: merge.added, replaced: merge.replaced, same: merge.same };
				const { merged } = merge;
				for (const [month, entries] of byMonth(merged.days))
					await this.#days.update(month, () => ({ entries }));
				const { observations, checkups, conditions, prefer } = merged;
				if (observations.length + checkups.length > 0)
					await this.#clinical.update(ONLY_PAGE, () => ({ observations, checkups }));
				if (conditions.length > 0) await this.#conditions.update(ONLY_PAGE, () => ({ conditions }));
				await this.#settings.update(ONLY_PAGE, (page) => ({
					...(page ?? defaultSettings),
					prefer: prefer ?? {},
				}));
			});
			return ok(counts);
		} catch (cause) {
			return err(cause instanceof ImportRefused ? cause.reason : writeErrorOf(cause));
		}
	}

	/** Deletes lifestyle days before `firstKept`, page by page; receipts have their own rule. */
	async deleteDaysBefore(firstKept: Day): Promise<void> {
		const { pages } = await this.#days.all();
		for (const { page } of pages) {
			if (page > monthOf(firstKept)) continue;
			await this.#days.update(page, (present) => {
				const entries = present?.entries.filter((entry) => entry.day >= firstKept) ?? [];
				if (entries.length === present?.entries.length) return present;
				return entries.length === 0 ? null : { entries };
			});
		}
	}

	/** Removes a page that does not open, at the citizen's word. */
	async removeBroken(page: BrokenPage): Promise<void> {
		if (page.page === null) {
			await this.#days.removeBroken();
			return;
		}
		const table = {
			days: this.#days,
			clinical: this.#clinical,
			conditions: this.#conditions,
			settings: this.#settings,
		}[page.table as Exclude<PageTable, 'receipts'>];
		await table.remove(page.page);
	}
}

function byMonth(days: readonly DayEntry[]): Map<Month, DayEntry[]> {
	const months = new Map<Month, DayEntry[]>();
	for (const entry of days) {
		const month = monthOf(entry.day);
		const entries = months.get(month);
		if (entries === undefined) months.set(month, [entry]);
		else entries.push(entry);
	}
	return months;
}

/** Leaves a transaction, so that Dexie rolls it back; never seen outside this file. */
class ImportRefused extends Error {
	readonly reason: PageError;

	constructor(reason: PageError) {
		super(`import refused: ${reason}`);
		this.reason = reason;
	}
}
