import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drink } from '../../../tests/arbitraries/records';
import { checkValue } from './bounds';
import { BAIJIU_STRENGTHS, drinksToGrams, drinkToGrams, GLASSES, isDrink } from './drinks';
import { toThousandths } from './thousandths';

describe('drinks', () => {
	it('gives the grams of the demonstration', () => {
		expect(drinkToGrams({ ml: 200, abv: 52 })).toBe(82.056);
		expect(drinkToGrams({ ml: 500, abv: 4 })).toBe(15.78);
		expect(drinkToGrams({ ml: 330, abv: 4.7 })).toBe(12.237);
	});

	it('is exact to the milligram, and sums without drift', () => {
		fc.assert(
			fc.property(fc.array(drink, { maxLength: 12 }), (drinks) => {
				const milligrams = drinks.map(({ ml, abv }) => {
					const numerator = BigInt(ml) * BigInt(Math.round(abv * 10)) * 789n;
					return Number((2n * numerator + 1000n) / 2000n);
				});
				const sum = milligrams.reduce((total, mg) => total + mg, 0);
				expect(toThousandths(drinksToGrams(drinks))).toBe(sum);
				expect(drinks.map((one) => toThousandths(drinkToGrams(one)))).toEqual(milligrams);
			}),
		);
	});

	it('undoing the last glass gives back what was before', () => {
		fc.assert(
			fc.property(fc.array(drink, { minLength: 1, maxLength: 8 }), (drinks) => {
				const [last] = drinks.slice(-1);
				const before = toThousandths(drinksToGrams(drinks.slice(0, -1))) ?? NaN;
				const grams = last === undefined ? NaN : (toThousandths(drinkToGrams(last)) ?? NaN);
				expect(toThousandths(drinksToGrams(drinks))).toBe(before + grams);
			}),
		);
	});

	it('knows the bounds of a glass', () => {
		for (const fine of [
			{ ml: 1, abv: 0.1 },
			{ ml: 5000, abv: 100 },
			{ ml: 330, abv: 4.7 },
		]) {
			expect(isDrink(fine)).toBe(true);
		}
		for (const wrong of [
			{ ml: 0, abv: 5 },
			{ ml: 5001, abv: 5 },
			{ ml: 0.5, abv: 5 },
			{ ml: 50, abv: 0 },
			{ ml: 50, abv: 100.1 },
			{ ml: 50, abv: 4.75 },
			{ ml: NaN, abv: 5 },
		]) {
			expect(isDrink(wrong)).toBe(false);
		}
	});

	it('offers glasses that are drinks at every strength, each once', () => {
		expect(new Set(GLASSES.map(({ id }) => id)).size).toBe(GLASSES.length);
		for (const { ml, abv } of GLASSES) {
			for (const strength of abv === null ? BAIJIU_STRENGTHS : [abv]) {
				expect(isDrink({ ml, abv: strength })).toBe(true);
				expect(checkValue('alcohol', drinkToGrams({ ml, abv: strength })).ok).toBe(true);
			}
		}
	});
});
