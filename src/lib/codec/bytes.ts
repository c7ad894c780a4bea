const encoder = new TextEncoder();
// `ignoreBOM` keeps a leading U+FEFF in the text instead of silently dropping it: two different
// byte strings must never become the same text.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text to UTF-8. A lone surrogate becomes U+FFFD, as the Encoding Standard says. */
export function utf8ToBytes(text: string): Uint8Array {
	return encoder.encode(text);
}

/** UTF-8 to text; `null` when the bytes are not well-formed UTF-8. A byte order mark is kept. */
export function bytesToUtf8(bytes: Uint8Array): string | null {
	try {
		return decoder.decode(bytes);
	} catch {
		return null;
	}
}

/** All parts, one after the other, in new memory. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
	const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.length;
	}
	return joined;
}

/** Whether both hold the same bytes. Not constant in time: for public values only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** Lower-case hexadecimal, two digits a byte. */
export function bytesToHex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
