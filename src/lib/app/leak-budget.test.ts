import { expect, it } from 'vitest';

import { BUDGET, RARITIES, sumOfDay } from './leak-budget';

it('says for each thing what the format says, and stays under five bits', () => {
	const bits = Object.fromEntries(BUDGET.map((entry) => [entry.line, entry.bits]));
	expect(bits).toEqual({
		band: Math.log2(5),
		'chosen-threshold': 2,
		'asked-threshold': 1,
		fact: 1,
		most: Math.log2(5) + 2,
	});
	expect(bits['most']).toBeLessThan(5);
});

it('says what an average hides', () => {
	expect(RARITIES.find(({ oneIn }) => oneIn === 100)?.bits).toBeCloseTo(6.64, 2);
});

it('counts what was said twice once', () => {
	const disclosure = { say: { band: 3 }, facts: ['sleep-7h-30d'] } as const;
	const made = { disclosure, chosenBy: 'holder' } as const;
	const { each, together } = sumOfDay([made, made]);
	expect(each.map(({ bits }) => bits)).toEqual([Math.log2(5) + 1, Math.log2(5) + 1]);
	expect(together).toBe(Math.log2(5) + 1);
});
