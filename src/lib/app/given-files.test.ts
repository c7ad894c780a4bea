import { describe, expect, it } from 'vitest';

import { droppedFiles, pickedFiles } from './given-files';

const file = (name: string, path = ''): File =>
	Object.defineProperty(new File(['x'], name), 'webkitRelativePath', { value: path });

const fileEntry = (fullPath: string) => ({
	...{ fullPath, isFile: true, isDirectory: false },
	file: (give: (one: File) => void) => {
		give(file(fullPath.split('/').at(-1) ?? ''));
	},
});

/** Gives its entries two at a time, as browsers give theirs in parts. */
function folderEntry(fullPath: string, entries: readonly object[]) {
	return {
		...{ fullPath, isFile: false, isDirectory: true },
		createReader: () => {
			const left = [...entries];
			return {
				readEntries: (give: (part: readonly object[]) => void) => {
					give(left.splice(0, 2));
				},
			};
		},
	};
}

const dropped = async (...entries: readonly (object | null)[]) =>
	(
		await droppedFiles({
			items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
			files: [file('plain.csv')],
		} as unknown as DataTransfer)
	).map(({ path }) => path);

describe('files that were picked', () => {
	it('keep their place in a folder, and leave out what a system puts there', () => {
		const files = [
			file('a.csv', 'export/a.csv'),
			file('.DS_Store', 'export/.DS_Store'),
			file('a.csv', 'export/__MACOSX/a.csv'),
			file('.hidden.csv'),
		];
		expect(pickedFiles(files).map(({ path }) => path)).toEqual(['export/a.csv', '.hidden.csv']);
	});
});

describe('files that were dropped', () => {
	it('come out of folders in folders, however many parts those are given in', async () => {
		const inner = folderEntry(
			'/a/b',
			[1, 2, 3].map((n) => fileEntry(`/a/b/${String(n)}.json`)),
		);
		const outer = folderEntry('/a', [fileEntry('/a/x.csv'), inner, fileEntry('/a/.DS_Store')]);
		expect(await dropped(fileEntry('/top.zip'), outer)).toEqual([
			'top.zip',
			'a/x.csv',
			'a/b/1.json',
			'a/b/2.json',
			'a/b/3.json',
		]);
	});

	it('are taken as they are where the browser knows no entries', async () => {
		expect(await dropped(null)).toEqual(['plain.csv']);
		expect(await dropped()).toEqual(['plain.csv']);
	});
});
