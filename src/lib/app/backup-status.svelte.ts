import { backupReminder, toldDays, type BackupReminder } from './backup-reminder';
import { citizen } from './citizen.svelte';

/** When the last backup was made, and whether that calls for a word. */
class BackupStatus {
	/** Until the browser has answered nobody is alarmed. */
	#isPersistent = $state(true);
	#isPutOff = $state(false);

	/** Asks the browser whether it has promised to keep what rests. */
	async look(): Promise<void> {
		this.#isPersistent = await navigator.storage.persisted().catch(() => false);
	}

	readonly reminder: BackupReminder = $derived.by(() => {
		if (citizen.status !== 'open') return { tone: 'none' };
		const { lastBackup } = citizen.settings;
		return backupReminder(lastBackup, toldDays(citizen.records), this.#isPersistent, citizen.today);
	});

	/** Whether the start screen speaks of it. */
	readonly isLoud: boolean = $derived(this.reminder.tone === 'loud' && !this.#isPutOff);

	/** Not now: until the app is opened anew. */
	putOff(): void {
		this.#isPutOff = true;
	}
}

export const backupStatus = new BackupStatus();
