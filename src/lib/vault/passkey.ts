import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';

import { bytesToBase64url } from '$lib/codec/base64url';
import { equalBytes, utf8ToBytes } from '$lib/codec/bytes';
import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import { Redacted } from './redacted';

/**
 * A key from a passkey: the authenticator's own secret function (WebAuthn Level 3, section 10.1.4,
 * the extension `prf`) of a salt, and of that HKDF-SHA256. Nothing here proves to anybody who
 * somebody is: there is no server, the challenge is thrown away, the key is all that counts.
 */

const RP_NAME = 'Tessera';
const KEY_INFO = utf8ToBytes('tessera/passkey');
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const CHALLENGE_BYTES = 32;
/** As long as it may be (WebAuthn, section 5.4.3); random, so that it says nothing of anybody. */
const USER_ID_BYTES = 64;
/** COSE: ES256, EdDSA, RS256. No signature is ever checked; authenticators want a choice they know. */
const ALGORITHMS = [-7, -8, -257];

export type PasskeyFailure =
	/** This browser, or this address, has no passkeys. */
	| 'no-passkeys'
	/** The passkey can sign in, but gives no key. */
	| 'no-prf'
	/** Cancelled, timed out, or no such passkey: a browser does not say which. */
	| 'declined'
	| 'failed';

/** What to remember of a passkey. Neither is secret. */
export interface PasskeyHandle {
	readonly credentialId: Uint8Array<ArrayBuffer>;
	readonly salt: Uint8Array<ArrayBuffer>;
}

interface PasskeyUse {
	readonly handle: PasskeyHandle;
	/** 32 bytes. */
	readonly key: Redacted<Uint8Array>;
}

/** Passkeys belong to a name: an address in numbers has none (WebAuthn, section 5.1.3, step 7). */
const isNumeric = (host: string): boolean => /^\[|^\d+(?:\.\d+){3}$/.test(host);

/** Whether to offer a passkey at all. Whether one gives a key shows only when it is made. */
export function passkeysAvailable(): boolean {
	return 'PublicKeyCredential' in globalThis && !isNumeric(location.hostname);
}

function failureOf(error: unknown): PasskeyFailure {
	const name = error instanceof DOMException ? error.name : null;
	if (name === 'NotAllowedError' || name === 'AbortError') return 'declined';
	// Of the host; and of an authenticator without any algorithm, or without a check of its user.
	if (name === 'SecurityError' || name === 'NotSupportedError' || name === 'ConstraintError')
		return 'no-passkeys';
	return 'failed';
}

async function attempt(
	ask: () => Promise<Credential | null>,
): Promise<Result<PublicKeyCredential, PasskeyFailure>> {
	if (!passkeysAvailable()) return err('no-passkeys');
	try {
		const credential = await ask();
		return credential instanceof PublicKeyCredential ? ok(credential) : err('failed');
	} catch (error) {
		return err(failureOf(error));
	}
}

/** The key that came with a credential; null where none did. The function's value is overwritten. */
function keyOf(credential: PublicKeyCredential): Redacted<Uint8Array> | null {
	const first = credential.getClientExtensionResults().prf?.results?.first;
	if (first === undefined) return null;
	const value = ArrayBuffer.isView(first)
		? new Uint8Array(first.buffer, first.byteOffset, first.byteLength)
		: new Uint8Array(first);
	const key = hkdf(sha256, value, undefined, KEY_INFO, KEY_BYTES);
	value.fill(0);
	return new Redacted(key);
}

/**
 * Makes a passkey that checks its user (fingerprint, face, PIN) at every use.
 *
 * @param name what the passkey manager shows, beside the app's name and address
 */
export async function createPasskey(
	random: RandomSource,
	name: string,
): Promise<Result<PasskeyUse, PasskeyFailure>> {
	const salt = new Uint8Array(random(SALT_BYTES));
	const made = await attempt(() =>
		navigator.credentials.create({
			publicKey: {
				rp: { name: RP_NAME },
				user: { id: new Uint8Array(random(USER_ID_BYTES)), name, displayName: name },
				challenge: new Uint8Array(random(CHALLENGE_BYTES)),
				pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
				authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
				attestation: 'none',
				extensions: { prf: { eval: { first: salt } } },
			},
		}),
	);
	if (!made.ok) return made;
	if (made.value.getClientExtensionResults().prf?.enabled !== true) return err('no-prf');
	const handle = { credentialId: new Uint8Array(made.value.rawId), salt };
	const key = keyOf(made.value);
	// Some authenticators compute nothing while they make a passkey, but do at its first use.
	return key === null ? usePasskey([handle]) : ok({ handle, key });
}

/**
 * Asks for one of these passkeys, whichever is at hand.
 *
 * @param handles at least one
 */
export async function usePasskey(
	handles: readonly PasskeyHandle[],
): Promise<Result<PasskeyUse, PasskeyFailure>> {
	const used = await attempt(() =>
		navigator.credentials.get({
			publicKey: {
				// Nobody checks the answer to it.
				challenge: crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES)),
				allowCredentials: handles.map(({ credentialId }) => ({
					type: 'public-key',
					id: credentialId,
				})),
				userVerification: 'required',
				extensions: {
					prf: {
						evalByCredential: Object.fromEntries(
							handles.map(({ credentialId, salt }) => [
								bytesToBase64url(credentialId),
								{ first: salt },
							]),
						),
					},
				},
			},
		}),
	);
	if (!used.ok) return used;
	const credentialId = new Uint8Array(used.value.rawId);
	const handle = handles.find((candidate) => equalBytes(candidate.credentialId, credentialId));
	if (handle === undefined) return err('failed');
	const key = keyOf(used.value);
	return key === null ? err('no-prf') : ok({ handle, key });
}
