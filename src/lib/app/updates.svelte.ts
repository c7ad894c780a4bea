/** Held (shared) while something must not be interrupted: a code on screen, an import. */
const BUSY_LOCK = 'tessera-busy';

const SCRIPT = '/service-worker.js';

/** Kept as a string of one address: the page may load no other worker. */
function scriptAddress(): string {
	const policy = globalThis.trustedTypes?.createPolicy('tessera-service-worker', {
		createScriptURL: (address) => {
			if (address !== SCRIPT) throw new TypeError('not the service worker');
			return address;
		},
	});
	// The DOM types know only strings here; with Trusted Types the browser takes the wrapped one.
	return (policy?.createScriptURL(SCRIPT) as unknown as string | undefined) ?? SCRIPT;
}

/** Whether a newer version waits, and taking it on the citizen's word. */
class Updates {
	#waiting = $state.raw<ServiceWorker | null>(null);
	#busyElsewhere = $state(false);
	#broken = $state(false);

	/** A newer version is installed and waits to be taken. */
	get available(): boolean {
		return this.#waiting !== null;
	}

	/** Taking it was tried while a code was on a screen. */
	get busyElsewhere(): boolean {
		return this.#busyElsewhere;
	}

	/** A part of the page that is no longer on the server was asked for: only a reload helps. */
	get broken(): boolean {
		return this.#broken;
	}

	async start(): Promise<void> {
		addEventListener('vite:preloadError', (event) => {
			event.preventDefault();
			this.#broken = true;
		});
		if (!('serviceWorker' in navigator)) return;
		// A page that had no worker is not reloaded when it gets its first one.
		if (navigator.serviceWorker.controller !== null)
			navigator.serviceWorker.addEventListener('controllerchange', () => {
				// What was begun since the word was given comes to its end first.
				void navigator.locks.request(BUSY_LOCK, () => {
					location.reload();
				});
			});
		let registration: ServiceWorkerRegistration;
		try {
			registration = await navigator.serviceWorker.register(scriptAddress(), {
				updateViaCache: 'none',
			});
		} catch {
			// No worker here (private mode, an old browser): the app works, but not offline.
			return;
		}
		const notice = () => {
			if (registration.waiting !== null && registration.active !== null)
				this.#waiting = registration.waiting;
		};
		notice();
		registration.addEventListener('updatefound', () => {
			registration.installing?.addEventListener('statechange', notice);
		});
		document.addEventListener('visibilitychange', () => {
			// Offline, the question fails and the present version stays.
			if (document.visibilityState === 'visible') registration.update().catch(() => undefined);
		});
	}

	/** Takes the new version unless a tab is busy; then every tab reloads. */
	async take(): Promise<void> {
		const waiting = this.#waiting;
		if (waiting === null) return;
		await navigator.locks.request(BUSY_LOCK, { ifAvailable: true }, (lock) => {
			this.#busyElsewhere = lock === null;
			if (lock !== null) waiting.postMessage({ type: 'take-over' });
		});
	}
}

export const updates = new Updates();

/** How many holds this tab has, and when the last one ended. */
let holds = 0;
let lastHold = 0;

/** When this tab was last busy, in milliseconds since 1970: now, while anything is held. */
export const lastBusy = (): number => (holds > 0 ? Date.now() : lastHold);

/** Holds updates off, and the lock that comes with time, until the returned function is called. */
export function holdUpdates(): () => void {
	const { promise, release } = gate();
	void navigator.locks.request(BUSY_LOCK, { mode: 'shared' }, () => promise);
	let isHeld = true;
	holds += 1;
	return () => {
		if (!isHeld) return;
		isHeld = false;
		holds -= 1;
		lastHold = Date.now();
		release();
	};
}

function gate(): { promise: Promise<void>; release: () => void } {
	let release: () => void = () => undefined;
	const promise = new Promise<void>((resolve) => {
		release = resolve;
	});
	return { promise, release };
}
