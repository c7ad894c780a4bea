import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cardKeysOf } from './shc-keys';

const keySet = JSON.parse(
	readFileSync(new URL('../../../tests/fixtures/intake/shc-keys.json', import.meta.url), 'utf8'),
) as { keys: [object, Record<string, unknown>] };
const [other, jwk] = keySet.keys;

describe('cardKeysOf', () => {
	it('takes the keys that are named by their thumbprint', () => {
		const keys = cardKeysOf(keySet);
		expect(keys.size).toBe(2);
		expect(keys.get(String(jwk['kid']))).toEqual({ x: jwk['x'], y: jwk['y'] });
	});

	it.each([
		['named otherwise', { kid: 'main' }],
		['named as another', { kid: (other as { kid: string }).kid }],
		['nameless', { kid: undefined }],
		['of another curve', { crv: 'P-384' }],
		['of another type', { kty: 'OKP' }],
		['for another algorithm', { alg: 'ES384' }],
		['for encryption', { use: 'enc' }],
		['whose secret half is there', { d: 'AAAA' }],
		['without a coordinate', { y: undefined }],
		['with a short coordinate', { x: 'AAAA' }],
	])('leaves out a key %s', (_, changes) => {
		expect(cardKeysOf({ keys: [{ ...jwk, ...changes }] }).size).toBe(0);
	});

	it.each([undefined, null, 7, 'x', [], {}, { keys: 7 }, { keys: [null, 7, 'x', []] }])(
		'survives %j',
		(given) => {
			expect(cardKeysOf(given).size).toBe(0);
		},
	);
});
