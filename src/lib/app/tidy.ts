import { dayInZone } from '$lib/records/day';
import type { Vault } from '$lib/vault/vault';
import { clock } from './clock.svelte';

/** After what the screen needs: retention reads every page. */
const RETENTION_AFTER_MS = 4000;
/** After the last change: sealing everything anew is work, and nobody waits for it. */
const ERASE_AFTER_MS = 5000;

/** What is done in an open vault by and by, unasked. What cannot be done now is, at the next start. */
export class Tidy {
	readonly #vault: Vault;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(vault: Vault) {
		this.#vault = vault;
		setTimeout(() => void this.#atStart(), RETENTION_AFTER_MS);
	}

	async #atStart(): Promise<void> {
		await this.#vault.applyRetention(dayInZone(clock.now, clock.zone));
		await this.#vault.protection.eraseDeleted();
	}

	/** Something was changed: makes unreadable what was deleted with it, when nothing more comes. */
	soon(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#vault.protection.eraseDeleted(), ERASE_AFTER_MS);
	}
}
