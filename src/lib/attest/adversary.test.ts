/** What somebody in between, or at either end, might try; one test an attack. */
import { describe, expect, it } from 'vitest';
import { forge, GREEN, HEADER, mintOf, NOW, PAYLOAD } from '../../../tests/fixtures/attest';
import { forgeEnvelope } from '../../../tests/fixtures/attest-answer-cases';
import {
	answerOf,
	AT_LEAST_4,
	rawRequest,
	requestOf,
	sealTo,
} from '../../../tests/fixtures/attest-requests';
import { base45ToBytes } from '$lib/codec/base45';
import { bytesToUtf8 } from '$lib/codec/bytes';
import { base64urlToBytes } from '$lib/codec/base64url';
import type { MadeRequest } from './make-request';
import { PendingRequests } from './pending';
import { ReplayMemory } from './replay';
import { parseRequest, requestToText, type AskRequest } from './request';
import { KNOWN_RULESETS } from './rulesets';
import { verifyCode } from './verify';
import { verifyAnswer } from './verify-answer';

/** A verifier with its own memory and clock. */
class Verifier {
	readonly #pending = new PendingRequests();
	readonly #replay = new ReplayMemory();

	ask(made: MadeRequest): string {
		this.#pending.add(made, 0);
		return requestToText(made.request);
	}

	async hear(text: string) {
		const times = { now: NOW + 9_000, monotonicNow: 9_000 };
		return verifyAnswer(text, { ...times, pending: this.#pending, knownRulesets: KNOWN_RULESETS });
	}

	look(text: string, now = NOW) {
		return verifyCode(text, { now, knownRulesets: KNOWN_RULESETS, replay: this.#replay });
	}
}

function read(text: string): AskRequest {
	const request = parseRequest(text);
	if (!request.ok) throw new Error(request.error.code);
	return request.value;
}

describe('replay', () => {
	it('of a code: the same verifier knows it, another one does not', () => {
		const { code } = mintOf('replayed');
		const here = new Verifier();
		expect(here.look(code).verdict).toBe('valid');
		expect(here.look(code, NOW + 30_000).verdict).toBe('already-shown');
		// Two doors do not share memory; the text on the page says so.
		expect(new Verifier().look(code, NOW + 30_000).verdict).toBe('valid');
	});

	it('of an answer: good for nobody, nowhere, at no later time', async () => {
		const [here, there] = [new Verifier(), new Verifier()];
		const answer = await answerOf('a', read(here.ask(await requestOf('here'))));
		there.ask(await requestOf('there'));
		expect((await here.hear(answer)).verdict).toBe('valid');
		expect((await here.hear(answer)).verdict).toBe('already-shown');
		here.ask(await requestOf('next'));
		expect((await here.hear(answer)).verdict).toBe('already-shown');
		expect((await there.hear(answer)).verdict).toBe('wrong-nonce');
	});

	it('of an answer as a shown code, and of a shown code as an answer', async () => {
		const verifier = new Verifier();
		const answer = await answerOf('a', read(verifier.ask(await requestOf('both'))));
		expect(verifier.look(answer).verdict).toBe('wrong-nonce');
		expect((await verifier.hear(mintOf('shown').code)).verdict).toBe('wrong-audience');
	});
});

describe('a request altered on the way', () => {
	it.each([
		['another label', { label: 'City librarу' }],
		['another purpose', { purpose: 'event' }],
		['a lower threshold', { asked: { say: { atLeast: 2 }, facts: [] } }],
		['a later time', { iat: 1_795_248_011 }],
		['another nonce', { nonce: 'A'.repeat(22) }],
	] as const)('with %s: the answer does not open', async (_, change) => {
		const verifier = new Verifier();
		const request = read(verifier.ask(await requestOf('honest')));
		const altered = read(requestToText({ ...request, ...change }));
		const disclosure = { say: { atLeast: 2 }, facts: [] } as const;
		const answer = await answerOf('a', altered, { disclosure });
		expect((await verifier.hear(answer)).verdict).toBe('wrong-nonce');
		expect((await verifier.hear(await answerOf('a', request))).verdict).toBe('valid');
	});

	it('with the key of somebody in between: who then reads it, and cannot pass it on', async () => {
		const [verifier, between] = [new Verifier(), new Verifier()];
		const request = read(verifier.ask(await requestOf('honest')));
		const own = await requestOf('own key');
		const relayed = { ...request, publicKey: own.request.publicKey };
		const answer = await answerOf('a', read(between.ask({ ...own, request: relayed })));
		expect((await between.hear(answer)).verdict).toBe('valid');
		// Sealed anew with the right key it opens, but it was signed for the other request.
		expect((await verifier.hear(answer)).verdict).toBe('wrong-nonce');
	});
});

describe('look-alikes', () => {
	it('of a label are read, and are another request', async () => {
		const latin = read(rawRequest({ label: 'Apotheke' }));
		const cyrillic = read(rawRequest({ label: 'Аpotheke' }));
		const made = await requestOf('x', { label: 'Apotheke' });
		const verifier = new Verifier();
		const request = read(verifier.ask(made));
		expect(latin.label).not.toBe(cyrillic.label);
		const answer = await answerOf('a', { ...request, label: cyrillic.label });
		expect((await verifier.hear(answer)).verdict).toBe('wrong-nonce');
	});
});

describe('altered and signed again', () => {
	it('is valid: self-declared means that anyone can', async () => {
		const { token } = mintOf('red', { disclosure: { say: { band: 2 }, facts: [] } });
		const bytes = base64urlToBytes(token.split('.')[1] ?? '') ?? new Uint8Array();
		const payload = (bytesToUtf8(bytes) ?? '').replace('"band":2', '"band":5');
		expect(
			verifyCode(forge(HEADER, payload), { now: NOW, knownRulesets: KNOWN_RULESETS }),
		).toMatchObject({
			verdict: 'valid',
			claims: { disclosure: GREEN },
		});
		const verifier = new Verifier();
		const made = await requestOf('forged');
		verifier.ask(made);
		const answer = await sealTo(made.request, forgeEnvelope(made, {}));
		expect(await verifier.hear(answer)).toMatchObject({
			verdict: 'valid',
			claims: { disclosure: AT_LEAST_4 },
		});
	});

	it('tells nothing of who did it: a forged token has the members of a minted one', () => {
		const names = Object.keys(PAYLOAD).filter((name) => name !== 'facts');
		const [, body = ''] = mintOf('plain').token.split('.');
		const minted = JSON.parse(
			bytesToUtf8(base64urlToBytes(body) ?? new Uint8Array()) ?? '',
		) as object;
		expect(Object.keys(minted)).toEqual(names);
	});
});

describe('a camera that sees the answer', () => {
	it('learns nothing: two different answers differ in no byte that can be told', async () => {
		const { request } = await requestOf('seen', {
			purpose: 'care-visit',
			asked: { say: 'band', facts: [] },
		});
		const bytesOf = async (band: 1 | 5) => {
			const disclosure = { say: { band }, facts: [] } as const;
			return base45ToBytes((await answerOf('same randomness', request, { disclosure })).slice(4));
		};
		const [purple, green] = await Promise.all([bytesOf(1), bytesOf(5)]);
		expect(purple).toHaveLength(199);
		expect(green).toHaveLength(199);
		// With another seed the whole ciphertext is another; this same seed is a test's alone.
		const other = base45ToBytes((await answerOf('fresh', request)).slice(4)) ?? new Uint8Array();
		const same = Array.from(other).filter((byte, at) => byte === green?.[at]).length;
		expect(same).toBeLessThan(8);
	});
});
