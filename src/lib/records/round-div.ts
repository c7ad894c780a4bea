/**
 * `numerator / denominator` rounded to an integer, half away from zero, exactly.
 * @param numerator an integer, |2 · numerator| + denominator ≤ 2^53
 * @param denominator a positive integer
 */
export function roundDiv(numerator: number, denominator: number): number {
	const doubled = 2 * Math.abs(numerator) + denominator;
	const divisor = 2 * denominator;
	// `%` is exact on doubles, so the quotient is too.
	const quotient = (doubled - (doubled % divisor)) / divisor;
	return numerator < 0 && quotient !== 0 ? -quotient : quotient;
}
