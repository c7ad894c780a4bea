import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDecimal } from './ascii-number';

const read = (text: string) => {
	const bytes = new TextEncoder().encode(`"${text}"`);
	return readDecimal(bytes, 1, bytes.length - 1);
};

describe('readDecimal', () => {
	it.each([
		['0', 0],
		['72', 72],
		['22.5312', 22.5312],
		['0.4971749504535062', 0.4971749504535062],
		['-1.5', -1.5],
		['+3', 3],
		['1e3', 1000],
		['.5', 0.5],
		['5.', 5],
		[' 7\v', 7],
		['&#49;0', 10],
		['123456789012345678', 123456789012345680],
	])('reads %s', (text, number) => expect(read(text)).toBe(number));

	it.each([
		'',
		' ',
		'.',
		'-',
		'1,5',
		'1.2.3',
		'0x10',
		'NaN',
		'Infinity',
		'1e999',
		'1 2',
		'9'.repeat(400),
	])('refuses %j', (text) => expect(read(text)).toBeNaN());

	it('agrees with the engine', () => {
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
				expect(read(String(number))).toBe(number + 0);
			}),
		);
		fc.assert(
			fc.property(fc.integer({ min: 0 }), fc.integer({ min: 0, max: 8 }), (integer, decimals) => {
				const text = (integer / 1e4).toFixed(decimals);
				expect(read(text)).toBe(Number(text));
			}),
		);
	});
});
