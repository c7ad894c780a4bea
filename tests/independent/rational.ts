const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
const size = (n: bigint): bigint => (n < 0n ? -n : n);

/** An exact fraction in lowest terms, its denominator positive. */
export class Rational {
	readonly numerator: bigint;
	readonly denominator: bigint;

	/** Throws a RangeError for a denominator of 0. */
	constructor(numerator: bigint, denominator = 1n) {
		if (denominator === 0n) throw new RangeError('denominator: expected anything but 0');
		const common = denominator === 1n ? 1n : gcd(size(numerator), size(denominator));
		const sign = denominator < 0n ? -1n : 1n;
		this.numerator = (sign * numerator) / common;
		this.denominator = (sign * denominator) / common;
	}

	/**
	 * What a number says when it is written down: 0.1 is one tenth here, and not the binary fraction
	 * that is nearest to it. Throws a RangeError for a number that is not written with digits and a point alone.
	 */
	static of(number: number): Rational {
		if (Number.isSafeInteger(number)) return new Rational(BigInt(number));
		const written = String(number);
		const point = written.indexOf('.');
		const decimals = written.length - point - 1;
		if (point < 0 || written.includes('e')) {
			throw new RangeError('number: expected a decimal without exponent');
		}
		const digits = written.slice(0, point) + written.slice(point + 1);
		return new Rational(BigInt(digits), 10n ** BigInt(decimals));
	}

	plus(other: Rational): Rational {
		if (this.denominator === other.denominator) {
			return new Rational(this.numerator + other.numerator, this.denominator);
		}
		return new Rational(
			this.numerator * other.denominator + other.numerator * this.denominator,
			this.denominator * other.denominator,
		);
	}

	minus(other: Rational): Rational {
		return this.plus(new Rational(-other.numerator, other.denominator));
	}

	times(other: Rational): Rational {
		return new Rational(this.numerator * other.numerator, this.denominator * other.denominator);
	}

	/** Throws a RangeError for a divisor of 0. */
	dividedBy(other: Rational): Rational {
		return new Rational(this.numerator * other.denominator, this.denominator * other.numerator);
	}

	isBelow(other: Rational): boolean {
		return this.numerator * other.denominator < other.numerator * this.denominator;
	}

	/** The nearest integer; of two equally near ones that which lies farther from 0. */
	rounded(): Rational {
		const twice = 2n * size(this.numerator) + this.denominator;
		const nearest = twice / (2n * this.denominator);
		return new Rational(this.numerator < 0n ? -nearest : nearest);
	}

	/** The largest integer that is not above. */
	floor(): Rational {
		const towardsZero = this.numerator / this.denominator;
		const isBetween = this.numerator % this.denominator !== 0n;
		return new Rational(this.numerator < 0n && isBetween ? towardsZero - 1n : towardsZero);
	}

	/** Throws a RangeError for what is not an integer that a number can hold. */
	toInteger(): number {
		const number = Number(this.numerator);
		if (this.denominator !== 1n || !Number.isSafeInteger(number)) {
			throw new RangeError('rational: expected a safe integer');
		}
		return number;
	}
}

export const ZERO = new Rational(0n);

export const sum = (terms: readonly Rational[]): Rational =>
	terms.reduce((total, term) => total.plus(term), ZERO);

/** The smallest, or undefined of none. */
export function least(of: readonly Rational[]): Rational | undefined {
	return of.reduce<Rational | undefined>(
		(best, one) => (best === undefined || one.isBelow(best) ? one : best),
		undefined,
	);
}

/** The largest, or undefined of none. */
export function greatest(of: readonly Rational[]): Rational | undefined {
	return of.reduce<Rational | undefined>(
		(best, one) => (best === undefined || best.isBelow(one) ? one : best),
		undefined,
	);
}
