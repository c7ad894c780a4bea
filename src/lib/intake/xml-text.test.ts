import { describe, expect, it } from 'vitest';
import { xmlText } from './xml-text';

const text = (value: string) => {
	const bytes = new TextEncoder().encode(`<${value}>`);
	return xmlText(bytes, 1, bytes.length - 1);
};

describe('xmlText', () => {
	it.each([
		['plain', 'plain'],
		['Robin’s 手机', 'Robin’s 手机'],
		['&lt;&gt;&amp;&quot;&apos;', `<>&"'`],
		['&amp;lt;', '&lt;'],
		['&#8217;&#x2019;&#x1F4F1;', '’’📱'],
		['&#0;&#xD800;&#x110000;', '\ufffd\ufffd\ufffd'],
		['&lol9; &; &#; &#x; &#123456789;', '&lol9; &; &#; &#x; &#123456789;'],
	])('reads %s', (written, meant) => expect(text(written)).toBe(meant));

	it('replaces what is no UTF-8', () => {
		expect(xmlText(Uint8Array.of(0x61, 0xff, 0x62), 0, 3)).toBe('a\ufffdb');
	});
});
