/**
 * What rests in IndexedDB, as anybody sees it who has the device and no key: read past Dexie and past
 * every key, for the review page. It reads and never writes, and makes no database where there is none.
 */
import { bytesToBase64url } from '$lib/codec/base64url';
import { DATABASE_NAME } from './database-name';

/** Bytes of one member that are shown. */
const SHOWN_BYTES = 512;

/** One member of a row. */
export interface RawMember {
	readonly name: string;
	/** `key` is one that the browser holds and gives to nobody. */
	readonly kind: 'bytes' | 'key' | 'value';
	/** Bytes; of a value, those of its text. */
	readonly length: number;
	/** The first 512 of them. */
	readonly bytes: Uint8Array;
}

export interface RawRow {
	/** The key under which it lies, as text. */
	readonly key: string;
	readonly members: readonly RawMember[];
}

export interface RawTable {
	readonly name: string;
	/** Bytes of all members that are bytes. */
	readonly bytes: number;
	readonly rows: readonly RawRow[];
}

export interface RawDatabase {
	readonly name: string;
	readonly version: number;
	readonly tables: readonly RawTable[];
}

function done<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => {
			resolve(request.result);
		};
		request.onerror = () => {
			reject(new Error('IndexedDB: a read failed', { cause: request.error }));
		};
	});
}

/** Opens what is there; null where nothing is, and nothing is then. */
function openExisting(name: string): Promise<IDBDatabase | null> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(name);
		request.onupgradeneeded = () => {
			// It would be made now: undone, it never was.
			request.transaction?.abort();
		};
		request.onsuccess = () => {
			resolve(request.result);
		};
		request.onerror = () => {
			if (request.error?.name === 'AbortError') resolve(null);
			else reject(new Error(`IndexedDB: ${name} does not open`, { cause: request.error }));
		};
	});
}

function toMember([name, value]: [string, unknown]): RawMember {
	if (value instanceof CryptoKey) {
		const { name: algorithm } = value.algorithm;
		const text = `${value.type} ${algorithm}, ${value.extractable ? '' : 'not '}extractable`;
		return { ...bytesMember(name, new TextEncoder().encode(text)), kind: 'key', length: 0 };
	}
	if (value instanceof ArrayBuffer) return bytesMember(name, new Uint8Array(value));
	if (ArrayBuffer.isView(value))
		return bytesMember(name, new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
	const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
	return { ...bytesMember(name, new TextEncoder().encode(text)), kind: 'value' };
}

const bytesMember = (name: string, bytes: Uint8Array): RawMember => ({
	name,
	kind: 'bytes',
	length: bytes.length,
	bytes: new Uint8Array(bytes.subarray(0, SHOWN_BYTES)),
});

function keyText(key: IDBValidKey): string {
	if (key instanceof ArrayBuffer) return bytesToBase64url(new Uint8Array(key));
	return typeof key === 'string' ? key : JSON.stringify(key);
}

async function readTable(table: IDBObjectStore): Promise<RawTable> {
	const [keys, values] = await Promise.all([
		done(table.getAllKeys()),
		done<unknown[]>(table.getAll()),
	]);
	const rows = keys.map((key, index) => {
		const value = values[index];
		const isRow = typeof value === 'object' && value !== null;
		const members = isRow ? Object.entries(value) : [['', value] satisfies [string, unknown]];
		return { key: keyText(key), members: members.map(toMember) };
	});
	const sealed = rows.flatMap(({ members }) => members).filter(({ kind }) => kind === 'bytes');
	return { name: table.name, bytes: sealed.reduce((sum, { length }) => sum + length, 0), rows };
}

async function readDatabase(name: string): Promise<RawDatabase | null> {
	const connection = await openExisting(name);
	if (connection === null) return null;
	// A look must not stand in the way of a deletion.
	connection.onversionchange = () => {
		connection.close();
	};
	try {
		const names = [...connection.objectStoreNames];
		if (names.length === 0) return { name, version: connection.version, tables: [] };
		const transaction = connection.transaction(names, 'readonly');
		const tables = await Promise.all(
			names.map((table) => readTable(transaction.objectStore(table))),
		);
		return { name, version: connection.version, tables };
	} finally {
		connection.close();
	}
}

/**
 * Every database of this origin. Where the browser cannot list them (Firefox before 126), the one that
 * the app would make is looked for by its name.
 */
export async function readDatabases(): Promise<readonly RawDatabase[]> {
	const listed = 'databases' in indexedDB ? await indexedDB.databases() : [{ name: DATABASE_NAME }];
	const found = await Promise.all(listed.map(({ name = '' }) => readDatabase(name)));
	return found.filter((database) => database !== null);
}
