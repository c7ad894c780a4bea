import { describe, expect, it } from 'vitest';
import { forge, HEADER, mintOf, PAYLOAD } from '../../../tests/fixtures/attest';
import { base64urlToBytes } from '$lib/codec/base64url';
import { bytesToUtf8 } from '$lib/codec/bytes';
import { parseToken, tokenToText } from './token';

function decode(part: string | undefined): string | null {
	const bytes = base64urlToBytes(part ?? '');
	return bytes && bytesToUtf8(bytes);
}

describe('the minted token', () => {
	const { token, claims } = mintOf('token', {
		disclosure: { say: { atLeast: 4 }, facts: ['checkup-1y', 'exercise-30d'] },
	});
	const [header, payload, signature] = token.slice(0, -1).split('.');

	it('has its header members in order, without white space', () => {
		expect(decode(header)).toMatch(
			/^\{"alg":"Ed25519","typ":"dc\+sd-jwt","jwk":\{"kty":"OKP","crv":"Ed25519","x":"[\w-]{43}"\}\}$/,
		);
	});

	it('has its claims in order, without white space', () => {
		const { rs, nonce } = claims;
		expect(decode(payload)).toBe(
			'{"vct":"urn:tessera:band:1","atLeast":4,"facts":["checkup-1y","exercise-30d"],' +
				`"rs":"${rs}","aud":"urn:tessera:show","nonce":"${nonce}",` +
				'"iat":1795248000,"exp":1795248090}',
		);
	});

	it('says nothing of facts when there are none', () => {
		const [, without] = mintOf('token').token.split('.');
		const names = Object.keys(JSON.parse(decode(without) ?? '') as object);
		expect(names).toEqual(['vct', 'band', 'rs', 'aud', 'nonce', 'iat', 'exp']);
	});

	it('ends with one signature of 64 bytes and one ~', () => {
		expect(signature).toMatch(/^[\w-]{86}$/);
		expect(token).toMatch(/^[^~]+~$/);
	});

	it('is read back, and written again as it was', () => {
		const read = parseToken(token);
		if (!read.ok) throw new Error(read.error);
		expect(read.value.claims).toEqual(claims);
		expect(tokenToText(read.value)).toBe(token);
	});
});

describe('parseToken', () => {
	it('keeps the text that was signed when members come in another order', () => {
		const payload = JSON.stringify(Object.fromEntries(Object.entries(PAYLOAD).reverse()), null, 1);
		const text = forge(HEADER, payload);
		const read = parseToken(text);
		if (!read.ok) throw new Error(read.error);
		expect(decode(read.value.signedText.split('.')[1])).toBe(payload);
		expect(read.value.claims.disclosure).toEqual({ say: { band: 5 }, facts: ['checkup-1y'] });
		expect(tokenToText(read.value)).toBe(text);
	});

	it('tells a foreign token from a broken one, even when it lacks our members', () => {
		const foreign = { vct: 'https://credentials.example/identity', cnf: { jwk: {} }, _sd: [] };
		expect(parseToken(forge(HEADER, foreign))).toEqual({ ok: false, error: 'unsupported' });
		expect(parseToken(forge(HEADER, {}))).toEqual({ ok: false, error: 'unreadable' });
	});

	it('does not cut white space off by itself', () => {
		expect(parseToken(`${mintOf('token').token}\n`)).toEqual({ ok: false, error: 'unreadable' });
	});
});
