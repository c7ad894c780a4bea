import type { Redacted } from '$lib/vault/redacted';
import type { RestingPages } from '$lib/vault/restore';
import type { BrokenPage } from '$lib/vault/sealed-table';
import { Live } from './live';
import { openVault } from './open-vault.svelte';

/** How much rests on a device, or is in a file. */
export interface HeldCounts {
	readonly days: number;
	readonly observations: number;
	readonly checkups: number;
	readonly conditions: number;
	readonly receipts: number;
}

/** Everything that rests, counted: more than the window that the other screens read. */
export class Held {
	readonly #live = $derived(
		openVault.vault === null
			? null
			: // A vault that went away is told of by the layout.
				new Live<Redacted<RestingPages>>(openVault.vault.backups.watch(), () => undefined),
	);
	readonly #pages = $derived(this.#live?.current?.reveal() ?? null);

	/** Null until it is counted, and where there is no vault. */
	readonly counts: HeldCounts | null = $derived.by(() => {
		if (this.#pages === null) return null;
		const { records, receipts } = this.#pages;
		return {
			days: records.days.length,
			observations: records.observations.length,
			checkups: records.checkups.length,
			conditions: records.conditions.length,
			receipts: receipts.length,
		};
	});

	/** Pages that do not open, and so are not counted. */
	readonly broken: readonly BrokenPage[] = $derived(this.#pages?.broken ?? []);
}
