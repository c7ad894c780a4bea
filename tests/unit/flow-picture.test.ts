import { describe, expect, it } from 'vitest';

import { FLOWS, leavesDevice } from '../../src/lib/flows/register';
import { layoutFlows, type Area, type DrawnFlow } from '../../src/lib/ui/review/flow-layout';

const drawn = (locale: 'en' | 'zh'): DrawnFlow[] =>
	FLOWS.map((flow) => ({
		id: flow.id,
		kind: flow.kind,
		isInside: flow.kind === 'store' || (flow.kind === 'sink' && !leavesDevice(flow)),
		name: flow.name[locale],
	}));

const touches = (a: Area, b: Area) =>
	a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isWithin = (inner: Area, outer: Area) =>
	inner.x >= outer.x &&
	inner.y >= outer.y &&
	inner.x + inner.width <= outer.x + outer.width &&
	inner.y + inner.height <= outer.y + outer.height;

describe.each(['en', 'zh'] as const)('the picture of the register (%s)', (locale) => {
	it.each([260, 288, 328, 600, 940])('shows each flow once, apart, at %d pixels', (width) => {
		const layout = layoutFlows(drawn(locale), width);
		expect(layout.boxes.map(({ id }) => id).sort()).toEqual(FLOWS.map(({ id }) => id).sort());
		const whole = { x: 0, y: 0, width, height: layout.height };
		for (const [index, box] of layout.boxes.entries()) {
			expect(isWithin(box, whole)).toBe(true);
			expect(box.height).toBeGreaterThanOrEqual(44);
			expect(touches(box, layout.page)).toBe(false);
			for (const other of layout.boxes.slice(index + 1)) expect(touches(box, other)).toBe(false);
		}
	});

	it('keeps what stays in the frame of the device, and all that leaves out of it', () => {
		const { boxes, device } = layoutFlows(drawn(locale), 328);
		for (const flow of FLOWS) {
			const box = boxes.find(({ id }) => id === flow.id);
			expect(box?.isLeaving).toBe(leavesDevice(flow));
			if (box === undefined) continue;
			if (leavesDevice(flow)) expect(touches(box, device)).toBe(false);
			if (flow.kind === 'store') expect(isWithin(box, device)).toBe(true);
			expect(box.heads).toHaveLength(flow.kind === 'store' ? 2 : 1);
		}
	});
});
