/**
 * Hostile input at every reader: no throw, no slow path, and no damage that is still accepted. Run
 * by itself with `npm run fuzz`.
 */
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { encode, forge, HEADER, mintOf, NOW, PAYLOAD } from '../../../tests/fixtures/attest';
import { forgeEnvelope } from '../../../tests/fixtures/attest-answer-cases';
import {
	anyText,
	base45Text,
	base64urlText,
	bytesOf,
	flipped,
	fuzz,
	FUZZ_RUNS,
	fuzzReport,
	mutated,
} from '../../../tests/fixtures/attest-fuzz';
import { answerOf, requestOf, sealTo } from '../../../tests/fixtures/attest-requests';
import { base45ToBytes, bytesToBase45 } from '$lib/codec/base45';
import { base64urlToBytes } from '$lib/codec/base64url';
import { bytesToUtf8 } from '$lib/codec/bytes';
import { parseStrictJson } from '$lib/codec/strict-json';
import { parseCode } from './envelope';
import { PendingRequests } from './pending';
import {
	audienceOf,
	parseRequest,
	requestToBytes,
	requestToText,
	type AskRequest,
} from './request';
import { KNOWN_RULESETS } from './rulesets';
import { parseSealed } from './sealed-answer';
import { sensitivePurpose } from './sensitive-purpose';
import { parseSpokenNumber } from './spoken-number';
import { parseToken } from './token';
import { VERDICTS, type Verdict, type Verification } from './verdict';
import { verifyCode } from './verify';
import { verifyAnswer } from './verify-answer';

vi.setConfig({ testTimeout: 10_000 + FUZZ_RUNS * 50 });

afterAll(() => {
	if (process.env.FUZZ_RUNS !== undefined) process.stdout.write(fuzzReport());
});

const OPTIONS = { now: NOW, knownRulesets: KNOWN_RULESETS };
const { code, token } = mintOf('fuzz', {
	disclosure: { say: { atLeast: 4 }, facts: ['checkup-1y', 'sleep-7h-30d'] },
});
const CODE_BYTES = base45ToBytes(code.slice(4)) ?? new Uint8Array();

const made = await requestOf('fuzz', { purpose: 'other', text: 'Quiz', label: '市图书馆' });
const REQUEST = requestToText(made.request);
const REQUEST_BYTES = requestToBytes(made.request);
const ANSWER = await answerOf('fuzz', made.request);
const ANSWER_BYTES = base45ToBytes(ANSWER.slice(4)) ?? new Uint8Array();
const pending = new PendingRequests();
pending.add(made, 0);

function verdictIn({ verdict, claims }: Verification): Verdict {
	expect(VERDICTS).toContain(verdict);
	expect(claims !== null).toBe(['valid', 'unknown-ruleset', 'sample'].includes(verdict));
	return verdict;
}

const verdictOf = (text: string) => verdictIn(verifyCode(text, OPTIONS));

const verdictOfAnswer = async (text: string) =>
	verdictIn(await verifyAnswer(text, { ...OPTIONS, monotonicNow: 0, pending }));

/** What is read is written again as it was, and is not the request that was made. */
function readRequest(text: string): AskRequest | null {
	const read = parseRequest(text);
	if (!read.ok) return null;
	expect(requestToText(read.value)).toBe(text);
	return read.value;
}

/** A mutant of a request may be a request; what answers it is no answer to the one that waits. */
async function answerMutant(text: string): Promise<void> {
	const request = readRequest(text);
	if (request === null) return;
	expect(audienceOf(requestToBytes(request))).not.toBe(audienceOf(REQUEST_BYTES));
	const disclosure = { say: { atLeast: 2 }, facts: [] } as const;
	const answer = await answerOf('mutant', request, { disclosure });
	expect(await verdictOfAnswer(answer)).toBe('wrong-nonce');
}

const json = fc.jsonValue({ maxDepth: 4 });

describe('any text', () => {
	it.each<[string, (text: string) => unknown]>([
		['base45ToBytes', base45ToBytes],
		['base64urlToBytes', base64urlToBytes],
		['parseStrictJson', (text) => parseStrictJson(text, { maxDepth: 8, maxLength: 4096 })],
		['parseCode', parseCode],
		['parseToken', parseToken],
		['parseRequest', readRequest],
		['parseSealed', parseSealed],
		['parseSpokenNumber', parseSpokenNumber],
		['sensitivePurpose', sensitivePurpose],
		['verifyCode', verdictOf],
		['verifyAnswer', verdictOfAnswer],
	])('does not make %s throw or linger', async (_, read) => {
		await fuzz(fc.oneof(anyText, base45Text, base64urlText), read);
	});

	it('does not make a verifier throw or linger behind any prefix', async () => {
		const prefix = fc.constantFrom('TB1:', 'TQ1:', 'TR1:', 'TB2:', 'TB');
		await fuzz(fc.tuple(prefix, fc.oneof(anyText, base45Text)), async ([start, text]) => {
			expect(verdictOf(start + text)).not.toBe('valid');
			expect(await verdictOfAnswer(start + text)).not.toBe('valid');
			readRequest(start + text);
		});
	});

	it('does not make bytesToUtf8 throw', async () => {
		await fuzz(fc.uint8Array({ maxLength: 300 }), bytesToUtf8);
	});
});

