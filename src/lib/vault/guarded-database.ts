import Dexie from 'dexie';

import type { TesseraDatabase } from './database';
import { KeysForgotten, StaleKeys, type VaultKeys } from './keys';

/**
 * The database together with the keys to it. Every transaction first makes sure that the keys are
 * still the ones in force: under others a tab would find no page, and take that for an empty vault.
 */
export class GuardedDatabase {
	readonly db: TesseraDatabase;
	readonly keys: VaultKeys;
	readonly #refresh: () => Promise<boolean>;
	readonly #onLocked: () => void;

	/**
	 * @param refresh reads the keys anew after another tab has sealed the pages anew; false: it could
	 * not
	 * @param onLocked called when the vault was locked, or got another root key, in another tab
	 */
	constructor(
		db: TesseraDatabase,
		keys: VaultKeys,
		refresh: () => Promise<boolean> = () => Promise.resolve(false),
		onLocked: () => void = () => undefined,
	) {
		this.db = db;
		this.keys = keys;
		this.#refresh = refresh;
		this.#onLocked = onLocked;
	}

	/** Runs reads, or reads and writes, as one transaction; inside of one, as a part of it. */
	transact<T>(mode: 'r' | 'rw', work: () => Promise<T>): Promise<T> {
		// Inside nothing else can be waited for: the outermost part tries again.
		return isInside() ? work() : this.#transactAgain(mode, work);
	}

	async #transactAgain<T>(mode: 'r' | 'rw', work: () => Promise<T>): Promise<T> {
		for (;;) {
			try {
				return await this.transactOnce(mode, work);
			} catch (cause) {
				if (!(cause instanceof StaleKeys) || !(await this.#refresh())) throw cause;
			}
		}
	}

	/**
	 * The same without another try: what a live query reads must be read in its first one. No native
	 * promise is in it, because Dexie would lose sight of its transaction.
	 */
	transactOnce<T>(mode: 'r' | 'rw', work: () => Promise<T>): Promise<T> {
		const { db, keys } = this;
		return db
			.transaction(mode, [db.pages, db.state], async () => {
				const state = await db.state.get('state');
				if (state !== undefined) keys.assertInForce(state);
				return work();
			})
			.catch((cause: unknown) => {
				if (cause instanceof KeysForgotten) this.#onLocked();
				throw cause;
			});
	}

	/** After `StaleKeys` from `transactOnce`: whether another try is worth it. */
	refresh(): Promise<boolean> {
		return this.#refresh();
	}

	/**
	 * Notes, inside a transaction, that it deletes something: until the pages are sealed anew its bytes
	 * can be found on the disk, and opened.
	 */
	async markErasureDue(): Promise<void> {
		const state = await this.db.state.get('state');
		if (state === undefined || state.secretFile === null || state.erasureDue) return;
		await this.db.state.put({ ...state, erasureDue: true });
	}
}

function isInside(): boolean {
	// Dexie's types do not say that there may be none.
	const current: unknown = Dexie.currentTransaction;
	return current !== null && current !== undefined;
}
