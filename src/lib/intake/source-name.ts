import { MANUAL } from '$lib/records/records';

const MAX_LENGTH = 80;
/** What stands for a source without a name. */
const UNNAMED = 'unnamed';
/** By hand is what the citizen says in this app, and it wins over every device: no file may say so. */
const NOT_BY_HAND = `${MANUAL} (import)`;

/**
 * A text from a file as a name that a record may hold: on one line, without control characters, marks
 * that turn the direction of a text, and halves of characters; 80 code units at most. Can be empty.
 */
export function cleanName(text: string): string {
	const clean = text
		.replace(/[\p{Zs}\p{Zl}\p{Zp}\t\r\n\v\f\u0085]/gu, ' ')
		.replace(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
		.trim();
	if (clean.length <= MAX_LENGTH) return clean;
	// The last one may be the first half of a character.
	return clean
		.slice(0, MAX_LENGTH)
		.replace(/\p{Cs}/gu, '')
		.trim();
}

/** The name of a device or app as the source of a record. */
export function cleanSource(text: string): string {
	const clean = cleanName(text);
	if (clean === '') return UNNAMED;
	return clean === MANUAL ? NOT_BY_HAND : clean;
}
