import { numberText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';

/** Bits to one decimal, as people read them. */
export function bitsText(bits: number): string {
	const n = numberText(bits, 1);
	return n === '1' ? m.bits_one() : m.bits_amount({ n });
}
