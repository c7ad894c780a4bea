import type { Page } from '@playwright/test';

/** One byte of a row in IndexedDB. */
export interface Place {
	readonly store: 'pages' | 'slots' | 'state';
	readonly id: string;
	readonly member: string;
	/** Which byte of it, or which letter; of a number its lowest byte. */
	readonly at: number;
	/** What is changed in it: any of its eight bits. */
	readonly mask: number;
}

/**
 * Changes one byte past the app and past the seal; the same again changes it back.
 */
export function flipInRow(page: Page, place: Place): Promise<void> {
	return page.evaluate(async ({ store, id, member, at, mask }) => {
		const answer = <T>(request: IDBRequest<T>) =>
			new Promise<T>((done, failed) => {
				request.onsuccess = () => {
					done(request.result);
				};
				request.onerror = () => {
					failed(new Error('no answer'));
				};
			});
		const db = await answer(indexedDB.open('tessera'));
		const rows = db.transaction(store, 'readwrite').objectStore(store);
		const row = (await answer(rows.get(id))) as Record<string, unknown>;
		const value = row[member];
		if (value instanceof Uint8Array) value[at] = (value[at] ?? 0) ^ mask;
		else if (typeof value === 'number') row[member] = value ^ mask;
		else if (typeof value === 'string')
			row[member] =
				value.slice(0, at) + String.fromCharCode(value.charCodeAt(at) ^ mask) + value.slice(at + 1);
		else throw new Error(`nothing to flip in ${member}`);
		await answer(rows.delete(id));
		await answer(rows.put(row));
		db.close();
	}, place);
}

/** Changes one byte of a file with a secret; the same again changes it back. */
export function flipInSecret(page: Page, name: string, at: number, mask: number): Promise<void> {
	return page.evaluate(
		async (place) => {
			const root = await navigator.storage.getDirectory();
			const folder = await root.getDirectoryHandle('keys');
			const handle = await folder.getFileHandle(place.name);
			const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
			bytes[place.at] = (bytes[place.at] ?? 0) ^ place.mask;
			const writable = await handle.createWritable();
			await writable.write(bytes);
			await writable.close();
		},
		{ name, at, mask },
	);
}
