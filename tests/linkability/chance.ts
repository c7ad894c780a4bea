import type { RandomSource } from '$lib/codec/random';
import { seededRandom } from '../fixtures/attest';

/** Numbers from a seed: the same seed, the same study. */
export interface Chance {
	/** For keys and nonces. */
	readonly bytes: RandomSource;
	/** 0 … 1, without 1. */
	readonly uniform: () => number;
	/** 0 … `count` − 1. */
	readonly below: (count: number) => number;
	/** Of the standard normal distribution. */
	readonly normal: () => number;
}

const WORDS = 256;

export function chanceOf(seed: string): Chance {
	const bytes = seededRandom(`${seed} bytes`);
	const source = seededRandom(`${seed} numbers`);
	let words: Uint32Array = new Uint32Array();
	let at = 0;
	const uniform = () => {
		if (at === words.length) {
			words = new Uint32Array(source(WORDS * 4).buffer);
			at = 0;
		}
		return (words[at++] ?? 0) / 2 ** 32;
	};
	return {
		bytes,
		uniform,
		below: (count) => Math.floor(uniform() * count),
		// Box and Muller, 1958. One minus, because a logarithm of 0 is no number.
		normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
	};
}
