import type { Receipt } from '$lib/vault/contents';
import { RECEIPT_DAYS, type ReceiptsWindow } from '$lib/vault/receipts';
import { m } from '$lib/words/messages';
import { citizen } from './citizen.svelte';
import { Live } from './live';
import { openVault } from './open-vault.svelte';
import { toasts } from './toasts.svelte';

export const RECEIPT_FILTERS = ['all', 'shown', 'answered', 'declined'] as const;
export type ReceiptFilter = (typeof RECEIPT_FILTERS)[number];

const MODES: Readonly<Record<Exclude<ReceiptFilter, 'all'>, readonly Receipt['mode'][]>> = {
	shown: ['show'],
	answered: ['answer'],
	declined: ['declined', 'refused'],
};

/** The citizen's receipts of what was shown, newest first. */
export class ReceiptList {
	readonly keptDays = RECEIPT_DAYS;

	readonly #live = $derived(
		openVault.vault === null
			? null
			: new Live<ReceiptsWindow>(openVault.vault.receipts.watch(), () => undefined),
	);
	filter = $state<ReceiptFilter>('all');
	readonly all: readonly Receipt[] = $derived(this.#live?.current?.receipts ?? []);
	readonly receipts: readonly Receipt[] = $derived(
		this.all.filter(({ mode }) => this.filter === 'all' || MODES[this.filter].includes(mode)),
	);
	readonly broken = $derived(this.#live?.current?.broken ?? []);

	/** Keeps a receipt for good, or lets it go with the others again. */
	keep(receipt: Receipt): void {
		void citizen.change((vault) =>
			vault.receipts.edit(receipt, (present) => ({ ...present, kept: !receipt.kept })),
		);
	}

	async remove(receipt: Receipt): Promise<void> {
		if (await citizen.change((vault) => vault.receipts.remove(receipt)))
			toasts.say(m.receipt_deleted(), () => citizen.change((vault) => vault.receipts.put(receipt)));
	}

	async removeAll(): Promise<void> {
		await citizen.change((vault) => vault.receipts.removeAll());
	}
}
