import { VERDICTS, type Verdict } from '$lib/attest/verdict';
import { bytesToBase64url } from '$lib/codec/base64url';
import { utf8ToBytes } from '$lib/codec/bytes';
import { sha256 } from '$lib/codec/sha256';

/** How long a verdict is shown before the next code is looked at. */
const SHOWN_MS = 2500;

/** A code that was out of sight for longer is held up a second time. */
const SAME_SHOWING_MS = 5000;

/**
 * One opening of the gate: scan after scan, until it is closed and forgotten. In memory only: the
 * hash of the last code in sight, and a count of each verdict.
 */
export class Gate {
	#counts = $state.raw<Readonly<Partial<Record<Verdict, number>>>>({});
	#passed = $state(0);
	/** Hash and last sight of the code before, in milliseconds of a clock nobody sets. */
	#heldUp = { hash: '', at: 0 };
	#timer: ReturnType<typeof setTimeout> | undefined;
	#wakeLock: WakeLockSentinel | null = null;
	#isOpen = true;

	/** Keeps the screen awake from now on. */
	constructor() {
		document.addEventListener('visibilitychange', this.#onVisible);
		void this.#stayAwake();
	}

	/** Verdicts since the gate was opened, those that occurred. */
	get counts(): readonly { readonly verdict: Verdict; readonly n: number }[] {
		return VERDICTS.map((verdict) => ({ verdict, n: this.#counts[verdict] ?? 0 })).filter(
			({ n }) => n > 0,
		);
	}

	get passed(): number {
		return this.#passed;
	}

	/** Counts one verdict, and calls `next` once it was shown for long enough. */
	count(verdict: Verdict, isPass: boolean, next: () => void): void {
		this.#counts = { ...this.#counts, [verdict]: (this.#counts[verdict] ?? 0) + 1 };
		if (isPass) this.#passed += 1;
		this.skipRest();
		this.#timer = setTimeout(next, SHOWN_MS);
	}

	/** Ends the time for which a verdict is shown. */
	skipRest(): void {
		clearTimeout(this.#timer);
	}

	/**
	 * Whether this text is the code that was just there: one person who goes on holding up one code
	 * is one showing, counted once. While a verdict stands (`isLooking` is false) the next in line is
	 * not yet looked at.
	 */
	isStillHeldUp(text: string, isLooking: boolean): boolean {
		const hash = bytesToBase64url(sha256(utf8ToBytes(text)));
		const at = performance.now();
		const isSame = hash === this.#heldUp.hash && at - this.#heldUp.at <= SAME_SHOWING_MS;
		if (isSame || isLooking) this.#heldUp = { hash, at };
		return isSame;
	}

	close(): void {
		this.#isOpen = false;
		this.skipRest();
		document.removeEventListener('visibilitychange', this.#onVisible);
		this.#letSleep();
	}

	readonly #onVisible = (): void => {
		// The browser takes the lock back whenever the page is hidden.
		void this.#stayAwake();
	};

	async #stayAwake(): Promise<void> {
		if (document.visibilityState !== 'visible') return;
		try {
			this.#wakeLock = await navigator.wakeLock.request('screen');
		} catch {
			// No wake lock here, or the battery is low: the gate works, the screen may sleep.
		}
		// Closed while the browser was asked.
		if (!this.#isOpen) this.#letSleep();
	}

	#letSleep(): void {
		void this.#wakeLock?.release();
		this.#wakeLock = null;
	}
}
