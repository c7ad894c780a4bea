import { expect, it } from 'vitest';
import { LIFESTYLE_KINDS } from '$lib/records/kinds';
import { hangzhou2020 } from './builtin';
import { lifeEssential8 } from './life-essential-8';
import { readsOf } from './reads';

it('finds every habit and result that a ruleset reads, in rules, conditions, parts and tests', () => {
	const hangzhou = readsOf(hangzhou2020);
	expect([...hangzhou.habits].sort()).toEqual([...LIFESTYLE_KINDS].sort());
	expect([...hangzhou.results].sort()).toEqual(
		['bmi', 'bp', 'cholesterol-total', 'glucose-fasting', 'hba1c'].sort(),
	);
	const essential = readsOf(lifeEssential8);
	expect([...essential.habits].sort()).toEqual(['activity', 'cigarettes', 'sleep']);
	expect([...essential.results].sort()).toEqual(
		['bmi', 'bp', 'diet-mepa', 'glucose-fasting', 'hba1c'].sort(),
	);
});
