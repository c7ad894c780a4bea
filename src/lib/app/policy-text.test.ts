import { expect, it } from 'vitest';

import { META_POLICY } from '../../../scripts/headers.mjs';
import { parsePolicy } from './policy-text';

it('reads the policy that is in every page', () => {
	const directives = parsePolicy(META_POLICY);
	expect(directives).toContainEqual({ name: 'connect-src', values: ["'none'"] });
	expect(directives).toContainEqual({ name: 'img-src', values: ["'self'", 'blob:', 'data:'] });
	expect(directives.map(({ name }) => name)).toContain('require-trusted-types-for');
});

it('keeps the first of two, and a directive without values', () => {
	expect(parsePolicy(" A-B 'none' ;; a-b *;\tsandbox ;")).toEqual([
		{ name: 'a-b', values: ["'none'"] },
		{ name: 'sandbox', values: [] },
	]);
	expect(parsePolicy('')).toEqual([]);
});
