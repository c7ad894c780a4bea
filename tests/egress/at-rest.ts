import type { Page } from '@playwright/test';

export interface AtRest {
	readonly kind: string;
	readonly place: string;
	readonly base64: string;
}

/**
 * Everything that the page's origin keeps, read by the page itself: bytes as they are. The bodies of
 * the cached files, which are many, only if they are asked for.
 */
export async function readAtRest(page: Page, withFiles: boolean): Promise<AtRest[]> {
	return page.evaluate(async (hasFiles) => {
		const found: { kind: string; place: string; base64: string }[] = [];
		const encoder = new TextEncoder();
		const put = (kind: string, place: string, bytes: Uint8Array) => {
			let binary = '';
			for (let at = 0; at < bytes.length; at += 0x8000)
				binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
			found.push({ kind, place, base64: btoa(binary) });
		};
		const putText = (kind: string, place: string, text: string) => {
			put(kind, place, encoder.encode(text));
		};
		const done = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => {
					resolve(request.result);
				};
				request.onerror = () => {
					reject(new Error('IndexedDB'));
				};
			});
		/** Bytes are put as they are; what is around them as text. */
		const putValue = (place: string, value: unknown): void => {
			if (value instanceof ArrayBuffer) put('IndexedDB', place, new Uint8Array(value));
			else if (ArrayBuffer.isView(value))
				put('IndexedDB', place, new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
			else if (typeof value === 'object' && value !== null && !(value instanceof CryptoKey))
				for (const [name, member] of Object.entries(value)) {
					putText('IndexedDB', place, name);
					putValue(`${place} ${name}`, member);
				}
			else putText('IndexedDB', place, String(value));
		};
		for (const { name = '' } of await indexedDB.databases()) {
			const db = await done(indexedDB.open(name));
			for (const store of db.objectStoreNames) {
				const table = db.transaction(store).objectStore(store);
				const [keys, rows] = await Promise.all([done(table.getAllKeys()), done(table.getAll())]);
				putValue(`${name} ${store}`, [keys, rows]);
			}
			db.close();
		}
		putText('local storage', 'all', JSON.stringify(localStorage));
		putText('session storage', 'all', JSON.stringify(sessionStorage));
		putText('history state', 'now', JSON.stringify(history.state));
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				putText('cache', 'address', request.url);
				if (!hasFiles) continue;
				const response = await cache.match(request);
				const body = (await response?.arrayBuffer()) ?? new ArrayBuffer(0);
				put('cache', request.url, new Uint8Array(body));
			}
		}
		const folders: [string, FileSystemDirectoryHandle][] = [
			['', await navigator.storage.getDirectory()],
		];
		for (const [path, folder] of folders)
			for await (const [name, handle] of folder.entries()) {
				if (handle instanceof FileSystemDirectoryHandle) folders.push([`${path}/${name}`, handle]);
				else if (handle instanceof FileSystemFileHandle) {
					const bytes = await (await handle.getFile()).arrayBuffer();
					put('private files', `${path}/${name}`, new Uint8Array(bytes));
				}
			}
		return found;
	}, withFiles);
}
