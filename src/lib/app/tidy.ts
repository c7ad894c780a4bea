import { dayInZone } from '$lib/records/day';
import type { BrokenPage } from '$lib/vault/sealed-table';
import type { Vault } from '$lib/vault/vault';
import { clock } from './clock.svelte';

/** After what the screen needs: both retention and the look for damage read every page. */
const AFTER_START_MS = 4000;
/** After the last change: sealing everything anew is work, and nobody waits for it. */
const ERASE_AFTER_MS = 5000;

/** While a page does not open. */
const LOOK_AGAIN_MS = 5000;

/** What is done in an open vault by and by, unasked. What cannot be done now is, at the next start. */
export class Tidy {
	readonly #vault: Vault;
	readonly #onBroken: (pages: readonly BrokenPage[]) => void;
	#foundBroken = false;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#again: ReturnType<typeof setTimeout> | undefined;

	/** @param onBroken told of pages that do not open, also of those that no screen has looked at */
	constructor(vault: Vault, onBroken: (pages: readonly BrokenPage[]) => void) {
		this.#vault = vault;
		this.#onBroken = onBroken;
		setTimeout(() => void this.#atStart(), AFTER_START_MS);
	}

	async #atStart(): Promise<void> {
		await this.#lookForDamage();
		await this.#vault.applyRetention(dayInZone(clock.now, clock.zone));
		await this.#vault.protection.eraseDeleted();
	}

	async #lookForDamage(): Promise<void> {
		try {
			const { broken } = await this.#vault.readAll();
			this.#foundBroken = broken.length > 0;
			this.#onBroken(broken);
			clearTimeout(this.#again);
			// Until it is mended, here or in another tab.
			if (this.#foundBroken)
				this.#again = setTimeout(() => void this.#lookForDamage(), LOOK_AGAIN_MS);
		} catch {
			// The vault was closed meanwhile, which the page says.
		}
	}

	/** Something was changed: makes unreadable what was deleted with it, when nothing more comes. */
	soon(): void {
		// It may have been the mending of a page.
		if (this.#foundBroken) void this.#lookForDamage();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#vault.protection.eraseDeleted(), ERASE_AFTER_MS);
	}
}
