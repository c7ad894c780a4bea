import { equalBytes, utf8ToBytes } from '$lib/codec/bytes';

/** The beginnings of age's files: what can be told of one without opening it, and without the library. */

export const INTRO = utf8ToBytes('age-encryption.org/v1\n');
/** Of the text form, which age calls armor. */
export const ARMOR = utf8ToBytes('-----BEGIN AGE ENCRYPTED FILE-----');

const SCRYPT = utf8ToBytes('-> scrypt ');

export const startsWith = (bytes: Uint8Array, start: Uint8Array): boolean =>
	equalBytes(bytes.subarray(0, start.length), start);

/** What the file asks for; null where it is no age file. */
export function lockOf(file: Uint8Array): 'passphrase' | 'recipients' | null {
	const start = startsWith(file, ARMOR) ? firstArmored(file) : file;
	if (!startsWith(start, INTRO)) return null;
	return startsWith(start.subarray(INTRO.length), SCRYPT) ? 'passphrase' : 'recipients';
}

/** The 48 bytes in the first line of the text form; none where it is not one of base64. */
function firstArmored(file: Uint8Array): Uint8Array {
	const [, line = ''] = String.fromCharCode(...file.subarray(0, 200)).split(/\r?\n/);
	try {
		return Uint8Array.from(atob(line), (character) => character.charCodeAt(0));
	} catch {
		return new Uint8Array();
	}
}
