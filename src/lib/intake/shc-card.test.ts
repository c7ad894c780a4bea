import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesToBase64url } from '$lib/codec/base64url';
import { utf8ToBytes } from '$lib/codec/bytes';
import {
	encode,
	makeSigner,
	nothingOf,
	pack,
	payloadOf,
	readCard as read,
	WEIGHT,
	weightBundle,
	type Signer,
} from '../../../tests/fixtures/intake/shc-cards';

describe('a signature', () => {
	let issuer: Signer;
	let stranger: Signer;
	let jws: string;
	let known: unknown;
	beforeAll(async () => {
		[issuer, stranger] = [await makeSigner(), await makeSigner()];
		jws = await issuer.sign(pack(payloadOf(weightBundle)));
		known = { keys: [stranger.jwk, issuer.jwk] };
	});

	it('of a known key is told, of an unknown one is not', async () => {
		const { end, sink } = await read(jws, known);
		expect(end).toBe('whole');
		expect(sink.observations).toEqual([{ ...WEIGHT, signature: 'known-key' }]);
		const unknown = await read(jws, { keys: [stranger.jwk] });
		expect(unknown.end).toBe('whole');
		expect(unknown.sink.observations).toEqual([{ ...WEIGHT, signature: 'not-checked' }]);
	});

	it('never holds with any character of the card changed', async () => {
		const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
		await fc.assert(
			fc.asyncProperty(
				fc.nat(jws.length - 1),
				fc.constantFrom(...Array.from(alphabet)),
				async (at, character) => {
					fc.pre(jws[at] !== character);
					const { end, sink } = await read(jws.slice(0, at) + character + jws.slice(at + 1), known);
					const signatures = sink.observations.map((found) => found.signature);
					expect(signatures).not.toContain('known-key');
					// With another `kid` in the header it may count as not checked, and nothing else.
					if (at >= jws.indexOf('.')) expect([end, nothingOf(sink)]).not.toEqual(['whole', false]);
				},
			),
			{ numRuns: 400 },
		);
	});

	it('of another over the same key’s name is wrong, and nothing is taken', async () => {
		const forged = await stranger.sign(pack(payloadOf(weightBundle)), { kid: issuer.jwk.kid });
		const { end, sink } = await read(forged, known);
		expect(end).toBe('wrong-signature');
		expect(nothingOf(sink)).toBe(true);
		expect(sink.taken).toEqual([]);
	});

	it('does not hold because a key set calls another key by that name', async () => {
		const forged = await stranger.sign(pack(payloadOf(weightBundle)), { kid: issuer.jwk.kid });
		const swapped = { keys: [{ ...stranger.jwk, kid: issuer.jwk.kid }] };
		expect((await read(forged, swapped)).sink.observations).toEqual([
			{ ...WEIGHT, signature: 'not-checked' },
		]);
	});

	it('does not hold over another payload, or none', async () => {
		const [header = '', , signature = ''] = jws.split('.');
		const other = bytesToBase64url(pack(payloadOf({ ...weightBundle, entry: [] })));
		expect((await read(`${header}.${other}.${signature}`, known)).end).toBe('wrong-signature');
		expect((await read(`${header}..${signature}`, known)).end).toBe('wrong-signature');
		expect((await read(`${header}.${other}.`, known)).end).toBe('wrong-signature');
	});

	it.each([
		[{ alg: 'none' }, 'unsupported'],
		[{ alg: 'HS256' }, 'unsupported'],
		[{ alg: 'es256' }, 'unsupported'],
		[{ alg: ['ES256'] }, 'unsupported'],
		[{ zip: undefined }, 'unsupported'],
		[{ zip: 'GZ' }, 'unsupported'],
		[{ crit: ['exp'] }, 'unsupported'],
		[{ kid: undefined }, 'malformed'],
		[{ kid: 7 }, 'malformed'],
	])('with the header %j takes nothing', async (changes, expected) => {
		const [, payload = '', signature = ''] = jws.split('.');
		const header = encode({ zip: 'DEF', alg: 'ES256', kid: issuer.jwk.kid, ...changes });
		for (const keySet of [known, undefined]) {
			const { end, sink } = await read(`${header}.${payload}.${signature}`, keySet);
			expect(end).toBe(expected);
			expect(nothingOf(sink)).toBe(true);
		}
	});

	it('with a member twice in the header takes nothing', async () => {
		const [, payload = '', signature = ''] = jws.split('.');
		const header = bytesToBase64url(
			utf8ToBytes(`{"alg":"none","alg":"ES256","zip":"DEF","kid":"${issuer.jwk.kid}"}`),
		);
		expect((await read(`${header}.${payload}.${signature}`, known)).end).toBe('malformed');
	});

	it('of one of two cards that is wrong does not spoil the other', async () => {
		const forged = await stranger.sign(pack(payloadOf(weightBundle)), { kid: issuer.jwk.kid });
		for (const cards of [
			[forged, jws],
			[jws, forged],
		]) {
			const { end, sink } = await read(JSON.stringify({ verifiableCredential: cards }), known);
			expect(end).toBe('wrong-signature');
			expect(sink.observations).toEqual([{ ...WEIGHT, signature: 'known-key' }]);
		}
	});

	it('is looked at before what is packed', async () => {
		const bomb = new Uint8Array(deflateRawSync(new Uint8Array(40_000_000)));
		expect((await read(await issuer.sign(bomb), known)).end).toBe('too-large');
		const forged = await stranger.sign(bomb, { kid: issuer.jwk.kid });
		expect((await read(forged, known)).end).toBe('wrong-signature');
	});

	it('of a card that has expired still counts', async () => {
		const expired = await issuer.sign(pack(payloadOf(weightBundle, { exp: 1_710_000_001 })));
		const { end, sink } = await read(expired, known);
		expect([end, sink.observations.length]).toEqual(['whole', 1]);
	});

	it('over something else than a card is none of a card', async () => {
		for (const payload of [{}, [], 7, { vc: {} }, payloadOf({ resourceType: 'Patient' })]) {
			const { end, sink } = await read(await issuer.sign(pack(payload)), known);
			expect([end, nothingOf(sink)]).toEqual(['malformed', true]);
		}
		expect((await read(await issuer.sign(utf8ToBytes('{"iss":"plain"}')), known)).end).toBe(
			'malformed',
		);
	});
});
