import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base45ToBytes, bytesToBase45 } from './base45';
import { utf8ToBytes } from './bytes';

describe('base45', () => {
	// RFC 9285, sections 4.3 and 4.4.
	it.each([
		['AB', 'BB8'],
		['Hello!!', '%69 VD92EX0'],
		['base-45', 'UJCLQE7W581'],
		['ietf!', 'QED8WEX0'],
		['', ''],
	])('writes and reads %j as the RFC does', (plain, text) => {
		expect(bytesToBase45(utf8ToBytes(plain))).toBe(text);
		expect(base45ToBytes(text)).toEqual(utf8ToBytes(plain));
	});

	it('reads back what it wrote', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				expect(base45ToBytes(bytesToBase45(bytes))).toEqual(bytes);
			}),
		);
	});

	it('has one text for one byte string', () => {
		const character = fc.constantFrom(
			...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'),
		);
		fc.assert(
			fc.property(fc.string({ unit: character, maxLength: 60 }), (text) => {
				const bytes = base45ToBytes(text);
				expect(bytes === null ? text : bytesToBase45(bytes)).toBe(text);
			}),
		);
	});

	it('accepts the largest groups and refuses what overflows them', () => {
		expect(base45ToBytes('FGW')).toEqual(Uint8Array.of(0xff, 0xff));
		expect(base45ToBytes('GGW')).toBeNull(); // RFC 9285, section 6
		expect(base45ToBytes(':::')).toBeNull();
		expect(base45ToBytes('U5')).toEqual(Uint8Array.of(0xff));
		expect(base45ToBytes('V5')).toBeNull();
		expect(base45ToBytes('::')).toBeNull();
	});

	it.each([
		['lower case', 'bb8'],
		['a length of one', 'A'],
		['a length of 3n + 1', 'BB8B'],
		['a line feed', 'BB8\n0'],
		['a no-break space', 'BB\u00A0'],
		['full-width digits', '\uFF10\uFF10\uFF10'],
		['a character of two code units', 'B\u{1F600}'],
	])('refuses %s', (_, text) => {
		expect(base45ToBytes(text)).toBeNull();
	});
});
