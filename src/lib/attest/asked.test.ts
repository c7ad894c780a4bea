import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACTS } from '$lib/score/fact-names';
import { answeredOf, isAsked, isWithinAsked, policyOf, type Asked } from './asked';
import type { Disclosure } from './claims';

const facts = fc.subarray([...FACTS], { maxLength: 2 });
const threshold = fc.constantFrom(2 as const, 3 as const, 4 as const, 5 as const);
const asked: fc.Arbitrary<Asked> = fc.record({
	say: fc.oneof(
		fc.constant('band' as const),
		threshold.map((atLeast) => ({ atLeast })),
	),
	facts,
});
const disclosure: fc.Arbitrary<Disclosure> = fc.record({
	say: fc.oneof(
		fc
			.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const)
			.map((band) => ({ band })),
		threshold.map((atLeast) => ({ atLeast })),
	),
	facts,
});

/** The bands that the statement leaves possible. */
const possible = ({ say }: Disclosure) =>
	[1, 2, 3, 4, 5].filter((band) => ('band' in say ? band === say.band : band >= say.atLeast));

describe('isWithinAsked', () => {
	it('lets nobody say more than a threshold that was asked', () => {
		fc.assert(
			fc.property(asked, disclosure, (wanted, said) => {
				const { say } = wanted;
				const factsFit = said.facts.every((fact) => wanted.facts.includes(fact));
				// A threshold tells that all from it upward is possible: what it leaves open must cover
				// everything that the asked one would leave open.
				const fits =
					say === 'band' ||
					[1, 2, 3, 4, 5]
						.filter((band) => band >= say.atLeast)
						.every((band) => possible(said).includes(band));
				const nearBand = say !== 'band' && 'band' in said.say;
				expect(isWithinAsked(said, wanted)).toBe(factsFit && fits && !nearBand);
			}),
		);
	});

	it('takes a band for more than any threshold, even where both leave one band', () => {
		const five: Asked = { say: { atLeast: 5 }, facts: [] };
		expect(isWithinAsked({ say: { band: 5 }, facts: [] }, five)).toBe(false);
		expect(isWithinAsked({ say: { atLeast: 5 }, facts: [] }, five)).toBe(true);
	});
});

describe('answeredOf', () => {
	it.each<[Asked, Disclosure, 'all' | 'less']>([
		[{ say: 'band', facts: [] }, { say: { band: 1 }, facts: [] }, 'all'],
		[{ say: 'band', facts: [] }, { say: { atLeast: 5 }, facts: [] }, 'less'],
		[{ say: { atLeast: 4 }, facts: [] }, { say: { atLeast: 4 }, facts: [] }, 'all'],
		[{ say: { atLeast: 4 }, facts: [] }, { say: { atLeast: 3 }, facts: [] }, 'less'],
		[{ say: { atLeast: 4 }, facts: [FACTS[0]] }, { say: { atLeast: 4 }, facts: [] }, 'less'],
	])('of %j answered with %j is %s', (wanted, said, expected) => {
		expect(answeredOf(said, wanted)).toBe(expected);
	});
});

describe('isAsked', () => {
	it.each([
		{ say: { atLeast: 1 }, facts: [] },
		{ say: { atLeast: 6 }, facts: [] },
		{ say: { score: 80 }, facts: [] },
		{ say: 'band', facts: ['vegan-30d'] },
		{ say: 'band', facts: [FACTS[1], FACTS[0]] },
		{ say: 'band', facts: FACTS.slice(0, 3) },
	])('refuses %j', (value) => {
		expect(isAsked(value as unknown as Asked)).toBe(false);
	});

	it('accepts what can be asked', () => {
		fc.assert(fc.property(asked, (value) => isAsked(value)));
		expect(isAsked({ say: 'band', facts: [] })).toBe(true);
	});
});

describe('policyOf', () => {
	it('is what was asked, and nothing where the band itself was', () => {
		expect(policyOf({ say: { atLeast: 4 }, facts: [FACTS[0]] })).toEqual({
			atLeast: 4,
			facts: [FACTS[0]],
		});
		expect(policyOf({ say: 'band', facts: [] })).toBeNull();
	});
});
