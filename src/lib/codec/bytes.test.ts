import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, bytesToUtf8, concatBytes, equalBytes, utf8ToBytes } from './bytes';

const bytes = () => fc.uint8Array({ maxLength: 64 });

describe('UTF-8', () => {
	it('reads back what it wrote', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				expect(bytesToUtf8(utf8ToBytes(text))).toBe(text);
			}),
		);
	});

	it('never gives one text for two byte strings', () => {
		fc.assert(
			fc.property(bytes(), (input) => {
				const text = bytesToUtf8(input);
				expect(text === null ? input : utf8ToBytes(text)).toEqual(input);
			}),
		);
	});

	it('keeps a byte order mark', () => {
		expect(bytesToUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\uFEFFA');
	});

	it.each([
		['a lone continuation byte', [0x80]],
		['an overlong slash', [0xc0, 0xaf]],
		['a surrogate', [0xed, 0xa0, 0x80]],
		['a cut sequence', [0xe2, 0x82]],
		['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
	])('refuses %s', (_, input) => {
		expect(bytesToUtf8(Uint8Array.from(input))).toBeNull();
	});
});

describe('concatBytes and equalBytes', () => {
	it('cuts apart what was put together', () => {
		fc.assert(
			fc.property(bytes(), bytes(), (a, b) => {
				const joined = concatBytes(a, b);
				expect(joined.length).toBe(a.length + b.length);
				expect(equalBytes(joined.subarray(0, a.length), a)).toBe(true);
				expect(equalBytes(joined.subarray(a.length), b)).toBe(true);
			}),
		);
	});

	it('sees one changed bit and one missing byte', () => {
		const a = Uint8Array.of(1, 2, 3);
		expect(equalBytes(a, Uint8Array.of(1, 2, 2))).toBe(false);
		expect(equalBytes(a, Uint8Array.of(1, 2))).toBe(false);
	});

	it('copies, so that overwriting a part later does not change the whole', () => {
		const part = Uint8Array.of(7);
		const joined = concatBytes(part);
		part.fill(0);
		expect(joined).toEqual(Uint8Array.of(7));
	});
});

describe('bytesToHex', () => {
	it('writes what Buffer writes', () => {
		fc.assert(
			fc.property(bytes(), (input) => {
				expect(bytesToHex(input)).toBe(Buffer.from(input).toString('hex'));
			}),
		);
	});
});
