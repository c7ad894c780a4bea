import { deleteDatabase } from './database';
import { DATABASE_NAME } from './database-name';
import { fileSecrets, type ErasableSecrets } from './erasable-secrets';
import { withKeyLock } from './key-lock';

/**
 * Destroys the vault of this device. The secret goes first: from then on nothing that the database
 * leaves on the disk can be opened, even where another tab holds up its deletion, for which this
 * waits.
 */
export async function destroyVault(
	name: string = DATABASE_NAME,
	secrets: Promise<ErasableSecrets | null> = fileSecrets(),
): Promise<void> {
	const files = await secrets;
	if (files !== null) await withKeyLock(() => files.remove());
	await deleteDatabase(name);
}
