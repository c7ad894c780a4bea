import type { RandomSource } from '$lib/codec/random';
import { equalBytes } from '$lib/codec/bytes';
import { err, ok, type Result } from '$lib/codec/result';
import type { DeviceSlot, SecretSlot, TesseraDatabase, VaultState } from './database';
import type { ErasableSecrets } from './erasable-secrets';
import { withKeyLock } from './key-lock';
import { dataKeyOf, KEY_BYTES, VaultKeys } from './keys';
import type { PasskeyFailure } from './passkey';
import { Redacted } from './redacted';
import { openDeviceSlot, openSlot, wrapForDevice, type SlotError } from './slots';
import type { SecretName } from './secret-folder';
import { nextTryAt } from './tries';

export type KeyError =
	| SlotError
	/** There are pages, and nothing that opens them. */
	| 'no-slot'
	/** Nothing opens without a secret of the citizen. */
	| 'locked'
	/** Too many wrong tries: not yet. */
	| 'wait'
	| PasskeyFailure;

/** Which slot is tried, with which secret. */
export interface SlotTry {
	readonly slot: SecretSlot;
	readonly secret: Redacted<Uint8Array>;
}

/** Asks for a secret, given the slots that there are. */
export type AskSecret = (
	slots: readonly SecretSlot[],
) => Promise<Result<SlotTry, SlotError | PasskeyFailure>>;

export interface KeyOptions {
	/** Null where the browser has no files that can be overwritten. */
	readonly secrets: ErasableSecrets | null;
	/** Null: only what opens without a word. */
	readonly ask: AskSecret | null;
	/** Milliseconds since 1970. */
	readonly now: number;
}

/** The root key of an open vault, and the keys in force that follow from it. */
export class Keyring {
	readonly keys: VaultKeys;
	readonly secrets: ErasableSecrets | null;
	readonly #db: TesseraDatabase;
	#root: Redacted<Uint8Array>;

	constructor(
		db: TesseraDatabase,
		root: Uint8Array,
		keys: VaultKeys,
		secrets: ErasableSecrets | null,
	) {
		this.#db = db;
		this.#root = new Redacted(root);
		this.keys = keys;
		this.secrets = secrets;
	}

	get root(): Uint8Array {
		return this.#root.reveal();
	}

	/** Reads the keys anew after the pages were sealed anew; false where that leads nowhere. */
	async refresh(): Promise<boolean> {
		const state = await this.#db.state.get('state');
		if (state?.epoch !== this.keys.epoch) return false;
		const dataKey = await dataKeyInForce(this.root, state, this.secrets);
		if (dataKey === null) return false;
		this.keys.replace(dataKey, state.epoch);
		return true;
	}

	/** Takes over what this tab has changed itself. */
	replace(root: Uint8Array, dataKey: Uint8Array, epoch: number): void {
		if (root !== this.root) this.root.fill(0);
		this.#root = new Redacted(root);
		this.keys.replace(dataKey, epoch);
	}

	forget(): void {
		this.root.fill(0);
		this.keys.forget();
	}
}

/** The data key that the state's check value belongs to, whichever file has its secret; else null. */
async function dataKeyInForce(
	root: Uint8Array,
	{ check, secretFile }: VaultState,
	secrets: ErasableSecrets | null,
): Promise<Uint8Array | null> {
	const files: readonly (SecretName | null)[] =
		secretFile === null ? [null] : secretFile === 'a' ? ['a', 'b'] : ['b', 'a'];
	for (const file of files) {
		const secret = file === null ? null : ((await secrets?.read(file)) ?? undefined);
		if (secret === undefined) continue;
		const dataKey = dataKeyOf(root, secret);
		secret?.fill(0);
		if (equalBytes(checkOf(dataKey), check)) return dataKey;
		dataKey.fill(0);
	}
	return null;
}

/** What `VaultState.check` is for a data key. */
function checkOf(dataKey: Uint8Array): Uint8Array {
	const keys = new VaultKeys(dataKey.slice());
	const { check } = keys;
	keys.forget();
	return check;
}

/** Opens the keys of a vault, or makes them where the database is new. */
export async function openKeyring(
	db: TesseraDatabase,
	random: RandomSource,
	options: KeyOptions,
): Promise<Result<Keyring, KeyError>> {
	const opened = await openRoot(db, random, options);
	if (!opened.ok) return opened;
	const root = opened.value;
	const state = (await db.state.get('state')) ?? (await firstState(db, root));
	const dataKey = await dataKeyInForce(root, state, options.secrets);
	// The root key is right, the secret is gone or another's: what it sealed cannot be opened.
	if (dataKey === null) return err('slot-damaged');
	return ok(new Keyring(db, root, new VaultKeys(dataKey, state.epoch), options.secrets));
}

