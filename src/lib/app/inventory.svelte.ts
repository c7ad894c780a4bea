import { readDatabases, type RawDatabase } from '$lib/vault/inventory';
import {
	readCaches,
	readCookieNames,
	readLocalStorage,
	readPermissions,
	readPersistence,
	readPrivateFiles,
	readSessionStorage,
	readWorkers,
	type CacheStore,
	type PermissionStatusOf,
	type PrivateFile,
	type TextStore,
	type WorkerState,
} from './device-stores';

/** Everything that this origin has on the device, read without a key. */
export interface Inventory {
	/** Milliseconds since the epoch. */
	readonly at: number;
	/** Null where the browser gives no IndexedDB, or it cannot be read now. */
	readonly databases: readonly RawDatabase[] | null;
	readonly caches: readonly CacheStore[] | null;
	readonly localStorage: readonly TextStore[] | null;
	readonly sessionStorage: readonly TextStore[] | null;
	readonly privateFiles: readonly PrivateFile[] | null;
	readonly workers: readonly WorkerState[] | null;
	readonly permissions: readonly PermissionStatusOf[];
	readonly persistence: { readonly used: number; readonly persistent: boolean } | null;
	readonly cookies: readonly string[];
}

async function orNull<T>(reading: Promise<T>): Promise<T | null> {
	try {
		return await reading;
	} catch {
		// Storage is closed here: that, too, is an answer.
		return null;
	}
}

async function takeInventory(): Promise<Inventory> {
	const [databases, caches, privateFiles, workers, permissions, persistence] = await Promise.all([
		orNull(readDatabases()),
		orNull(readCaches()),
		readPrivateFiles(),
		orNull(readWorkers()),
		readPermissions(),
		orNull(readPersistence()),
	]);
	return {
		at: Date.now(),
		...{ databases, caches, privateFiles, workers, permissions, persistence },
		localStorage: readLocalStorage(),
		sessionStorage: readSessionStorage(),
		cookies: readCookieNames(),
	};
}

/** The inventory on the review page: taken when it is opened, and again when that is asked for. */
export class LiveInventory {
	#found = $state.raw<Inventory | null>(null);
	#isLooking = $state(false);

	/** Null until the first look is done. */
	get found(): Inventory | null {
		return this.#found;
	}

	get isLooking(): boolean {
		return this.#isLooking;
	}

	async look(): Promise<void> {
		if (this.#isLooking) return;
		this.#isLooking = true;
		this.#found = await takeInventory();
		this.#isLooking = false;
	}
}
