import { concatBytes } from '$lib/codec/bytes';
import { err, ok, type Result } from '$lib/codec/result';
import type { Input } from './input';
import { encodingOf } from './text-encoding';

/**
 * The whole of an input as text: UTF-8, or UTF-16 where a byte order mark says so; without the mark.
 * Throws only what the input's stream throws.
 * @param maxBytes what is larger is not read to its end
 */
export async function readText(
	input: Input,
	maxBytes: number,
): Promise<Result<string, 'too-large' | 'malformed'>> {
	if (input.size > maxBytes) return err('too-large');
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of input.stream()) {
		length += chunk.length;
		if (length > maxBytes) return err('too-large');
		chunks.push(chunk);
	}
	const bytes = concatBytes(...chunks);
	try {
		return ok(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes));
	} catch {
		return err('malformed');
	}
}
