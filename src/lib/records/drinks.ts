import { roundDiv } from './round-div';
import { fromThousandths, toThousandths } from './thousandths';

/** One glass: its volume in millilitres (integer) and its strength in percent by volume. */
export interface Drink {
	readonly ml: number;
	/** At most one decimal. */
	readonly abv: number;
}

export const DRINK_ML = { min: 1, max: 5000 } as const;
export const DRINK_ABV = { min: 0.1, max: 100 } as const;

/**
 * Grams of ethanol, to the milligram: ml × ABV × 0.789 g/ml (the density of ethanol at 20 °C).
 * 200 ml of 52 % are 82.056 g. The drink must be within `DRINK_ML` and `DRINK_ABV`.
 */
export function drinkToGrams(drink: Drink): number {
	return fromThousandths(drinkToMilligrams(drink));
}

/** As `drinkToGrams`, in integer milligrams. */
function drinkToMilligrams({ ml, abv }: Drink): number {
	// Tenths of a percent, so that the product is an integer.
	return roundDiv(ml * Math.round(abv * 10) * 789, 1000);
}

/** Grams of ethanol of several drinks, summed exactly. */
export function drinksToGrams(drinks: readonly Drink[]): number {
	return fromThousandths(drinks.reduce((sum, drink) => sum + drinkToMilligrams(drink), 0));
}

/** Whether both numbers are of the right shape and within bounds. */
export function isDrink({ ml, abv }: Drink): boolean {
	const thousandths = toThousandths(abv);
	return (
		Number.isInteger(ml) &&
		ml >= DRINK_ML.min &&
		ml <= DRINK_ML.max &&
		thousandths !== null &&
		thousandths % 100 === 0 &&
		abv >= DRINK_ABV.min &&
		abv <= DRINK_ABV.max
	);
}

/** The strengths in which baijiu is sold, percent by volume. */
export const BAIJIU_STRENGTHS = [38, 42, 46, 52] as const;

/**
 * The glasses that people count in: 1 liang (两) of baijiu is 50 ml, half a jin (半斤) 250 ml. Without
 * a strength of its own a glass is baijiu, of one of `BAIJIU_STRENGTHS`.
 */
export const GLASSES = [
	{ id: 'baijiu-liang', ml: 50, abv: null },
	{ id: 'baijiu-half-jin', ml: 250, abv: null },
	{ id: 'huangjiu-bowl', ml: 250, abv: 15 },
	{ id: 'beer-330', ml: 330, abv: 4 },
	{ id: 'beer-500', ml: 500, abv: 4 },
	{ id: 'wine-glass', ml: 150, abv: 13 },
] as const satisfies readonly { id: string; ml: number; abv: number | null }[];

export type GlassId = (typeof GLASSES)[number]['id'];
