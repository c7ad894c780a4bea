import { concatBytes } from '$lib/codec/bytes';
import { HEAD_BYTES, type Head, type Input } from './input';
import { encodingOf } from './text-encoding';

/** The beginning of an input, to recognise it by. Throws only what its stream throws. */
export async function readHead(input: Input): Promise<Head> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of input.stream()) {
		chunks.push(chunk);
		length += chunk.length;
		if (length >= HEAD_BYTES) break;
	}
	return headOf(input, concatBytes(...chunks).subarray(0, HEAD_BYTES));
}

function headOf({ path, size }: Input, bytes: Uint8Array): Head {
	return { path, size, bytes, text: new TextDecoder(encodingOf(bytes)).decode(bytes) };
}

const startsWith = (bytes: Uint8Array, start: readonly number[], at = 0): boolean =>
	start.every((byte, index) => bytes[at + index] === byte);

const ascii = (text: string): readonly number[] => Array.from(text, (c) => c.charCodeAt(0));

/** Of an archive: its first member, or its list of members if there is none. */
const ZIP: readonly (readonly number[])[] = [ascii('PK\x03\x04'), ascii('PK\x05\x06')];

export function isZip({ bytes }: Head): boolean {
	return ZIP.some((magic) => startsWith(bytes, magic));
}

/** Of pictures, sound and film: where in the file, and what. */
const MEDIA: readonly (readonly [number, readonly number[]])[] = [
	[0, [0xff, 0xd8, 0xff]],
	[0, [0x89, ...ascii('PNG')]],
	[0, ascii('GIF8')],
	[0, ascii('RIFF')],
	[0, ascii('ID3')],
	[0, ascii('OggS')],
	[0, ascii('fLaC')],
	[0, ascii('%PDF-')],
	[0, [0x1a, 0x45, 0xdf, 0xa3]],
	[4, ascii('ftyp')],
];

/** Whether it is a picture, sound, film or document for people: known without asking any reader. */
export function isMedia({ bytes }: Head): boolean {
	return MEDIA.some(([at, magic]) => startsWith(bytes, magic, at));
}

/** Of archives that are not opened here: gzip (`.tgz`), bzip2, xz, 7-Zip, RAR. */
const OTHER_ARCHIVES: readonly (readonly number[])[] = [
	[0x1f, 0x8b, 0x08],
	[...ascii('BZh'), 0x39],
	[0xfd, ...ascii('7zXZ'), 0x00],
	[...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c],
	ascii('Rar!\x1a\x07'),
];

/** Whether it is packed in a way that is not known here: Google's Takeout can be had as `.tgz`, too. */
export function isOtherArchive({ bytes }: Head): boolean {
	return OTHER_ARCHIVES.some((magic) => startsWith(bytes, magic));
}

/** The beginning of the age file format, as bytes and as text. */
export function isBackup({ text }: Head): boolean {
	return (
		text.startsWith('age-encryption.org/v1\n') ||
		text.startsWith('-----BEGIN AGE ENCRYPTED FILE-----')
	);
}
