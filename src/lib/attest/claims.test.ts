import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACTS } from '$lib/score/fact-names';
import {
	hasExactTimes,
	isBandNumber,
	isDisclosure,
	isFactList,
	isThreshold,
	type Disclosure,
} from './claims';

describe('closed sets', () => {
	it('hold five bands and four thresholds', () => {
		const candidates = [0, 1, 2, 3, 4, 5, 6, -1, 1.5, Number.NaN, '1', null, undefined, true];
		expect(candidates.filter(isBandNumber)).toEqual([1, 2, 3, 4, 5]);
		expect(candidates.filter(isThreshold)).toEqual([2, 3, 4, 5]);
	});

	it('hold eleven lists of facts', () => {
		const values = [...FACTS, 'vegan-30d', 3, null];
		const lists = [
			[],
			...values.map((a) => [a]),
			...values.flatMap((a) => values.map((b) => [a, b])),
			[...FACTS],
			FACTS.slice(0, 3),
		];
		const accepted = lists.filter((list) => isFactList(list));
		expect(accepted).toHaveLength(1 + 4 + 6);
		for (const list of accepted) {
			expect(list).toEqual(FACTS.filter((fact) => list.includes(fact)));
		}
	});
});

describe('isDisclosure', () => {
	it.each<[string, unknown]>([
		['both band and atLeast', { say: { band: 5, atLeast: 5 }, facts: [] }],
		['neither', { say: {}, facts: [] }],
		['a score', { say: { score: 81 }, facts: [] }],
		['a score beside the band', { say: { band: 5, score: 81 }, facts: [] }],
		['band 0', { say: { band: 0 }, facts: [] }],
		['at least purple', { say: { atLeast: 1 }, facts: [] }],
		['three facts', { say: { band: 5 }, facts: FACTS.slice(0, 3) }],
		['facts out of order', { say: { band: 5 }, facts: [FACTS[1], FACTS[0]] }],
	])('refuses %s', (_, value) => {
		expect(isDisclosure(value as Disclosure)).toBe(false);
	});

	it('accepts a band or a threshold with up to two facts', () => {
		expect(isDisclosure({ say: { band: 1 }, facts: [] })).toBe(true);
		expect(isDisclosure({ say: { atLeast: 2 }, facts: [FACTS[0], FACTS[3]] })).toBe(true);
	});
});

describe('hasExactTimes', () => {
	const ask = `urn:tessera:ask:${'A'.repeat(22)}`;

	it('binds a shown code and a sample to the half minute and to 90 s', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('urn:tessera:show', 'urn:tessera:sample'),
				fc.nat({ max: 200 }),
				fc.nat({ max: 400 }),
				(aud, iat, exp) => {
					expect(hasExactTimes({ aud, iat, exp })).toBe(iat % 30 === 0 && exp - iat === 90);
				},
			),
		);
	});

	it('binds an answer to 180 s and to no half minute', () => {
		expect(hasExactTimes({ aud: ask, iat: 7, exp: 187 })).toBe(true);
		expect(hasExactTimes({ aud: ask, iat: 7, exp: 97 })).toBe(false);
	});

	it('asks nothing of an audience that it does not know', () => {
		expect(hasExactTimes({ aud: 'https://shop.example', iat: 7, exp: 8 })).toBe(true);
		expect(hasExactTimes({ aud: ask.slice(0, -1), iat: 7, exp: 8 })).toBe(true);
	});
});
