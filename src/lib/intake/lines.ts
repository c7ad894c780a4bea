import type { Input } from './input';
import { encodingOf } from './text-encoding';

/**
 * The lines of a text, without their ends (LF or CR LF): UTF-8, or UTF-16 by its mark, without the
 * mark; what is broken becomes U+FFFD. The last line needs no end; an empty one after the last end is
 * none. Throws only what the input's stream throws.
 * @param maxLength in UTF-16 code units; of a longer line only so much is handed out
 */
export async function* lines(input: Input, maxLength: number): AsyncGenerator<string> {
	let decoder: TextDecoder | null = null;
	let rest = '';
	for await (const chunk of input.stream()) {
		if (chunk.length === 0) continue;
		decoder ??= new TextDecoder(encodingOf(chunk));
		const text = decoder.decode(chunk, { stream: true });
		let from = 0;
		for (;;) {
			const end = text.indexOf('\n', from);
			if (end === -1) break;
			yield line(rest + text.slice(from, Math.min(end, from + maxLength + 1)), maxLength);
			rest = '';
			from = end + 1;
		}
		// One more than the longest, for the CR that may be the last.
		rest = (rest + text.slice(from, from + maxLength + 1)).slice(0, maxLength + 1);
	}
	rest += decoder?.decode() ?? '';
	if (rest !== '') yield line(rest, maxLength);
}

function line(text: string, maxLength: number): string {
	return (text.endsWith('\r') ? text.slice(0, -1) : text).slice(0, maxLength);
}
