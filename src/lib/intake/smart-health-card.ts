/**
 * SMART Health Cards (spec.smarthealth.cards): FHIR in a signed envelope, as a `.smart-health-card`
 * file, as the text of its codes (`shc:/`), or as the signed text itself.
 *
 * A key set that the citizen chose says whose signatures count: with a key of it the signature must
 * hold; without one the records say that nobody has checked them. Who the issuer is, and whether the
 * card was revoked (`rid`), could only be asked of the network, and is not.
 */
import { base64urlToBytes } from '$lib/codec/base64url';
import { bytesToUtf8 } from '$lib/codec/bytes';
import { timeOfInstant } from './fhir-dates';
import { FhirDocument } from './fhir-document';
import type { Head, Input } from './input';
import { asString, member } from './json-access';
import { readText } from './read-text';
import type { Reader, ReadContext, ReadEnd } from './reader';
import type { RecordSink } from './record-sink';
import { openCard, type CardError } from './shc-card';
import { cardsOf } from './shc-container';
import { cardKeysOf } from './shc-keys';

const MAX_BYTES = 16 * 1024 * 1024;

export const smartHealthCard: Reader = {
	id: 'smart-health-card',
	version: 1,
	recognise,
	read,
};

function recognise({ text }: Head): boolean {
	const start = text.trimStart();
	if (start.startsWith('{')) return /"verifiableCredential"\s*:/.test(start);
	return /^shc:\/\d/i.test(start) || isHeaderOfJws(/^(eyJ[\w-]*)\.[\w-]/.exec(start)?.[1]);
}

function isHeaderOfJws(base64url: string | undefined): boolean {
	const bytes = base64url === undefined ? null : base64urlToBytes(base64url);
	try {
		return (
			asString(member(JSON.parse(bytesToUtf8(bytes ?? new Uint8Array()) ?? ''), 'alg')) !== null
		);
	} catch {
		return false;
	}
}

async function read(input: Input, sink: RecordSink, context: ReadContext): Promise<ReadEnd> {
	const text = await readText(input, MAX_BYTES);
	if (!text.ok) return text.error;
	const { cards, problem } = cardsOf(text.value);
	const keys = cardKeysOf(context.keySet);
	const problems = new Set<ReadEnd>(problem === null ? [] : [problem]);
	for (const card of new Set(cards)) {
		const error = await readCard(card);
		if (error !== null) problems.add(error);
	}
	// Of several problems the gravest: that somebody signed something else.
	if (problems.has('wrong-signature')) return 'wrong-signature';
	const [first = 'whole'] = problems;
	return first;

	async function readCard(card: string): Promise<CardError | null> {
		const opened = await openCard(card, keys);
		if (!opened.ok) return opened.error;
		const { bundle, issuedMs, signature } = opened.value;
		const issued = issuedMs === null ? null : timeOfInstant(issuedMs, context.zone);
		const document = new FhirDocument(sink, { zone: context.zone, signature, issued });
		if (issued !== null && issuedMs !== null) sink.takenAt(issuedMs);
		document.add(bundle);
		document.finish();
		return null;
	}
}
