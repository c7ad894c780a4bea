import { describe, expect, it } from 'vitest';

import { passphraseStrength } from './passphrase-strength';

describe('the hint at a passphrase’s strength', () => {
	it.each([
		['', 'short'],
		['1234567', 'short'],
		['口令口令口令口', 'short'],
		['12345678', 'weak'],
		['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
		['abcdefghijklmnopqrstuvwxyz', 'weak'],
		['hunter22', 'weak'],
		['abababababababababab', 'weak'],
		['19640827', 'weak'],
		['fence-otter-4', 'fair'],
		['correct horse battery staple', 'good'],
		['青山不改绿水长流后会有期', 'good'],
	] as const)('%s is %s', (text, strength) => {
		expect(passphraseStrength(text)).toBe(strength);
	});

	it('counts characters as people do', () => {
		// Seven characters of two code units each.
		expect(passphraseStrength('𠮷𠮷𠮷𠮷𠮷𠮷𠮷')).toBe('short');
		// An accent that is typed as a character of its own adds nothing.
		expect(passphraseStrength('e\u0301e\u0301e\u0301e\u0301')).toBe('short');
	});
});
