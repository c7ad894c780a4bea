/** RFC 9285, table 1: the 45 characters of the alphanumeric mode of QR codes. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

const VALUES: ReadonlyMap<string, number> = new Map(
	Array.from(ALPHABET, (character, value) => [character, value]),
);

/** Bytes to base45 (RFC 9285): three characters for two bytes, two for a last single one. */
export function bytesToBase45(bytes: Uint8Array): string {
	let text = '';
	for (let at = 0; at < bytes.length; at += 2) {
		const high = bytes[at] ?? 0;
		const low = bytes[at + 1];
		const value = low === undefined ? high : high * 256 + low;
		text += ALPHABET.charAt(value % 45) + ALPHABET.charAt(Math.floor(value / 45) % 45);
		if (low !== undefined) text += ALPHABET.charAt(Math.floor(value / 2025));
	}
	return text;
}

/**
 * Base45 to bytes (RFC 9285, section 4 and 6); `null` for a character outside the alphabet (so for
 * lower case), for a length that no bytes have, and for a group that overflows its bytes.
 */
export function base45ToBytes(text: string): Uint8Array | null {
	const rest = text.length % 3;
	if (rest === 1) return null;
	const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest === 2 ? 1 : 0));
	let out = 0;
	for (let at = 0; at < text.length; at += 3) {
		const first = VALUES.get(text.charAt(at));
		const second = VALUES.get(text.charAt(at + 1));
		if (first === undefined || second === undefined) return null;
		const pair = first + second * 45;
		if (at + 2 === text.length) {
			if (pair > 0xff) return null;
			bytes[out++] = pair;
			continue;
		}
		const third = VALUES.get(text.charAt(at + 2));
		if (third === undefined) return null;
		const value = pair + third * 2025;
		if (value > 0xffff) return null;
		bytes[out++] = value >> 8;
		bytes[out++] = value & 0xff;
	}
	return bytes;
}
