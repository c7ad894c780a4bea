import { ok, type Result } from '$lib/codec/result';
import type { Day } from '$lib/records/day';
import { emptyRecords } from '$lib/records/records';
import type { Backup } from './backup';
import { defaultSettings } from './default-settings';
import type { GuardedDatabase } from './guarded-database';
import { Redacted } from './redacted';
import {
	previewRestore,
	type RestingPages,
	type RestoreMode,
	type RestorePreview,
} from './restore';
import { readPages, restoreIntoPages, type BackupTables } from './restore-pages';
import { watchPages, type Observable } from './watch';
import { attemptWrite, type WriteError } from './write-errors';

/** Both ways of a restore, to choose from. */
export type RestorePreviews = Readonly<Record<RestoreMode, RestorePreview>>;

/** Taking everything out of a vault, and bringing it back. Keys and slots take no part in it. */
export class Backups {
	readonly #guarded: GuardedDatabase;
	readonly #tables: BackupTables;

	constructor(guarded: GuardedDatabase, tables: BackupTables) {
		this.#guarded = guarded;
		this.#tables = tables;
	}

	/** Everything that goes into a backup, and the pages that are missing in it. */
	read(): Promise<Redacted<RestingPages>> {
		return this.#guarded.transact('r', async () => new Redacted(await readPages(this.#tables)));
	}

	/** The same as it changes, in this tab or another. */
	watch(): Observable<Redacted<RestingPages>> {
		return watchPages(this.#guarded, async () => new Redacted(await readPages(this.#tables)));
	}

	/** What a restore would change; nothing is written. */
	async preview(backup: Redacted<Backup>, today: Day): Promise<RestorePreviews> {
		const present = (await this.read()).reveal();
		return previewsOf(present, backup.reveal(), today);
	}

	/**
	 * Brings a backup back in one transaction: all of it, or, on any error, none of it.
	 *
	 * @param keepsOldDays whether days are kept for good from now on, so that retention deletes none
	 */
	restore(
		backup: Redacted<Backup>,
		mode: RestoreMode,
		keepsOldDays: boolean,
	): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#guarded.transact('rw', async () => {
				await restoreIntoPages(backup.reveal(), mode, keepsOldDays, this.#tables);
				return ok(undefined);
			}),
		);
	}
}

/** What a vault holds that is yet to be made. */
export const nothingRests: RestingPages = {
	records: emptyRecords(),
	receipts: [],
	settings: defaultSettings,
	batches: [],
	broken: [],
};

/** The previews for what is present. */
export function previewsOf(present: RestingPages, backup: Backup, today: Day): RestorePreviews {
	return {
		merge: previewRestore(present, backup, 'merge', today),
		replace: previewRestore(present, backup, 'replace', today),
	};
}
