const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const AMPERSAND = 0x26;

const NAMED: Readonly<Record<string, string>> = {
	lt: '<',
	gt: '>',
	amp: '&',
	quot: '"',
	apos: "'",
};

const REFERENCE = /&(?:#(\d{1,8})|#x([\da-fA-F]{1,8})|(lt|gt|amp|quot|apos));/g;

/**
 * The text that bytes of an XML attribute stand for: UTF-8, broken parts as U+FFFD, with the five named
 * and the numeric references resolved (XML 1.0, section 4.6). Entities that a document defines itself
 * stay as they were written, so a document cannot make them grow.
 */
export function xmlText(bytes: Uint8Array, start: number, end: number): string {
	const text = decoder.decode(bytes.subarray(start, end));
	for (let at = start; at < end; at++) {
		if (bytes[at] === AMPERSAND) return resolveReferences(text);
	}
	return text;
}

function resolveReferences(text: string): string {
	return text.replace(
		REFERENCE,
		(_, decimal: string | undefined, hex: string | undefined, name: string | undefined) =>
			name === undefined
				? characterOf(decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal))
				: (NAMED[name] ?? ''),
	);
}

function characterOf(code: number): string {
	const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
	return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}
