import type { SlotInfo } from '$lib/vault/slots';
import { citizen } from './citizen.svelte';
import { errandsUntil, watchFilePickers } from './errands';
import { IdleWatch } from './idle';
import { openVault } from './open-vault.svelte';

/** A lock that cannot be written in this time is left to the reload, which locks this tab alone. */
const LOCK_MS = 2000;
const MINUTE_MS = 60 * 1000;

/** The lock of an open vault: what it opens by, and when it closes. */
class Lock {
	#slots = $state.raw<readonly SlotInfo[]>([]);
	#isVeiled = $state(false);
	#isWatching = false;
	#isLocking = false;
	/** Until when the page may stay hidden for an errand. */
	#hiddenUntil: number | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;

	readonly #idle = new IdleWatch({
		limit: () => {
			const { lockAfter } = citizen.settings;
			return this.exists && lockAfter !== null ? lockAfter * MINUTE_MS : null;
		},
		onDoubt: (isInDoubt) => {
			this.#isVeiled = isInDoubt;
		},
		onIdle: () => void this.now(),
	});

	/** What opens the vault; none where the device opens it by itself. */
	get slots(): readonly SlotInfo[] {
		return this.#slots;
	}

	/** Whether the vault asks for something when it is opened. */
	readonly exists: boolean = $derived(this.#slots.length > 0);

	/** Nothing may be seen: the vault is being locked, or it is in doubt that anybody is there. */
	get isVeiled(): boolean {
		return this.#isVeiled;
	}

	/** Watches for the time to lock; from then on for as long as the tab lives. */
	watch(): void {
		if (this.#isWatching) return;
		this.#isWatching = true;
		watchFilePickers();
		this.#idle.start();
		document.addEventListener('visibilitychange', this.#onVisibility);
		$effect.root(() => {
			$effect(() => {
				if (openVault.vault !== null) void this.refresh();
			});
			$effect(this.#idle.look);
		});
	}

	/** Looks again at which ways in there are. */
	async refresh(): Promise<void> {
		try {
			const slots = (await openVault.vault?.protection.slots()) ?? [];
			this.#slots = slots.some(({ kind }) => kind === 'device') ? [] : slots;
		} catch {
			// The vault was closed meanwhile, which the page says.
		}
	}

	/** Locks in every tab. Each reloads, which drops what its memory held. */
	async now(): Promise<void> {
		if (this.#isLocking) return;
		this.#isLocking = true;
		this.#isVeiled = true;
		// Two tabs whose time is over at once both lock: the database of the slower one closes under it.
		const locked = openVault.vault?.protection.lock().catch(() => undefined);
		await Promise.race([locked, new Promise((resolve) => setTimeout(resolve, LOCK_MS))]);
		openVault.endLocked();
	}

	readonly #onVisibility = (): void => {
		clearTimeout(this.#timer);
		const isHidden = document.visibilityState === 'hidden';
		// Another tab may have added a way in.
		if (!isHidden) void this.refresh();
		if (!this.exists || !citizen.settings.lockWhenHidden) return;
		if (isHidden) {
			this.#hiddenUntil = errandsUntil();
			if (this.#hiddenUntil === null) void this.now();
			else this.#timer = setTimeout(this.#lockIfLate, this.#hiddenUntil - Date.now());
		} else {
			this.#lockIfLate();
			this.#hiddenUntil = null;
		}
	};

	readonly #lockIfLate = (): void => {
		if (this.#hiddenUntil !== null && Date.now() >= this.#hiddenUntil) void this.now();
	};
}

export const lock = new Lock();
