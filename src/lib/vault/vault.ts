import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import type { ImportCounts } from './batches';
import {
	openDatabase,
	openFailureOf,
	type DatabaseFailure,
	type TesseraDatabase,
	vaultExists,
} from './database';
import { DATABASE_NAME } from './database-name';
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
import { deriveInWorker, type DeriveKey } from './passphrase-key';
import { Protection, type KeyChangeError, type OnProgress, type SlotInfo } from './protection';
import { RecordPages, type VaultWindow } from './record-pages';
import { kindOf } from './slots';
import { asking, type Unlock } from './unlock';
import { watchLock, type Observable } from './watch';

export type { ImportCounts, KeyChangeError, Observable, OnProgress, SlotInfo, Unlock, VaultWindow };

export type OpenFailure = DatabaseFailure | KeyError;

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
export class Vault extends RecordPages {
	readonly #db: TesseraDatabase;
	readonly #keyring: Keyring;
	readonly #onClose: (reason: CloseReason) => void;
	readonly #unwatch: () => void;
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
		super(guarded, random);
		this.#db = db;
		this.#keyring = keyring;
		this.#onClose = onClose;
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
			await vault.layOut();
			return ok(vault);
		} catch (cause) {
			db.close();
			return err(openFailureOf(cause));
		}
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
}
