import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesToHex } from '$lib/codec/bytes';
import { isSignatureOf, secretToPublicKey, signMessage } from './signature';

const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('Ed25519', () => {
	// RFC 8032, section 7.1, test 2.
	const secretKey = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
	const publicKey = fromHex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
	const signature = fromHex(
		'92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
			'085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
	);
	const message = Uint8Array.of(0x72);

	it('gives the key and the signature of the RFC', () => {
		expect(bytesToHex(secretToPublicKey(secretKey))).toBe(bytesToHex(publicKey));
		expect(bytesToHex(signMessage(message, secretKey))).toBe(bytesToHex(signature));
		expect(isSignatureOf(message, signature, publicKey)).toBe(true);
	});

	it('refuses every other message, signature and key', () => {
		const flip = (bytes: Uint8Array, at: number) =>
			bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
		expect(isSignatureOf(flip(message, 0), signature, publicKey)).toBe(false);
		for (let at = 0; at < 64; at += 7) {
			expect(isSignatureOf(message, flip(signature, at), publicKey)).toBe(false);
		}
		for (let at = 0; at < 32; at += 7) {
			expect(isSignatureOf(message, signature, flip(publicKey, at))).toBe(false);
		}
	});

	it('answers false to wrong lengths instead of throwing', () => {
		expect(isSignatureOf(message, signature.subarray(1), publicKey)).toBe(false);
		expect(isSignatureOf(message, signature, publicKey.subarray(1))).toBe(false);
		expect(isSignatureOf(message, new Uint8Array(), new Uint8Array())).toBe(false);
	});
});

interface Wycheproof {
	readonly testGroups: readonly {
		readonly publicKey: { readonly pk: string };
		readonly tests: readonly {
			readonly tcId: number;
			readonly msg: string;
			readonly sig: string;
			readonly result: 'valid' | 'invalid';
		}[];
	}[];
}

describe('Project Wycheproof', () => {
	const file = new URL('../../../../shared/data/ed25519/wycheproof-ed25519.json', import.meta.url);

	it.skipIf(!existsSync(file))('agrees on every case (where ../shared/data is present)', () => {
		const { testGroups } = JSON.parse(readFileSync(file, 'utf8')) as Wycheproof;
		const wrong = testGroups.flatMap(({ publicKey, tests }) =>
			tests
				.filter(({ msg, sig, result }) => {
					const holds = isSignatureOf(fromHex(msg), fromHex(sig), fromHex(publicKey.pk));
					return holds !== (result === 'valid');
				})
				.map(({ tcId }) => tcId),
		);
		expect(wrong).toEqual([]);
		expect(testGroups.flatMap((group) => group.tests).length).toBeGreaterThan(100);
	});
});
