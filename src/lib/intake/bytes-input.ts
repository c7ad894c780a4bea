import type { Input } from './input';

/** An input of bytes that are in memory, handed out in chunks of `chunkSize`. */
export function inputOfBytes(bytes: Uint8Array, path: string, chunkSize = 65_536): Input {
	return {
		path,
		size: bytes.length,
		// eslint-disable-next-line @typescript-eslint/require-await -- the contract of an input
		async *stream() {
			for (let at = 0; at < bytes.length; at += chunkSize) {
				yield bytes.subarray(at, at + chunkSize);
			}
		},
		slice: (start, end) => Promise.resolve(bytes.slice(start, end)),
	};
}
