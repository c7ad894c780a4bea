import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';

import { bytesToUtf8, utf8ToBytes } from '$lib/codec/bytes';
import { canonicalJson } from '$lib/codec/canonical-json';
import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import type { PageTable, StoredPage } from './database';
import { SCHEMA_VERSION } from './upgrade';

/**
 * A sealed page. The plain text, before sealing:
 *
 * | at     | content                                                       |
 * |--------|---------------------------------------------------------------|
 * | 0      | length of the JSON in bytes, 4 bytes big-endian               |
 * | 4      | canonical JSON (RFC 8785), UTF-8                              |
 * | then   | zeros up to a multiple of 4 KiB, so that the length says little |
 *
 * Sealed with XChaCha20-Poly1305 under a random 24-byte nonce. The associated data are the table,
 * the page's key and the schema version: a page moved to another place does not open.
 */
const PADDING = 4096;
const LENGTH_BYTES = 4;
const NONCE_BYTES = 24;

export type OpenError = 'damaged' | 'newer-version';

function associatedData(table: PageTable, key: string, version: number): Uint8Array {
	return utf8ToBytes(canonicalJson([table, key, version]));
}

/** @param version of the content's shape: an older page that is sealed anew stays what it is */
export function sealPage(
	pageKey: Uint8Array,
	table: PageTable,
	key: string,
	content: object,
	random: RandomSource,
	version = SCHEMA_VERSION,
): StoredPage {
	const json = utf8ToBytes(canonicalJson(content));
	const total = Math.ceil((LENGTH_BYTES + json.length) / PADDING) * PADDING;
	const plain = new Uint8Array(total);
	new DataView(plain.buffer).setUint32(0, json.length);
	plain.set(json, LENGTH_BYTES);
	const nonce = random(NONCE_BYTES);
	const cipher = xchacha20poly1305(pageKey, nonce, associatedData(table, key, version));
	return { key, table, version, nonce, sealed: cipher.encrypt(plain) };
}

/**
 * Opens a page. Whatever was changed, in it or around it, ends in `damaged`; a version above the
 * app's own is not tried at all, because a later version may seal in another way.
 */
export function openPage(pageKey: Uint8Array, page: StoredPage): Result<unknown, OpenError> {
	if (page.version > SCHEMA_VERSION) return err('newer-version');
	try {
		const aad = associatedData(page.table, page.key, page.version);
		const plain = xchacha20poly1305(pageKey, page.nonce, aad).decrypt(page.sealed);
		const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
		const json = bytesToUtf8(plain.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
		return json === null ? err('damaged') : ok(JSON.parse(json));
	} catch {
		return err('damaged');
	}
}

/**
 * Opens a page whatever version is written beside it: that number is not sealed, and may have been
 * damaged on the disk. Gives the version that it was sealed as. `newer-version` only where it opens
 * under none that is known.
 */
export function openPageOfAnyVersion(
	pageKey: Uint8Array,
	page: StoredPage,
): Result<{ opened: unknown; version: number }, OpenError> {
	const first = openPage(pageKey, page);
	if (first.ok) return ok({ opened: first.value, version: page.version });
	for (let version = 1; version <= SCHEMA_VERSION; version++) {
		const again = openPage(pageKey, { ...page, version });
		if (again.ok) return ok({ opened: again.value, version });
	}
	return first;
}
