/**
 * FHIR R4 (hl7.org/fhir/R4): a Bundle of any type, such as an International Patient Summary or what
 * Synthea writes, a single resource, an array of them, or NDJSON, one on each line.
 */
import { FhirDocument, isResource } from './fhir-document';
import type { Head, Input } from './input';
import { asArray } from './json-access';
import { lines } from './lines';
import { readJson } from './read-json';
import type { Reader, ReadContext, ReadEnd } from './reader';
import type { RecordSink } from './record-sink';

const MAX_BYTES = 256 * 1024 * 1024;
/** In UTF-16 code units; what is longer and on one line is read as a whole. */
const MAX_LINE = 64 * 1024 * 1024;

export const fhir: Reader = {
	id: 'fhir',
	version: 1,
	recognise,
	read,
};

function recognise({ text }: Head): boolean {
	return /^\s*[[{]/.test(text) && /"resourceType"\s*:\s*"[A-Z][A-Za-z]{1,39}"/.test(text);
}

async function read(input: Input, sink: RecordSink, context: ReadContext): Promise<ReadEnd> {
	const document = new FhirDocument(sink, { zone: context.zone, signature: null, issued: null });
	try {
		return (await readLines(input, document, sink)) ?? (await readWhole(input, document));
	} finally {
		// Also where the bytes end too early: what came until then counts.
		document.finish();
	}
}

/** Null, with nothing read, if the first line is not a resource of its own, and the name promises none. */
async function readLines(
	input: Input,
	document: FhirDocument,
	sink: RecordSink,
): Promise<ReadEnd | null> {
	const isNamedSo = /\.(?:ndjson|jsonl)$/i.test(input.path);
	let isFirst = !isNamedSo;
	let wasBroken = false;
	for await (const line of lines(input, MAX_LINE)) {
		if (line.trim() === '') continue;
		const json = parseLine(line);
		wasBroken = json === undefined;
		if (isFirst && !isResource(json)) return null;
		isFirst = false;
		if (wasBroken) sink.skip('broken');
		else document.add(json);
	}
	if (isFirst) return null;
	return wasBroken ? 'truncated' : 'whole';
}

function parseLine(line: string): unknown {
	try {
		return JSON.parse(line) as unknown;
	} catch {
		return undefined;
	}
}

async function readWhole(input: Input, document: FhirDocument): Promise<ReadEnd> {
	const json = await readJson(input, MAX_BYTES);
	if (!json.ok) return json.error;
	const resources = asArray(json.value) ?? [json.value];
	if (!resources.some(isResource)) return 'unknown-layout';
	for (const resource of resources) document.add(resource);
	return 'whole';
}
