/**
 * HPKE (RFC 9180) in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-128-GCM, in one
 * place because of two settings that are easily forgotten: which platforms lack X25519 in Web
 * Crypto, and that randomness comes in, as the input keying material of the encapsulation (`ekm`).
 *
 * A key pair is kept as the 32 bytes that it is derived from (`DeriveKeyPair`, section 7.1.3): bytes
 * can be overwritten, and no engine has to export a private key.
 */
import type { CipherSuite } from '@hpke/core';

/** Of the seed of a key pair, and of the `ekm` of one sealing. */
export const SEED_LENGTH = 32;

export interface Sealed {
	/** The encapsulated key. */
	readonly enc: Uint8Array;
	readonly ciphertext: Uint8Array;
}

/** What both sides must give alike. */
export interface Binding {
	readonly info: Uint8Array;
	readonly aad: Uint8Array;
}

export interface Hpke {
	readonly seedToPublicKey: (seed: Uint8Array) => Promise<Uint8Array>;
	/** `SealBase`, section 6.1. Rejects for a public key of low order. */
	readonly seal: (
		publicKey: Uint8Array,
		binding: Binding,
		ekm: Uint8Array,
		plaintext: Uint8Array,
	) => Promise<Sealed>;
	/** `OpenBase`; `null` when it was not sealed to this key with this binding. */
	readonly open: (seed: Uint8Array, binding: Binding, sealed: Sealed) => Promise<Uint8Array | null>;
}

/** Loaded at the first request or answer: whoever reads shown codes needs none of it. */
const loadCore = () => import('@hpke/core');

/** By Web Crypto alone. Rejects at the first use where that lacks X25519. */
export async function nativeHpke(): Promise<Hpke> {
	const core = await loadCore();
	return hpkeWith(core, new core.DhkemX25519HkdfSha256());
}

/** With X25519 in JavaScript. Loaded only where it is needed. */
export async function portableHpke(): Promise<Hpke> {
	const { DhkemX25519HkdfSha256: Kem } = await import('@hpke/dhkem-x25519');
	return hpkeWith(await loadCore(), new Kem());
}

/** The first if it works here, which is found by trying, else the other. */
export async function chooseHpke(first: Hpke, other: () => Promise<Hpke>): Promise<Hpke> {
	const nothing = new Uint8Array();
	const seed = new Uint8Array(SEED_LENGTH);
	try {
		const publicKey = await first.seedToPublicKey(seed);
		await first.seal(publicKey, { info: nothing, aad: nothing }, seed, nothing);
		return first;
	} catch {
		return other();
	}
}

let chosen: Promise<Hpke> | undefined;

/** The one for this platform, which is tried out once. Rejects when the other cannot be loaded. */
export async function loadHpke(): Promise<Hpke> {
	chosen ??= nativeHpke().then((native) => chooseHpke(native, portableHpke));
	try {
		return await chosen;
	} catch (error) {
		chosen = undefined;
		throw error;
	}
}

type Kem = ConstructorParameters<typeof CipherSuite>[0]['kem'] & object;

function hpkeWith(core: Awaited<ReturnType<typeof loadCore>>, kem: Kem): Hpke {
	const suite = new core.CipherSuite({
		kem,
		kdf: new core.HkdfSha256(),
		aead: new core.Aes128Gcm(),
	});
	return {
		async seedToPublicKey(seed) {
			const { publicKey } = await suite.kem.deriveKeyPair(seed);
			return new Uint8Array(await suite.kem.serializePublicKey(publicKey));
		},
		async seal(publicKey, { info, aad }, ekm, plaintext) {
			const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey);
			const { enc, ct } = await suite.seal({ recipientPublicKey, info, ekm }, plaintext, aad);
			return { enc: new Uint8Array(enc), ciphertext: new Uint8Array(ct) };
		},
		async open(seed, { info, aad }, { enc, ciphertext }) {
			const recipientKey = await suite.kem.deriveKeyPair(seed);
			try {
				return new Uint8Array(await suite.open({ recipientKey, enc, info }, ciphertext, aad));
			} catch (error) {
				if (error instanceof core.HpkeError) return null;
				throw error;
			}
		},
	};
}
