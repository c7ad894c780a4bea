import { bytesToHex } from '$lib/codec/bytes';
import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import type { SecretSlot, Slot, VaultState } from './database';
import type { GuardedDatabase } from './guarded-database';
import { withKeyLock } from './key-lock';
import { secretSlots, type Keyring } from './keyring';
import { KEY_BYTES } from './keys';
import { createPasskey, type PasskeyFailure } from './passkey';
import type { DeriveKey } from './passphrase-key';
import type { Redacted } from './redacted';
import { otherFile, rotate, type OnProgress } from './rotate';
import {
	kindOf,
	makeSlot,
	slotFrame,
	withRoot,
	wrapForDevice,
	type SlotFrame,
	type SlotInfo,
} from './slots';
import { attemptWrite, type WriteError } from './write-errors';

export type { OnProgress, SlotInfo };

/** Why the ways to open the vault stayed as they were. */
export type KeyChangeError =
	| WriteError
	/** A page does not open: it could not be taken along. It must be dealt with first. */
	| 'broken-pages'
	/** Without this slot only passkeys, or nothing, would be left. */
	| 'last-slot'
	| PasskeyFailure;

const SALT_BYTES = 16;

/**
 * The ways to open the vault, and changing them. Each change of a secret makes a new root key and
 * seals every page anew, because an old slot, of which the database may have left a copy on the
 * disk, must open nothing that comes after. Other tabs must then be unlocked again.
 */
export class Protection {
	readonly #guarded: GuardedDatabase;
	readonly #keyring: Keyring;
	readonly #random: RandomSource;
	readonly #derive: DeriveKey;
	readonly #onLocked: () => void;

	constructor(
		guarded: GuardedDatabase,
		keyring: Keyring,
		random: RandomSource,
		derive: DeriveKey,
		onLocked: () => void,
	) {
		this.#guarded = guarded;
		this.#keyring = keyring;
		this.#random = random;
		this.#derive = derive;
		this.#onLocked = onLocked;
	}

