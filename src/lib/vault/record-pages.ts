import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import { addDays, monthOf, type Day, type Month } from '$lib/records/day';
import { removeDayEntry, setDayEntry } from '$lib/records/edit';
import type { LifestyleKind } from '$lib/records/kinds';
import { emptyRecords, type DayEntry, type HealthRecords } from '$lib/records/records';
import { Backups } from './backups';
import {
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
	type DaysContent,
	type PersonalSettings,
} from './contents';
import { defaultSettings } from './default-settings';
import type { GuardedDatabase } from './guarded-database';
import { mergeIntoPages, type ImportCounts } from './import-pages';
import { losesMember, losesReceipt } from './loses';
import { RECEIPT_DAYS, Receipts } from './receipts';
import { Redacted } from './redacted';
import { SealedTable, type BrokenPage } from './sealed-table';
import { strayPages } from './stray-pages';
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
	readonly #days: SealedTable<DaysContent>;
	readonly #clinical: SealedTable<ClinicalContent>;
	readonly #conditions: SealedTable<ConditionsContent>;
	readonly #settings: SealedTable<PersonalSettings>;
	readonly receipts: Receipts;
	/** Taking everything out, and bringing it back. */
	readonly backups: Backups;

	constructor(guarded: GuardedDatabase, random: RandomSource) {
		this.#guarded = guarded;
		this.#days = new SealedTable(guarded, random, 'days', daysContent, losesMember);
		this.#clinical = new SealedTable(guarded, random, 'clinical', clinicalContent, losesMember);
		this.#conditions = new SealedTable(
			guarded,
			random,
			'conditions',
			conditionsContent,
			losesMember,
		);
		this.#settings = new SealedTable(guarded, random, 'settings', settingsContent);
		const receipts = new SealedTable(guarded, random, 'receipts', receiptsContent, losesReceipt);
		this.receipts = new Receipts(guarded, receipts);
		this.backups = new Backups(guarded, {
			days: this.#days,
			clinical: this.#clinical,
			conditions: this.#conditions,
			settings: this.#settings,
			receipts,
		});
	}

	/**
	 * Makes the pages whose being there would say something, where they are missing. Where that
	 * cannot be written, what rests can still be read, and the next write will say why it cannot.
	 */
	protected async layOut(): Promise<void> {
		await attemptWrite(() => this.#clinical.update(ONLY_PAGE, (page) => page ?? noClinical));
		await attemptWrite(() => this.#conditions.update(ONLY_PAGE, (page) => page ?? noConditions));
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
				const read = await this.#days.all();
				days.push(...read.pages.flatMap((page) => page.content.entries));
				broken.push(...read.broken);
			} else {
				for (const month of months)
					days.push(...(take(await this.#days.get(month))?.entries ?? []));
			}
			const clinical = take(await this.#clinical.get(ONLY_PAGE)) ?? noClinical;
			const conditions = take(await this.#conditions.get(ONLY_PAGE)) ?? noConditions;
			const settings = take(await this.#settings.get(ONLY_PAGE)) ?? defaultSettings;
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
					broken.some(({ table }) => table !== 'settings') ||
					!(await this.#days.isEmpty()),
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
				const present = page?.entries ?? [];
				const entries = removeDayEntry(present, kind, day, source);
				if (entries.length === present.length) return page;
				return entries.length === 0 ? null : { entries };
			}),
		);
	}

	editClinical(
		change: (present: ClinicalContent) => ClinicalContent,
	): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#clinical.update(ONLY_PAGE, (page) => change(page ?? noClinical)),
		);
	}

	editConditions(
		change: (present: ConditionsContent) => ConditionsContent,
	): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#conditions.update(ONLY_PAGE, (page) => change(page ?? noConditions)),
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
	importRecords(incoming: HealthRecords): Promise<Result<ImportCounts, WriteError>> {
		return attemptWrite(() =>
			this.#guarded.transact('rw', async () => {
				return ok(
					await mergeIntoPages(incoming, {
						days: this.#days,
						clinical: this.#clinical,
						conditions: this.#conditions,
						settings: this.#settings,
					}),
				);
			}),
		);
	}

	/**
	 * Deletes lifestyle days and receipts that are older than the citizen wants them to be. While the
	 * settings do not open, nobody knows how old that is: then no day is deleted. Beside what a newer
	 * version of the app wrote, nothing is.
	 */
	async applyRetention(today: Day): Promise<Result<void, WriteError>> {
		const noted = await attemptWrite(() => this.#guarded.transact('r', () => this.#lastNoted()));
		if (!noted.ok) return noted;
		// A clock that is years ahead must delete nothing: age counts from the last day noted.
		const from = noted.value !== null && noted.value < today ? noted.value : today;
		const receipts = await this.receipts.deleteBefore(addDays(from, -RECEIPT_DAYS));
		const days = await attemptWrite(() =>
			this.#guarded.transact('rw', async () => {
				const settings = await this.#settings.get(ONLY_PAGE);
				if (!settings.ok) return err(settings.error.error);
				const { keepDays } = settings.value ?? defaultSettings;
				if (keepDays === null) return ok(undefined);
				await this.#deleteDaysBefore(addDays(from, -keepDays));
				return ok(undefined);
			}),
		);
		return receipts.ok ? days : receipts;
	}

	/** The last day that is told or has a receipt. What a newer version wrote is not to be touched. */
	async #lastNoted(): Promise<Result<Day | null, 'newer-version'>> {
		const { records, broken } = await this.#readWindow('all');
		const shown = await this.receipts.all();
		if ([...broken, ...shown.broken].some(({ error }) => error === 'newer-version'))
			return err('newer-version');
		const days = [...records.reveal().days, ...shown.receipts].map(({ day }) => day);
		return ok(days.reduce<Day | null>((last, day) => ((last ?? '') > day ? last : day), null));
	}

	#deleteDaysBefore(firstKept: Day): Promise<void> {
		return this.#days.updateAll((page) => {
			const entries = page.entries.filter((entry) => entry.day >= firstKept);
			if (entries.length === page.entries.length) return page;
			return entries.length === 0 ? null : { entries };
		});
	}

	/** Removes a page of `VaultWindow.broken`, at the citizen's word: that one, and no other. */
	removeBroken(page: BrokenPage): Promise<Result<void, WriteError>> {
		switch (page.table) {
			case 'days':
				return attemptWrite(() => this.#days.removeBroken(page));
			case 'clinical':
				return attemptWrite(() => this.#clinical.removeBroken(page));
			case 'conditions':
				return attemptWrite(() => this.#conditions.removeBroken(page));
			case 'settings':
				return attemptWrite(() => this.#settings.removeBroken(page));
			case 'receipts':
				return this.receipts.removeBroken(page);
		}
	}
}
