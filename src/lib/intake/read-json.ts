import { err, ok, type Result } from '$lib/codec/result';
import type { Input } from './input';
import { readText } from './read-text';

/**
 * The JSON value that an input holds (RFC 8259; UTF-8 or UTF-16, with or without a mark). Of a member
 * that is there twice the last counts, as most programs have it. Throws only what the stream throws.
 */
export async function readJson(
	input: Input,
	maxBytes: number,
): Promise<Result<unknown, 'too-large' | 'malformed' | 'truncated'>> {
	const text = await readText(input, maxBytes);
	if (!text.ok) return text;
	try {
		return ok(JSON.parse(text.value));
	} catch {
		return err(endsInTheMiddle(text.value) ? 'truncated' : 'malformed');
	}
}

/** Whether the end comes inside of a text, an array or an object. */
export function endsInTheMiddle(json: string): boolean {
	let depth = 0;
	let isInText = false;
	for (let at = 0; at < json.length; at++) {
		const character = json[at];
		if (isInText) {
			if (character === '\\') at++;
			else if (character === '"') isInText = false;
		} else if (character === '"') isInText = true;
		else if (character === '{' || character === '[') depth++;
		else if (character === '}' || character === ']') depth--;
	}
	return isInText || depth > 0;
}
