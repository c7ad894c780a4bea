import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, utf8ToBytes } from './bytes';
import { canonicalJson } from './canonical-json';

describe('canonicalJson', () => {
	// RFC 8785, section 3.2.2 (input) and 3.2.4 (the bytes expected).
	it('writes the example of the RFC byte for byte', () => {
		const input = JSON.parse(
			'{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],' +
				'"string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/",' +
				'"literals": [null, true, false]}',
		) as object;
		expect(canonicalJson(input)).toBe(
			'{"literals":[null,true,false],' +
				'"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
				'"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
		);
		expect(bytesToHex(utf8ToBytes(canonicalJson(input)))).toBe(
			'7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e' +
				'756d62657273223a5b3333333333333333332e333333333333332c31652b3330' +
				'2c342e352c302e3030322c31652d32375d2c22737472696e67223a22e282ac24' +
				'5c75303030665c6e4127425c225c5c5c5c5c222f227d',
		);
	});

	// RFC 8785, section 3.2.3.
	it('sorts members by UTF-16 code units', () => {
		const input = {
			'\u20ac': 'Euro Sign',
			'\r': 'Carriage Return',
			'\ufb33': 'Hebrew Letter Dalet With Dagesh',
			'1': 'One',
			'\ud83d\ude00': 'Emoji: Grinning Face',
			'\u0080': 'Control',
			'\u00f6': 'Latin Small Letter O With Diaeresis',
		};
		const values = Object.values(JSON.parse(canonicalJson(input)) as object);
		// `1` is an integer index, which every JavaScript object lists first.
		expect(values).toEqual([
			'One',
			'Carriage Return',
			'Control',
			'Latin Small Letter O With Diaeresis',
			'Euro Sign',
			'Emoji: Grinning Face',
			'Hebrew Letter Dalet With Dagesh',
		]);
		expect(canonicalJson(input).indexOf('\\r')).toBeLessThan(canonicalJson(input).indexOf('"1"'));
	});

	it('does not depend on the order in which members were written', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
				const reversed = Object.fromEntries(Object.entries(value).reverse());
				expect(canonicalJson(reversed)).toBe(canonicalJson({ ...value }));
			}),
		);
	});

	it('is read back as the same value', () => {
		fc.assert(
			fc.property(fc.jsonValue({ noUnicodeString: true }), (value) => {
				const text = canonicalJson(value);
				expect(canonicalJson(JSON.parse(text) as object)).toBe(text);
			}),
		);
	});

	it.each<[string, object]>([
		['an undefined member', { a: undefined }],
		['a hole', [1, , 2]], // eslint-disable-line no-sparse-arrays -- the hole is the case
		['a function', { a: () => 1 }],
		['a big integer', { a: 1n }],
		['NaN', [Number.NaN]],
		['an infinity', [Number.POSITIVE_INFINITY]],
		['a lone surrogate', ['\ud800']],
		['a lone surrogate in a name', { '\udc00': 1 }],
		['a date', { a: new Date(0) }],
		['a map', new Map()],
	])('refuses %s', (_, value) => {
		expect(() => canonicalJson(value)).toThrow(TypeError);
	});
});
