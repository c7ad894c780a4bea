import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinShcCodes, parseShcCode } from './shc-numeric';

const digits = (text: string) =>
	Array.from(text, (character) => String(character.charCodeAt(0) - 45).padStart(2, '0')).join('');

describe('parseShcCode', () => {
	it('reads the example of the specification', () => {
		// "e", "y", "J" of the header that every card begins with.
		expect(parseShcCode('shc:/567629')).toEqual({ index: 1, total: 1, text: 'eyJ' });
		expect(parseShcCode('SHC:/2/3/567629')).toEqual({ index: 2, total: 3, text: 'eyJ' });
	});

	it('gives back every text of a JWS', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[\w.-]{1,500}$/), (text) => {
				expect(parseShcCode(`shc:/${digits(text)}`)?.text).toBe(text);
			}),
		);
	});

	it.each([
		...['', 'shc:/', 'shc:/5', 'shc:/56762', 'shc:/78', 'shc:/5a', 'shc:567629', 'http:/567629'],
		...['shc:/0/3/5676', 'shc:/4/3/5676', 'shc:/1/3/', 'shc:/1/5676', 'shc:/1/1000/5676'],
	])('refuses %j', (text) => {
		expect(parseShcCode(text)).toBeNull();
	});
});

describe('joinShcCodes', () => {
	const chunk = (index: number, total: number, text: string) => ({ index, total, text });

	it('puts chunks of any order together, also if met twice', () => {
		const chunks = [chunk(3, 3, 'c'), chunk(1, 3, 'a'), chunk(2, 3, 'b'), chunk(1, 3, 'a')];
		expect(joinShcCodes(chunks)).toEqual({ cards: ['abc'], problem: null });
	});

	it('takes each single code as a card', () => {
		expect(joinShcCodes([chunk(1, 1, 'x'), chunk(1, 1, 'y')])).toEqual({
			cards: ['x', 'y'],
			problem: null,
		});
	});

	it('says what is missing or at odds, and keeps the others', () => {
		expect(joinShcCodes([chunk(1, 1, 'x'), chunk(1, 2, 'a')])).toEqual({
			cards: ['x'],
			problem: 'truncated',
		});
		expect(joinShcCodes([chunk(1, 2, 'a'), chunk(1, 2, 'b'), chunk(2, 2, 'c')])).toEqual({
			cards: [],
			problem: 'malformed',
		});
	});
});
