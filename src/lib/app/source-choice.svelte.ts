import type { LifestyleKind } from '$lib/records/kinds';
import type { DayEntry, Preferences } from '$lib/records/records';
import { rivalries, type Rivalry } from '$lib/records/rivals';
import type { VaultWindow } from '$lib/vault/vault';
import { citizen } from './citizen.svelte';
import { Live } from './live';
import { openVault } from './open-vault.svelte';

/** Which source is to count, where those of files meet each other or one that rests here. */
export class SourceChoice {
	readonly #days: () => readonly DayEntry[];
	/** By kind; empty: the larger value. */
	#chosen = $state.raw<Readonly<Partial<Record<LifestyleKind, string>>>>({});

	readonly #stored = $derived(
		openVault.vault === null
			? null
			: new Live<VaultWindow>(openVault.vault.watch('all'), () => undefined),
	);
	readonly rivalries: readonly Rivalry[] = $derived.by(() => {
		const days = this.#days();
		if (days.length === 0) return [];
		return rivalries(days, this.#stored?.current?.records.reveal().days ?? []);
	});

	/** @param days of the files, as long as they are looked at */
	constructor(days: () => readonly DayEntry[]) {
		this.#days = days;
	}

	preferred(kind: LifestyleKind): string {
		return this.#chosen[kind] ?? citizen.settings.prefer[kind] ?? '';
	}

	/** Nothing is kept before the records are. */
	choose(kind: LifestyleKind, source: string): true {
		this.#chosen = { ...this.#chosen, [kind]: source };
		return true;
	}

	/** What was chosen, to be put over what holds; null where nothing was. */
	get change(): ((present: Preferences) => Preferences) | null {
		const chosen = this.#chosen;
		if (Object.keys(chosen).length === 0) return null;
		return (present) => {
			const all = Object.entries({ ...present, ...chosen });
			return Object.fromEntries(all.filter(([, source]) => source !== ''));
		};
	}

	clear(): void {
		this.#chosen = {};
	}
}
