import type { Result } from '$lib/codec/result';
import { recoveryCode, RECOVERY_SEED_BYTES } from '$lib/vault/recovery-code';
import { passkeysAvailable } from '$lib/vault/passkey';
import type { KeyChangeError, OnProgress, Protection } from '$lib/vault/protection';
import { Redacted } from '$lib/vault/redacted';
import type { SlotInfo } from '$lib/vault/slots';
import { duringErrand } from './errands';
import { ledger } from './ledger.svelte';
import { lock } from './lock.svelte';
import { openVault } from './open-vault.svelte';
import { browserRandom } from './random';
import { readEntry, type EntryProblem } from './recovery-entry';
import { holdUpdates } from './updates.svelte';

export type SetupStep =
	| { readonly step: 'overview' }
	| { readonly step: 'passphrase' }
	/** Pages are being sealed anew; `total` is 0 until they are counted. */
	| { readonly step: 'working'; readonly done: number; readonly total: number }
	/** A new printed code: first to be read, then to be typed back. It does not open anything yet. */
	| {
			readonly step: 'code';
			readonly groups: readonly string[];
			readonly isTyped: boolean;
			readonly problem: EntryProblem | null;
	  };

/** What was done last. */
export type SetupOutcome =
	'passphrase-set' | 'code-kept' | 'passkey-added' | 'slot-removed' | 'lock-removed';

type Change = (
	protection: Protection,
	onProgress: OnProgress,
) => Promise<Result<void, KeyChangeError>>;

const OVERVIEW: SetupStep = { step: 'overview' };

/** Setting up the ways into the vault, one thing at a time. */
export class LockSetup {
	#step = $state.raw<SetupStep>(OVERVIEW);
	#problem = $state<KeyChangeError | null>(null);
	#outcome = $state<SetupOutcome | null>(null);
	#release: () => void = () => undefined;
	/** Of the code on the screen. */
	#seed: Uint8Array | null = null;

	get step(): SetupStep {
		return this.#step;
	}

	get problem(): KeyChangeError | null {
		return this.#problem;
	}

	get outcome(): SetupOutcome | null {
		return this.#outcome;
	}

	/** Back to the overview; what was begun is dropped. */
	cancel(): void {
		this.#release();
		this.#seed?.fill(0);
		this.#seed = null;
		this.#step = OVERVIEW;
	}

	/** The page is left: what is being sealed goes on, all else is dropped. */
	leave(): void {
		if (this.#step.step !== 'working') this.cancel();
	}

	#begin(step: SetupStep): void {
		this.cancel();
		this.#problem = null;
		this.#outcome = null;
		this.#step = step;
	}

	askPassphrase(): void {
		this.#begin({ step: 'passphrase' });
	}

	setPassphrase(text: string): Promise<void> {
		const passphrase = new Redacted(text);
		return this.#change('passphrase-set', (protection, onProgress) =>
			protection.setPassphrase(passphrase, onProgress),
		);
	}

	makeCode(): void {
		const seed = browserRandom(RECOVERY_SEED_BYTES);
		const groups = recoveryCode(seed).split('-');
		this.#begin({ step: 'code', groups, isTyped: false, problem: null });
		this.#seed = seed;
		// Whoever writes the code down touches nothing meanwhile.
		this.#release = holdUpdates();
	}

	/** On to typing the code, or back to reading it. */
	turnCode(isTyped: boolean): void {
		if (this.#step.step === 'code') this.#step = { ...this.#step, isTyped, problem: null };
	}

	/** Keeps the code if it was typed as it was shown. */
	async typeCode(text: string): Promise<void> {
		const step = this.#step;
		if (step.step !== 'code') return;
		const read = readEntry(text);
		if (!read.ok) {
			this.#step = { ...step, problem: read.error };
			return;
		}
		const seed = read.value;
		const typed = recoveryCode(seed.reveal()).split('-');
		const other = typed.findIndex((group, index) => group !== step.groups[index]);
		if (other >= 0) {
			this.#step = { ...step, problem: { code: 'different', group: other + 1 } };
			return;
		}
		await this.#change('code-kept', (protection, onProgress) =>
			protection.addRecovery(seed, onProgress),
		);
	}

	/** Whether a passkey can be made here at all; whether it gives a key shows only then. */
	readonly offersPasskeys = passkeysAvailable();

	/** @param name what the device calls the passkey in its own list */
	addPasskey(name: string): Promise<void> {
		ledger.note('passkey', { asks: 'create', name });
		return this.#change('passkey-added', (protection) => duringErrand(protection.addPasskey(name)));
	}

	/** What would still open the vault without this slot. */
	othersThan(slot: SlotInfo): readonly SlotInfo[] {
		return lock.slots.filter(({ id }) => id !== slot.id);
	}

	/** A passkey alone is no way in: then only the whole lock can go. */
	canRemove(slot: SlotInfo): boolean {
		return this.othersThan(slot).some(({ kind }) => kind !== 'passkey');
	}

	remove(slot: SlotInfo): Promise<void> {
		return this.#change('slot-removed', (protection, onProgress) =>
			protection.removeSlot(slot.id, onProgress),
		);
	}

	removeLock(): Promise<void> {
		return this.#change('lock-removed', (protection, onProgress) =>
			protection.removeLock(onProgress),
		);
	}

	async #change(outcome: SetupOutcome, change: Change): Promise<void> {
		const { vault } = openVault;
		if (vault === null || this.#step.step === 'working') return;
		this.#begin({ step: 'working', done: 0, total: 0 });
		const release = holdUpdates();
		try {
			const changed = await change(vault.protection, (done, total) => {
				this.#step = { step: 'working', done, total };
			});
			if (changed.ok) this.#outcome = outcome;
			else this.#problem = changed.error;
		} catch {
			// The worker that derives keys found no memory, or the browser ended something.
			this.#problem = 'failed';
		} finally {
			release();
			this.#step = OVERVIEW;
			await lock.refresh();
		}
	}
}
