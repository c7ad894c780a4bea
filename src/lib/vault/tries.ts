import type { VaultState } from './database';

/** How many wrong tries are free, and how long one waits after the further ones. */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 5 * 60 * 1000;

type Tries = Pick<VaultState, 'failures' | 'lastTry'>;

/**
 * When the next try may be made, in milliseconds since 1970; 0: now. Three tries are free, then the
 * wait doubles: 2, 4, 8 seconds … 5 minutes. It slows down who sits at the device; who has copied the
 * disk is slowed down by Argon2id alone.
 */
export function nextTryAt({ failures, lastTry }: Tries, now: number): number {
	if (failures < FREE_TRIES) return 0;
	const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - FREE_TRIES, 20));
	const at = lastTry + wait;
	return at <= now ? 0 : at;
}
