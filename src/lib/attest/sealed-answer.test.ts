import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindingOf, parseSealed, sealedToText } from './sealed-answer';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe('the TR1 text', () => {
	it('always has 303 characters, and is read as it was written', () => {
		fc.assert(
			fc.property(bytes(32), bytes(167), (enc, ciphertext) => {
				const text = sealedToText({ enc, ciphertext });
				expect(text).toHaveLength(303);
				expect(parseSealed(text)).toEqual({ enc, ciphertext });
			}),
		);
	});

	it.each([
		'',
		'TR1:',
		`TR1:${'0'.repeat(298)}`,
		`TR1:${'0'.repeat(300)}`,
		`TQ1:${'0'.repeat(299)}`,
	])('is not %j', (text) => {
		expect(parseSealed(text)).toBeNull();
	});
});

describe('bindingOf', () => {
	it('is the label, and the SHA-256 of the request', () => {
		// FIPS 180-4: the digest of "abc".
		const { info, aad } = bindingOf(Uint8Array.of(0x61, 0x62, 0x63));
		expect(Buffer.from(info).toString('hex')).toBe(
			'746573736572612f545231' + 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
		);
		expect(aad).toHaveLength(0);
	});
});