async function openRoot(
	db: TesseraDatabase,
	random: RandomSource,
	options: KeyOptions,
): Promise<Result<Uint8Array, KeyError>> {
	const device = (await db.slots.get('device')) as DeviceSlot | undefined;
	const slots = await secretSlots(db);
	if (device !== undefined) {
		const root = await openDeviceSlot(device);
		// Where the browser's own key is damaged, a printed code still opens.
		if (root.ok || slots.length === 0) return root;
	}
	if (slots.length === 0) return makeRoot(db, random, options.secrets);
	return options.ask === null ? err('locked') : unlock(db, slots, options.ask, options.now);
}

/** The slots that need a secret. */
export async function secretSlots(db: TesseraDatabase): Promise<SecretSlot[]> {
	const slots = await db.slots.toArray();
	return slots.filter((slot): slot is SecretSlot => slot.id !== 'device');
}

/**
 * Makes the keys of a new vault, unless another tab was faster. A database that has pages but no slot
 * has been shredded: it never gets a new key, which would hide that.
 */
function makeRoot(
	db: TesseraDatabase,
	random: RandomSource,
	secrets: ErasableSecrets | null,
): Promise<Result<Uint8Array, KeyError>> {
	return withKeyLock(async () => {
		const slots = await db.slots.count();
		if (slots === 0) {
			if ((await db.pages.count()) > 0) return err('no-slot');
			const root = random(KEY_BYTES);
			const secret = secrets === null ? null : random(KEY_BYTES);
			// On the disk before anything depends on it.
			if (secret !== null) await secrets?.write('a', secret);
			const dataKey = dataKeyOf(root, secret);
			const slot = await wrapForDevice(root, random);
			const state = freshState(checkOf(dataKey), secret === null ? null : 'a');
			for (const bytes of [root, dataKey, secret]) bytes?.fill(0);
			await db.transaction('rw', db.slots, db.state, async () => {
				// Where there are no Web Locks, the first one's slot stands, and both use it.
				if ((await db.slots.count()) > 0) return;
				await db.slots.add(slot);
				await db.state.put(state);
			});
		}
		const made = (await db.slots.get('device')) as DeviceSlot | undefined;
		return made === undefined ? err('locked') : openDeviceSlot(made);
	});
}

const freshState = (check: Uint8Array, secretFile: SecretName | null): VaultState => ({
	id: 'state',
	epoch: 1,
	check,
	secretFile,
	erasureDue: false,
	failures: 0,
	lastTry: 0,
});

/**
 * The state of a vault that an earlier version of the app made: its root key is its data key. Sealing
 * it anew is due, because only then can what is deleted be made unreadable.
 */
function firstState(db: TesseraDatabase, root: Uint8Array): Promise<VaultState> {
	return db.transaction('rw', db.state, async () => {
		const present = await db.state.get('state');
		if (present !== undefined) return present;
		const state = { ...freshState(checkOf(root), null), erasureDue: true };
		await db.state.put(state);
		return state;
	});
}

/** Tries one slot. The try is counted before it is made, so that ending the app hides none. */
async function unlock(
	db: TesseraDatabase,
	slots: readonly SecretSlot[],
	ask: AskSecret,
	now: number,
): Promise<Result<Uint8Array, KeyError>> {
	const { waitUntil } = await triesSoFar(db, now);
	if (waitUntil > now) return err('wait');
	const asked = await ask(slots);
	if (!asked.ok) return asked;
	await editTries(db, ({ failures }) => ({ failures: failures + 1, lastTry: now }));
	const root = await openSlot(asked.value.slot, asked.value.secret);
	asked.value.secret.reveal().fill(0);
	if (root.ok || root.error !== 'wrong-secret')
		await editTries(db, () => ({ failures: 0, lastTry: 0 }));
	return root;
}

type Tries = Pick<VaultState, 'failures' | 'lastTry'>;

function editTries(db: TesseraDatabase, change: (tries: Tries) => Tries): Promise<void> {
	return db.transaction('rw', db.state, async () => {
		const state = await db.state.get('state');
		if (state !== undefined) await db.state.put({ ...state, ...change(state) });
	});
}

/** Wrong tries since the last right one, and when the next may be made (0: now). */
export async function triesSoFar(
	db: TesseraDatabase,
	now: number,
): Promise<{ failures: number; waitUntil: number }> {
	const state = await db.state.get('state');
	const tries: Tries = state ?? { failures: 0, lastTry: 0 };
	// A clock that was set back must not make the wait longer than it is.
	if (tries.lastTry > now) await editTries(db, ({ failures }) => ({ failures, lastTry: now }));
	const lastTry = Math.min(tries.lastTry, now);
	return { failures: tries.failures, waitUntil: nextTryAt({ ...tries, lastTry }, now) };
}
