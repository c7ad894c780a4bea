import 'fake-indexeddb/auto';

import { expect, it } from 'vitest';

import { readDatabases } from './inventory';

function make(name: string, rows: readonly object[]): Promise<void> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(name, 3);
		request.onupgradeneeded = () => {
			const table = request.result.createObjectStore('pages', { keyPath: 'key' });
			for (const row of rows) table.put(row);
		};
		request.onsuccess = () => {
			request.result.close();
			resolve();
		};
		request.onerror = () => {
			reject(new Error('not made'));
		};
	});
}

it('finds nothing, and makes nothing, where there is nothing', async () => {
	expect(await readDatabases()).toEqual([]);
	expect(await indexedDB.databases()).toEqual([]);
});

it('makes nothing either where the browser cannot list its databases', async () => {
	const list = Object.getOwnPropertyDescriptor(IDBFactory.prototype, 'databases') ?? {};
	Reflect.deleteProperty(IDBFactory.prototype, 'databases');
	try {
		expect(await readDatabases()).toEqual([]);
	} finally {
		Object.defineProperty(IDBFactory.prototype, 'databases', list);
	}
	expect(await indexedDB.databases()).toEqual([]);
});

it('tells rows, bytes and members as they lie there, keys without what is in them', async () => {
	const wrappingKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
		'encrypt',
	]);
	const sealed = new Uint8Array(4096).map((_, index) => index);
	await make('tessera', [
		{ key: 'a', table: 'days', version: 2, sealed },
		{ key: 'b', wrappingKey, iv: Uint8Array.of(1, 2).buffer },
	]);
	const [found] = await readDatabases();
	expect(found).toMatchObject({ name: 'tessera', version: 3 });
	const [table] = found?.tables ?? [];
	expect(table).toMatchObject({ name: 'pages', bytes: 4098 });
	expect(table?.rows.map(({ key }) => key)).toEqual(['a', 'b']);
	const members = table?.rows.flatMap((row) => row.members) ?? [];
	expect(members.map(({ name, kind, length }) => [name, kind, length])).toEqual([
		['key', 'value', 1],
		['table', 'value', 4],
		['version', 'value', 1],
		['sealed', 'bytes', 4096],
		['key', 'value', 1],
		['wrappingKey', 'key', 0],
		['iv', 'bytes', 2],
	]);
	expect(members[3]?.bytes).toEqual(sealed.subarray(0, 512));
	expect(new TextDecoder().decode(members[5]?.bytes)).toBe('secret AES-GCM, not extractable');
});

it('does not stand in the way of a deletion', async () => {
	const reading = readDatabases();
	const isDeleted = await new Promise((resolve) => {
		const request = indexedDB.deleteDatabase('tessera');
		request.onsuccess = () => {
			resolve(true);
		};
	});
	await reading;
	expect(isDeleted).toBe(true);
	expect(await readDatabases()).toEqual([]);
});
