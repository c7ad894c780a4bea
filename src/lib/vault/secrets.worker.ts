import { eraseSecret, fillSecretFile, writeSecret, type SecretFile } from './secret-file';
import { SECRET_NAMES, SECRETS_FOLDER, type SecretName, type SecretTask } from './secret-folder';
import { isNamed, whileBusy } from './while-busy';

/** Changes the files of the erasable secrets: browsers let only workers write in place. */

declare const self: DedicatedWorkerGlobalScope;

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** Opens a file, which another tab may hold for a moment, and closes it again. */
async function withFile(
	folder: FileSystemDirectoryHandle,
	name: SecretName,
	use: (file: SecretFile) => void,
): Promise<void> {
	const handle = await folder.getFileHandle(name, { create: true });
	const file = await whileBusy(['NoModificationAllowedError'], () =>
		handle.createSyncAccessHandle(),
	);
	try {
		use(file);
	} finally {
		file.close();
	}
}

/**
 * Makes the folder with both files, so that later only their content changes: `flush` waits for
 * that, and for no folder's list of files. The second file is made after the first could be opened,
 * so its being there says that this browser can do it, and its length that both are filled. What
 * another tab has written meanwhile stays.
 */
async function make(root: FileSystemDirectoryHandle): Promise<void> {
	const folder = await root.getDirectoryHandle(SECRETS_FOLDER, { create: true });
	for (const name of SECRET_NAMES)
		await withFile(folder, name, (file) => {
			fillSecretFile(file, random);
		});
}

async function write(root: FileSystemDirectoryHandle, name: SecretName, secret: Uint8Array) {
	try {
		const folder = await root.getDirectoryHandle(SECRETS_FOLDER, { create: true });
		await withFile(folder, name, (file) => {
			writeSecret(file, secret);
		});
	} finally {
		secret.fill(0);
	}
}

/** Erases these files where they are; what is not there needs no erasing. */
async function erase(root: FileSystemDirectoryHandle, names: readonly SecretName[]) {
	const folder = await root.getDirectoryHandle(SECRETS_FOLDER);
	for (const name of names)
		await withFile(folder, name, (file) => {
			eraseSecret(file, random);
		});
}

/** Where the folder is gone, another tab has deleted everything. */
async function unlessGone(work: Promise<void>): Promise<void> {
	try {
		await work;
	} catch (error) {
		if (!isNamed(error, 'NotFoundError')) throw error;
	}
}

async function carryOut(data: SecretTask): Promise<void> {
	const root = await navigator.storage.getDirectory();
	switch (data.task) {
		case 'make':
			return make(root);
		case 'write':
			return write(root, data.name, data.secret);
		case 'erase':
			return unlessGone(erase(root, [data.name]));
		case 'remove':
			return unlessGone(
				erase(root, SECRET_NAMES).then(() =>
					whileBusy(['NoModificationAllowedError'], () =>
						root.removeEntry(SECRETS_FOLDER, { recursive: true }),
					),
				),
			);
	}
}

self.addEventListener('message', ({ data }: MessageEvent<SecretTask>) => {
	carryOut(data).then(
		() => {
			self.postMessage(null);
		},
		(error: unknown) => {
			self.postMessage(
				error instanceof Error || error instanceof DOMException ? error.name : 'Error',
			);
		},
	);
});
