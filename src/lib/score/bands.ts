/** The five bands, lowest first. Imports nothing: it is all that a verifier needs of the score. */
export const BANDS = ['purple', 'red', 'orange', 'yellow', 'green'] as const;

export type Band = (typeof BANDS)[number];

/** A band as it travels in a code: 1 purple … 5 green. */
export type BandNumber = 1 | 2 | 3 | 4 | 5;

export function bandToNumber(band: Band): BandNumber {
	return (BANDS.indexOf(band) + 1) as BandNumber;
}

export function numberToBand(number: BandNumber): Band {
	return BANDS[number - 1] as Band;
}
