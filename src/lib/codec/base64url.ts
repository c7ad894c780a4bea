/** RFC 4648, table 2. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const VALUES: ReadonlyMap<string, number> = new Map(
	Array.from(ALPHABET, (character, value) => [character, value]),
);

/** Bytes to base64url without padding (RFC 4648, section 5; RFC 7515, section 2). */
export function bytesToBase64url(bytes: Uint8Array): string {
	let text = '';
	let bits = 0;
	let held = 0;
	for (const byte of bytes) {
		held = (held << 8) | byte;
		bits += 8;
		while (bits >= 6) {
			bits -= 6;
			text += ALPHABET.charAt((held >> bits) & 63);
		}
		held &= (1 << bits) - 1;
	}
	if (bits > 0) text += ALPHABET.charAt((held << (6 - bits)) & 63);
	return text;
}

/**
 * Base64url to bytes, canonical only (RFC 4648, section 3.5): `null` for padding, for white space
 * or any other character, for a length that no bytes have, and for trailing bits that are not zero.
 * So one byte string has exactly one text.
 */
export function base64urlToBytes(text: string): Uint8Array | null {
	if (text.length % 4 === 1) return null;
	const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
	let out = 0;
	let bits = 0;
	let held = 0;
	for (const character of text) {
		const value = VALUES.get(character);
		if (value === undefined) return null;
		held = (held << 6) | value;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			bytes[out++] = held >> bits;
			held &= (1 << bits) - 1;
		}
	}
	return held === 0 ? bytes : null;
}
