/**
 * The two texts of a request: who asks (the label), and for what (with the purpose *other* only).
 * Nobody checks them, so they are kept to what can be shown as it is: quoted, and isolated from the
 * direction of the text around them.
 */
import { utf8ToBytes } from '$lib/codec/bytes';

/** In bytes of UTF-8. */
export const MAX_LABEL_BYTES = 72;
export const MAX_TEXT_BYTES = 72;

/**
 * Characters that have no place in a text that is shown: control, format (directions among them),
 * private-use, surrogate and unassigned (C), separators (Z) but for the space, and those of other
 * categories that draw nothing, such as the Hangul filler, with which a text could be empty to the
 * eye. What is unassigned follows this engine's version of Unicode.
 */
const UNSHOWN = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether a text can say who asks: 1 to 72 bytes. */
export function isLabel(text: string): boolean {
	return text !== '' && isPlain(text, MAX_LABEL_BYTES);
}

/** Whether a text can stand beside the purpose: 0 to 72 bytes. */
export function isPurposeText(text: string): boolean {
	return isPlain(text, MAX_TEXT_BYTES);
}

/** NFC, without spaces at its edges, in characters that show. */
function isPlain(text: string, maxBytes: number): boolean {
	return (
		utf8ToBytes(text).length <= maxBytes &&
		!UNSHOWN.test(text) &&
		text === text.normalize('NFC') &&
		!text.startsWith(' ') &&
		!text.endsWith(' ')
	);
}
