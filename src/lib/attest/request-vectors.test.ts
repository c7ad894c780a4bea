/**
 * The committed vectors of requests and answers, for us and for whoever writes another
 * implementation. Run with `UPDATE_VECTORS=1` to write them anew after a change that is meant.
 */
import { describe, expect, it } from 'vitest';
import { answerCases, type AnswerCase } from '../../../tests/fixtures/attest-answer-cases';
import {
	refusedRequests,
	requestCases,
	type RefusedRequest,
	type RequestCase,
} from '../../../tests/fixtures/attest-request-cases';
import { readVectors } from '../../../tests/fixtures/attest-vectors';
import { makeRequest } from './make-request';
import { PendingRequests } from './pending';
import { audienceOf, parseRequest, requestToBytes, requestToText } from './request';
import { KNOWN_RULESETS } from './rulesets';
import { VERDICTS } from './verdict';
import { verifyAnswer } from './verify-answer';

interface RequestVectors {
	readonly about: string;
	readonly cases: readonly RequestCase[];
	readonly refused: readonly RefusedRequest[];
}

interface AnswerVectors {
	readonly about: string;
	readonly cases: readonly AnswerCase[];
}

const made = await requestCases();
const requests = readVectors<RequestVectors>('attest-requests.json', () => ({
	about:
		'Requests by fixed randomness (hexadecimal: 32 bytes of seed, 16 of nonce) and time ' +
		'(milliseconds since the epoch), and texts that are refused, with the reason.',
	cases: made,
	refused: refusedRequests(),
}));

const answered = await answerCases();
const answers = readVectors<AnswerVectors>('attest-answers.json', () => ({
	about:
		'Texts and the verdict on each by a verifier that waits for the answer to the request, whose ' +
		'key comes from the seed (hexadecimal), at a time in milliseconds since the epoch.',
	cases: answered,
}));

describe('attest-requests.json', () => {
	it('is what the cases give today', () => {
		expect(requests.cases).toEqual(made);
		expect(requests.refused).toEqual(refusedRequests());
	});

	it.each(requests.cases.map((entry) => [entry.name, entry] as const))('%s', async (_, entry) => {
		const { asked, purpose, label, text, now } = entry;
		const bytes = Uint8Array.from(Buffer.from(entry.random, 'hex'));
		let at = 0;
		const random = (length: number) => bytes.slice(at, (at += length));
		const result = await makeRequest({ asked, purpose, label, text, now, random });
		if (!result.ok) throw new Error(result.error);
		const { request } = result.value;
		expect(requestToText(request)).toBe(entry.request);
		expect(audienceOf(requestToBytes(request))).toBe(entry.audience);
		expect(parseRequest(entry.request)).toEqual({ ok: true, value: request });
	});

	it.each(requests.refused.map((entry) => [entry.error, entry.name, entry.request] as const))(
		'%s: %s',
		(code, _, text) => {
			expect(parseRequest(text)).toMatchObject({ ok: false, error: { code } });
		},
	);
});

describe('attest-answers.json', () => {
	it('is what the cases give today', () => {
		expect(answers.cases).toEqual(answered);
	});

	it('has each verdict that an answer can have but for the one that needs two', () => {
		const told = new Set(answers.cases.map(({ verdict }) => verdict));
		const absent = VERDICTS.filter((verdict) => !told.has(verdict));
		expect(absent).toEqual(['already-shown', 'stale']);
	});

	it.each(answers.cases.map((entry) => [entry.verdict, entry.name, entry] as const))(
		'%s: %s',
		async (verdict, _, entry) => {
			const request = parseRequest(entry.request);
			if (!request.ok) throw new Error(request.error.code);
			const pending = new PendingRequests();
			const seed = Uint8Array.from(Buffer.from(entry.seed, 'hex'));
			pending.add({ request: request.value, seed }, 0);
			const verification = await verifyAnswer(entry.text, {
				now: entry.now,
				monotonicNow: 0,
				pending,
				knownRulesets: KNOWN_RULESETS,
			});
			const { answered: all = null, policy = 'none' } = entry;
			expect(verification).toMatchObject({ verdict, answered: all, policy });
			const telling = ['valid', 'unknown-ruleset', 'sample'].includes(verdict);
			expect(verification.claims !== null).toBe(telling);
			const ended = verdict === 'valid' || verdict === 'unknown-ruleset';
			expect(pending.size(0)).toBe(ended ? 0 : 1);
		},
	);
});
