import type { Camera, CameraChoice, CameraError } from '$lib/qr/camera';
import type { ImageError } from '$lib/qr/image';

export type ScannerProblem = CameraError | ImageError | 'ended';

/** Reads codes by camera or from a picture; loads the reader only when it is used. */
export class Scanner {
	readonly #onText: (text: string) => void;
	#camera = $state.raw<Camera | null>(null);
	#video: HTMLVideoElement | null = null;
	#problem = $state<ScannerProblem | null>(null);
	#isStarting = $state(false);
	#isLit = $state(false);

	constructor(onText: (text: string) => void) {
		this.#onText = onText;
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

	/** Scans until stopped, with the camera of that id, else the one that looks away. */
	async start(video: HTMLVideoElement, id?: string): Promise<void> {
		if (this.#camera !== null || this.#isStarting) return;
		this.#isStarting = true;
		this.#problem = null;
		this.#video = video;
		const { startCamera } = await import('$lib/qr/camera');
		const started = await startCamera({
			video,
			id,
			onText: this.#onText,
			onEnd: () => {
				this.#camera = null;
				this.#problem = 'ended';
			},
		});
		this.#isStarting = false;
		if (started.ok) this.#camera = started.value;
		else this.#problem = started.error;
	}

	/** Goes on with another camera. */
	async choose(id: string): Promise<void> {
		const video = this.#video;
		if (video === null) return;
		this.stop();
		await this.start(video, id);
	}

	/** Shows the running camera in another element of the page. */
	moveTo(video: HTMLVideoElement): void {
		if (this.#video === video) return;
		this.#video = video;
		if (this.#camera === null) return;
		const { id } = this.#camera;
		this.stop();
		void this.start(video, id);
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
