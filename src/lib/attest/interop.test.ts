/**
 * Others read what we write, and write what we read: so nothing in a code says who made it, and no
 * vault is needed to make one.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { CompactSign, compactVerify, EmbeddedJWK, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { encode, forge, HEADER, mintOf, NOW, PAYLOAD } from '../../../tests/fixtures/attest';
import { bytesToBase45 } from '$lib/codec/base45';
import { base64urlToBytes } from '$lib/codec/base64url';
import { tokenToCode } from './envelope';
import { HANGZHOU_2020, KNOWN_RULESETS } from './rulesets';
import { parseToken } from './token';
import { verifyCode } from './verify';

const OPTIONS = { now: NOW, knownRulesets: KNOWN_RULESETS };

describe('jose', () => {
	it('verifies our token once its ~ is cut off', async () => {
		const { token, claims } = mintOf('for jose');
		const { payload, protectedHeader } = await compactVerify(token.slice(0, -1), EmbeddedJWK, {
			algorithms: ['Ed25519'],
		});
		expect(protectedHeader.typ).toBe('dc+sd-jwt');
		expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
			band: 5,
			nonce: claims.nonce,
		});
	});

	it('refuses our token when a letter is changed', async () => {
		const jwt = mintOf('for jose').token.slice(0, -1);
		const damaged = jwt.replace(/\.(.)/, (_, letter) => (letter === 'A' ? '.B' : '.A'));
		await expect(compactVerify(damaged, EmbeddedJWK)).rejects.toThrow();
	});

	it('signs a token that we accept', async () => {
		const { privateKey, publicKey } = await generateKeyPair('Ed25519', { extractable: true });
		const { kty, crv, x } = await exportJWK(publicKey);
		const jwt = await new CompactSign(Buffer.from(JSON.stringify(PAYLOAD)))
			.setProtectedHeader({ ...HEADER, alg: 'Ed25519', jwk: { kty, crv, x } as object })
			.sign(privateKey);
		expect(verifyCode(`${jwt}~`, OPTIONS)).toMatchObject({
			verdict: 'valid',
			claims: { disclosure: { say: { band: 5 }, facts: ['checkup-1y'] } },
		});
	});
});

describe('a forger with Node’s cryptography and no vault', () => {
	it('writes a perfect token: self-declared means that anyone can', () => {
		const verification = verifyCode(forge(HEADER, PAYLOAD), OPTIONS);
		expect(verification).toMatchObject({ verdict: 'valid', ruleset: HANGZHOU_2020 });
	});

	it('writes a perfect code from the byte table alone', () => {
		const { privateKey, publicKey } = generateKeyPairSync('ed25519');
		const { x = '' } = publicKey.export({ format: 'jwk' });
		const nonce = randomBytes(16);
		const iat = Math.floor(NOW / 30_000) * 30;
		const header = { alg: 'Ed25519', typ: 'dc+sd-jwt', jwk: { kty: 'OKP', crv: 'Ed25519', x } };
		const payload = {
			...{ vct: 'urn:tessera:band:1', band: 5, rs: HANGZHOU_2020.hash, aud: 'urn:tessera:show' },
			...{ nonce: nonce.toString('base64url'), iat, exp: iat + 90 },
		};
		const signed = `${encode(JSON.stringify(header))}.${encode(JSON.stringify(payload))}`;
		const time = Buffer.alloc(4);
		time.writeUInt32BE(iat);
		const bytes = Buffer.concat([
			Uint8Array.of(1, 0x15, 0),
			...[HANGZHOU_2020.hash, x].map((text) => base64urlToBytes(text) ?? new Uint8Array()),
			...[nonce, time, sign(null, Buffer.from(signed), privateKey)],
		]);
		const code = `TB1:${bytesToBase45(bytes)}`;
		expect(verifyCode(code, OPTIONS)).toMatchObject({
			verdict: 'valid',
			claims: { disclosure: { say: { band: 5 }, facts: [] } },
		});
	});

	it('and so a kept code is no evidence: the same claims can be written at any later time', () => {
		const kept = mintOf('kept');
		const { rs, aud, nonce, iat, exp } = kept.claims;
		const copy = parseToken(forge(HEADER, { vct: PAYLOAD.vct, band: 5, rs, aud, nonce, iat, exp }));
		if (!copy.ok) throw new Error(copy.error);
		expect(copy.value.claims).toEqual(kept.claims);
		const told = (text: string) => verifyCode(text, OPTIONS).claims;
		expect(told(kept.code)).toEqual(kept.claims);
		expect(told(tokenToCode(copy.value))).toEqual(kept.claims);
	});
});
