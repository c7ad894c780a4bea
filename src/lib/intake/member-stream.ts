import type { FileEntry } from '@zip.js/zip.js/lib/zip-core-reader.js';
import { err, ok, type Result } from '$lib/codec/result';

/**
 * The content of an archive's member, chunk by chunk, as fast as it is asked for. All that came before
 * an error is handed out, then the error is thrown. Whoever stops asking stops the unpacking.
 */
export async function* memberStream(entry: FileEntry): AsyncGenerator<Uint8Array> {
	const abort = new AbortController();
	const state: { ready: Uint8Array[]; end: Result<null, unknown> | null } = {
		ready: [],
		end: null,
	};
	let wakeReader = () => {};
	let wakeWriter = () => {};
	const writable = new WritableStream<Uint8Array>({
		write(chunk) {
			state.ready.push(chunk);
			wakeReader();
			return new Promise((resolve) => (wakeWriter = resolve));
		},
	});
	const unpacking = entry.getData(writable, { signal: abort.signal }).then(
		() => {
			state.end = ok(null);
			wakeReader();
		},
		(error: unknown) => {
			state.end = err(error);
			wakeReader();
		},
	);
	try {
		for (;;) {
			const chunk = state.ready.shift();
			if (chunk !== undefined) {
				yield chunk;
				wakeWriter();
			} else if (state.end?.ok === true) break;
			else if (state.end?.ok === false) throw state.end.error;
			else await new Promise<void>((resolve) => (wakeReader = resolve));
		}
	} finally {
		abort.abort();
		wakeWriter();
		await unpacking;
	}
}
