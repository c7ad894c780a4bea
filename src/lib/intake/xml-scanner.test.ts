import { describe, expect, it } from 'vitest';
import { XmlScanner } from './xml-scanner';

function piecesOf(text: string, chunkSize = text.length + 1): string[] {
	const bytes = new TextEncoder().encode(text);
	const pieces: string[] = [];
	const scanner = new XmlScanner((from, start, end) => {
		pieces.push(new TextDecoder().decode(from.subarray(start, end)));
	});
	for (let at = 0; at < bytes.length; at += chunkSize) {
		scanner.push(bytes.subarray(at, at + chunkSize));
	}
	scanner.end();
	return pieces;
}

describe('XmlScanner', () => {
	it.each([
		[
			'tags with the text after them',
			'x<a b="1>">\n <c/>text</a>\n',
			['<a b="1>">\n ', '<c/>text', '</a>\n'],
		],
		['nothing of comments', '<a><!-- <b> -- > --><c>', ['<a>', '<c>']],
		['nothing of a comment that ends with many dashes', '<!-----><a>', ['<a>']],
		['no end of a comment in its own beginning', '<!--><a>--><b>', ['<b>']],
		['nothing of CDATA sections', '<![CDATA[<a>]] >]>]]]><b>', ['<b>']],
		['nothing of processing instructions', '<?xml a="<b>"??><c>', ['<c>']],
		['nothing of declarations', '<!DOCTYPE a [<!ELEMENT b "-->">]><a>', ['<a>']],
		['what follows something like a comment', '<!- a <b><!-<c>', ['<b>', '<c>']],
		['nothing where there is none', 'text', []],
		['nothing behind a comment without an end', '<a><!-- <b><c>', ['<a>']],
		['each of several in a row', '<<a<', ['<', '<a', '<']],
	])('hands out %s', (_, text, pieces) => {
		for (let chunkSize = 1; chunkSize <= text.length; chunkSize++) {
			expect(piecesOf(text, chunkSize)).toEqual(pieces);
		}
	});

	it('drops the end of a piece of more than a megabyte', () => {
		const long = `<a ${'x'.repeat(3_000_000)}>`;
		const pieces = piecesOf(`${long}<b>`, 65_536);
		expect(pieces.map(({ length }) => length)).toEqual([1 << 20, 3]);
	});
});
