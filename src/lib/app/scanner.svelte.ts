import type { Camera, CameraChoice, CameraError } from '$lib/qr/camera';
import type { ImageError } from '$lib/qr/image';
import { duringErrand } from './errands';

export type ScannerProblem = CameraError | ImageError | 'ended';

/** Reads codes by camera or from a picture; loads the reader only when it is used. */
export class Scanner {
	readonly #onText: (text: string) => void;
	readonly #isWanted: () => boolean;
	#camera = $state.raw<Camera | null>(null);
	/** Where the picture is to be seen; null while nobody wants it. */
	#video: HTMLVideoElement | null = null;
	#isPaused = false;
	#chosenId: string | undefined;
	#problem = $state<ScannerProblem | null>(null);
	#isStarting = $state(false);
	#isLit = $state(false);

	/** While `isWanted` says no, the camera goes on and nothing is read: the battery lasts longer. */
	constructor(onText: (text: string) => void, isWanted: () => boolean = () => true) {
		this.#onText = onText;
		this.#isWanted = isWanted;
	}

	get problem(): ScannerProblem | null {
		return this.#problem;
	}

	get isOn(): boolean {
		return this.#camera !== null;
	}

	get isStarting(): boolean {
		return this.#isStarting;
	}

	get hasTorch(): boolean {
		return (this.#camera?.torch ?? null) !== null;
	}

	get isLit(): boolean {
		return this.#isLit;
	}

	/** The cameras to choose from, where there are several. */
	get cameras(): readonly CameraChoice[] {
		const choices = this.#camera?.choices ?? [];
		return choices.length > 1 ? choices : [];
	}

	get cameraId(): string {
		return this.#camera?.id ?? '';
	}

	clearProblem(): void {
		this.#problem = null;
	}

	/**
	 * Scans until stopped, with the camera that was chosen, else the one that looks away. While there
	 * is no place for the picture it waits for one: nothing is scanned unseen.
	 */
	async start(video: HTMLVideoElement | undefined): Promise<void> {
		if (this.#camera !== null) return;
		this.#isPaused = video === undefined;
		if (video === undefined) return;
		this.#video = video;
		if (this.#isStarting) return;
		this.#isStarting = true;
		this.#problem = null;
		const { startCamera } = await import('$lib/qr/camera');
		// The browser may ask for the camera in a window of its own.
		const started = await duringErrand(
			startCamera({
				video,
				id: this.#chosenId,
				isWanted: this.#isWanted,
				onText: this.#onText,
				onEnd: () => {
					this.stop();
					this.#problem = 'ended';
				},
			}),
		);
		this.#isStarting = false;
		if (!started.ok) {
			this.#video = null;
			this.#problem = started.error;
		} else if (this.#video === video) this.#camera = started.value;
		else {
			// Stopped or moved while the browser asked: nobody would see this picture.
			started.value.stop();
			await this.#startAgain();
		}
	}

	async #startAgain(): Promise<void> {
		if (this.#video !== null) await this.start(this.#video);
	}

	/** Goes on with another camera. */
	async choose(id: string): Promise<void> {
		const video = this.#video;
		this.#chosenId = id;
		if (video === null) return;
		this.stop();
		await this.start(video);
	}

	/** Shows the picture in another element of the page, where the camera is on or waits for one. */
	moveTo(video: HTMLVideoElement): void {
		const isWanted = this.#video !== null || this.#isPaused;
		if (!isWanted || this.#video === video) return;
		this.stop();
		void this.start(video);
	}

	/** Stops until there is a place for the picture again. */
	pause(): void {
		const isWanted = this.#video !== null || this.#isPaused;
		this.stop();
		this.#isPaused = isWanted;
	}

	async light(on: boolean): Promise<void> {
		try {
			await this.#camera?.torch?.(on);
			this.#isLit = on;
		} catch {
			// A phone may refuse its light when it is hot or low on battery.
			this.#isLit = false;
		}
	}

	stop(): void {
		this.#camera?.stop();
		this.#camera = null;
		this.#video = null;
		this.#isPaused = false;
		this.#isLit = false;
	}

	/** Reads a picture file instead. */
	async readImage(file: Blob): Promise<void> {
		this.#problem = null;
		const { readQrImage } = await import('$lib/qr/image');
		const read = await readQrImage(file);
		if (read.ok) this.#onText(read.value);
		else this.#problem = read.error;
	}
}

/**
 * Keeps a scanner in step with its page: no camera while the page is hidden, and the same again when
 * it comes back. Where the camera was allowed before, `start` is called at once. Returns the clean-up.
 */
export function followPage(scanner: Scanner, start: () => void): () => void {
	let wasOn = false;
	const onVisibility = () => {
		if (document.visibilityState === 'hidden') {
			wasOn = scanner.isOn;
			scanner.stop();
		} else if (wasOn) start();
	};
	document.addEventListener('visibilitychange', onVisibility);
	navigator.permissions
		.query({ name: 'camera' })
		.then(({ state }) => {
			if (state === 'granted') start();
		})
		// Firefox knows no such permission; there a tap starts the camera.
		.catch(() => undefined);
	return () => {
		document.removeEventListener('visibilitychange', onVisibility);
		scanner.stop();
	};
}
