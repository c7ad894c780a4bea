import type { PassphraseQuestion } from './argon2.worker';
import { askWorker } from './ask-worker';
import { hashPassphrase, passphraseBytes } from './passphrase-hash';
import { Redacted } from './redacted';

/**
 * A passphrase and a salt to 32 bytes, by Argon2id (RFC 9106) with 64 MiB and three passes: about a
 * second. The same passphrase and salt always give the same key, on every device. Rejects where the
 * device has not that much memory.
 */
export type DeriveKey = (
	passphrase: Redacted<string>,
	salt: Uint8Array,
) => Promise<Redacted<Uint8Array>>;

/** In a worker that is ended afterwards: the page stays responsive, and the 64 MiB are given back. */
export const deriveInWorker: DeriveKey = async (passphrase, salt) => {
	const question: PassphraseQuestion = {
		passphrase: passphraseBytes(passphrase.reveal()),
		salt: new Uint8Array(salt),
	};
	const key = await askWorker('argon2', question, [question.passphrase.buffer]);
	if (!(key instanceof Uint8Array)) throw new TypeError('the worker argon2 gave no key');
	return new Redacted(key);
};

/** On this thread, which stands still meanwhile: for Node. */
export const deriveHere: DeriveKey = async (passphrase, salt) => {
	const bytes = passphraseBytes(passphrase.reveal());
	try {
		return await Promise.resolve(new Redacted(hashPassphrase(bytes, salt)));
	} finally {
		bytes.fill(0);
	}
};
