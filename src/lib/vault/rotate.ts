import type { RandomSource } from '$lib/codec/random';
import type { Slot, StoredPage, VaultState } from './database';
import type { SecretName } from './secret-folder';
import type { GuardedDatabase } from './guarded-database';
import type { Keyring } from './keyring';
import { dataKeyOf, KEY_BYTES, VaultKeys } from './keys';
import { openPageOfAnyVersion, sealPage } from './seal';
import { nameInPage } from './sealed-table';
import { WriteRefused } from './write-errors';

/** Told after each page: how many of them are sealed anew, of how many. */
export type OnProgress = (done: number, total: number) => void;

/** What a rotation changes beside the data key. */
export interface NewKeys {
	readonly root: Uint8Array;
	/** All slots that there will be; they hold the new root key. */
	readonly slots: readonly Slot[];
}

/**
 * Seals every page anew under a new data key: made from a new erasable secret and, where given, a new
 * root key with its slots. All in one transaction, so that it is done whole or not at all, however it
 * is interrupted. The file with the old secret is overwritten after that: until then the old pages,
 * as the database has left them on the disk, could be opened.
 *
 * Runs under the key lock. Throws what IndexedDB throws, and `WriteRefused` where a page does not open:
 * sealed under a key that is gone, it could never be told by its month, nor be put back.
 */
export async function rotate(
	{ db, keys }: GuardedDatabase,
	keyring: Keyring,
	random: RandomSource,
	newKeys: NewKeys | null,
	onProgress: OnProgress = () => undefined,
): Promise<void> {
	const { secrets } = keyring;
	const before = await db.state.get('state');
	const secret = secrets === null ? null : random(KEY_BYTES);
	const file = secrets === null ? null : otherFile(before?.secretFile ?? null);
	const root = newKeys?.root ?? keyring.root;
	const dataKey = dataKeyOf(root, secret);
	try {
		if (file !== null && secret !== null) await secrets?.write(file, secret);
		const epoch = keys.epoch + (newKeys === null ? 0 : 1);
		const next = new VaultKeys(dataKey.slice(), epoch);
		await db.transaction('rw', [db.pages, db.slots, db.state], async () => {
			const state = await db.state.get('state');
			if (state === undefined) throw new TypeError('a vault without a state');
			keys.assertInForce(state);
			const names = await db.pages.toCollection().primaryKeys();
			let done = 0;
			for (const name of names) {
				const page = await db.pages.get(name);
				if (page === undefined) continue;
				await db.pages.put(sealedAnew(page, keys, next, random));
				await db.pages.delete(name);
				onProgress(++done, names.length);
			}
			if (newKeys !== null) {
				await db.slots.clear();
				await db.slots.bulkAdd(newKeys.slots);
			}
			await db.state.put({
				...state,
				epoch,
				check: next.check,
				secretFile: file,
				erasureDue: false,
			} satisfies VaultState);
		});
		next.forget();
		keyring.replace(root, dataKey, epoch);
		if (file !== null) await secrets?.erase(otherFile(file));
	} finally {
		secret?.fill(0);
	}
}

/** The same page, of the same version, under other keys and so another name. */
function sealedAnew(
	page: StoredPage,
	keys: VaultKeys,
	next: VaultKeys,
	random: RandomSource,
): StoredPage {
	const { table } = page;
	const read = openPageOfAnyVersion(keys.pagesKey(table), page);
	if (!read.ok) throw new WriteRefused(read.error);
	const { opened, version } = read.value;
	const name = nameInPage(opened);
	if (name === null) throw new WriteRefused('wrong-shape');
	const key = next.pageName(table, name);
	return sealPage(next.pagesKey(table), table, key, opened as object, random, version);
}

/** The file that is not in use. */
export const otherFile = (file: SecretName | null): SecretName => (file === 'a' ? 'b' : 'a');
