import { concatBytes, equalBytes } from '$lib/codec/bytes';
import type { RandomSource } from '$lib/codec/random';
import { sha256 } from '$lib/codec/sha256';
import { isNamed } from './while-busy';

/**
 * The form of a file that holds one secret, to be overwritten in place:
 *
 * | at   | bytes | what                                  |
 * |------|-------|---------------------------------------|
 * | 0    | 32    | the secret                            |
 * | 32   | 8     | the first 8 bytes of its SHA-256      |
 * | 4096 | 40    | the same again                        |
 *
 * The copies lie in different sectors of a disk. A write changes one, waits until the disk has it,
 * then changes the other: whenever it is cut short, one copy is whole, the old or the new one.
 */
export const SECRET_BYTES = 32;
const CHECK_BYTES = 8;
const COPY_BYTES = SECRET_BYTES + CHECK_BYTES;
const FIRST_AT = 0;
const SECOND_AT = 4096;
/** The length of the file, with a secret or without one. */
export const SECRET_FILE_BYTES = SECOND_AT + COPY_BYTES;

/** What is used of a `FileSystemSyncAccessHandle`. */
export type SecretFile = Pick<FileSystemSyncAccessHandle, 'read' | 'write' | 'flush' | 'getSize'>;

const checkOf = (secret: Uint8Array) => sha256(secret).subarray(0, CHECK_BYTES);

/** The secret of the copy that begins there, in its place; null where it is damaged or was never written. */
function copyAt(content: Uint8Array, at: number): Uint8Array | null {
	const secret = content.subarray(at, at + SECRET_BYTES);
	const check = content.subarray(at + SECRET_BYTES, at + COPY_BYTES);
	return secret.length === SECRET_BYTES && equalBytes(check, checkOf(secret)) ? secret : null;
}

/**
 * The secret in a file's content, in new memory; the content is overwritten with zeros.
 *
 * @returns null where neither copy is whole
 */
export function takeSecret(content: Uint8Array): Uint8Array | null {
	const secret = copyAt(content, FIRST_AT) ?? copyAt(content, SECOND_AT);
	const taken = secret === null ? null : new Uint8Array(secret);
	content.fill(0);
	return taken;
}

function put(file: SecretFile, copy: Uint8Array<ArrayBuffer>, at: number): void {
	const written = file.write(copy, { at });
	// Without room a browser may throw, write less, or (Chromium) answer a number that no write has.
	if (written !== copy.length)
		throw new DOMException(
			`secret file: expected to write ${String(copy.length)} bytes, got ${String(written)}`,
			'QuotaExceededError',
		);
}

/** Where to begin: at the copy that can be lost. */
function order(file: SecretFile): readonly number[] {
	const content = new Uint8Array(SECRET_FILE_BYTES);
	file.read(content, { at: 0 });
	const onlyFirst = copyAt(content, FIRST_AT) !== null && copyAt(content, SECOND_AT) === null;
	content.fill(0);
	return onlyFirst ? [SECOND_AT, FIRST_AT] : [FIRST_AT, SECOND_AT];
}

/** Writes a secret over the one before. It is on the disk when this returns. */
export function writeSecret(file: SecretFile, secret: Uint8Array): void {
	if (secret.length !== SECRET_BYTES)
		throw new RangeError(
			`secret: expected ${String(SECRET_BYTES)} bytes, got ${String(secret.length)}`,
		);
	const copy = new Uint8Array(concatBytes(secret, checkOf(secret)));
	for (const at of order(file)) {
		put(file, copy, at);
		file.flush();
	}
	copy.fill(0);
}

/** Writes chance over both copies. They are gone from the disk when this returns. */
export function eraseSecret(file: SecretFile, random: RandomSource): void {
	writeChance(file, [FIRST_AT, SECOND_AT], random);
}

function writeChance(file: SecretFile, places: readonly number[], random: RandomSource): void {
	for (const at of places) put(file, new Uint8Array(random(COPY_BYTES)), at);
	file.flush();
}

/**
 * Gives a file to which no secret was ever written the length of one that has a secret, so that the
 * length does not tell. A first copy whose second was never written stays. Without room the file stays
 * short: the first secret's write says so.
 */
export function fillSecretFile(file: SecretFile, random: RandomSource): void {
	if (file.getSize() >= SECRET_FILE_BYTES) return;
	const content = new Uint8Array(SECRET_FILE_BYTES);
	file.read(content, { at: 0 });
	const hasFirst = copyAt(content, FIRST_AT) !== null;
	content.fill(0);
	try {
		writeChance(file, hasFirst ? [SECOND_AT] : [FIRST_AT, SECOND_AT], random);
	} catch (error) {
		if (!isNamed(error, 'QuotaExceededError')) throw error;
	}
}
