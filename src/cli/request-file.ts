/**
 * What a verifier keeps between asking and hearing the answer, in JSON: `format`, `request` (the
 * text of the QR code) and `seed` (32 bytes, base64url), from which the one-time key comes. Whoever
 * has the file can read the answer.
 */
import { SEED_LENGTH } from '$lib/codec/hpke';
import type { MadeRequest } from '$lib/attest/make-request';
import { parseRequest, requestToText } from '$lib/attest/request';
import { base64urlToBytes, bytesToBase64url } from '$lib/codec/base64url';
import { ok, type Result } from '$lib/codec/result';
import type { JsonValue } from '$lib/codec/strict-json';
import { badInput, type Failure } from './command';
import { inputName, readJson } from './input';
import type { Io } from './io';

const FORMAT = 'tessera.request/1';

export function requestFileText({ request, seed }: MadeRequest): string {
	const file = { format: FORMAT, request: requestToText(request), seed: bytesToBase64url(seed) };
	return `${JSON.stringify(file, null, '\t')}\n`;
}

export async function readRequestFile(
	io: Pick<Io, 'readFile' | 'readStdin'>,
	operand: string,
): Promise<Result<MadeRequest, Failure>> {
	const json = await readJson(io, operand);
	if (!json.ok) return json;
	const made = readMembers(json.value);
	return made === null ? badInput(`${inputName(operand)}: expected ${FORMAT}`) : ok(made);
}

function readMembers(json: JsonValue): MadeRequest | null {
	if (typeof json !== 'object' || json === null || !('format' in json)) return null;
	const { format, request: text, seed: seedText, ...rest } = json;
	if (format !== FORMAT || typeof text !== 'string' || typeof seedText !== 'string') return null;
	const request = parseRequest(text);
	const seed = base64urlToBytes(seedText);
	if (!request.ok || seed?.length !== SEED_LENGTH || Object.keys(rest).length > 0) return null;
	return { request: request.value, seed };
}