describe('mutants of a code', () => {
	it('are never valid as text', async () => {
		await fuzz(mutated(code), (text) => {
			expect(verdictOf(text)).not.toBe('valid');
		});
	});

	it('are never valid as a token', async () => {
		await fuzz(mutated(token), (text) => {
			expect(verdictOf(text)).not.toBe('valid');
		});
	});

	it('are never accepted with any byte changed', async () => {
		await fuzz(flipped(CODE_BYTES), (bytes) => {
			expect(['unreadable', 'bad-signature']).toContain(verdictOf(`TB1:${bytesToBase45(bytes)}`));
		});
	});

	it('end in a verdict for any envelope of the right length', async () => {
		await fuzz(bytesOf(151), (bytes) => {
			expect(['unreadable', 'bad-signature']).toContain(verdictOf(`TB1:${bytesToBase45(bytes)}`));
		});
	});
});

describe('mutants of a request', () => {
	it('are answered in vain as text', async () => {
		await fuzz(mutated(REQUEST), answerMutant);
	});

	it('are answered in vain with any byte changed', async () => {
		await fuzz(flipped(REQUEST_BYTES), (bytes) => answerMutant(`TQ1:${bytesToBase45(bytes)}`));
	});

	it('are read or refused for any bytes behind a sound start', async () => {
		await fuzz(fc.tuple(fc.nat(202), fc.uint8Array({ maxLength: 202 })), ([kept, bytes]) => {
			const mixed = Uint8Array.of(...REQUEST_BYTES.subarray(0, kept), ...bytes);
			readRequest(`TQ1:${bytesToBase45(mixed)}`);
		});
	});
});

describe('mutants of an answer', () => {
	it('are never valid as text', async () => {
		await fuzz(mutated(ANSWER), async (text) => {
			expect(['unreadable', 'wrong-nonce', 'unsupported']).toContain(await verdictOfAnswer(text));
		});
	});

	it('never open with any byte changed', async () => {
		await fuzz(flipped(ANSWER_BYTES), async (bytes) => {
			expect(await verdictOfAnswer(`TR1:${bytesToBase45(bytes)}`)).toBe('wrong-nonce');
		});
	});

	it('never open for any bytes of the right length', async () => {
		await fuzz(bytesOf(199), async (bytes) => {
			expect(await verdictOfAnswer(`TR1:${bytesToBase45(bytes)}`)).toBe('wrong-nonce');
		});
	});

	it('are never valid when the envelope was changed and sealed rightly', async () => {
		const refused = ['unreadable', 'bad-signature'];
		await fuzz(flipped(forgeEnvelope(made, {})), async (envelope) => {
			expect(refused).toContain(await verdictOfAnswer(await sealTo(made.request, envelope)));
		});
	});

	it('leave the request open for the right answer', async () => {
		expect(await verdictOfAnswer(ANSWER)).toBe('valid');
	});
});

describe('rightly signed nonsense', () => {
	it('ends in a verdict for any JSON as header and payload', async () => {
		await fuzz(fc.tuple(json, json), ([header, payload]) => {
			const text = forge(JSON.stringify(header), JSON.stringify(payload));
			expect(['unreadable', 'unsupported']).toContain(verdictOf(text));
		});
	});

	it('ends in a verdict for any value of any claim', async () => {
		const name = fc.constantFrom(...Object.keys(PAYLOAD), 'atLeast', 'score', '__proto__');
		await fuzz(fc.tuple(name, json), ([claim, value]) => {
			const rest = Object.entries(PAYLOAD).filter(([other]) => other !== claim);
			const members = [...rest, [claim, value]].map(
				([key, member]) => `${JSON.stringify(key)}:${JSON.stringify(member)}`,
			);
			const verdict = verdictOf(forge(HEADER, `{${members.join(',')}}`));
			if (claim === 'score' || claim === '__proto__') expect(verdict).toBe('unsupported');
		});
	});

	it('ends in a verdict for any bytes as header and payload', async () => {
		const bytes = fc.uint8Array({ maxLength: 200 });
		await fuzz(fc.tuple(bytes, bytes), ([header, payload]) => {
			expect(verdictOf(`${encode(header)}.${encode(payload)}.${'A'.repeat(86)}~`)).toBe(
				'unreadable',
			);
		});
	});
});
