import { DATABASE_NAME } from './database-name';

/**
 * Whether this device has a vault, asked without loading the room that opens it: a first visit needs
 * none of it. Null where the browser cannot list its databases (Firefox before 126).
 */
export async function vaultIsListed(name: string = DATABASE_NAME): Promise<boolean | null> {
	if (!('databases' in indexedDB)) return null;
	const databases = await indexedDB.databases();
	return databases.some((database) => database.name === name);
}
