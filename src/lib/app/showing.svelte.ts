import { HALF_MINUTE, type Disclosure } from '$lib/attest/claims';
import { mint, type Minted } from '$lib/attest/mint';
import { parseSpokenNumber } from '$lib/attest/spoken-number';
import { drawQr, type QrDrawing } from '$lib/qr/draw';
import { rulesetHash } from '$lib/score/hash';
import type { Receipt } from '$lib/vault/contents';
import { citizen } from './citizen.svelte';
import { claimFields, ledger } from './ledger.svelte';
import { browserRandom } from './random';
import { newReceipt, noteSaid } from './said';
import { holdUpdates } from './updates.svelte';

const HALF_MINUTE_MS = HALF_MINUTE * 1000;
const LOOK_MS = 250;

interface Shown extends Minted {
	readonly drawing: QrDrawing;
}

/** One showing: a code on the screen, minted anew on each half minute until it ends. */
export class Showing {
	readonly disclosure: Disclosure;
	readonly isSample: boolean;
	#minted = $state.raw<Shown | null>(null);
	#secondsLeft = $state(HALF_MINUTE);
	#spokenNumber: number | undefined;
	#receipt: Receipt | null = null;
	#timer: ReturnType<typeof setInterval> | undefined;
	#wakeLock: WakeLockSentinel | null = null;
	#release: () => void = () => undefined;

	constructor(disclosure: Disclosure, isSample: boolean) {
		this.disclosure = disclosure;
		this.isSample = isSample;
	}

	get minted(): Shown | null {
		return this.#minted;
	}

	/** Whole seconds until the next code. */
	get secondsLeft(): number {
		return this.#secondsLeft;
	}

	/** Writes the receipt, then shows the first frame; false where the receipt could not be kept. */
	async start(): Promise<boolean> {
		if (!this.isSample && !(await this.#note())) return false;
		this.#release = holdUpdates();
		this.#mint();
		this.#timer = setInterval(() => {
			this.#look();
		}, LOOK_MS);
		document.addEventListener('visibilitychange', this.#onVisible);
		await this.#stayAwake();
		return true;
	}

	/** What was typed as the verifier's number: four digits get a new code that carries them at once. */
	speak(text: string): void {
		const number = parseSpokenNumber(text) ?? undefined;
		if (number === this.#spokenNumber) return;
		this.#spokenNumber = number;
		this.#mint();
	}

	stop(): void {
		clearInterval(this.#timer);
		document.removeEventListener('visibilitychange', this.#onVisible);
		this.#minted = null;
		this.#release();
		void this.#wakeLock?.release();
	}

	readonly #onVisible = (): void => {
		this.#look();
		// The browser takes the lock back whenever the page is hidden.
		void this.#stayAwake();
	};

	async #stayAwake(): Promise<void> {
		if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
		try {
			this.#wakeLock = await navigator.wakeLock.request('screen');
		} catch {
			// On low battery a browser may refuse; the code is shown all the same.
		}
	}

	#look(): void {
		const now = Date.now();
		this.#secondsLeft = Math.ceil((HALF_MINUTE_MS - (now % HALF_MINUTE_MS)) / 1000);
		const iat = this.#minted?.claims.iat;
		if (iat !== undefined && Math.floor(now / HALF_MINUTE_MS) * HALF_MINUTE !== iat) this.#mint();
	}

	#mint(): void {
		const now = Date.now();
		const minted = mint({
			disclosure: this.disclosure,
			rulesetHash: rulesetHash(citizen.ruleset),
			mode: this.isSample ? 'sample' : 'show',
			now,
			random: browserRandom,
			...(this.#spokenNumber === undefined ? {} : { spokenNumber: this.#spokenNumber }),
		});
		if (!minted.ok) throw new Error(`mint: ${minted.error}`);
		const { claims, code } = minted.value;
		ledger.note('code-on-screen', { ...claimFields(claims), code });
		const isFirst = this.#minted === null;
		this.#minted = { ...minted.value, drawing: drawQr(minted.value.code) };
		this.#secondsLeft = Math.ceil((HALF_MINUTE_MS - (now % HALF_MINUTE_MS)) / 1000);
		if (!isFirst) this.#countCode();
	}

	/** The receipt, the last choice and the day's sum, before anything is on the screen. */
	async #note(): Promise<boolean> {
		const { disclosure } = this;
		const noted = await noteSaid(disclosure, 'holder', { lastShown: disclosure });
		if (!noted || !citizen.settings.receiptsOn) return noted;
		const receipt = newReceipt({ mode: 'show', asker: null, asked: null, disclosure, codes: 1 });
		this.#receipt = receipt;
		return citizen.change((vault) => vault.receipts.put(receipt));
	}

	#countCode(): void {
		const receipt = this.#receipt;
		if (receipt === null) return;
		void citizen.change((vault) =>
			vault.receipts.edit(receipt, (present) => ({ ...present, codes: present.codes + 1 })),
		);
	}
}
