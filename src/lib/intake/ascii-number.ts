import { xmlText } from './xml-text';

const ZERO = 0x30;
const DOT = 0x2e;

/** So many digits are an integer that a number holds exactly. */
const SAFE_DIGITS = 15;

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/**
 * The decimal number that bytes of an XML attribute write, as `Number` would read it; NaN for anything
 * else, and for what is beyond all numbers. Common ones are read without a text.
 */
export function readDecimal(bytes: Uint8Array, start: number, end: number): number {
	let digits = 0;
	let dot = end;
	if (end - start <= SAFE_DIGITS && end > start) {
		let at = start;
		for (; at < end; at++) {
			const byte = bytes[at] ?? 0;
			if (byte === DOT && dot === end) dot = at;
			else if (byte >= ZERO && byte <= ZERO + 9) digits = digits * 10 + (byte - ZERO);
			else break;
		}
		// With digits on both sides; a quotient of two exact numbers is the nearest to the decimal.
		if (at === end && dot > start && dot !== end - 1) {
			return dot === end ? digits : digits / 10 ** (end - 1 - dot);
		}
	}
	const text = xmlText(bytes, start, Math.min(end, start + 64)).trim();
	if (end - start > 64 || !DECIMAL.test(text)) return NaN;
	const number = Number(text);
	return Number.isFinite(number) ? number : NaN;
}
