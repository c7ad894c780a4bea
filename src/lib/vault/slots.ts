import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';

import { equalBytes, utf8ToBytes } from '$lib/codec/bytes';
import { canonicalJson } from '$lib/codec/canonical-json';
import { loadHpke, SEED_LENGTH } from '$lib/codec/hpke';
import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import type { DeviceSlot, SecretSlot, Slot } from './database';
import { Redacted } from './redacted';

/**
 * A slot is one way to the root key.
 *
 * - The device slot wraps it with an AES-GCM key that the browser keeps and does not export.
 * - Every other slot starts from a secret: a key derived from a passphrase, the seed of a printed
 *   code, the answer of a passkey. HKDF makes of it the seed of an X25519 key pair (HPKE, RFC 9180),
 *   and the root key is sealed to its public key. So a new root key can be put into every slot
 *   without asking for each secret again, and who knew an old root key learns no secret from it.
 */
const AES_GCM_IV_BYTES = 12;
const SLOT_VERSION = 1;
const INFO = utf8ToBytes('tessera/slot');

export type SlotKind = 'device' | SecretSlot['kind'];

export interface SlotInfo {
	readonly id: string;
	readonly kind: SlotKind;
}

export type SlotError =
	'slot-damaged' | 'wrong-secret' /** Written by a later version of the app. */ | 'newer-version';

export const kindOf = (slot: Slot): SlotKind => ('kind' in slot ? slot.kind : 'device');

// ── The device's own ───────────────────────────────────────────────────────────────────────────

export async function wrapForDevice(root: Uint8Array, random: RandomSource): Promise<DeviceSlot> {
	const wrappingKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
		'encrypt',
		'decrypt',
	]);
	const iv = new Uint8Array(random(AES_GCM_IV_BYTES));
	const plain = new Uint8Array(root);
	const wrapped = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, wrappingKey, plain);
	plain.fill(0);
	return { id: 'device', version: SLOT_VERSION, wrappingKey, iv, wrapped: new Uint8Array(wrapped) };
}

export async function openDeviceSlot(slot: DeviceSlot): Promise<Result<Uint8Array, SlotError>> {
	const { version, wrappingKey, iv, wrapped } = slot;
	if (version > SLOT_VERSION) return err('newer-version');
	try {
		const root = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, wrappingKey, wrapped);
		return ok(new Uint8Array(root));
	} catch {
		return err('slot-damaged');
	}
}

// ── Of a secret ────────────────────────────────────────────────────────────────────────────────

/** What a slot is made of, before the root key is sealed into it. */
export type SlotFrame = Pick<SecretSlot, 'id' | 'kind' | 'salt' | 'credentialId'>;

const noBytes = () => new Uint8Array(0);

export function slotFrame(
	kind: SecretSlot['kind'],
	{ id = kind, salt = noBytes(), credentialId = noBytes() }: Partial<SlotFrame> = {},
): SlotFrame {
	return { id, kind, salt, credentialId };
}

/** The seed of the slot's key pair: secrets that happen to be equal lead to different pairs. */
function seedOf(secret: Redacted<Uint8Array>, { kind, salt }: SlotFrame): Uint8Array {
	return hkdf(sha256, secret.reveal(), salt, utf8ToBytes(`tessera/slot/${kind}`), SEED_LENGTH);
}

/** What is bound to the sealed root key: a slot cannot pass for another. */
const boundTo = ({ id, kind }: SlotFrame, version: number): Uint8Array =>
	utf8ToBytes(canonicalJson([id, kind, version]));

const sumOf = (slot: Omit<SecretSlot, 'sum'>): Uint8Array => {
	const { id, kind, version, salt, credentialId, publicKey, enc, wrapped } = slot;
	const bytes = [salt, credentialId, publicKey, enc, wrapped].map((part) => Array.from(part));
	return sha256(utf8ToBytes(canonicalJson([id, kind, version, ...bytes])));
};

async function sealRoot(
	frame: SlotFrame,
	publicKey: Uint8Array,
	root: Uint8Array,
	random: RandomSource,
): Promise<SecretSlot> {
	const hpke = await loadHpke();
	const binding = { info: INFO, aad: boundTo(frame, SLOT_VERSION) };
	const { enc, ciphertext } = await hpke.seal(publicKey, binding, random(SEED_LENGTH), root);
	const slot = { ...frame, version: SLOT_VERSION, publicKey, enc, wrapped: ciphertext };
	return { ...slot, sum: sumOf(slot) };
}

/** A new slot that the secret opens. */
export async function makeSlot(
	frame: SlotFrame,
	secret: Redacted<Uint8Array>,
	root: Uint8Array,
	random: RandomSource,
): Promise<SecretSlot> {
	const seed = seedOf(secret, frame);
	const publicKey = await (await loadHpke()).seedToPublicKey(seed);
	seed.fill(0);
	return sealRoot(frame, publicKey, root, random);
}

/** The same slot with another root key in it; its secret is not needed. */
export function withRoot(
	slot: SecretSlot,
	root: Uint8Array,
	random: RandomSource,
): Promise<SecretSlot> {
	const { id, kind, salt, credentialId, publicKey } = slot;
	return sealRoot({ id, kind, salt, credentialId }, publicKey, root, random);
}

/** The root key, by the slot's secret. */
export async function openSlot(
	slot: SecretSlot,
	secret: Redacted<Uint8Array>,
): Promise<Result<Uint8Array, SlotError>> {
	if (slot.version > SLOT_VERSION) return err('newer-version');
	if (!isWhole(slot)) return err('slot-damaged');
	const hpke = await loadHpke();
	const seed = seedOf(secret, slot);
	try {
		if (!equalBytes(await hpke.seedToPublicKey(seed), slot.publicKey)) return err('wrong-secret');
		const sealed = { enc: slot.enc, ciphertext: slot.wrapped };
		const aad = boundTo(slot, slot.version);
		const root = await hpke.open(seed, { info: INFO, aad }, sealed);
		return root === null ? err('slot-damaged') : ok(root);
	} finally {
		seed.fill(0);
	}
}

/** Whether a slot is as it was written; one that is not must not be mistaken for a wrong secret. */
function isWhole(slot: SecretSlot): boolean {
	try {
		return equalBytes(sumOf(slot), slot.sum);
	} catch {
		return false;
	}
}
