import { describe, expect, it } from 'vitest';

import { mintOf } from '../../../tests/fixtures/attest';
import { drawQr } from './draw';
import { readQr } from './read';

/** The drawing as a camera would see it: `scale` pixels a module, a quiet zone of four. */
function pixels({ size, path }: ReturnType<typeof drawQr>, scale: number) {
	const side = (size + 8) * scale;
	const data = new Uint8ClampedArray(side * side * 4).fill(255);
	for (const [, x, y, end] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
		for (let column = 0; column < Number(end); column++)
			for (let dy = 0; dy < scale; dy++)
				for (let dx = 0; dx < scale; dx++) {
					const at = ((Number(y) + 4) * scale + dy) * side + (Number(x) + 4 + column) * scale + dx;
					data.fill(0, at * 4, at * 4 + 3);
				}
	return { width: side, height: side, data };
}

describe('a drawn code', () => {
	it('is version 8, 49 modules wide, and is read back to the letter', () => {
		const { code } = mintOf('drawing');
		const drawing = drawQr(code);
		expect(drawing.size).toBe(49);
		expect(readQr(pixels(drawing, 4))).toBe(code);
	});

	it('is no code where there is none', () => {
		expect(readQr({ width: 80, height: 80, data: new Uint8ClampedArray(80 * 80 * 4) })).toBe(null);
	});
});
