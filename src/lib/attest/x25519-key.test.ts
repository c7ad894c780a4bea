import { describe, expect, it } from 'vitest';
import { lowOrderKeys } from '../../../tests/fixtures/attest-requests';
import { seededRandom } from '../../../tests/fixtures/attest';
import { nativeHpke } from '$lib/codec/hpke';
import { isUsableX25519Key } from './x25519-key';

const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('isUsableX25519Key', () => {
	it('refuses every known encoding of a point of low order', () => {
		expect(lowOrderKeys()).toHaveLength(19);
		expect(lowOrderKeys().filter((key) => isUsableX25519Key(fromHex(key)))).toEqual([]);
	});

	it('refuses what is not reduced, and other lengths', () => {
		const key = (first: number, last: number) => {
			const bytes = new Uint8Array(32).fill(0xff);
			bytes[0] = first;
			bytes[31] = last;
			return bytes;
		};
		expect(isUsableX25519Key(key(0xeb, 0x7f))).toBe(true);
		for (let first = 0xec; first <= 0xff; first += 1) {
			expect(isUsableX25519Key(key(first, 0x7f))).toBe(false);
		}
		expect(isUsableX25519Key(key(0x09, 0xff))).toBe(false);
		expect(isUsableX25519Key(key(0xff, 0x7e))).toBe(true);
		expect(isUsableX25519Key(new Uint8Array(31).fill(9))).toBe(false);
		expect(isUsableX25519Key(new Uint8Array(33).fill(9))).toBe(false);
	});

	it('accepts the keys that are made', async () => {
		const random = seededRandom('keys');
		const hpke = await nativeHpke();
		for (let made = 0; made < 50; made += 1) {
			expect(isUsableX25519Key(await hpke.seedToPublicKey(random(32)))).toBe(true);
		}
	});
});
