import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { base64urlToBytes } from './base64url';
import { utf8ToBytes } from './bytes';
import { isEs256SignatureOf, isP256Key, p256Thumbprint } from './es256';

const bytes = (base64url: string) => {
	const decoded = base64urlToBytes(base64url);
	if (decoded === null) throw new Error('base64url: expected canonical text');
	return decoded;
};

/** RFC 7515, appendix A.3. */
const rfc = {
	key: {
		x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
		y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
	},
	message: utf8ToBytes(
		'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ',
	),
	signature: bytes(
		'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q',
	),
};

describe('isEs256SignatureOf', () => {
	it('agrees with RFC 7515', async () => {
		expect(await isEs256SignatureOf(rfc.message, rfc.signature, rfc.key)).toEqual({
			ok: true,
			value: true,
		});
	});

	it('agrees with another library about fresh keys', async () => {
		const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
		const signature = sign('sha256', rfc.message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
		const holds = await isEs256SignatureOf(rfc.message, new Uint8Array(signature), { x, y });
		expect(holds).toEqual({ ok: true, value: true });
		expect(await isEs256SignatureOf(rfc.message, rfc.signature, { x, y })).toEqual({
			ok: true,
			value: false,
		});
	});

	it('does not hold with any byte changed', async () => {
		const flipped = (given: Uint8Array, at: number) =>
			given.map((byte, index) => (index === at ? byte ^ 1 : byte));
		for (const at of rfc.signature.keys()) {
			const holds = await isEs256SignatureOf(rfc.message, flipped(rfc.signature, at), rfc.key);
			expect(holds).toEqual({ ok: true, value: false });
		}
		for (const at of rfc.message.keys()) {
			const holds = await isEs256SignatureOf(flipped(rfc.message, at), rfc.signature, rfc.key);
			expect(holds).toEqual({ ok: true, value: false });
		}
	});

	it('does not hold at another length, nor all zero', async () => {
		for (const length of [0, 1, 63, 65, 128]) {
			const cut = new Uint8Array(length);
			cut.set(rfc.signature.subarray(0, length));
			const holds = await isEs256SignatureOf(rfc.message, cut, rfc.key);
			expect(holds).toEqual({ ok: true, value: false });
		}
		const zero = await isEs256SignatureOf(rfc.message, new Uint8Array(64), rfc.key);
		expect(zero).toEqual({ ok: true, value: false });
	});

	it.each([
		['no point of the curve', { x: rfc.key.x, y: rfc.key.x }],
		['the origin', { x: 'A'.repeat(43), y: 'A'.repeat(43) }],
		['too short', { x: 'AAAA', y: rfc.key.y }],
		['no base64url', { x: '?'.repeat(43), y: rfc.key.y }],
		['padded', { x: `${rfc.key.x}=`, y: rfc.key.y }],
		['not canonical', { x: `${rfc.key.x.slice(0, -1)}V`, y: rfc.key.y }],
	])('refuses a key that is %s', async (_, key) => {
		expect(await isEs256SignatureOf(rfc.message, rfc.signature, key)).toEqual({
			ok: false,
			error: 'bad-key',
		});
	});

	it('says where there is no Web Crypto', async () => {
		const property = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
		Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
		try {
			const holds = await isEs256SignatureOf(rfc.message, rfc.signature, rfc.key);
			expect(holds).toEqual({ ok: false, error: 'unavailable' });
		} finally {
			if (property) Object.defineProperty(globalThis, 'crypto', property);
		}
	});
});

describe('p256Thumbprint', () => {
	it('names the published key of the SMART Health Cards examples', () => {
		const key = {
			x: '11XvRWy1I2S0EyJlyf_bWfw_TQ5CJJNLw78bHXNxcgw',
			y: 'eZXwxvO1hvCY0KucrPfKo7yAyMT6Ajc3N7OkAB6VYy8',
		};
		expect(isP256Key(key)).toBe(true);
		expect(p256Thumbprint(key)).toBe('3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s');
	});
});
