import { expect, type Page } from '@playwright/test';

import { installed } from './support';

/** Room for the app, its cache and a few records; the rest is filled with noise. */
const QUOTA_BYTES = 16_000_000;
const NOISE = 'noise';

/** The address of the app that the page shows. */
const originOf = (page: Page) => new URL(page.url()).origin;

/** What a device gives to the app. */
export interface Room {
	/** Takes all that is left, so that the browser itself refuses the next write. */
	readonly fill: () => Promise<void>;
	/** Gives as much as ever. */
	readonly give: () => Promise<void>;
}

/**
 * Limits what the browser gives to the app; to be called before anything is written. The browser asks
 * for the room that is left only once it has used up what it was told before, and the limit holds as
 * long as the session that set it.
 */
export async function limitRoom(page: Page, origin: string): Promise<Room> {
	const session = await page.context().newCDPSession(page);
	await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: QUOTA_BYTES });
	return {
		fill: async () => {
			await fill(page);
			// Whatever the browser tidies away meanwhile gives no room again.
			await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
		},
		give: async () => {
			await session.send('Storage.overrideQuotaForOrigin', { origin });
		},
	};
}

async function fill(page: Page): Promise<void> {
	// What the service worker is still writing has its room first.
	await installed(page);
	const left = await page.evaluate(async (name) => {
		const db = await new Promise<IDBDatabase>((resolve, reject) => {
			const opening = indexedDB.open(name, 1);
			opening.onupgradeneeded = () =>
				opening.result.createObjectStore('noise', { autoIncrement: true });
			opening.onsuccess = () => {
				resolve(opening.result);
			};
			opening.onerror = () => {
				reject(opening.error ?? new Error('no noise'));
			};
		});
		const add = (bytes: Uint8Array) =>
			new Promise<boolean>((resolve) => {
				const transaction = db.transaction('noise', 'readwrite');
				transaction.objectStore('noise').add(bytes);
				transaction.oncomplete = () => {
					resolve(true);
				};
				transaction.onabort = () => {
					resolve(false);
				};
			});
		// Random, because what can be compressed is.
		const random = (length: number) => {
			const bytes = new Uint8Array(length);
			for (let at = 0; at < length; at += 65_536)
				crypto.getRandomValues(bytes.subarray(at, at + 65_536));
			return bytes;
		};
		let size = 4_194_304;
		for (let tries = 0; size >= 16 && tries < 2000; tries++)
			if (!(await add(random(size)))) size /= 2;
		db.close();
		return size;
	}, NOISE);
	expect(left, 'the largest write that may still fit, in bytes').toBeLessThan(16);
}

/** A hash of all that rests in the app's own database: equal only if every byte is. */
export function rowsOf(page: Page): Promise<string> {
	return page.evaluate(async () => {
		const listed = await indexedDB.databases();
		if (!listed.some(({ name }) => name === 'tessera')) return 'none';
		const db = await new Promise<IDBDatabase>((resolve, reject) => {
			const opening = indexedDB.open('tessera');
			opening.onsuccess = () => {
				resolve(opening.result);
			};
			opening.onerror = () => {
				reject(opening.error ?? new Error('no database'));
			};
		});
		const rows: unknown[] = [db.version];
		for (const store of Array.from(db.objectStoreNames).sort()) {
			const all = await new Promise<unknown[]>((resolve) => {
				const reading = db.transaction(store).objectStore(store).getAll();
				reading.onsuccess = () => {
					resolve(reading.result);
				};
			});
			rows.push(store, all);
		}
		db.close();
		const text = JSON.stringify(rows, (_, value: unknown) =>
			value instanceof Uint8Array ? Array.from(value).join() : value,
		);
		const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
		return Array.from(new Uint8Array(digest)).join();
	});
}

/** Ends what the browser keeps for the origin, as its own clearing or a broken disk does. */
export async function clearStorage(page: Page, storageTypes: string): Promise<void> {
	const session = await page.context().newCDPSession(page);
	await session.send('Storage.clearDataForOrigin', { origin: originOf(page), storageTypes });
}

/**
 * Opens the app's database past the app and does not let go of it, as a tab that hangs.
 *
 * @param version makes or raises the database to this version of IndexedDB; without it, as it is
 * @returns lets go
 */
export async function holdDatabase(page: Page, version?: number): Promise<() => Promise<void>> {
	const held = await page.evaluateHandle(
		(asked) =>
			new Promise<IDBDatabase>((resolve, reject) => {
				const opening = indexedDB.open('tessera', asked);
				opening.onupgradeneeded = () => {
					if (opening.result.objectStoreNames.length > 0) return;
					opening.result.createObjectStore('slots', { keyPath: 'id' });
					const pages = opening.result.createObjectStore('pages', { keyPath: 'key' });
					pages.createIndex('table', 'table');
				};
				opening.onsuccess = () => {
					resolve(opening.result);
				};
				opening.onerror = () => {
					reject(opening.error ?? new Error('not opened'));
				};
			}),
		version,
	);
	return () =>
		held.evaluate((db) => {
			db.close();
		});
}

/**
 * Makes rows say that a newer version of the app wrote them. Of a page another nonce is part of it: one
 * that opens as a version that is known has only a damaged number beside it.
 */
export async function raiseVersions(page: Page, store: string): Promise<void> {
	await page.evaluate(async (name) => {
		const db = await new Promise<IDBDatabase>((resolve) => {
			const opening = indexedDB.open('tessera');
			opening.onsuccess = () => {
				resolve(opening.result);
			};
		});
		const transaction = db.transaction(name, 'readwrite');
		const rows = transaction.objectStore(name);
		const reading = rows.getAll() as IDBRequest<{ version: number; nonce?: Uint8Array }[]>;
		reading.onsuccess = () => {
			for (const row of reading.result) {
				const sealedAnew =
					'nonce' in row ? { nonce: crypto.getRandomValues(new Uint8Array(24)) } : {};
				rows.put({ ...row, ...sealedAnew, version: row.version + 100 });
			}
		};
		await new Promise((resolve) => (transaction.oncomplete = resolve));
		db.close();
	}, store);
}
