import { concatBytes } from '$lib/codec/bytes';
import { err, ok, type Result } from '$lib/codec/result';

/**
 * Unpacks raw DEFLATE (RFC 1951).
 * @param maxBytes what unpacks to more is `too-large`, and is not unpacked further
 */
export async function inflateRaw(
	packed: Uint8Array,
	maxBytes: number,
): Promise<Result<Uint8Array, 'too-large' | 'malformed'>> {
	const unpacked = new Blob([packed.slice()])
		.stream()
		.pipeThrough(new DecompressionStream('deflate-raw'))
		.getReader();
	const chunks: Uint8Array[] = [];
	let length = 0;
	try {
		for (;;) {
			const { done, value } = await unpacked.read();
			if (done) return ok(concatBytes(...chunks));
			length += value.length;
			if (length > maxBytes) {
				await unpacked.cancel();
				return err('too-large');
			}
			chunks.push(value);
		}
	} catch {
		return err('malformed');
	}
}
