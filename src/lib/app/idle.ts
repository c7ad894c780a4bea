import { lastBusy } from './updates.svelte';

const CHANNEL = 'tessera-activity';
const ASK = 'ask';

/** How long other tabs have to say that somebody is there. */
const ANSWER_MS = 300;

const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'touchstart', 'wheel'];

interface Watched {
	/** Milliseconds without input after which nobody is there; null: it does not matter now. */
	readonly limit: () => number | null;
	/** Whether it is in doubt that anybody is there: other tabs are being asked. */
	readonly onDoubt: (isInDoubt: boolean) => void;
	readonly onIdle: () => void;
}

/**
 * Notices that nobody has touched any tab of the app for a while. Times are compared, not counted:
 * timers stand still in a sleeping device and in a hidden tab. A code on screen or an import under
 * way (`holdUpdates`) is as good as a touch.
 */
export class IdleWatch {
	readonly #watched: Watched;
	#last = Date.now();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isAsking = false;
	#channel: BroadcastChannel | null = null;

	constructor(watched: Watched) {
		this.#watched = watched;
	}

	start(): void {
		const channel = new BroadcastChannel(CHANNEL);
		channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
			if (data !== ASK) this.#last = Math.max(this.#last, Number(data));
			else if (this.#watched.limit() !== null) channel.postMessage(this.#lastActive());
		});
		this.#channel = channel;
		for (const name of INPUTS)
			window.addEventListener(name, this.#onInput, { capture: true, passive: true });
		document.addEventListener('visibilitychange', this.look);
		window.addEventListener('pageshow', this.look);
		window.addEventListener('focus', this.look);
	}

	/** Looks whether it is time, and again when it may be; to be called when the limit has changed. */
	readonly look = (): void => {
		clearTimeout(this.#timer);
		if (this.#isAsking) return;
		const left = this.#left();
		if (left === null) return;
		if (left > 0) this.#timer = setTimeout(this.look, left);
		else void this.#ask();
	};

	/** The first touch after a long absence, perhaps of somebody else, does not undo the absence. */
	readonly #onInput = (): void => {
		const left = this.#left();
		if (left !== null && left <= 0) this.look();
		else this.#last = Date.now();
	};

	#lastActive(): number {
		// A clock that was set back must not keep the lock open until it has caught up.
		this.#last = Math.min(Math.max(this.#last, lastBusy()), Date.now());
		return this.#last;
	}

	#left(): number | null {
		const limit = this.#watched.limit();
		return limit === null ? null : this.#lastActive() + limit - Date.now();
	}

	async #ask(): Promise<void> {
		this.#isAsking = true;
		this.#watched.onDoubt(true);
		this.#channel?.postMessage(ASK);
		await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
		this.#isAsking = false;
		const left = this.#left();
		if (left !== null && left <= 0) {
			this.#watched.onIdle();
			return;
		}
		this.#watched.onDoubt(false);
		this.look();
	}
}
