import type { ImportBatch } from '$lib/vault/batches';
import { m } from '$lib/words/messages';
import { citizen } from './citizen.svelte';
import { Live } from './live';
import { openVault } from './open-vault.svelte';
import { sample } from './sample.svelte';
import { toasts } from './toasts.svelte';

/** What was imported before, newest first, and taking an import back. */
export class ImportHistory {
	readonly #live = $derived(
		openVault.vault === null || sample.isOn
			? null
			: new Live<readonly ImportBatch[]>(openVault.vault.watchBatches(), () => undefined),
	);
	readonly batches: readonly ImportBatch[] = $derived(this.#live?.current ?? []);

	async undo(id: string): Promise<void> {
		await undoImport(id);
	}
}

/** Takes an import back, and says so; where that fails, a notice above the page says why. */
export async function undoImport(id: string): Promise<boolean> {
	const isUndone = await citizen.change((vault) => vault.undoBatch(id));
	if (isUndone) toasts.say(m.imports_undone());
	return isUndone;
}
