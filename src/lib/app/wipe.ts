import { destroyVault } from '$lib/vault/destroy';
import { forgetPreferences } from './preferences';

/**
 * Deletes everything that this app put on the device: the database with its keys, the choices in
 * local storage, every cache, and the service worker. Other tabs close their vault when they hear of
 * it. Throws where the browser refuses, so that nobody is told that it was done.
 */
export async function deleteEverything(): Promise<void> {
	await destroyVault();
	forgetPreferences();
	for (const name of await caches.keys()) await caches.delete(name);
	for (const registration of await navigator.serviceWorker.getRegistrations())
		await registration.unregister();
}
