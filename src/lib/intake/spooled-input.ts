import type { Input } from './input';
import { InputFailure } from './input-failure';
import { MAX_SPOOLED_BYTES } from './limits';

/** Unpacked bytes are held in pieces of this size: no engine has to find one room for all of them. */
const PIECE_BYTES = 16_000_000;

/**
 * An input whose bytes come only from the first one on. The first `slice` unpacks it whole, in memory:
 * a blob would do for larger ones, but an engine may write it on the disk, in clear.
 */
export function spooled({ path, size, stream }: Omit<Input, 'slice'>): Input {
	let whole: Promise<readonly Uint8Array[]> | null = null;
	return {
		path,
		size,
		stream,
		async slice(start, end) {
			whole ??= spool(size, stream());
			return cut(await whole, start, end);
		},
	};
}

async function spool(
	size: number,
	chunks: AsyncIterable<Uint8Array>,
): Promise<readonly Uint8Array[]> {
	if (size > MAX_SPOOLED_BYTES) throw new InputFailure('too-large');
	const pieces: Uint8Array[] = [];
	let piece = new Uint8Array(Math.min(size, PIECE_BYTES));
	let filled = 0;
	for await (const chunk of chunks) {
		for (let at = 0; at < chunk.length;) {
			if (filled === piece.length) {
				// Streams are held to the size that is stated.
				if (piece.length < PIECE_BYTES) throw new InputFailure('damaged');
				pieces.push(piece);
				piece = new Uint8Array(PIECE_BYTES);
				filled = 0;
			}
			const taken = chunk.subarray(at, at + piece.length - filled);
			piece.set(taken, filled);
			filled += taken.length;
			at += taken.length;
		}
	}
	pieces.push(piece.subarray(0, filled));
	return pieces;
}

/** The bytes from `start` up to, and without, `end`; all pieces but the last have the same length. */
function cut(pieces: readonly Uint8Array[], start: number, end: number): Uint8Array {
	const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
	const pieceLength = pieces[0]?.length ?? 0;
	const to = Math.min(end, length);
	const bytes = new Uint8Array(Math.max(0, to - start));
	for (let at = start; at < to;) {
		const index = Math.floor(at / pieceLength);
		const from = at - index * pieceLength;
		const part = (pieces[index] ?? new Uint8Array()).subarray(from, from + to - at);
		bytes.set(part, at - start);
		at += part.length;
	}
	return bytes;
}
