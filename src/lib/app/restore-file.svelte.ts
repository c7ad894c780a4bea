import { MAX_BACKUP_BYTES, parseBackup, type Backup, type BackupError } from '$lib/vault/backup';
import type { BackupFileError, BackupLock } from '$lib/vault/backup-file';
import { lockOf } from '$lib/vault/backup-header';
import { startBackupJob, type BackupJob } from '$lib/vault/backup-job';
import { nothingRests, previewsOf, type RestorePreviews } from '$lib/vault/backups';
import { Redacted } from '$lib/vault/redacted';
import type { RestoreMode, RestorePreview } from '$lib/vault/restore';
import { citizen } from './citizen.svelte';
import { openVault } from './open-vault.svelte';
import { holdUpdates } from './updates.svelte';

/** Why a file cannot be restored. */
export type RestoreRefusal = 'too-large' | 'unreadable' | BackupFileError | 'failed' | BackupError;

/** A file that waits for its secret. */
interface Locked {
	readonly name: string;
	readonly file: Uint8Array;
	readonly lock: BackupLock['kind'];
}

export type RestoreState =
	| { readonly step: 'none' }
	| { readonly step: 'refused'; readonly why: RestoreRefusal }
	/** `wrong`: the secret that was tried does not fit. */
	| (Locked & { readonly step: 'locked'; readonly wrong: boolean })
	| { readonly step: 'opening'; readonly fraction: number | null }
	/** Opened and checked; nothing is written yet. */
	| {
			readonly step: 'ready';
			readonly backup: Redacted<Backup>;
			readonly made: Backup['made'];
			readonly previews: RestorePreviews;
	  }
	| { readonly step: 'writing' }
	| { readonly step: 'done'; readonly made: Backup['made'] };

/** Bringing a backup back: open, look, then decide. */
export class RestoreFile {
	#state = $state.raw<RestoreState>({ step: 'none' });
	#job: BackupJob | null = null;
	/** A passphrase, or a secret key. */
	secret = $state('');
	mode = $state<RestoreMode>('merge');
	/** Whether days that retention would delete are kept, for good. */
	keepsOldDays = $state(true);

	get state(): RestoreState {
		return this.#state;
	}

	/** What would happen in the chosen mode. */
	readonly preview: RestorePreview | null = $derived(
		this.#state.step === 'ready' ? this.#state.previews[this.mode] : null,
	);

	/** Whether there is nothing here that a restore could change: then there is no mode to choose. */
	readonly isIntoNothing: boolean = $derived.by(() => {
		if (this.#state.step !== 'ready') return false;
		const { kinds, mended } = this.#state.previews.replace;
		return (
			mended.length === 0 &&
			Object.values(kinds).every(({ replaced, same, removed }) => replaced + same + removed === 0)
		);
	});

	async read(file: File): Promise<void> {
		this.clear();
		if (file.size > MAX_BACKUP_BYTES) {
			this.#refuse('too-large');
			return;
		}
		let bytes: Uint8Array;
		try {
			bytes = new Uint8Array(await file.arrayBuffer());
		} catch {
			// Moved away, or in a cloud that cannot be reached now.
			this.#refuse('unreadable');
			return;
		}
		const lock = lockOf(bytes);
		if (lock === null) this.#refuse('not-age');
		else this.#state = { step: 'locked', name: file.name, file: bytes, lock, wrong: false };
	}

	#refuse(why: RestoreRefusal): void {
		this.#state = { step: 'refused', why };
	}

	/** Opens the file with what was typed. */
	async open(): Promise<void> {
		const locked = this.#state;
		if (locked.step !== 'locked') return;
		const { file, lock } = locked;
		this.#state = { step: 'opening', fraction: lock === 'passphrase' ? 0 : null };
		const release = holdUpdates();
		try {
			const secret =
				lock === 'passphrase'
					? ({ kind: 'passphrase', passphrase: this.secret } as const)
					: ({ kind: 'identity', identity: identityIn(this.secret) } as const);
			this.#job = startBackupJob({ job: 'open', file, secret }, (fraction) => {
				this.#state = { step: 'opening', fraction };
			});
			const opened = await this.#job.outcome;
			if (opened.ok) await this.#preview(opened.value);
			else if (opened.error === 'cancelled') this.#state = { ...locked, wrong: false };
			else if (opened.error === 'wrong-passphrase' || opened.error === 'wrong-identity')
				this.#state = { ...locked, wrong: true };
			else this.#refuse(opened.error);
		} catch {
			this.#refuse('failed');
		} finally {
			this.#job = null;
			release();
		}
	}

	async #preview(content: Uint8Array): Promise<void> {
		const read = parseBackup(content);
		if (!read.ok) {
			this.#refuse(read.error);
			return;
		}
		const backup = new Redacted(read.value);
		const previews =
			openVault.vault === null
				? previewsOf(nothingRests, read.value, citizen.today)
				: await openVault.vault.backups.preview(backup, citizen.today);
		this.secret = '';
		this.#state = { step: 'ready', backup, made: read.value.made, previews };
		// Into an empty app the file comes as it is, with its settings.
		this.mode = this.isIntoNothing ? 'replace' : 'merge';
	}

	async restore(): Promise<void> {
		const ready = this.#state;
		if (ready.step !== 'ready' || this.preview === null) return;
		const { mode } = this;
		const keepsOldDays = this.preview.oldDays > 0 && this.keepsOldDays;
		this.#state = { step: 'writing' };
		const isRestored = await citizen.change((vault) =>
			vault.backups.restore(ready.backup, mode, keepsOldDays),
		);
		// A failed write has its notice above the page; the file stays ready for another try.
		this.#state = isRestored ? { step: 'done', made: ready.made } : ready;
	}

	cancel(): void {
		this.#job?.cancel();
	}

	/** Lets go of the file and of what was typed. */
	clear(): void {
		this.cancel();
		this.secret = '';
		this.keepsOldDays = true;
		this.#state = { step: 'none' };
	}
}

/** The key in what was pasted: a key file has comments around it. */
function identityIn(text: string): string {
	return /AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]+/.exec(text.toUpperCase())?.[0] ?? '';
}
