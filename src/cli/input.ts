import { bytesToUtf8 } from '$lib/codec/bytes';
import { ok, type Result } from '$lib/codec/result';
import {
	parseStrictJson,
	strictJsonStop,
	type JsonValue,
	type StrictJsonError,
} from '$lib/codec/strict-json';
import { badInput, type Failure } from './command';
import type { Io } from './io';

/** The operand that stands for standard input. */
export const STDIN = '-';

/** In UTF-16 code units; the largest records file that is accepted has some 30 million. */
const MAX_JSON_LENGTH = 100_000_000;
/** A ruleset nests eight deep, records five. */
const MAX_JSON_DEPTH = 16;
const JSON_LIMITS = { maxDepth: MAX_JSON_DEPTH, maxLength: MAX_JSON_LENGTH };

/** The bytes of a file, or of standard input. */
export async function readInput(
	{ readFile, readStdin }: Pick<Io, 'readFile' | 'readStdin'>,
	operand: string,
): Promise<Result<Uint8Array, Failure>> {
	try {
		return ok(await (operand === STDIN ? readStdin() : readFile(operand)));
	} catch (error) {
		return badInput(`${inputName(operand)}: cannot be read${reasonOf(error)}`);
	}
}

/** Without the one line ending that files and pipes add; spaces are digits of base45, and stay. */
export function withoutLineEnding(text: string): string {
	return text.replace(/\r?\n$/, '');
}

/** The JSON value in a file, read strictly. */
export async function readJson(
	io: Pick<Io, 'readFile' | 'readStdin'>,
	operand: string,
): Promise<Result<JsonValue, Failure>> {
	const read = await readInput(io, operand);
	if (!read.ok) return read;
	const name = inputName(operand);
	const text = bytesToUtf8(read.value);
	if (text === null) return badInput(`${name}: expected UTF-8`);
	const parsed = parseStrictJson(text, JSON_LIMITS);
	if (parsed.ok) return parsed;
	const place = parsed.error === 'too-long' ? '' : ` at ${placeIn(text)}`;
	return badInput(`${name}: ${describe(parsed.error)}${place}`);
}

/** Where the text stops being JSON, counted from 1 and in characters, as editors do. */
function placeIn(text: string): string {
	const lines = text.slice(0, strictJsonStop(text, JSON_LIMITS)).split(/\r\n|\r|\n/);
	const column = Array.from(lines.at(-1) ?? '').length + 1;
	return `line ${String(lines.length)}, column ${String(column)}`;
}

export function inputName(operand: string): string {
	return operand === STDIN ? 'standard input' : operand;
}

/** Such as ` (ENOENT)`. */
export function reasonOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
}

function describe(error: StrictJsonError): string {
	switch (error) {
		case 'syntax':
			return 'expected JSON';
		case 'duplicate-member':
			return 'expected JSON without a repeated member';
		case 'too-deep':
			return `expected JSON at most ${String(MAX_JSON_DEPTH)} deep`;
		case 'too-long':
			return `expected at most ${String(MAX_JSON_LENGTH)} characters`;
	}
}
