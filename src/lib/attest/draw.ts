import type { RandomSource } from '$lib/codec/random';

/** That many bytes of the source. Throws a `TypeError` when it gives another number of them. */
export function draw(random: RandomSource, length: number): Uint8Array {
	const bytes = random(length);
	if (bytes.length !== length) {
		throw new TypeError(`random: expected ${String(length)} bytes, got ${String(bytes.length)}`);
	}
	return bytes;
}
