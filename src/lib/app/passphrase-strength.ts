export type PassphraseStrength = 'short' | 'weak' | 'fair' | 'good';

/** Code points below which a passphrase is not taken. */
const SHORTEST_PASSPHRASE = 8;

/** Values of `weight` from which a passphrase is fair, and good. */
const FAIR = 12;
const GOOD = 18;

/** How much a character adds where it does not just go on from the one before. */
function weight(character: string): number {
	if (/\p{Nd}/u.test(character)) return 0.6;
	// One of some thousands, where a letter is one of some dozens.
	return /[\p{Script=Han}\p{Script=Hangul}]/u.test(character) ? 2 : 1;
}

/**
 * A rough hint at how hard a passphrase is to guess. It counts characters; going on by none or one
 * (aaa, abc, 321) and a pair that was there before add next to nothing. It knows no words, names or dates.
 */
export function passphraseStrength(text: string): PassphraseStrength {
	const characters = Array.from(text.normalize('NFC'));
	if (characters.length < SHORTEST_PASSPHRASE) return 'short';
	let sum = 0;
	let before = '';
	let lastStep = 0;
	const seen = new Set<string>();
	for (const character of characters) {
		const step = (character.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0);
		const goesOn = step === lastStep && Math.abs(step) <= 1;
		sum += goesOn || seen.has(before + character) ? 0.2 : weight(character);
		seen.add(before + character);
		lastStep = step;
		before = character;
	}
	if (sum < FAIR) return 'weak';
	return sum < GOOD ? 'fair' : 'good';
}
