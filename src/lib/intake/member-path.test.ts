import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNoContent, plainPath } from './member-path';

/** Any code units, halves of characters and control characters among them. */
const anyText = fc
	.array(fc.nat({ max: 0xffff }), { maxLength: 300 })
	.map((units) => String.fromCharCode(...units));

describe('plainPath', () => {
	it.each([
		['a/b.json', 'a/b.json'],
		['../../etc/passwd', 'etc/passwd'],
		['/etc/passwd', 'etc/passwd'],
		['C:\\Users\\..\\x.csv', 'Users/x.csv'],
		['a//./b/', 'a/b'],
		['a\u0000b\n.csv', 'ab.csv'],
		['\u202Evsc.exe', 'vsc.exe'],
		['..', 'unnamed'],
		['', 'unnamed'],
		['步数/导出.xml', '步数/导出.xml'],
	])('%j', (name, path) => {
		expect(plainPath(name)).toBe(path);
	});

	it('stays within its folder, on one line, whatever the name', () => {
		fc.assert(
			fc.property(anyText, (name) => {
				const path = plainPath(name);
				expect(path).not.toMatch(/^\/|\\|\p{Cc}|\p{Cs}|(?:^|\/)\.\.(?:\/|$)/u);
				expect(path.length).toBeGreaterThan(0);
				expect(path.length).toBeLessThanOrEqual(200);
			}),
		);
	});

	it('knows what programs put beside the content', () => {
		for (const path of ['__MACOSX/a/._b', 'a/__MACOSX/b', '.DS_Store', 'a/Thumbs.db']) {
			expect(isNoContent(path)).toBe(true);
		}
		expect(isNoContent('a/b.json')).toBe(false);
	});
});
