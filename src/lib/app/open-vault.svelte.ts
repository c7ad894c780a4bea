import type { Result } from '$lib/codec/result';
import { vaultIsListed } from '$lib/vault/is-listed';
import type { BrokenPage } from '$lib/vault/sealed-table';
import type { CloseReason, OpenFailure, Unlock, Vault } from '$lib/vault/vault';
import { ledger } from './ledger.svelte';
import { readPreference, writePreference } from './preferences';
import { browserRandom } from './random';
import { sample } from './sample.svelte';
import { Tidy } from './tidy';
import { visitRules } from './visit-rules.svelte';

/** Opening takes a tenth of a second; after this, something stands in its way. */
const SLOW_AFTER_MS = 5000;

/**
 * Once, after the browser had been killed, the vault could not be opened at the first try; the cause was
 * not found. Before the screen says that there is no storage, it is asked for again.
 */
const TRIES = 3;
const TRY_AGAIN_MS = 500;

/** The room that opens what rests: a first visit does not load it. */
const loadVault = async () => (await import('$lib/vault/vault')).Vault;

/** The vault as this tab holds it: looked for, locked, open, gone. */
class OpenVault {
	#vault = $state.raw<Vault | null>(null);
	#opening: Promise<Result<Vault, OpenFailure>> | null = null;
	#tidy: Tidy | null = null;
	#broken = $state.raw<readonly BrokenPage[]>([]);
	#hasLooked = $state(false);
	#isSlow = $state(false);
	#closed = $state<CloseReason | null>(null);
	#isLocked = $state(false);
	#isLost = $state(false);
	/** Whether a page of the citizen's side is in front, and not a verifier's. */
	#isShown = false;
	/** Why nothing can be shown. */
	failure = $state<OpenFailure | null>(null);

	/** Null before the first entry, and while it is locked. */
	get vault(): Vault | null {
		return this.#vault;
	}

	/** Whether it is known if there is one. */
	get hasLooked(): boolean {
		return this.#hasLooked;
	}

	/** Opening does not come to its end: another tab does not let go. */
	get isSlow(): boolean {
		return this.#isSlow;
	}

	/** Why it went away under this tab. */
	get closed(): CloseReason | null {
		return this.#closed;
	}

	get isLocked(): boolean {
		return this.#isLocked;
	}

	/** Pages that do not open, found some seconds after the start. */
	get broken(): readonly BrokenPage[] {
		return this.#broken;
	}

	/** Records were kept in this browser, and it has lost them: they were not deleted in the app. */
	get isLost(): boolean {
		return this.#isLost;
	}

	/** What was said of lost records has been read, or new ones were begun. */
	forgetLoss(): void {
		this.#isLost = false;
	}

	/** A page of the citizen's side is in front until the returned function is called. */
	show(): () => void {
		this.#isShown = true;
		if (this.#closed === 'locked') location.reload();
		else void this.#start();
		return () => {
			this.#isShown = false;
		};
	}

	/** Opens the vault if this device has one. A first visit makes none: nothing rests until asked. */
	async #start(): Promise<void> {
		if (this.#hasLooked || this.#opening !== null) return;
		// A page that the browser put aside has let go of its vault; brought back, it starts anew.
		window.addEventListener('pageshow', ({ persisted }) => {
			if (persisted && this.#closed !== null) location.reload();
		});
		const slow = setTimeout(() => {
			this.#isSlow = true;
		}, SLOW_AFTER_MS);
		for (let tried = 1; ; tried++) {
			const failure = await this.#look();
			if ((failure !== 'no-storage' && failure !== 'failed') || tried === TRIES) {
				this.failure = failure;
				break;
			}
			await new Promise((again) => setTimeout(again, TRY_AGAIN_MS));
		}
		clearTimeout(slow);
		this.#hasLooked = true;
	}

	/** Opens the vault if there is one. What stands against it, but a lock. */
	async #look(): Promise<OpenFailure | null> {
		try {
			const isListed = await vaultIsListed();
			if (isListed ?? (await (await loadVault()).exists())) {
				const opened = await this.open();
				return opened.ok || opened.error === 'locked' ? null : opened.error;
			}
			this.#isLost = readPreference('kept') !== null;
			return null;
		} catch {
			return 'no-storage';
		}
	}

	/** The open vault; makes one where there is none. */
	open(): Promise<Result<Vault, OpenFailure>> {
		this.#opening ??= loadVault()
			.then((room) => room.open(browserRandom, this.#onClose))
			.then((opened) => {
				if (opened.ok) this.#take(opened.value);
				else {
					if (opened.error === 'locked') this.#isLocked = true;
					this.#opening = null;
				}
				return opened;
			});
		return this.#opening;
	}

	/** Opens what is locked. */
	async unlock(unlock: Unlock): Promise<Result<Vault, OpenFailure>> {
		const room = await loadVault();
		const opened = await room.open(browserRandom, this.#onClose, { unlock, now: Date.now() });
		if (opened.ok) {
			this.#opening = Promise.resolve(opened);
			this.#take(opened.value);
			this.#isLocked = false;
		}
		return opened;
	}

	#take(vault: Vault): void {
		this.#vault = vault;
		writePreference('kept', 'yes');
		this.#tidy = new Tidy(vault, (pages) => {
			this.#broken = pages;
		});
	}

	/** Something was written: what can be tidied up will be, when there is time. */
	tidySoon(): void {
		this.#tidy?.soon();
	}

	readonly #onClose = (reason: CloseReason): void => {
		this.#closed = reason;
		if (reason === 'locked') this.endLocked();
	};

	/**
	 * Locked, here or in another tab: a reload drops what this tab's memory held. Where a verifier's
	 * page is in front it goes on, and is reloaded when it leads back to the citizen's side.
	 */
	endLocked(): void {
		this.#closed = 'locked';
		if (this.#isShown) location.reload();
		else {
			ledger.forget();
			this.close();
		}
	}

	/** Lets go of the vault, as before everything is deleted. */
	close(): void {
		this.#vault?.close();
		this.#vault = null;
		this.#opening = null;
		sample.leave();
		visitRules.forget();
	}
}

export const openVault = new OpenVault();