	get #db() {
		return this.#guarded.db;
	}

	/** The slots there are, in a fixed order. */
	async slots(): Promise<readonly SlotInfo[]> {
		return (await this.#db.slots.toArray()).map((slot) => ({ id: slot.id, kind: kindOf(slot) }));
	}

	/** Sets the passphrase, or changes it. The device no longer opens the vault by itself. */
	setPassphrase(
		passphrase: Redacted<string>,
		onProgress: OnProgress,
	): Promise<Result<void, KeyChangeError>> {
		return this.#changing(async () => {
			const salt = new Uint8Array(this.#random(SALT_BYTES));
			const secret = await this.#derive(passphrase, salt);
			const frame = slotFrame('passphrase', { salt });
			const others = (await secretSlots(this.#db)).filter(({ kind }) => kind !== 'passphrase');
			await this.#renew(others, { frame, secret }, onProgress, false);
			return ok(undefined);
		});
	}

	/** Adds the printed code, or replaces it; it stands beside what there is. */
	addRecovery(
		seed: Redacted<Uint8Array>,
		onProgress: OnProgress = () => undefined,
	): Promise<Result<void, KeyChangeError>> {
		return this.#changing(async () => {
			const slots = await secretSlots(this.#db);
			const others = slots.filter(({ kind }) => kind !== 'recovery');
			const added = { frame: slotFrame('recovery'), secret: seed };
			if (others.length === slots.length) await this.#add(added);
			else await this.#renew(others, added, onProgress, await this.#hasDeviceSlot());
			return ok(undefined);
		});
	}

	/** Adds a passkey; the browser asks the citizen. Never the only way in. */
	addPasskey(name: string): Promise<Result<void, KeyChangeError>> {
		return this.#changing(async () => {
			const made = await createPasskey(this.#random, name);
			if (!made.ok) return made;
			const { handle, key } = made.value;
			const id = `passkey-${bytesToHex(this.#random(4))}`;
			await this.#add({ frame: slotFrame('passkey', { id, ...handle }), secret: key });
			return ok(undefined);
		});
	}

	/** Removes one way in. The last one that is no passkey stays: `removeLock` ends the lock. */
	removeSlot(id: string, onProgress: OnProgress): Promise<Result<void, KeyChangeError>> {
		return this.#changing(async () => {
			const left = (await secretSlots(this.#db)).filter((slot) => slot.id !== id);
			const keepsDevice = await this.#hasDeviceSlot();
			if (!keepsDevice && left.every(({ kind }) => kind === 'passkey')) return err('last-slot');
			await this.#renew(left, null, onProgress, keepsDevice);
			return ok(undefined);
		});
	}

	/** Ends the lock: from now on the device opens the vault by itself, as at the beginning. */
	removeLock(onProgress: OnProgress): Promise<Result<void, KeyChangeError>> {
		return this.#changing(async () => {
			const root = this.#random(KEY_BYTES);
			const slots = [await wrapForDevice(root, this.#random)];
			await rotate(this.#guarded, this.#keyring, this.#random, { root, slots }, onProgress);
			return ok(undefined);
		});
	}

	/** Locks the vault in every tab: this one lets go of it at once, the others as they hear of it. */
	async lock(): Promise<void> {
		await this.#db.transaction('rw', this.#db.state, async () => {
			const state = await this.#db.state.get('state');
			if (state !== undefined) await this.#db.state.put({ ...state, epoch: state.epoch + 1 });
		});
		this.#onLocked();
	}

	/**
	 * Makes unreadable what was deleted since the last time: see `rotate`. Whether there was anything;
	 * where a page does not open, it stays due.
	 */
	eraseDeleted(): Promise<Result<boolean, WriteError>> {
		const { secrets } = this.#keyring;
		return withKeyLock(() =>
			attemptWrite<boolean>(async () => {
				const state = await this.#stateInForce();
				if (secrets === null) return ok(false);
				if (state.erasureDue) {
					await rotate(this.#guarded, this.#keyring, this.#random, null);
					return ok(true);
				}
				// What a rotation that was cut short has left.
				const spare = otherFile(state.secretFile);
				if ((await secrets.read(spare)) !== null) await secrets.erase(spare);
				return ok(false);
			}),
		);
	}

	/** The state, if this tab's keys are in force. */
	async #stateInForce(): Promise<VaultState> {
		const state = await this.#guarded.transact('r', () => this.#db.state.get('state'));
		if (state === undefined) throw new TypeError('a vault without a state');
		return state;
	}

	async #changing(
		work: () => Promise<Result<void, KeyChangeError>>,
	): Promise<Result<void, KeyChangeError>> {
		let outcome: Result<void, KeyChangeError> = ok(undefined);
		const attempted = await attemptWrite(() =>
			withKeyLock(async () => {
				// Under the keys in force, or not at all.
				await this.#stateInForce();
				outcome = await work();
				return ok(undefined);
			}),
		);
		if (attempted.ok) return outcome;
		const { error } = attempted;
		return err(error === 'damaged' || error === 'wrong-shape' ? 'broken-pages' : error);
	}

	/** Puts one more slot for the present root key. */
	async #add({ frame, secret }: Added): Promise<void> {
		const slot = await makeSlot(frame, secret, this.#keyring.root, this.#random);
		await this.#db.slots.put(slot);
	}

	async #hasDeviceSlot(): Promise<boolean> {
		return (await this.#db.slots.get('device')) !== undefined;
	}

	/** A new root key, in the slots that stay and the one that is new. */
	async #renew(
		stay: readonly SecretSlot[],
		added: Added | null,
		onProgress: OnProgress,
		keepsDevice: boolean,
	): Promise<void> {
		const root = this.#random(KEY_BYTES);
		const slots: Slot[] = await Promise.all(stay.map((slot) => withRoot(slot, root, this.#random)));
		if (keepsDevice) slots.push(await wrapForDevice(root, this.#random));
		if (added !== null) slots.push(await makeSlot(added.frame, added.secret, root, this.#random));
		await rotate(this.#guarded, this.#keyring, this.#random, { root, slots }, onProgress);
	}
}

interface Added {
	readonly frame: SlotFrame;
	readonly secret: Redacted<Uint8Array>;
}
