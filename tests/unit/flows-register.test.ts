import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { FLOWS } from '../../src/lib/flows/register';
import { MEANS } from '../../scripts/means.mjs';

const root = resolve(import.meta.dirname, '../..');

describe('the register of flows', () => {
	it('names each flow once', () => {
		const ids = FLOWS.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it.each(FLOWS)('$id names modules and a test that are there', ({ modules, test }) => {
		expect(modules.length).toBeGreaterThan(0);
		expect([...modules, test].filter((file) => !existsSync(resolve(root, file)))).toEqual([]);
	});

	it.each(FLOWS)('$id names a means that lint guards, and is told in each language', (flow) => {
		if (flow.means !== null) expect(Object.keys(MEANS)).toContain(flow.means);
		for (const text of [flow.purpose, flow.retention, flow.recipient]) {
			expect(text.en).toMatch(/[a-z]/);
			expect(text.zh).toMatch(/\p{Script=Han}/u);
		}
	});
});
