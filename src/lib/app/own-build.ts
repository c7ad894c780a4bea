import { version } from '$app/environment';
import { bytesToHex } from '$lib/codec/bytes';
import { sha256 } from '$lib/codec/sha256';

const MANIFEST = '/build-manifest.json';

/** What the app's files on this device say of themselves. */
export interface OwnBuild {
	/** SHA-256 of the manifest that lists every file of this build: 64 hexadecimal digits. */
	readonly fingerprint: string;
	/** How many files of the manifest are stored here. */
	readonly stored: number;
	/** Those of them that are not as the manifest says. */
	readonly changed: readonly string[];
}

/** The files of a manifest of this very version with their hashes; null for any other text. */
function filesOf(text: string): ReadonlyMap<string, string> | null {
	const manifest = JSON.parse(text) as { version?: unknown; files?: unknown } | null;
	// A version that waits to be taken has stored its own manifest already.
	if (manifest?.version !== version || typeof manifest.files !== 'object') return null;
	return new Map(Object.entries(manifest.files ?? {}).map(([file, hash]) => [file, String(hash)]));
}

const addressOf = (file: string) => `/${file.replace(/(^|\/)index\.html$/, '$1')}`;

/**
 * Reads the build's manifest from what the service worker has stored, because a page cannot open a
 * connection, and compares the stored files with it. Null where nothing is stored: in private mode,
 * or before the app is installed.
 *
 * It shows a damaged or mixed-up installation. It cannot show a deliberate change: whoever changes
 * the app changes this too (`docs/integrity.md`).
 */
export async function readOwnBuild(): Promise<OwnBuild | null> {
	if (!('caches' in globalThis)) return null;
	const stored = new Map<string, Uint8Array[]>();
	for (const name of await caches.keys()) {
		const cache = await caches.open(name);
		for (const request of await cache.keys()) {
			const response = await cache.match(request);
			if (response === undefined) continue;
			const { pathname } = new URL(request.url);
			const bytes = new Uint8Array(await response.arrayBuffer());
			stored.set(pathname, [...(stored.get(pathname) ?? []), bytes]);
		}
	}
	for (const bytes of stored.get(MANIFEST) ?? []) {
		const files = filesOf(new TextDecoder().decode(bytes));
		if (files === null) continue;
		const here = [...files].filter(([file]) => stored.has(addressOf(file)));
		const changed = here.filter(
			([file, hash]) =>
				stored.get(addressOf(file))?.every((copy) => bytesToHex(sha256(copy)) !== hash) ?? true,
		);
		return {
			fingerprint: bytesToHex(sha256(bytes)),
			stored: here.length,
			changed: changed.map(([file]) => file),
		};
	}
	return null;
}
