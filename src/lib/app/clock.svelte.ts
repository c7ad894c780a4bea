/** How often the clock looks; midnight is noticed at most this late while the page is in front. */
const TICK_MS = 10_000;

/** The wall clock and the device's zone as state: the one place of the app that asks for the time. */
class Clock {
	#now = $state(Date.now());
	#zone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone);

	constructor() {
		const look = () => {
			this.#now = Date.now();
			this.#zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
		};
		setInterval(look, TICK_MS);
		// A page that was in the background comes back on another day, perhaps in another country.
		document.addEventListener('visibilitychange', look);
		addEventListener('pageshow', look);
		addEventListener('focus', look);
	}

	/** Milliseconds since 1970, at most `TICK_MS` old. */
	get now(): number {
		return this.#now;
	}

	/** IANA name of the device's time zone. */
	get zone(): string {
		return this.#zone;
	}
}

export const clock = new Clock();
