import type { Input } from './input';

/** In one piece: a file of the device is read fastest so. */
const PIECE_BYTES = 1_048_576;

/** A file that the citizen chose, or any other blob, as an input; `path` with `/`. */
export function inputOfBlob(blob: Blob, path: string): Input {
	const slice = async (start: number, end: number) =>
		new Uint8Array(await blob.slice(start, end).arrayBuffer());
	return {
		path,
		size: blob.size,
		async *stream() {
			for (let at = 0; at < blob.size; at += PIECE_BYTES) yield await slice(at, at + PIECE_BYTES);
		},
		slice,
	};
}
