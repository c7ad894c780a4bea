/**
 * What the app has on this device outside of IndexedDB, as a page of its origin can see it without any
 * key. Reads only. A place that the browser does not have, or does not let a page look into, is null.
 */

export interface CacheStore {
	readonly name: string;
	readonly files: number;
	readonly bytes: number;
}

export interface TextStore {
	readonly key: string;
	readonly value: string;
}

/** Of a private file its name and size alone: what is in it is a part of the key. */
export interface PrivateFile {
	readonly path: string;
	readonly bytes: number;
}

export interface WorkerState {
	readonly scope: string;
	/** States of the worker in use, of one that waits and of one that is being installed. */
	readonly active: string | null;
	readonly waiting: string | null;
	readonly installing: string | null;
}

/** Permissions that this app uses, and some that it never asks for. */
const PERMISSION_NAMES = [
	'camera',
	'persistent-storage',
	'clipboard-write',
	'clipboard-read',
	'notifications',
	'geolocation',
	'microphone',
	'background-sync',
] as const;

export interface PermissionStatusOf {
	readonly name: string;
	/** Null where this browser knows no such permission. */
	readonly state: PermissionState | null;
}

export async function readCaches(): Promise<readonly CacheStore[] | null> {
	if (!('caches' in globalThis)) return null;
	return Promise.all(
		(await caches.keys()).map(async (name) => {
			const cache = await caches.open(name);
			const requests = await cache.keys();
			let bytes = 0;
			for (const request of requests)
				bytes += (await (await cache.match(request))?.arrayBuffer())?.byteLength ?? 0;
			return { name, files: requests.length, bytes };
		}),
	);
}

const entriesOf = (storage: Storage): TextStore[] =>
	Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
		.sort()
		.map((key) => ({ key, value: storage.getItem(key) ?? '' }));

export function readLocalStorage(): readonly TextStore[] | null {
	try {
		return entriesOf(localStorage);
	} catch {
		return null;
	}
}

export function readSessionStorage(): readonly TextStore[] | null {
	try {
		return entriesOf(sessionStorage);
	} catch {
		return null;
	}
}

export async function readPrivateFiles(): Promise<readonly PrivateFile[] | null> {
	if (!('storage' in navigator) || !('getDirectory' in navigator.storage)) return null;
	try {
		return await filesIn(await navigator.storage.getDirectory(), '');
	} catch {
		return null;
	}
}

async function filesIn(folder: FileSystemDirectoryHandle, path: string): Promise<PrivateFile[]> {
	const found: PrivateFile[] = [];
	for await (const [name, handle] of folder.entries()) {
		if (handle instanceof FileSystemDirectoryHandle)
			found.push(...(await filesIn(handle, `${path}${name}/`)));
		else if (handle instanceof FileSystemFileHandle)
			found.push({ path: `${path}${name}`, bytes: (await handle.getFile()).size });
	}
	return found.sort((a, b) => a.path.localeCompare(b.path));
}

export async function readWorkers(): Promise<readonly WorkerState[] | null> {
	if (!('serviceWorker' in navigator)) return null;
	const registrations = await navigator.serviceWorker.getRegistrations();
	return registrations.map(({ scope, active, waiting, installing }) => ({
		scope,
		active: active?.state ?? null,
		waiting: waiting?.state ?? null,
		installing: installing?.state ?? null,
	}));
}

export function readPermissions(): Promise<readonly PermissionStatusOf[]> {
	return Promise.all(
		PERMISSION_NAMES.map(async (name) => {
			try {
				// Each browser knows names that the others do not.
				const { state } = await navigator.permissions.query({ name: name as PermissionName });
				return { name, state };
			} catch {
				return { name, state: null };
			}
		}),
	);
}

/** Whether the browser may clear what rests here when it needs room. */
export async function readPersistence(): Promise<{ used: number; persistent: boolean } | null> {
	if (!('storage' in navigator)) return null;
	const { usage } = await navigator.storage.estimate();
	return { used: usage ?? 0, persistent: await navigator.storage.persisted() };
}

/** The names of cookies that a page can see; there are none. */
export const readCookieNames = (): readonly string[] =>
	document.cookie
		.split(';')
		.map((cookie) => cookie.split('=')[0]?.trim() ?? '')
		.filter((name) => name !== '');
