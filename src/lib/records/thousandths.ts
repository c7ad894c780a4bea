/**
 * Values are exchanged as decimals with at most three places and computed with as integers, so
 * that every engine agrees to the last place.
 */

/** Enough for every value here, and thousandths of it stay exact integers in a double. */
const LARGEST = 1e9;

/**
 * A decimal → integer thousandths of its unit; null if it has more than three decimals, is not
 * finite or is beyond ±1e9.
 */
export function toThousandths(value: number): number | null {
	if (!(Math.abs(value) <= LARGEST)) return null;
	// Adding 0 turns −0 into 0.
	const thousandths = Math.round(value * 1000) + 0;
	// Division rounds correctly, and so does reading a decimal: both give the same double.
	return thousandths / 1000 === value ? thousandths : null;
}

/** The nearest integer thousandths of any finite number: for values that are still being typed. */
export function nearestThousandths(value: number): number {
	return Math.round(value * 1000) + 0;
}

/** Integer thousandths → the double that a decimal of at most three places reads as. */
export function fromThousandths(thousandths: number): number {
	return thousandths / 1000;
}
