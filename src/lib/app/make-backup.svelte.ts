import { backupBytes } from '$lib/vault/backup';
import type { BackupLock } from '$lib/vault/backup-file';
import { startBackupJob, type BackupJob } from '$lib/vault/backup-job';
import { citizen } from './citizen.svelte';
import { downloadBytes } from './download';
import { openVault } from './open-vault.svelte';
import { passphraseStrength } from './passphrase-strength';
import { holdUpdates } from './updates.svelte';

export type MakeState =
	| { readonly step: 'form' }
	/** The fraction of the slow step; null where there is none. */
	| { readonly step: 'working'; readonly fraction: number | null }
	| { readonly step: 'done'; readonly name: string; readonly bytes: number; readonly ms: number }
	| { readonly step: 'failed'; readonly why: 'no-memory' | 'failed' };

export type MakeProblem =
	| { readonly code: 'short' | 'different' | 'no-key' }
	/** `line` counts from 1. */
	| { readonly code: 'not-a-key'; readonly line: number };

/** Making a backup: one sealed file, handed to its citizen. */
export class MakeBackup {
	#state = $state.raw<MakeState>({ step: 'form' });
	#problem = $state.raw<MakeProblem | null>(null);
	#job: BackupJob | null = null;
	way = $state<BackupLock['kind']>('passphrase');
	passphrase = $state('');
	again = $state('');
	recipients = $state('');

	readonly strength = $derived(passphraseStrength(this.passphrase));

	get state(): MakeState {
		return this.#state;
	}

	get problem(): MakeProblem | null {
		return this.#problem;
	}

	/** What was typed has changed, so what was wrong with it may no longer be. */
	mended(): void {
		this.#problem = null;
	}

	async make(): Promise<void> {
		const { vault } = openVault;
		if (vault === null || this.#state.step === 'working') return;
		const lock = await this.#lock();
		if (lock === null) return;
		this.#state = { step: 'working', fraction: lock.kind === 'passphrase' ? 0 : null };
		const release = holdUpdates();
		const began = performance.now();
		const made = citizen.today;
		try {
			const held = (await vault.backups.read()).reveal();
			this.#job = startBackupJob(
				{ job: 'seal', content: backupBytes(held, made), lock },
				(fraction) => {
					this.#state = { step: 'working', fraction };
				},
			);
			const sealed = await this.#job.outcome;
			if (!sealed.ok) {
				this.#state =
					sealed.error === 'cancelled'
						? { step: 'form' }
						: { step: 'failed', why: sealed.error === 'no-memory' ? 'no-memory' : 'failed' };
				return;
			}
			const name = `tessera-backup-${made}.age`;
			downloadBytes(name, sealed.value);
			await citizen.editSettings((settings) => ({ ...settings, lastBackup: made }));
			const { length } = sealed.value;
			this.#state = { step: 'done', name, bytes: length, ms: performance.now() - began };
			this.#forget();
		} catch {
			this.#state = { step: 'failed', why: 'failed' };
		} finally {
			this.#job = null;
			release();
		}
	}

	/** Checks what was typed; null where something is wrong with it. */
	async #lock(): Promise<BackupLock | null> {
		this.#problem = null;
		if (this.way === 'passphrase') {
			if (this.strength === 'short') this.#problem = { code: 'short' };
			else if (this.passphrase !== this.again) this.#problem = { code: 'different' };
			return this.#problem === null ? { kind: 'passphrase', passphrase: this.passphrase } : null;
		}
		// The library of age is loaded for who uses keys.
		const { isRecipient } = await import('$lib/vault/backup-file');
		const lines = this.recipients.split('\n').map((line) => line.trim());
		const wrong = lines.findIndex((line) => line !== '' && !isRecipient(line));
		const recipients = lines.filter((line) => line !== '');
		if (wrong >= 0) this.#problem = { code: 'not-a-key', line: wrong + 1 };
		else if (recipients.length === 0) this.#problem = { code: 'no-key' };
		return this.#problem === null ? { kind: 'recipients', recipients } : null;
	}

	#forget(): void {
		this.passphrase = '';
		this.again = '';
	}

	cancel(): void {
		this.#job?.cancel();
	}

	/** Back to the form, for another file. */
	restart(): void {
		this.#state = { step: 'form' };
	}

	/** The page is left: no file is made behind its back, and nothing typed stays. */
	leave(): void {
		this.cancel();
		this.#forget();
	}
}
