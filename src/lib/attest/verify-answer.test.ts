import { describe, expect, it } from 'vitest';
import { NOW } from '../../../tests/fixtures/attest';
import { forgeEnvelope } from '../../../tests/fixtures/attest-answer-cases';
import { answerOf, AT_LEAST_4, requestOf, sealTo } from '../../../tests/fixtures/attest-requests';
import type { MadeRequest } from './make-request';
import { PendingRequests } from './pending';
import { audienceOf, requestToBytes } from './request';
import { HANGZHOU_2020, KNOWN_RULESETS } from './rulesets';
import { verifyAnswer, type VerifyAnswerOptions } from './verify-answer';

/** A verifier that waits for the answers to these. */
function verifierOf(...made: readonly MadeRequest[]): VerifyAnswerOptions {
	const pending = new PendingRequests();
	for (const one of made) pending.add(one, 0);
	return { now: NOW + 20_000, monotonicNow: 20_000, pending, knownRulesets: KNOWN_RULESETS };
}

describe('verifyAnswer', () => {
	it('tells what an answer says, by whose ruleset, and how old its request is', async () => {
		const made = await requestOf('valid');
		const { request } = made;
		const verification = await verifyAnswer(await answerOf('a', request), verifierOf(made));
		expect(verification).toEqual({
			verdict: 'valid',
			claims: {
				disclosure: AT_LEAST_4,
				rs: HANGZHOU_2020.hash,
				aud: audienceOf(requestToBytes(request)),
				nonce: request.nonce,
				iat: request.iat,
				exp: request.iat + 180,
			},
			ruleset: HANGZHOU_2020,
			ageSeconds: 20,
			tokenHash: expect.stringMatching(/^[\w-]{43}$/) as string,
			policy: 'met',
			answered: 'all',
		});
	});

	it('knows the same answer again, and no other answer to the same request', async () => {
		const made = await requestOf('again');
		const options = verifierOf(made);
		const [text, second] = await Promise.all(
			['a', 'b'].map((seed) => answerOf(seed, made.request)),
		);
		const first = await verifyAnswer(text ?? '', options);
		expect(first.verdict).toBe('valid');
		const again = await verifyAnswer(text ?? '', options);
		expect(again).toMatchObject({ verdict: 'already-shown', claims: null, ageSeconds: 20 });
		// By this a screen tells another look at one showing from a replay.
		expect(again.tokenHash).toBe(first.tokenHash);
		expect((await verifyAnswer(second ?? '', options)).verdict).toBe('wrong-nonce');
	});

	it('is valid once when the camera is faster than the check', async () => {
		const made = await requestOf('twice');
		const options = verifierOf(made);
		const text = await answerOf('a', made.request);
		const verifications = await Promise.all([1, 2, 3].map(() => verifyAnswer(text, options)));
		// Which of them is the first to end is not told.
		expect(verifications.map(({ verdict }) => verdict).sort()).toEqual([
			...['already-shown', 'already-shown', 'valid'],
		]);
	});

	it('does not let rubbish use up a request', async () => {
		const made = await requestOf('open');
		const options = verifierOf(made);
		const more = forgeEnvelope(made, { disclosure: { say: { band: 5 }, facts: [] } });
		const damaged = forgeEnvelope(made, {}).map((byte, at) => (at === 1 ? 0x23 : byte));
		for (const envelope of [more, damaged, new Uint8Array(151)]) {
			const text = await sealTo(made.request, envelope);
			expect((await verifyAnswer(text, options)).claims).toBeNull();
		}
		expect(options.pending.size(20_000)).toBe(1);
		const text = await answerOf('a', made.request);
		expect((await verifyAnswer(text, options)).verdict).toBe('valid');
	});

	it('ends the request with an unknown ruleset too, and names it not', async () => {
		const made = await requestOf('unknown');
		const options = { ...verifierOf(made), knownRulesets: [] };
		const verification = await verifyAnswer(await answerOf('a', made.request), options);
		expect(verification).toMatchObject({
			...{ verdict: 'unknown-ruleset', ruleset: null, policy: 'none', answered: null },
		});
		expect(options.pending.size(20_000)).toBe(0);
	});

	it('is expired by the clock that wrote the request, before the monotonic one ends', async () => {
		const made = await requestOf('expired');
		const options = verifierOf(made);
		const text = await answerOf('a', made.request);
		for (const now of [(made.request.iat + 180) * 1000 + 1, Number.NaN, Infinity]) {
			expect((await verifyAnswer(text, { ...options, now })).verdict).toBe('expired');
		}
		const late = { ...options, monotonicNow: 180_001 };
		expect((await verifyAnswer(text, late)).verdict).toBe('wrong-nonce');
	});

	it('holds an answer against a policy that is stricter than what was asked', async () => {
		const made = await requestOf('policy');
		const policy = { atLeast: 5, facts: [] } as const;
		const text = await answerOf('a', made.request);
		expect(await verifyAnswer(text, { ...verifierOf(made), policy })).toMatchObject({
			...{ verdict: 'valid', policy: 'not-met', answered: 'all' },
		});
	});

	it('is wrong-nonce where nothing was asked', async () => {
		const text = await answerOf('a', (await requestOf('nobody')).request);
		expect((await verifyAnswer(text, verifierOf())).verdict).toBe('wrong-nonce');
	});
});
