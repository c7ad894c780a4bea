import encodeQR from 'qr';
import { describe, expect, it } from 'vitest';
import { RULESET_HASH, seededRandom } from '../../../tests/fixtures/attest';
import { answerOf, AT_LEAST_4, requestOf } from '../../../tests/fixtures/attest-requests';
import { base45ToBytes } from '$lib/codec/base45';
import { mintAnswer, type AnswerInput } from './answer';
import type { Disclosure } from './claims';
import { envelopeToToken } from './envelope';
import { nativeHpke } from '$lib/codec/hpke';
import { audienceOf, requestToBytes } from './request';
import { bindingOf, parseSealed } from './sealed-answer';
import { isSigned } from './signed-token';

const { request, seed } = await requestOf('answer', {
	asked: { say: { atLeast: 4 }, facts: ['checkup-1y', 'exercise-30d'] },
	purpose: 'sport',
});
const INPUT: AnswerInput = {
	request,
	disclosure: AT_LEAST_4,
	rulesetHash: RULESET_HASH,
	random: seededRandom('answer'),
};

describe('mintAnswer', () => {
	it('seals a signed token of kind 3 that echoes the request', async () => {
		const minted = await mintAnswer(INPUT);
		if (!minted.ok) throw new Error(minted.error);
		const sealed = parseSealed(minted.value.text);
		if (sealed === null) throw new Error('not sealed');
		const bytes = requestToBytes(request);
		const envelope = await (await nativeHpke()).open(seed, bindingOf(bytes), sealed);
		expect(envelope?.length).toBe(151);
		expect(envelope?.[0]).toBe(3);
		const token = envelopeToToken(envelope ?? new Uint8Array(), audienceOf(bytes));
		if (!token.ok) throw new Error(token.error);
		expect(isSigned(token.value)).toBe(true);
		expect(token.value.claims).toEqual(minted.value.claims);
		expect(minted.value.claims).toMatchObject({
			disclosure: AT_LEAST_4,
			aud: audienceOf(bytes),
			nonce: request.nonce,
			iat: request.iat,
			exp: request.iat + 180,
		});
	});

	it('binds to the request by the info of the design', () => {
		const { info, aad } = bindingOf(requestToBytes(request));
		expect(Buffer.from(info.subarray(0, 11)).toString('latin1')).toBe('tessera/TR1');
		expect(info).toHaveLength(11 + 32);
		expect(aad).toHaveLength(0);
	});

	it('always has 303 characters: QR version 9 at level L, 10 at M', async () => {
		const disclosures: readonly Disclosure[] = [
			AT_LEAST_4,
			{ say: { atLeast: 2 }, facts: ['checkup-1y', 'exercise-30d'] },
		];
		for (const disclosure of disclosures) {
			const text = await answerOf('size', request, { disclosure });
			expect(text).toHaveLength(303);
			expect(base45ToBytes(text.slice(4))).toHaveLength(199);
			const version = (ecc: 'low' | 'medium') =>
				(encodeQR(text, 'raw', { ecc, encoding: 'alphanumeric', border: 1 }).length - 19) / 4;
			expect([version('low'), version('medium')]).toEqual([9, 10]);
		}
	});

	it('makes two answers of one person that share nothing', async () => {
		const bytesOf = async (name: string) =>
			base45ToBytes((await answerOf(name, request)).slice(4)) ?? new Uint8Array();
		const [one, other] = await Promise.all([bytesOf('one'), bytesOf('other')]);
		const grams = (bytes: Uint8Array) =>
			Array.from({ length: bytes.length - 3 }, (_, at) => bytes.subarray(at, at + 4).join());
		const seen = new Set(grams(one));
		expect(grams(other).filter((gram) => seen.has(gram))).toEqual([]);
	});

	it('overwrites both one-time keys', async () => {
		const drawn: Uint8Array[] = [];
		const random = seededRandom('keys');
		await answerOf('keys', request, {
			random: (length) => {
				const bytes = random(length);
				drawn.push(bytes);
				return bytes;
			},
		});
		expect(drawn).toEqual([new Uint8Array(32), new Uint8Array(32)]);
	});

	const saying = (value: unknown) => ({ disclosure: value as Disclosure });

	it.each<[string, string, Partial<AnswerInput>]>([
		['more-than-asked', 'the band', saying({ say: { band: 4 }, facts: [] })],
		['more-than-asked', 'a higher threshold', saying({ say: { atLeast: 5 }, facts: [] })],
		['more-than-asked', 'another fact', saying({ say: { atLeast: 4 }, facts: ['sleep-7h-30d'] })],
		['invalid-disclosure', 'band 6', saying({ say: { band: 6 }, facts: [] })],
		['invalid-disclosure', 'a score', saying({ say: { score: 81 }, facts: [] })],
		['invalid-ruleset-hash', 'a hash of 31 bytes', { rulesetHash: RULESET_HASH.subarray(1) }],
		['unknown-ruleset', 'a ruleset of one’s own', { rulesetHash: new Uint8Array(32) }],
	])('answers %s to %s, and draws no randomness', async (error, _, change) => {
		let draws = 0;
		const random = (length: number) => new Uint8Array(length + 0 * draws++);
		expect(await mintAnswer({ ...INPUT, random, ...change })).toEqual({ ok: false, error });
		expect(draws).toBe(0);
	});

	it('does not answer a request that could not have been read', async () => {
		const overAsking = { ...request, purpose: 'venue-entry' } as const;
		await expect(mintAnswer({ ...INPUT, request: overAsking })).rejects.toThrow(TypeError);
		const useless = { ...request, publicKey: new Uint8Array(32) };
		await expect(mintAnswer({ ...INPUT, request: useless })).rejects.toThrow(TypeError);
	});
});
