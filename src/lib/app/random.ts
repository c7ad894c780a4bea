import type { RandomSource } from '$lib/codec/random';

/** The browser's own randomness, passed into the pure rooms. */
export const browserRandom: RandomSource = (length) =>
	crypto.getRandomValues(new Uint8Array(length));
