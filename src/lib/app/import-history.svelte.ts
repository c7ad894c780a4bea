import { addDays } from '$lib/records/day';
import type { ImportBatch } from '$lib/vault/batches';
import { defaultSettings } from '$lib/vault/default-settings';
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

	/** Takes an import back, and says so; where that fails, a notice above the page says why. */
	async undo({ id }: ImportBatch): Promise<boolean> {
		const isUndone = await citizen.change((vault) => vault.undoBatch(id));
		if (isUndone) toasts.say(m.imports_undone());
		return isUndone;
	}
}

/** Whether it brought days that rest only because daily values are now kept for good. */
export function isKeptForGood({ importedOn, parts }: ImportBatch): boolean {
	if (citizen.settings.keepDays !== null || defaultSettings.keepDays === null) return false;
	const firstKept = addDays(importedOn, -defaultSettings.keepDays);
	return parts.some(({ first }) => first !== null && first < firstKept);
}
