import type { GivenFile } from './given-file';

/** An export has thousands of files at the most; a folder with more was not meant. */
const MAX_FILES = 20_000;

/** What systems put into folders for themselves. */
const isOwnOfSystem = (path: string): boolean =>
	/\/(?:\.|Thumbs\.db$|desktop\.ini$)|(?:^|\/)__MACOSX\//.test(path);

/** What a file picker gave: files, or a whole folder with the paths in it. */
export function pickedFiles(files: Iterable<File>): readonly GivenFile[] {
	return Array.from(files, (file) => ({
		path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
		blob: file,
	}))
		.filter(({ path }) => !isOwnOfSystem(path))
		.slice(0, MAX_FILES);
}

/**
 * What was dropped: files, and folders with everything in them. To be called while the drop is
 * handled: its entries cannot be had later.
 */
export function droppedFiles(transfer: DataTransfer): Promise<readonly GivenFile[]> {
	const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry());
	// What is no file of the system, such as a picture out of another page, has no entry.
	if (entries.some((entry) => entry === null) || entries.length === 0)
		return Promise.resolve(pickedFiles(transfer.files));
	return walk(entries.filter((entry) => entry !== null));
}

async function walk(roots: readonly FileSystemEntry[]): Promise<readonly GivenFile[]> {
	const found: GivenFile[] = [];
	const waiting = [...roots];
	for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
		if (found.length >= MAX_FILES) break;
		const path = entry.fullPath.replace(/^\//, '');
		if (isOwnOfSystem(path)) continue;
		if (isFile(entry)) {
			const file = await fileOf(entry);
			if (file !== null) found.push({ path, blob: file });
		} else if (isFolder(entry)) waiting.push(...(await entriesOf(entry)));
	}
	return found;
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** Null where it cannot be had: gone since, or not allowed. */
const fileOf = (entry: FileSystemFileEntry): Promise<File | null> =>
	new Promise((resolve) => {
		entry.file(resolve, () => {
			resolve(null);
		});
	});

/** A reader gives a hundred at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
	const reader = folder.createReader();
	const entries: FileSystemEntry[] = [];
	for (;;) {
		const part = await new Promise<readonly FileSystemEntry[]>((resolve) => {
			reader.readEntries(resolve, () => {
				resolve([]);
			});
		});
		if (part.length === 0) return entries;
		entries.push(...part);
	}
}
