import { expect, it } from 'vitest';

import { layoutFlows } from './flow-layout';

it('draws an empty register', () => {
	expect(layoutFlows([], 300)).toMatchObject({ boxes: [], width: 300 });
});

it('puts what comes in on the left, what rests on the right, and what leaves below', () => {
	const flow = (id: string, kind: 'source' | 'store' | 'sink') => ({
		...{ id, kind, name: id },
		isInside: kind === 'store',
	});
	const flows = [flow('in', 'source'), flow('rests', 'store'), flow('out', 'sink')];
	const { boxes, page, device } = layoutFlows(flows, 328);
	const [left, right, below] = ['in', 'rests', 'out'].map((id) =>
		boxes.find((box) => box.id === id),
	);
	expect(left?.x).toBe(0);
	expect(right?.x).toBeGreaterThan(page.x + page.width);
	expect(below?.y).toBeGreaterThan(device.height);
	expect(boxes.map(({ heads }) => heads.length)).toEqual([1, 2, 1]);
});
