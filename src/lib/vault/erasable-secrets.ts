import { askWorker } from './ask-worker';
import { SECRET_BYTES, SECRET_FILE_BYTES, takeSecret } from './secret-file';
import { SECRET_NAMES, SECRETS_FOLDER, type SecretName, type SecretTask } from './secret-folder';
import { isNamed, whileBusy } from './while-busy';

/**
 * Two small secrets that can be erased for good. A row that is deleted from IndexedDB stays in its
 * log for long; a file of the origin's private file system is overwritten where it lies. (What a
 * disk keeps by itself, worn cells or snapshots, no page reaches.)
 *
 * Write to the file that is not in use, let go of the other one after: a write that is cut short
 * leaves the old secret or the new one, and does not say which.
 */
export interface ErasableSecrets {
	/** 32 bytes; null: never written, erased, or both copies in the file are damaged. */
	read(name: SecretName): Promise<Uint8Array | null>;
	/** Overwrites in place; on the disk when it resolves. */
	write(name: SecretName, secret: Uint8Array): Promise<void>;
	/** Overwrites in place with chance; on the disk when it resolves. */
	erase(name: SecretName): Promise<void>;
	/** Erases both and removes their folder. */
	remove(): Promise<void>;
}

/** A file as it is; null where there is none. Rejects where the browser gives no private files. */
async function openFile(name: SecretName): Promise<File | null> {
	const root = await navigator.storage.getDirectory();
	try {
		const folder = await root.getDirectoryHandle(SECRETS_FOLDER);
		const handle = await folder.getFileHandle(name);
		return await handle.getFile();
	} catch (error) {
		if (isNamed(error, 'NotFoundError')) return null;
		throw error;
	}
}

async function readSecret(name: SecretName): Promise<Uint8Array | null> {
	const file = await openFile(name);
	return file === null ? null : takeSecret(new Uint8Array(await file.arrayBuffer()));
}

async function carryOut(task: SecretTask, transfer: Transferable[] = []): Promise<void> {
	const failure = await askWorker('secrets', task, transfer);
	if (failure !== null) throw new Error(`secret file: ${task.task} failed`, { cause: failure });
}

const secretsInFiles: ErasableSecrets = {
	// A file that another tab writes between its opening and its reading is no longer the one opened.
	read: (name) =>
		whileBusy(['NotReadableError', 'NoModificationAllowedError'], () => readSecret(name)),
	write: async (name, secret) => {
		if (secret.length !== SECRET_BYTES)
			throw new RangeError(
				`secret: expected ${String(SECRET_BYTES)} bytes, got ${String(secret.length)}`,
			);
		const copy = new Uint8Array(secret);
		await carryOut({ task: 'write', name, secret: copy }, [copy.buffer]);
	},
	erase: (name) => carryOut({ task: 'erase', name }),
	remove: () => carryOut({ task: 'remove' }),
};

/**
 * The secrets in the browser's private file system. The first time a worker tries it out and fills
 * both files; later the files themselves say that it works, and nothing is started. Files that are
 * there but not filled work as well, and are filled at the next try.
 *
 * @returns null where the browser has none, or none that a worker can write in place (some private
 *   modes)
 */
export async function fileSecrets(): Promise<ErasableSecrets | null> {
	if (!('storage' in navigator) || !('getDirectory' in navigator.storage)) return null;
	try {
		const last = await openFile(SECRET_NAMES[1]);
		if (last?.size !== SECRET_FILE_BYTES)
			await carryOut({ task: 'make' }).catch((error: unknown) => {
				if (last === null) throw error;
			});
		return secretsInFiles;
	} catch {
		return null;
	}
}
