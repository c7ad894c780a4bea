import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Input } from '$lib/intake/input';

const PIECE_BYTES = 1_048_576;

/** A file, or the files of a folder and of the folders in it, in the order of their names. */
export async function inputsAt(path: string): Promise<readonly Input[]> {
	const found = await stat(path);
	if (!found.isDirectory()) return [fileInput(path, found.size)];
	const entries = await readdir(path, { withFileTypes: true });
	const inputs: Input[] = [];
	for (const { name } of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		inputs.push(...(await inputsAt(join(path, name))));
	}
	return inputs;
}

/** The file is open only while it is read. */
function fileInput(path: string, size: number): Input {
	return {
		path: path.replaceAll('\\', '/'),
		size,
		async *stream() {
			const file = await open(path);
			try {
				for (;;) {
					const buffer = new Uint8Array(PIECE_BYTES);
					const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES);
					if (bytesRead === 0) return;
					yield buffer.subarray(0, bytesRead);
				}
			} finally {
				await file.close();
			}
		},
		async slice(start, end) {
			const file = await open(path);
			try {
				const buffer = new Uint8Array(Math.max(0, Math.min(end, size) - start));
				const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
				return buffer.subarray(0, bytesRead);
			} finally {
				await file.close();
			}
		},
	};
}
