import type { RandomSource } from '$lib/codec/random';
import { ok, type Result } from '$lib/codec/result';
import { monthOf, type Day, type Month } from '$lib/records/day';
import { changedRecords, removeDayEntry, setDayEntry } from '$lib/records/edit';
import type { LifestyleKind } from '$lib/records/kinds';
import { emptyRecords, type DayEntry, type HealthRecords } from '$lib/records/records';
import type { SchemaOf } from '$lib/records/schema';
import { Backups } from './backups';
import { listed } from './batch-history';
import type { BatchInfo, ImportBatch, ImportCounts } from './batches';
import {
	batchesContent,
	clinicalContent,
	conditionsContent,
	daysContent,
	noClinical,
	noConditions,
	ONLY_PAGE,
	receiptsContent,
	settingsContent,
	type ClinicalContent,
	type ConditionsContent,
	type PersonalSettings,
} from './contents';
import type { PageTable } from './database';
import { defaultSettings } from './default-settings';
import type { GuardedDatabase } from './guarded-database';
import { mergeIntoPages, type RecordTables } from './import-pages';
import { Imports, type ImportTerms, type UndoCounts } from './imports';
import { losesMember, losesReceipt } from './loses';
import { Receipts } from './receipts';
import { Redacted } from './redacted';
import { applyRetention } from './retention';
import { SealedTable, type BrokenPage, type Loses, type PageError } from './sealed-table';
import { strayPages } from './stray-pages';
import type { Placed } from './told';
import { watchPages, type Observable } from './watch';
import { attemptWrite, type WriteError } from './write-errors';

/** Everything a score and its screen need, read in one consistent transaction. */
export interface VaultWindow {
	readonly records: Redacted<HealthRecords>;
	readonly settings: PersonalSettings;
	readonly broken: readonly BrokenPage[];
	/** Whether any record rests here, inside this window or outside it, readable or not. */
	readonly hasRecords: boolean;
}

/** What rests in an open vault: reading it, watching it, and changing it. */
export class RecordPages {
	readonly #guarded: GuardedDatabase;
	readonly #tables: RecordTables;
	readonly #imports: Imports;
	readonly receipts: Receipts;
	/** Taking everything out, and bringing it back. */
	readonly backups: Backups;

