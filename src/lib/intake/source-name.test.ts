import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRecords, parseRecords } from '$lib/records/records';
import { cleanSource } from './source-name';

/** Any code units, halves of characters and control characters among them. */
const anyText = fc
	.array(fc.nat({ max: 0xffff }), { maxLength: 300 })
	.map((units) => String.fromCharCode(...units));

describe('cleanSource', () => {
	it.each([
		['Ann’s\u00A0Apple\u00A0Watch', 'Ann’s Apple Watch'],
		['  a\r\nb\u2028c\u0000 ', 'a  b c'],
		['\uD83D手表 ⌚️\uDC00', '手表 ⌚️'],
		['\u202Eevil\u2066', 'evil'],
		['', 'unnamed'],
		['\u0007', 'unnamed'],
		// By hand is what this app says, and nobody else.
		['manual', 'manual (import)'],
		[' manual\u0000', 'manual (import)'],
		['Manual', 'Manual'],
		[`${'x'.repeat(79)}⌚️😀`, `${'x'.repeat(79)}⌚`],
		[`${'x'.repeat(79)}😀`, 'x'.repeat(79)],
	])('%j', (text, name) => {
		expect(cleanSource(text)).toBe(name);
	});

	it('gives what a record may hold, whatever comes', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const source = cleanSource(text);
				const days = [{ kind: 'steps', day: '2026-11-20', value: 1, source }];
				expect(parseRecords({ ...emptyRecords(), days }).ok).toBe(true);
				expect(cleanSource(source)).toBe(source);
			}),
		);
	});
});
