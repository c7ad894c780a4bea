/**
 * `TR1`, an answer as it travels: `TR1:` + base45 (RFC 9285) of 199 bytes, always 303 characters.
 *
 * |  at | length | content                                                            |
 * |-----|--------|--------------------------------------------------------------------|
 * |   0 |     32 | the encapsulated key of HPKE                                       |
 * |  32 |    167 | the 151 bytes of `envelope.ts` with kind 3, sealed, and their tag  |
 *
 * HPKE (`hpke.ts`) with `info` = ASCII `tessera/TR1` + SHA-256 of the request's bytes, and an empty
 * `aad`: it opens for the one request that it answers, and a camera that sees it learns nothing.
 */
import { base45ToBytes, bytesToBase45 } from '$lib/codec/base45';
import { concatBytes, utf8ToBytes } from '$lib/codec/bytes';
import { sha256 } from '$lib/codec/sha256';
import { ENVELOPE_LENGTH } from './envelope';
import { ANSWER_PREFIX } from './kind-prefix';
import type { Binding, Sealed } from '$lib/codec/hpke';

/** Characters, prefix included. */
const ANSWER_LENGTH = 303;

const AT_CIPHERTEXT = 32;
const TAG_LENGTH = 16;
const SEALED_LENGTH = AT_CIPHERTEXT + ENVELOPE_LENGTH + TAG_LENGTH;
const INFO_LABEL = utf8ToBytes('tessera/TR1');

export function sealedToText({ enc, ciphertext }: Sealed): string {
	return ANSWER_PREFIX + bytesToBase45(concatBytes(enc, ciphertext));
}

/** Reads an answer's text, character by character; `null` when it is none. Nothing is opened yet. */
export function parseSealed(text: string): Sealed | null {
	if (text.length !== ANSWER_LENGTH || !text.startsWith(ANSWER_PREFIX)) return null;
	const bytes = base45ToBytes(text.slice(ANSWER_PREFIX.length));
	if (bytes?.length !== SEALED_LENGTH) return null;
	return { enc: bytes.slice(0, AT_CIPHERTEXT), ciphertext: bytes.slice(AT_CIPHERTEXT) };
}

/** What binds an answer to the request's bytes. */
export function bindingOf(requestBytes: Uint8Array): Binding {
	return { info: concatBytes(INFO_LABEL, sha256(requestBytes)), aad: new Uint8Array() };
}
