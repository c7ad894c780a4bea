import {
	clockOffsetSeconds,
	NO_OFF_CODES,
	noteVerification,
	type OffCodes,
} from '$lib/attest/clock-hint';
import { ReplayMemory } from '$lib/attest/replay';
import { KNOWN_RULESETS } from '$lib/attest/rulesets';
import { drawSpokenNumber, formatSpokenNumber } from '$lib/attest/spoken-number';
import type { Verification } from '$lib/attest/verdict';
import { verifyCode } from '$lib/attest/verify';
import type { CameraError } from '$lib/qr/camera';
import type { ImageError } from '$lib/qr/image';
import { signal } from './door-signals';
import { readPreference, writePreference } from './preferences';
import { browserRandom } from './random';

export type ReaderProblem = CameraError | ImageError | 'ended';

const SILENT = 'silent';

/**
 * The verifier's side: one verdict at a time, in memory only. Nothing of a code is kept but the
 * hashes that tell a second showing, for three minutes.
 */
export class Door {
	#result = $state.raw<Verification | null>(null);
	#problem = $state<ReaderProblem | null>(null);
	#camera = $state.raw<{ stop: () => void } | null>(null);
	#starting = $state(false);
	#number = $state<number | null>(null);
	#offCodes = $state.raw<OffCodes>(NO_OFF_CODES);
	#sounds = $state(readPreference('verifier') !== SILENT);
	readonly #replay = new ReplayMemory();

	get result(): Verification | null {
		return this.#result;
	}

	get problem(): ReaderProblem | null {
		return this.#problem;
	}

	get isScanning(): boolean {
		return this.#camera !== null;
	}

	get isStarting(): boolean {
		return this.#starting;
	}

	/** The number to say aloud, four digits, or null. */
	get number(): string | null {
		return this.#number === null ? null : formatSpokenNumber(this.#number);
	}

	get sounds(): boolean {
		return this.#sounds;
	}

	/** Seconds by which this device's clock seems to be ahead, once three codes agree on it. */
	readonly clockOffset: number | null = $derived(clockOffsetSeconds(this.#offCodes));

	setSounds(on: boolean): void {
		this.#sounds = on;
		writePreference('verifier', on ? null : SILENT);
	}

	askNumber(on: boolean): void {
		this.#number = on ? drawSpokenNumber(browserRandom) : null;
	}

	/** Checks the text of a code, however it came here. */
	check(text: string): void {
		const verification = verifyCode(text, {
			now: Date.now(),
			knownRulesets: KNOWN_RULESETS,
			replay: this.#replay,
			...(this.#number === null ? {} : { spokenNumber: this.#number }),
		});
		this.#problem = null;
		this.#result = verification;
		this.#offCodes = noteVerification(this.#offCodes, verification);
		if (this.#sounds) signal(verification.verdict === 'valid');
	}

	/** Makes ready for the next code; a number is said only once. */
	next(): void {
		this.#result = null;
		this.#problem = null;
		if (this.#number !== null) this.askNumber(true);
	}

	async checkImage(file: Blob): Promise<void> {
		const { readQrImage } = await import('$lib/qr/image');
		const read = await readQrImage(file);
		if (read.ok) this.check(read.value);
		else {
			this.#result = null;
			this.#problem = read.error;
		}
	}

	/** Scans until stopped; a verdict stays on the screen until the next scan is asked for. */
	async scan(video: HTMLVideoElement): Promise<void> {
		if (this.#camera !== null || this.#starting) return;
		this.#starting = true;
		this.#problem = null;
		const { startCamera } = await import('$lib/qr/camera');
		const started = await startCamera(
			video,
			(text) => {
				if (this.#result === null) this.check(text);
			},
			() => {
				this.#camera = null;
				this.#problem = 'ended';
			},
		);
		this.#starting = false;
		if (started.ok) this.#camera = started.value;
		else this.#problem = started.error;
	}

	stop(): void {
		this.#camera?.stop();
		this.#camera = null;
	}
}
