import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { logContent, tableBlocks } from './leveldb';

/** Bytes of a profile, with the file that they are of. */
export interface Found {
	readonly file: string;
	readonly bytes: Buffer;
}

/** Everything that a profile's files hold, as it lies there and, where it is LevelDB's, unpacked. */
export async function contentOf(folder: string): Promise<readonly Found[]> {
	const found: Found[] = [];
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const path = join(entry.parentPath, entry.name);
		const file = relative(folder, path);
		const bytes = await readFile(path);
		found.push({ file, bytes });
		if (file.endsWith('.log')) found.push({ file, bytes: logContent(bytes) });
		if (file.endsWith('.ldb')) found.push({ file, bytes: Buffer.concat(tableBlocks(bytes)) });
	}
	return found;
}

/** The files in which the bytes are. */
export function filesWith(content: readonly Found[], bytes: Uint8Array): string[] {
	const files = content
		.filter((found) => found.bytes.indexOf(bytes) !== -1)
		.map(({ file }) => file);
	return [...new Set(files)];
}

/** The forms in which a text could lie in a file. */
export function filesWithText(content: readonly Found[], text: string): string[] {
	const forms = [
		Buffer.from(text),
		Buffer.from(text, 'utf16le'),
		Buffer.from(encodeURIComponent(text)),
		Buffer.from(Buffer.from(text).toString('hex')),
	];
	return [...new Set(forms.flatMap((form) => filesWith(content, form)))];
}

/** The files in which a key is, or a half of it: a file format may break it, at one place. */
export function filesWithKey(content: readonly Found[], key: Uint8Array): string[] {
	const half = key.length / 2;
	const halves = [key.subarray(0, half), key.subarray(half)];
	const forms = halves.flatMap((part) => {
		const hex = Buffer.from(part).toString('hex');
		return [part, Buffer.from(hex), Buffer.from(hex, 'utf16le')];
	});
	const whole = Buffer.from(Buffer.from(key).toString('base64').slice(0, -3));
	return [...new Set([...forms, whole].flatMap((form) => filesWith(content, form)))];
}
