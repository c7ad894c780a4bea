import { armor, Decrypter, Encrypter } from 'age-encryption';

import { bytesToUtf8, equalBytes, utf8ToBytes } from '$lib/codec/bytes';
import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import {
	NoMemory,
	passphraseIdentity,
	passphraseRecipient,
	TooCostly,
	type Progress,
} from './age-scrypt';
import { ARMOR, INTRO, startsWith } from './backup-header';
import { passphraseBytes } from './passphrase-hash';

/**
 * A backup's envelope: one age file (age-encryption.org/v1), as any age tool opens it. Runs in the
 * worker of backups and in Node; what is inside is `backup.ts`.
 */

/** What closes a file: it crosses into a worker, so it is plain text. */
export type BackupLock =
	| { readonly kind: 'passphrase'; readonly passphrase: string }
	/** Public keys, each of them opens it: `age1…`, also the post-quantum `age1pq1…`. */
	| { readonly kind: 'recipients'; readonly recipients: readonly string[] };

/** What opens it. */
export type BackupSecret =
	| { readonly kind: 'passphrase'; readonly passphrase: string }
	/** `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`. */
	| { readonly kind: 'identity'; readonly identity: string };

export type BackupFileError =
	/** No age file at all. */
	| 'not-age'
	/** Or its header is damaged: nobody can tell these two apart. */
	| 'wrong-passphrase'
	| 'wrong-identity'
	| 'damaged'
	/** It asks for more memory than any honest one. */
	| 'too-costly'
	| 'no-memory';

/** The work factor of age itself: 256 MiB, and a second or some. */
const LOG_N = 18;

/** The file without the text form that age calls armor; null where that is damaged. */
function withoutArmor(file: Uint8Array): Uint8Array | null {
	if (!startsWith(file, ARMOR)) return file;
	try {
		return armor.decode(bytesToUtf8(file) ?? '');
	} catch {
		return null;
	}
}

/** Whether this is the public key of somebody, of a kind that a file can be made for. */
export function isRecipient(text: string): boolean {
	try {
		new Encrypter().addRecipient(text);
		return true;
	} catch {
		return false;
	}
}

/** Whether this is a secret key of a kind that can open a file. */
export function isIdentity(text: string): boolean {
	try {
		new Decrypter().addIdentity(text);
		return true;
	} catch {
		return false;
	}
}

/**
 * Closes a file.
 *
 * @param lock a passphrase, or at least one recipient that `isRecipient` admits
 * @param onProgress of the one slow step, the passphrase's
 * @returns the file, or `no-memory` where the browser cannot give the passphrase's 256 MiB
 */
export async function sealBackup(
	content: Uint8Array,
	lock: BackupLock,
	random: RandomSource,
	onProgress: Progress,
	logN: number = LOG_N,
): Promise<Result<Uint8Array, 'no-memory'>> {
	const encrypter = new Encrypter();
	if (lock.kind === 'passphrase')
		encrypter.addRecipient(
			passphraseRecipient(passphraseBytes(lock.passphrase), logN, random, onProgress),
		);
	else for (const recipient of lock.recipients) encrypter.addRecipient(recipient);
	try {
		return ok(await encrypter.encrypt(content));
	} catch (cause) {
		if (cause instanceof NoMemory) return err('no-memory');
		throw cause;
	}
}

/** Opens a file, whoever made it. */
export async function openBackup(
	file: Uint8Array,
	secret: BackupSecret,
	onProgress: Progress,
): Promise<Result<Uint8Array, BackupFileError>> {
	const bytes = withoutArmor(file);
	if (bytes === null) return err('damaged');
	if (!startsWith(bytes, INTRO)) return err('not-age');
	if (secret.kind === 'identity' && !isIdentity(secret.identity)) return err('wrong-identity');
	const tried = { inVain: false };
	const decrypter = new Decrypter();
	decrypter.addIdentity(
		secret.kind === 'passphrase'
			? passphraseIdentity(spellings(secret.passphrase), onProgress)
			: secret.identity,
	);
	// Identities are asked in turn: this one only when the one before had no answer.
	decrypter.addIdentity({
		unwrapFileKey: () => {
			tried.inVain = true;
			return null;
		},
	});
	try {
		return ok(await decrypter.decrypt(bytes));
	} catch (cause) {
		if (tried.inVain)
			return err(secret.kind === 'passphrase' ? 'wrong-passphrase' : 'wrong-identity');
		if (cause instanceof TooCostly) return err('too-costly');
		return err(cause instanceof NoMemory ? 'no-memory' : 'damaged');
	}
}

/** As this app prepares a passphrase, and as it was typed: other tools do not prepare it. */
function spellings(passphrase: string): readonly Uint8Array[] {
	const typed = utf8ToBytes(passphrase);
	const prepared = passphraseBytes(passphrase);
	return equalBytes(typed, prepared) ? [prepared] : [prepared, typed];
}
