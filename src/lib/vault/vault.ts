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
import {
	openDatabase,
	openFailureOf,
	type DatabaseFailure,
	type TesseraDatabase,
	vaultExists,
} from './database';
import { DATABASE_NAME } from './database-name';
import { mergeIntoPages, type ImportCounts } from './import-pages';
import { fileSecrets, type ErasableSecrets } from './erasable-secrets';
import { GuardedDatabase } from './guarded-database';
import {
	openKeyring,
	secretSlots,
	triesSoFar,
	type KeyError,
	type KeyOptions,
	type Keyring,
} from './keyring';
import { losesMember, losesReceipt } from './loses';
import { deriveInWorker, type DeriveKey } from './passphrase-key';
import { Protection, type KeyChangeError, type OnProgress, type SlotInfo } from './protection';
import { RECEIPT_DAYS, Receipts } from './receipts';
import { Redacted } from './redacted';
import { SealedTable, type BrokenPage } from './sealed-table';
import { kindOf } from './slots';
import { asking, type Unlock } from './unlock';
import { watchLock, watchPages, type Observable } from './watch';
import { attemptWrite, type WriteError } from './write-errors';

export type { KeyChangeError, Observable, OnProgress, SlotInfo, Unlock };

/** Everything a score and its screen need, read in one consistent transaction. */
export interface VaultWindow {
	readonly records: Redacted<HealthRecords>;
	readonly settings: PersonalSettings;
	readonly broken: readonly BrokenPage[];
	/** Whether any record rests here, inside this window or outside it, readable or not. */
	readonly hasRecords: boolean;
}

export type OpenFailure = DatabaseFailure | KeyError;

export type { ImportCounts };

/** What the lock screen shows. */
export interface LockedVault {
	readonly slots: readonly SlotInfo[];
	/** Wrong tries since the last right one. */
	readonly failures: number;
	/** When the next try may be made, in milliseconds since 1970; 0: now. */
	readonly waitUntil: number;
}

/** Why an open vault went away: locked, here or in another tab, or its database was closed. */
export type CloseReason = 'locked' | 'closed';

export interface OpenOptions {
	/** How a locked vault is opened; without it only one without a lock opens. */
	readonly unlock?: Unlock;
	/** Milliseconds since 1970, for the wait after wrong tries. */
	readonly now?: number;
	readonly name?: string;
	/** Both for tests: files in memory, and a derivation without a worker. */
	readonly secrets?: Promise<ErasableSecrets | null>;
	readonly derive?: DeriveKey;
}

/** The open vault: one object a tab, closed when another tab locks, deletes or upgrades it. */
export class Vault {
	readonly #db: TesseraDatabase;
	readonly #keyring: Keyring;
	readonly #guarded: GuardedDatabase;
	readonly #days: SealedTable<DaysContent>;
	readonly #clinical: SealedTable<ClinicalContent>;
	readonly #conditions: SealedTable<ConditionsContent>;
	readonly #settings: SealedTable<PersonalSettings>;
	readonly #onClose: (reason: CloseReason) => void;
	readonly #unwatch: () => void;
	readonly receipts: Receipts;
	/** Taking everything out, and bringing it back. */
	readonly backups: Backups;
	/** The ways to open it, and changing them. */
	readonly protection: Protection;
	#isOpen = true;

	private constructor(
		db: TesseraDatabase,
		keyring: Keyring,
		random: RandomSource,
		derive: DeriveKey,
		onClose: (reason: CloseReason) => void,
	) {
		const onLocked = () => {
			this.#end('locked');
			db.close();
		};
		const guarded = new GuardedDatabase(db, keyring.keys, () => keyring.refresh(), onLocked);
		this.#db = db;
		this.#keyring = keyring;
		this.#guarded = guarded;
		this.#onClose = onClose;
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
		this.protection = new Protection(guarded, keyring, random, derive, onLocked);
		this.#unwatch = watchLock(guarded);
	}

	/** Whether this device has one; asking makes none. */
	static exists(name: string = DATABASE_NAME): Promise<boolean> {
		return vaultExists(name);
	}

	/** What can be said of a locked vault; null where there is none, or it opens by itself. */
	static async locked({
		now = Date.now(),
		name = DATABASE_NAME,
	}: OpenOptions = {}): Promise<LockedVault | null> {
		if (!(await vaultExists(name))) return null;
		const opened = await openDatabase(name, () => undefined);
		if (!opened.ok) return null;
		const db = opened.value;
		try {
			const slots = await secretSlots(db);
			if (slots.length === 0) return null;
			const tries = await triesSoFar(db, now);
			return { slots: slots.map((slot) => ({ id: slot.id, kind: kindOf(slot) })), ...tries };
		} finally {
			db.close();
		}
	}

	/**
	 * Opens the vault of this device, and makes it where there is none.
	 *
	 * @param onClose called when the vault can no longer be used, unless by its own `close`: locked,
	 * deleted or upgraded in another tab, ended by the browser, or put aside with a page that is left
	 */
	static async open(
		random: RandomSource,
		onClose: (reason: CloseReason) => void,
		{
			unlock,
			now = Date.now(),
			name = DATABASE_NAME,
			secrets = fileSecrets(),
			derive = deriveInWorker,
		}: OpenOptions = {},
	): Promise<Result<Vault, OpenFailure>> {
		let vault: Vault | null = null;
		const opened = await openDatabase(name, () => {
			if (vault !== null) vault.#end('closed');
		});
		if (!opened.ok) return opened;
		const db = opened.value;
		try {
			const ask = unlock === undefined ? null : asking(unlock, derive);
			const options: KeyOptions = { secrets: await secrets, ask, now };
			const keyring = await openKeyring(db, random, options);
			if (!keyring.ok) {
				db.close();
				return keyring;
			}
			vault = new Vault(db, keyring.value, random, derive, onClose);
			// Closed while its key was being opened.
			if (!db.isOpen()) {
				vault.close();
				return err('failed');
			}
			await vault.#layOut();
			return ok(vault);
		} catch (cause) {
			db.close();
			return err(openFailureOf(cause));
		}
	}

	/**
	 * Makes the pages whose being there would say something, where they are missing. Where that
	 * cannot be written, what rests can still be read, and the next write will say why it cannot.
	 */
	async #layOut(): Promise<void> {
		await attemptWrite(() => this.#clinical.update(ONLY_PAGE, (page) => page ?? noClinical));
		await attemptWrite(() => this.#conditions.update(ONLY_PAGE, (page) => page ?? noConditions));
	}

	/** Forgets the keys, and says why, unless that is done. */
	#end(reason: CloseReason | null): void {
		if (!this.#isOpen) return;
		this.#isOpen = false;
		this.#unwatch();
		this.#keyring.forget();
		if (reason !== null) this.#onClose(reason);
	}

	close(): void {
		this.#end(null);
		this.#db.close();
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
