import type { Input } from './input';
import { InputFailure } from './input-failure';
import { MAX_SPOOLED_BYTES } from './limits';

/** Chunks are gathered to pieces of this size, which an engine can put on the disk. */
const PIECE_BYTES = 16_000_000;

/**
 * An input whose bytes come only from the first one on. The first `slice` unpacks it whole, into a blob:
 * in memory, or on the disk where the engine does so.
 */
export function spooled({ path, size, stream }: Omit<Input, 'slice'>): Input {
	let whole: Promise<Blob> | null = null;
	return {
		path,
		size,
		stream,
		async slice(start, end) {
			whole ??= spool(size, stream());
			const blob = await whole;
			return new Uint8Array(await blob.slice(start, end).arrayBuffer());
		},
	};
}

async function spool(size: number, chunks: AsyncIterable<Uint8Array>): Promise<Blob> {
	if (size > MAX_SPOOLED_BYTES) throw new InputFailure('too-large');
	const pieces: Blob[] = [];
	let parts: Uint8Array<ArrayBuffer>[] = [];
	let length = 0;
	for await (const chunk of chunks) {
		parts.push(new Uint8Array(chunk));
		length += chunk.length;
		if (length < PIECE_BYTES) continue;
		pieces.push(new Blob(parts));
		parts = [];
		length = 0;
	}
	return new Blob([...pieces, ...parts]);
}