	constructor(guarded: GuardedDatabase, random: RandomSource) {
		const sealed = <T extends object>(
			table: PageTable,
			schema: SchemaOf<T>,
			loses?: Loses<T>,
		): SealedTable<T> => new SealedTable(guarded, random, table, schema, loses);
		this.#guarded = guarded;
		this.#tables = {
			days: sealed('days', daysContent, losesMember),
			clinical: sealed('clinical', clinicalContent, losesMember),
			conditions: sealed('conditions', conditionsContent, losesMember),
			settings: sealed('settings', settingsContent),
		};
		const receipts = sealed('receipts', receiptsContent, losesReceipt);
		const batches = sealed('batches', batchesContent, losesMember);
		this.receipts = new Receipts(guarded, receipts);
		this.#imports = new Imports(guarded, this.#tables, batches);
		this.backups = new Backups(guarded, { ...this.#tables, receipts, batches });
	}

	/**
	 * Makes the pages whose being there would say something, where they are missing. Where that
	 * cannot be written, what rests can still be read, and the next write will say why it cannot.
	 */
	protected async layOut(): Promise<void> {
		await attemptWrite(() => this.#tables.clinical.update(ONLY_PAGE, (page) => page ?? noClinical));
		await attemptWrite(() =>
			this.#tables.conditions.update(ONLY_PAGE, (page) => page ?? noConditions),
		);
		await this.#imports.layOut();
	}

	/** Reads the pages of the given months, the clinical pages and the settings, as one state. */
	#readWindow(months: readonly Month[] | 'all'): Promise<VaultWindow> {
		return this.#guarded.transact('r', async () => {
			const broken: BrokenPage[] = [];
			const take = <T>(read: Result<T, BrokenPage>): T | null => {
				if (read.ok) return read.value;
				broken.push(read.error);
				return null;
			};
			const days: DayEntry[] = [];
			if (months === 'all') {
				const read = await this.#tables.days.all();
				days.push(...read.pages.flatMap((page) => page.content.entries));
				broken.push(...read.broken, ...(await this.#imports.broken()));
			} else {
				for (const month of months)
					days.push(...(take(await this.#tables.days.get(month))?.entries ?? []));
			}
			const clinical = take(await this.#tables.clinical.get(ONLY_PAGE)) ?? noClinical;
			const conditions = take(await this.#tables.conditions.get(ONLY_PAGE)) ?? noConditions;
			const settings = take(await this.#tables.settings.get(ONLY_PAGE)) ?? defaultSettings;
			const known = new Set(broken.map(({ key }) => key));
			const strays = await strayPages(this.#guarded);
			broken.push(...strays.filter(({ key }) => !known.has(key)));
			const { prefer } = settings;
			return {
				records: new Redacted({ ...emptyRecords(), ...clinical, ...conditions, days, prefer }),
				settings,
				broken,
				hasRecords:
					clinical.observations.length + clinical.checkups.length > 0 ||
					conditions.conditions.length > 0 ||
					broken.some(({ table }) => table !== 'settings' && table !== 'batches') ||
					!(await this.#tables.days.isEmpty()),
			};
		});
	}

	/** The window as it changes, in this tab or another. `'all'` reads every month. */
	watch(months: readonly Month[] | 'all'): Observable<VaultWindow> {
		return watchPages(this.#guarded, () => this.#readWindow(months));
	}

	/** All records, for the export, with the pages that are missing in it because they do not open. */
	async readAll(): Promise<{ records: Redacted<HealthRecords>; broken: readonly BrokenPage[] }> {
		const { records, broken } = await this.#readWindow('all');
		return { records, broken };
	}

	/**
	 * A change by hand, in one transaction: what imports remember of the places that it touches goes with
	 * it, so that no undo takes it back, and nothing of what was deleted stays behind.
	 */
	#byHand<T>(write: (touch: (records: Iterable<Placed>) => void) => Promise<Result<T, PageError>>) {
		return attemptWrite(() =>
			this.#guarded.transact('rw', async () => {
				const touched: Placed[] = [];
				const written = await write((records) => touched.push(...records));
				if (written.ok && touched.length > 0) await this.#imports.forget(touched);
				return written;
			}),
		);
	}

	setDay(entry: DayEntry): Promise<Result<void, WriteError>> {
		return this.#byHand((touch) => {
			touch([entry]);
			return this.#tables.days.update(monthOf(entry.day), (page) => ({
				entries: setDayEntry(page?.entries ?? [], entry),
			}));
		});
	}

	/** Removes what a source told of one kind and day; a month without entries leaves no page. */
	removeDay(kind: LifestyleKind, day: Day, source: string): Promise<Result<void, WriteError>> {
		return this.#byHand((touch) => {
			touch([{ kind, day, source }]);
			return this.#tables.days.update(monthOf(day), (page) => {
				const present = page?.entries ?? [];
				const entries = removeDayEntry(present, kind, day, source);
				if (entries.length === present.length) return page;
				return entries.length === 0 ? null : { entries };
			});
		});
	}

	editClinical(
		change: (present: ClinicalContent) => ClinicalContent,
	): Promise<Result<void, WriteError>> {
		return this.#byHand((touch) =>
			this.#tables.clinical.update(ONLY_PAGE, (page) => {
				const present = page ?? noClinical;
				const next = change(present);
				touch(changedRecords(present.observations, next.observations));
				touch(changedRecords(present.checkups, next.checkups));
				return next;
			}),
		);
	}

	editConditions(
		change: (present: ConditionsContent) => ConditionsContent,
	): Promise<Result<void, WriteError>> {
		return this.#byHand((touch) =>
			this.#tables.conditions.update(ONLY_PAGE, (page) => {
				const present = page ?? noConditions;
				const next = change(present);
				touch(changedRecords(present.conditions, next.conditions));
				return next;
			}),
		);
	}

	editSettings(
		change: (present: PersonalSettings) => PersonalSettings,
	): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#tables.settings.update(ONLY_PAGE, (page) => change(page ?? defaultSettings)),
		);
	}

	/**
	 * Writes several records by hand in one transaction: all of them, or, on any error, none.
	 * Nothing that rests here is lost: what is not named stays.
	 */
	importRecords(incoming: HealthRecords): Promise<Result<ImportCounts, WriteError>> {
		return this.#byHand(async (touch) => {
			touch(listed(incoming));
			return ok(await mergeIntoPages(incoming, this.#tables));
		});
	}

	/**
	 * Writes what was read of files, in one transaction: all of it, or, on any error, none of it. What the
	 * files do not name stays, and so does what files that are known to be newer have told, and what was
	 * entered by hand. The import is noted and can be undone, unless nothing of it is new and the very
	 * same files were imported before.
	 */
	importBatch(
		records: HealthRecords,
		batch: BatchInfo,
		terms: ImportTerms = {},
	): Promise<Result<ImportCounts, WriteError>> {
		return this.#imports.add(records, batch, terms);
	}

	/**
	 * Undoes an import, in one transaction: what came with it goes, and what it replaced comes back, also
	 * from under later imports when those are undone. What was since edited or deleted by hand stays as
	 * it is, and so does which source is preferred. Undoing what is undone changes nothing.
	 */
	undoBatch(id: string): Promise<Result<UndoCounts, WriteError>> {
		return this.#imports.undo(id);
	}

	/** The imports that can be undone, newest first, as they change, in this tab or another. */
	watchBatches(): Observable<readonly ImportBatch[]> {
		return this.#imports.watch();
	}

	/** Deletes what is older than the citizen wants it to be; see `retention.ts`. */
	applyRetention(today: Day): Promise<Result<void, WriteError>> {
		return applyRetention(today, {
			guarded: this.#guarded,
			days: this.#tables.days,
			settings: this.#tables.settings,
			imports: this.#imports,
			receipts: this.receipts,
			readAll: () => this.#readWindow('all'),
		});
	}

	/** Removes a page of `VaultWindow.broken`, at the citizen's word: that one, and no other. */
	removeBroken(page: BrokenPage): Promise<Result<void, WriteError>> {
		switch (page.table) {
			case 'days':
			case 'clinical':
			case 'conditions':
				return this.#removeRecordPage(page.table, page);
			case 'settings':
				return attemptWrite(() => this.#tables.settings.removeBroken(page));
			case 'receipts':
				return this.receipts.removeBroken(page);
			case 'batches':
				return this.#imports.removeBroken(page);
		}
	}

	#removeRecordPage(
		table: 'days' | 'clinical' | 'conditions',
		page: BrokenPage,
	): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#guarded.transact('rw', async () => {
				const removed = await this.#tables[table].removeBroken(page);
				if (!removed.ok) return removed;
				const { records, broken } = await this.#readWindow('all');
				if (!broken.some((one) => one.table === table))
					await this.#imports.forgetLost(table, records.reveal());
				return removed;
			}),
		);
	}
}
