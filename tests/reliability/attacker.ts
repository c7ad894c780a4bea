import { createDecipheriv } from 'node:crypto';

import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Page } from '@playwright/test';

import type { Found } from './profile';

/**
 * Somebody who has a copy of the whole profile. Written from `docs/storage.md` alone, without the
 * app's own code: what opens here opens for anybody.
 */

const KEY_BYTES = 32;
const text = (label: string) => Buffer.from(label);

const derive = (key: Uint8Array, label: string, salt?: Uint8Array): Uint8Array =>
	hkdf(sha256, key, salt, text(`tessera/${label}`), KEY_BYTES);

const dataKeyOf = (root: Uint8Array, secret: Uint8Array): Uint8Array =>
	derive(root, 'data', secret);

const pagesKeyOf = (dataKey: Uint8Array, table: string): Uint8Array =>
	derive(dataKey, `pages/${table}`);

/** A sealed page as it rests. */
export interface SealedPage {
	readonly key: string;
	readonly table: string;
	readonly version: number;
	readonly nonce: Uint8Array;
	readonly sealed: Uint8Array;
}

/** What a page says, or null where the key is not its own. */
export function openPage(dataKey: Uint8Array, page: SealedPage): string | null {
	const aad = text(JSON.stringify([page.table, page.key, page.version]));
	try {
		const cipher = xchacha20poly1305(pagesKeyOf(dataKey, page.table), page.nonce, aad);
		return Buffer.from(cipher.decrypt(page.sealed)).toString('utf8');
	} catch {
		return null;
	}
}

/** Everything of a vault, as the app itself can get at it while it is open. */
export interface Known {
	readonly root: Uint8Array;
	readonly secret: Uint8Array;
	readonly wrapped: Uint8Array;
	readonly iv: Uint8Array;
	readonly pages: readonly SealedPage[];
}

/** The keys of those that are known, by name. */
export function keysOf({ root, secret }: Known): Readonly<Record<string, Uint8Array>> {
	const dataKey = dataKeyOf(root, secret);
	return {
		'the erasable secret': secret,
		'the data key': dataKey,
		'the key of days': pagesKeyOf(dataKey, 'days'),
		'the key of conditions': pagesKeyOf(dataKey, 'conditions'),
		'the key of examinations': pagesKeyOf(dataKey, 'clinical'),
	};
}

/** Reads it all in the page, by what the browser gives to every script of the app. */
export async function readAll(page: Page): Promise<Known> {
	const read = await page.evaluate(async () => {
		const answer = <T>(request: IDBRequest<T>) =>
			new Promise<T>((done, failed) => {
				request.onsuccess = () => {
					done(request.result);
				};
				request.onerror = () => {
					failed(new Error('no answer'));
				};
			});
		const numbers = (bytes: ArrayBuffer | Uint8Array) => Array.from(new Uint8Array(bytes));
		interface Row {
			readonly wrappingKey: CryptoKey;
			readonly iv: Uint8Array<ArrayBuffer>;
			readonly wrapped: Uint8Array<ArrayBuffer>;
			readonly secretFile: string;
			readonly key: string;
			readonly table: string;
			readonly version: number;
			readonly nonce: Uint8Array;
			readonly sealed: Uint8Array;
		}
		const db = await answer(indexedDB.open('tessera'));
		const all = (store: string) =>
			answer(db.transaction(store).objectStore(store).getAll() as IDBRequest<Row[]>);
		const [slot] = await all('slots');
		const [state] = await all('state');
		const pages = await all('pages');
		db.close();
		if (slot === undefined || state === undefined) throw new Error('expected a slot and a state');
		const { iv, wrapped, wrappingKey } = slot;
		const root = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, wrappingKey, wrapped);
		const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('keys');
		const file = await (await folder.getFileHandle(state.secretFile)).getFile();
		return {
			root: numbers(root),
			secret: numbers((await file.arrayBuffer()).slice(0, 32)),
			wrapped: numbers(wrapped),
			iv: numbers(iv),
			pages: pages.map(({ key, table, version, nonce, sealed }) => {
				return { key, table, version, nonce: numbers(nonce), sealed: numbers(sealed) };
			}),
		};
	});
	return {
		root: Uint8Array.from(read.root),
		secret: Uint8Array.from(read.secret),
		wrapped: Uint8Array.from(read.wrapped),
		iv: Uint8Array.from(read.iv),
		pages: read.pages.map((page) => {
			return {
				...page,
				nonce: Uint8Array.from(page.nonce),
				sealed: Uint8Array.from(page.sealed),
			};
		}),
	};
}

/** How far from the wrapped root key the key is sought that wraps it: they are of one row. */
const NEAR = 1024;

/**
 * The root key that a device slot wraps, by trying whatever lies beside it as the wrapping key. The
 * browser lets no script read that key; on the disk it is bytes like others.
 */
export function rootInFiles(content: readonly Found[], { wrapped, iv }: Known): Uint8Array | null {
	for (const { bytes } of content)
		for (let at = bytes.indexOf(wrapped); at !== -1; at = bytes.indexOf(wrapped, at + 1))
			for (let from = Math.max(0, at - NEAR); from < at + NEAR; from++) {
				const key = bytes.subarray(from, from + KEY_BYTES);
				const root = key.length === KEY_BYTES ? unwrap(key, iv, wrapped) : null;
				if (root !== null) return root;
			}
	return null;
}

const TAG_BYTES = 16;

function unwrap(key: Uint8Array, iv: Uint8Array, wrapped: Uint8Array): Uint8Array | null {
	const decipher = createDecipheriv('aes-256-gcm', key, iv);
	decipher.setAuthTag(wrapped.subarray(-TAG_BYTES));
	const plain = decipher.update(wrapped.subarray(0, -TAG_BYTES));
	try {
		decipher.final();
		return Uint8Array.from(plain);
	} catch {
		return null;
	}
}

/** Whether it is a file of the browser's private file system, where the secrets are. */
const isPrivateFile = ({ file }: Found) => /(^|[\\/])File System[\\/]/.test(file);
/** Those that are longer are no files of secrets. */
const LONGEST = 16_384;

/**
 * What an old page says to somebody who knows every root key there was and tries everything that lies
 * in private files as its secret; null where nothing opens it.
 */
export function openWithFiles(
	content: readonly Found[],
	roots: readonly Uint8Array[],
	page: SealedPage,
): string | null {
	for (const root of roots) {
		const said = openPage(root, page);
		if (said !== null) return said;
		for (const { bytes } of content
			.filter(isPrivateFile)
			.filter(({ bytes }) => bytes.length <= LONGEST))
			for (let at = 0; at + KEY_BYTES <= bytes.length; at++) {
				const secret = bytes.subarray(at, at + KEY_BYTES);
				// What was never written is no secret.
				if (secret[0] === 0 && secret.every((byte) => byte === 0)) continue;
				const opened = openPage(dataKeyOf(root, secret), page);
				if (opened !== null) return opened;
			}
	}
	return null;
}
