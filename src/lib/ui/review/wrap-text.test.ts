import fc from 'fast-check';
import { expect, it } from 'vitest';

import { wrapText } from './wrap-text';

it('wraps without losing a character', () => {
	const texts = fc.string({ unit: fc.constantFrom('a', 'W', ' ', '彩', '符', '：') });
	fc.assert(
		fc.property(texts, fc.integer({ min: 1, max: 12 }), (text, most) => {
			const lines = wrapText(text.trim(), most);
			expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
		}),
	);
	expect(wrapText('Printed recovery code', 6.5)).toEqual(['Printed', 'recovery', 'code']);
	expect(wrapText('屏幕上的回答', 4.2)).toEqual(['屏幕上的', '回答']);
});
