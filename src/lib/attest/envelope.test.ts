import fc from 'fast-check';
import encodeQR from 'qr';
import { describe, expect, it } from 'vitest';
import { forge, HEADER, mintOf, PAYLOAD, seededRandom } from '../../../tests/fixtures/attest';
import { base45ToBytes } from '$lib/codec/base45';
import { bytesToHex } from '$lib/codec/bytes';
import { FACTS } from '$lib/score/fact-names';
import type { Disclosure, Statement } from './claims';
import { CODE_LENGTH, parseCode, tokenToCode } from './envelope';
import { parseToken, tokenToText, type Token } from './token';

const statement: fc.Arbitrary<Statement> = fc.oneof(
	fc
		.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const)
		.map((band) => ({ band })),
	fc.constantFrom(2 as const, 3 as const, 4 as const, 5 as const).map((atLeast) => ({ atLeast })),
);
const facts = fc.subarray([...FACTS], { maxLength: 2 });
const disclosure: fc.Arbitrary<Disclosure> = fc.record({ say: statement, facts });

function tokenOf(text: string): Token {
	const read = parseToken(text);
	if (!read.ok) throw new Error(read.error);
	return read.value;
}

describe('the TB1 envelope', () => {
	it('has each field at its place', () => {
		const random = seededRandom('places');
		random(32);
		const nonce = random(16);
		const { code, token } = mintOf('places', {
			disclosure: { say: { atLeast: 3 }, facts: ['no-smoking-30d', 'exercise-30d'] },
		});
		const { publicKey, signature } = tokenOf(token);
		const bytes = base45ToBytes(code.slice(4)) ?? new Uint8Array();
		expect(bytes).toHaveLength(151);
		expect(bytesToHex(bytes.subarray(0, 3))).toBe('01230a');
		expect(bytes.subarray(35, 67)).toEqual(publicKey);
		expect(bytes.subarray(67, 83)).toEqual(nonce);
		expect(new DataView(bytes.buffer).getUint32(83)).toBe(1_795_248_000);
		expect(bytes.subarray(87)).toEqual(signature);
	});

	it('gives the one token text back, and always has the same length', () => {
		fc.assert(
			fc.property(
				disclosure,
				fc.constantFrom('show' as const, 'sample' as const),
				fc.nat({ max: 0xffff_ffff }),
				fc.string(),
				(said, mode, seconds, seed) => {
					const { code, token } = mintOf(seed, { disclosure: said, mode, now: seconds * 1000 });
					expect(code).toHaveLength(CODE_LENGTH);
					const read = parseCode(code);
					if (!read.ok) throw new Error(read.error);
					expect(tokenToText(read.value)).toBe(token);
					expect(tokenToCode(read.value)).toBe(code);
				},
			),
			{ numRuns: 50 },
		);
	});

	it('fits QR version 8 at level L and 9 at M, in the alphanumeric mode', () => {
		const { code } = mintOf('size');
		const modules = (version: number) => 17 + 4 * version;
		const size = (ecc: 'low' | 'medium') =>
			encodeQR(code, 'raw', { ecc, encoding: 'alphanumeric', border: 1 }).length - 2;
		expect(size('low')).toBe(modules(8));
		expect(size('medium')).toBe(modules(9));
	});

	it('has no room for an answer, nor for a token that is not in minted form', () => {
		const ask = { aud: `urn:tessera:ask:${'A'.repeat(22)}`, exp: Number(PAYLOAD.iat) + 180 };
		expect(() => tokenToCode(tokenOf(forge(HEADER, { ...PAYLOAD, ...ask })))).toThrow(TypeError);
		const spaced = forge(HEADER, JSON.stringify(PAYLOAD, null, 1));
		expect(() => tokenToCode(tokenOf(spaced))).toThrow(TypeError);
	});
});
