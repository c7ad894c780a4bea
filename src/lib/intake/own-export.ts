import { err, ok, type Result } from '$lib/codec/result';
import { parseStrictJson } from '$lib/codec/strict-json';
import type { RecordProblem } from '$lib/records/problems';
import { parseRecords, type HealthRecords } from '$lib/records/records';
import type { Input } from './input';
import type { Reader, ReadProblem } from './reader';
import { endsInTheMiddle } from './read-json';
import { readText } from './read-text';

/** A century of full days is below this; more is not a file of ours. */
const MAX_BYTES = 64_000_000;
const MAX_DEPTH = 8;

/** As the app exports it: in canonical order, the schema comes last. */
const CANONICAL = /^\s*\{\s*"checkups"\s*:/;
const NAMED = /^\s*\{[^]*"schema"\s*:\s*"tessera\.records\//;

/** What this app exports (`tessera.records/1`): taken as a whole, or refused as a whole. */
export const tessera: Reader = {
	id: 'tessera',
	version: 1,
	recognise: ({ text }) => CANONICAL.test(text) || NAMED.test(text),
	async read(input, sink) {
		const read = await readOwnExport(input);
		if (!read.ok) return typeof read.error === 'string' ? read.error : 'malformed';
		sink.addRecords(read.value);
		return 'whole';
	},
};

/** The records, or why not: a problem of the file, or problems of places in it. */
export async function readOwnExport(
	input: Input,
): Promise<Result<HealthRecords, ReadProblem | readonly RecordProblem[]>> {
	const text = await readText(input, MAX_BYTES);
	if (!text.ok) return text;
	const json = parseStrictJson(text.value, { maxDepth: MAX_DEPTH, maxLength: MAX_BYTES });
	if (!json.ok) return err(endsInTheMiddle(text.value) ? 'truncated' : 'malformed');
	const records = parseRecords(json.value);
	return records.ok ? ok(records.value) : err(records.error);
}
