import { Redacted } from '$lib/vault/redacted';
import type { SlotKind } from '$lib/vault/slots';
import type { LockedVault, OpenFailure, Unlock } from '$lib/vault/vault';
import { ledger } from './ledger.svelte';
import { openVault } from './open-vault.svelte';
import { readEntry, type EntryProblem } from './recovery-entry';

const LOOK_MS = 250;

/** Why the last try did not open the vault. */
export type UnlockProblem =
	/** `way`: what was wrong. */
	| { readonly code: 'wrong'; readonly way: Unlock['kind'] }
	/** Not tried: there is still a while to wait. */
	| { readonly code: 'wait' }
	| { readonly code: 'entry'; readonly entry: EntryProblem }
	| { readonly code: 'failed'; readonly failure: OpenFailure };

/** A locked vault, and the tries to open it. */
export class Unlocking {
	#locked = $state.raw<LockedVault | null>(null);
	#way = $state<'passphrase' | 'recovery' | null>(null);
	#isBusy = $state(false);
	#problem = $state.raw<UnlockProblem | null>(null);
	#secondsToSay = $state(0);
	#now = $state(Date.now());
	/** Whether one has waited here, and may try again. */
	#hasWaited = $state(false);
	#timer: ReturnType<typeof setInterval> | undefined;

	/** Follows the locked vault until the returned function is called. */
	start(): () => void {
		void this.look();
		const onVisible = () => {
			if (document.visibilityState === 'visible') void this.look();
		};
		document.addEventListener('visibilitychange', onVisible);
		return () => {
			document.removeEventListener('visibilitychange', onVisible);
			clearInterval(this.#timer);
		};
	}

	/** Looks at what opens the vault, and when; another tab may have changed either. */
	async look(): Promise<void> {
		const { Vault } = await import('$lib/vault/vault');
		const locked = await Vault.locked();
		// Another tab has taken the lock away, or deleted everything.
		if (locked === null) location.reload();
		else this.#locked = locked;
		this.#tick();
	}

	#tick(): void {
		this.#now = Date.now();
		clearInterval(this.#timer);
		if (this.secondsLeft > 0) {
			this.#hasWaited = true;
			this.#timer = setInterval(() => {
				this.#tick();
				// It spoke of a wait, and that is over.
				if (this.secondsLeft === 0) this.#problem = null;
			}, LOOK_MS);
		}
	}

	has(kind: SlotKind): boolean {
		return this.#locked?.slots.some((slot) => slot.kind === kind) ?? false;
	}

	/** Which of the two that are typed is asked for. */
	readonly way: 'passphrase' | 'recovery' = $derived(
		this.#way ?? (this.#locked === null || this.has('passphrase') ? 'passphrase' : 'recovery'),
	);

	/** Asks for the other one. */
	choose(way: 'passphrase' | 'recovery'): void {
		this.#way = way;
		this.#problem = null;
	}

	get isBusy(): boolean {
		return this.#isBusy;
	}

	get problem(): UnlockProblem | null {
		return this.#problem;
	}

	/** Whole seconds until the next try; 0: now. */
	readonly secondsLeft: number = $derived(
		Math.max(0, Math.ceil(((this.#locked?.waitUntil ?? 0) - this.#now) / 1000)),
	);

	/** How long there was to wait when the last try failed: it stands still, and so is said once. */
	get secondsToSay(): number {
		return this.#secondsToSay;
	}

	/** A wait has just ended. */
	readonly mayTryAgain: boolean = $derived(this.#hasWaited && this.secondsLeft === 0);

	byPassphrase(text: string): Promise<boolean> {
		return this.#try({ kind: 'passphrase', passphrase: new Redacted(text) });
	}

	async byRecovery(text: string): Promise<boolean> {
		const read = readEntry(text);
		if (read.ok) return this.#try({ kind: 'recovery', seed: read.value });
		this.#problem = { code: 'entry', entry: read.error };
		return false;
	}

	byPasskey(): Promise<boolean> {
		ledger.note('passkey', { asks: 'get' });
		return this.#try({ kind: 'passkey' });
	}

	/** Whether it opened. */
	async #try(unlock: Unlock): Promise<boolean> {
		if (this.#isBusy || this.secondsLeft > 0) return false;
		this.#isBusy = true;
		this.#problem = null;
		try {
			const opened = await openVault.unlock(unlock);
			if (opened.ok) return true;
			// First how long to wait: both are said at once.
			await this.look();
			this.#secondsToSay = this.secondsLeft;
			this.#problem = problemOf(opened.error, unlock.kind);
			return false;
		} catch {
			this.#problem = { code: 'failed', failure: 'failed' };
			return false;
		} finally {
			this.#isBusy = false;
		}
	}
}

function problemOf(failure: OpenFailure, way: Unlock['kind']): UnlockProblem {
	if (failure === 'wrong-secret') return { code: 'wrong', way };
	return failure === 'wait' ? { code: 'wait' } : { code: 'failed', failure };
}
