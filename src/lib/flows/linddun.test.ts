import { expect, it } from 'vitest';

import { LINDDUN, THREATS } from './linddun';
import { FLOWS, leavesDevice } from './register';

it('looks at every flow of the register, and at no other', () => {
	expect(Object.keys(LINDDUN).sort()).toEqual(FLOWS.map(({ id }) => id).sort());
});

it.each(FLOWS)('finds something to say of $id', (flow) => {
	const found = LINDDUN[flow.id] ?? {};
	expect(Object.keys(found).length).toBeGreaterThan(0);
	expect(Object.keys(found).filter((threat) => !(threat in THREATS))).toEqual([]);
	// What leaves can always be disclosed, or shown to somebody who asks.
	if (leavesDevice(flow)) expect('Dd' in found || 'I' in found).toBe(true);
});
