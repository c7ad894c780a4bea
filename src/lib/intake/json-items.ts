import { concatBytes } from '$lib/codec/bytes';
import { err, ok, type Result } from '$lib/codec/result';
import type { Input } from './input';

/** After `broken` the next item follows; the others are the last that comes. */
export type JsonItemProblem = 'broken' | 'truncated' | 'malformed';

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const MARK = [0xef, 0xbb, 0xbf];

/** Of one item: a minute of a watch is some hundred bytes, a night of sleep some ten thousand. */
const MAX_ITEM_BYTES = 4_000_000;

const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * The items of an input that is one JSON array (UTF-8), one by one, whatever its length. An item that is
 * no JSON or too large is told as `broken`; an end before the bracket as `truncated`; anything but an
 * array as `malformed`. Throws only what the input's stream throws.
 */
export async function* jsonItems(input: Input): AsyncGenerator<Result<unknown, JsonItemProblem>> {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	/** Of the item that is being read: what earlier chunks had of it. */
	let parts: Uint8Array[] = [];
	let partsLength = 0;
	let depth = 0;
	let isInText = false;
	let isEscaped = false;
	let hasItem = false;
	let markAt = 0;

	const keep = (part: Uint8Array) => {
		partsLength += part.length;
		if (partsLength > MAX_ITEM_BYTES) parts = [];
		else parts.push(part);
	};
	const takeItem = (last: Uint8Array): Result<unknown, JsonItemProblem> => {
		keep(last);
		const bytes = parts.length === 1 ? last : concatBytes(...parts);
		const isTooLarge = partsLength > MAX_ITEM_BYTES;
		parts = [];
		partsLength = 0;
		return isTooLarge ? err('broken') : parseItem(decoder, bytes);
	};

	for await (const chunk of input.stream()) {
		let from = 0;
		for (let at = 0; at < chunk.length; at++) {
			const byte = chunk[at] ?? 0;
			if (isInText) {
				if (isEscaped) isEscaped = false;
				else if (byte === BACKSLASH) isEscaped = true;
				else if (byte === QUOTE) isInText = false;
				continue;
			}
			if (depth === 0) {
				if (markAt < 3 && byte === MARK[markAt]) markAt++;
				else if (byte === OPEN_ARRAY) {
					depth = 1;
					from = at + 1;
				} else if (!isSpace(byte)) {
					yield err('malformed');
					return;
				}
				continue;
			}
			if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) depth++;
			else if (depth > 1 && (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY)) depth--;
			else if (depth === 1 && (byte === COMMA || byte === CLOSE_ARRAY)) {
				const item = chunk.subarray(from, at);
				from = at + 1;
				// Of an empty array, and after a last comma, which some programs write.
				if (hasItem) yield takeItem(item);
				else if (byte === COMMA) yield err('broken');
				hasItem = false;
				if (byte === CLOSE_ARRAY) return;
				parts = [];
				partsLength = 0;
				continue;
			}
			if (byte === QUOTE) isInText = true;
			if (!isSpace(byte)) hasItem = true;
		}
		if (depth > 0) keep(chunk.slice(from));
	}
	yield err(depth === 0 ? 'malformed' : 'truncated');
}

function parseItem(decoder: TextDecoder, bytes: Uint8Array): Result<unknown, JsonItemProblem> {
	try {
		return ok(JSON.parse(decoder.decode(bytes)));
	} catch {
		return err('broken');
	}
}
