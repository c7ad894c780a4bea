import { describe, expect, it } from 'vitest';
import { XmlAttributes } from './xml-attributes';
import { xmlText } from './xml-text';

function read(tag: string) {
	const bytes = new TextEncoder().encode(tag);
	const attributes = new XmlAttributes();
	const found: Record<string, string> = {};
	attributes.begin(bytes, 2, bytes.length);
	while (attributes.next()) {
		const name = xmlText(bytes, attributes.nameStart, attributes.nameEnd);
		found[name] = xmlText(bytes, attributes.valueStart, attributes.valueEnd);
		expect(attributes.nameIs(new TextEncoder().encode(name))).toBe(true);
		expect(attributes.nameIs(new TextEncoder().encode(`${name}x`))).toBe(false);
	}
	return { found, isWhole: attributes.isWhole, isEmpty: attributes.isEmpty };
}

describe('XmlAttributes', () => {
	it.each([
		['none', '<a>', {}, false],
		['none of an empty tag', '<a/>', {}, true],
		['both quotes', `<a b="1" c='"2"'>`, { b: '1', c: '"2"' }, false],
		['signs in values', '<a b="a>b/>=" c="/"/>', { b: 'a>b/>=', c: '/' }, true],
		['spaces everywhere', '<a\n b = "1"\t\v/>', { b: '1' }, true],
		['no space between', '<a b="1"c="2">', { b: '1', c: '2' }, false],
		['names with spaces', '<a My value="1" value="2">', { 'My value': '1', value: '2' }, false],
		['entities', '<a b="&lt;&#65;&#x42;&unknown;">', { b: '<AB&unknown;' }, false],
	])('reads %s', (_, tag, found, isEmpty) => {
		expect(read(tag)).toEqual({ found, isWhole: true, isEmpty });
	});

	it.each(['<a b="1', '<a b="1"', '<a b', '<a b=', '<a b=1>', '<a '])('knows %s as cut', (tag) => {
		expect(read(tag).isWhole).toBe(false);
	});
});
