/** Held by the one tab that makes keys, or changes them. */
const KEY_LOCK = 'tessera-keys';

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the work while nobody else makes or changes keys, in any tab. Node 20 has no Web Locks, and no
 * tabs: there it is one after the other.
 */
export async function withKeyLock<T>(work: () => Promise<T>): Promise<T> {
	if (typeof navigator !== 'undefined' && 'locks' in navigator)
		return navigator.locks.request(KEY_LOCK, work);
	const mine = last.then(work, work);
	last = mine.catch(() => undefined);
	return mine;
}
