import type { ImportProgress } from '$lib/intake/report';

export interface Pace extends ImportProgress {
	/** Bytes a second; null in the first moment, when nobody can tell. */
	readonly speed: number | null;
	/** Seconds until the end, at this speed. */
	readonly secondsLeft: number | null;
}

const FIRST_MOMENT_MS = 500;
/** Over this long the speed is the mean: it follows what changes, and does not flicker. */
const WINDOW_MS = 5000;

/** How fast files are read, and how long it still takes. Milliseconds come in as `now`. */
export class ReadingPace {
	#marks: { readonly now: number; readonly doneBytes: number }[] = [];

	at(progress: ImportProgress, now: number): Pace {
		const { doneBytes, totalBytes } = progress;
		this.#marks.push({ now, doneBytes });
		while (this.#marks.length > 2 && now - (this.#marks[0]?.now ?? now) > WINDOW_MS)
			this.#marks.shift();
		const first = this.#marks[0] ?? { now, doneBytes };
		const elapsed = now - first.now;
		const speed =
			elapsed < FIRST_MOMENT_MS ? null : ((doneBytes - first.doneBytes) / elapsed) * 1000;
		const secondsLeft =
			speed === null || speed <= 0 ? null : Math.ceil((totalBytes - doneBytes) / speed);
		return { ...progress, speed, secondsLeft };
	}
}
