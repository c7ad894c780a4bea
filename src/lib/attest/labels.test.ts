import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '$lib/codec/bytes';
import { isLabel, isPurposeText } from './labels';

describe('labels and texts', () => {
	it.each([
		'Bar',
		'City library',
		'市图书馆（西门）',
		'מכבי 7',
		'Café',
		'Pool \u{1F3CA}',
		'a  b',
		'x'.repeat(72),
	])('may be %j', (text) => {
		expect(isLabel(text)).toBe(true);
		expect(isPurposeText(text)).toBe(true);
	});

	it('has 72 bytes, not characters', () => {
		expect(isLabel('馆'.repeat(24))).toBe(true);
		expect(isLabel('馆'.repeat(25))).toBe(false);
	});

	it('needs a label, and no text', () => {
		expect(isLabel('')).toBe(false);
		expect(isPurposeText('')).toBe(true);
	});

	it('refuses a lone surrogate, which UTF-8 cannot carry', () => {
		expect(isLabel('Bar\ud800')).toBe(false);
	});

	it('cannot tell look-alikes apart, and so nobody should trust a label', () => {
		const latin = 'Apotheke';
		const cyrillic = 'Аpotheke';
		expect(latin).not.toBe(cyrillic);
		expect([latin, cyrillic].map(isLabel)).toEqual([true, true]);
	});

	it('survive UTF-8 and normalization as they are', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
				if (!isPurposeText(text)) return;
				expect(text.normalize('NFC')).toBe(text);
				expect(text.trim()).toBe(text);
				expect(new TextDecoder('utf-8', { fatal: true }).decode(utf8ToBytes(text))).toBe(text);
			}),
		);
	});
});
