import { expect, it } from 'vitest';

import { nextTryAt } from './tries';

const waitAfter = (failures: number) => {
	const at = nextTryAt({ failures, lastTry: 1_000_000 }, 1_000_000);
	return at === 0 ? 0 : at - 1_000_000;
};

it('makes one wait longer after each wrong try, and never more than five minutes', () => {
	expect([0, 1, 2, 3, 4, 5, 6].map(waitAfter)).toEqual([0, 0, 0, 2000, 4000, 8000, 16_000]);
	expect([10, 11, 30, 4000].map(waitAfter)).toEqual([256_000, 300_000, 300_000, 300_000]);
});

it('is over when the wait is over', () => {
	const tries = { failures: 4, lastTry: 1_000_000 };
	expect(nextTryAt(tries, 1_003_999)).toBe(1_004_000);
	expect(nextTryAt(tries, 1_004_000)).toBe(0);
});
