import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64urlToBytes, bytesToBase64url } from './base64url';
import { utf8ToBytes } from './bytes';

describe('base64url', () => {
	// RFC 4648, section 10, without the padding; RFC 7515, appendix C.
	it.each([
		['', ''],
		['f', 'Zg'],
		['fo', 'Zm8'],
		['foo', 'Zm9v'],
		['foob', 'Zm9vYg'],
		['fooba', 'Zm9vYmE'],
		['foobar', 'Zm9vYmFy'],
	])('writes and reads %j as the RFC does', (plain, text) => {
		expect(bytesToBase64url(utf8ToBytes(plain))).toBe(text);
		expect(base64urlToBytes(text)).toEqual(utf8ToBytes(plain));
	});

	it('uses the alphabet for addresses', () => {
		expect(bytesToBase64url(Uint8Array.of(3, 236, 255, 224, 193))).toBe('A-z_4ME');
	});

	it('writes what Buffer writes, and reads it back', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				const text = bytesToBase64url(bytes);
				expect(text).toBe(Buffer.from(bytes).toString('base64url'));
				expect(base64urlToBytes(text)).toEqual(bytes);
			}),
		);
	});

	it('has one text for one byte string', () => {
		const character = fc.constantFrom(...Array.from('ABCDQZabcwxyz0189-_'));
		fc.assert(
			fc.property(fc.string({ unit: character, maxLength: 24 }), (text) => {
				const bytes = base64urlToBytes(text);
				expect(bytes === null ? text : bytesToBase64url(bytes)).toBe(text);
			}),
		);
	});

	it.each([
		['padding', 'Zg=='],
		['trailing bits after one byte', 'Zh'],
		['trailing bits after two bytes', 'Zm9'],
		['a length of 4n + 1', 'Zm9vY'],
		['the alphabet of plain base64', 'A+z/'],
		['white space', 'Zm 8'],
		['a letter outside ASCII', 'Zm\u00E48'],
		['a character of two code units', 'Zm\u{1F600}'],
	])('refuses %s', (_, text) => {
		expect(base64urlToBytes(text)).toBeNull();
	});
});
