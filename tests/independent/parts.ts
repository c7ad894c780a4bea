/** Means over the parts that are known. */
import type { Case, Input, MeanRule, Part, Test } from '../../src/lib/score/ruleset';
import type { Known, Reading } from './known';
import { onCurve, tablePoints } from './points';
import { greatest, least, Rational, sum, ZERO } from './rational';

const SEVEN = new Rational(7n);
const THOUSAND = new Rational(1000n);

interface MeanOfParts {
	/** One a part, in their order: its share of the mean, 0 where it is not known. */
	readonly contributions: readonly (readonly [id: string, points: Rational])[];
	/** Whether so many parts are known that the score is not provisional. */
	readonly isEnough: boolean;
}

export function knownParts({ parts, atLeast }: MeanRule, known: Known): MeanOfParts {
	const points = parts.map((part) => [part.id, partPoints(part, known)] as const);
	const count = points.filter(([, given]) => given !== undefined).length;
	const upTo = (end: number): Rational =>
		count === 0
			? ZERO
			: sum(points.slice(0, end).map(([, given]) => given ?? ZERO))
					.dividedBy(Rational.of(count))
					.rounded();
	return {
		contributions: points.map(([id], at) => [id, upTo(at + 1).minus(upTo(at))]),
		isEnough: count >= atLeast,
	};
}

/** Undefined where the part is not known. */
function partPoints({ cases, adjustments }: Part, known: Known): Rational | undefined {
	const given = firstThatApplies(cases, known);
	if (given === undefined) return undefined;
	return adjustments
		.filter(({ when }) => holds(when, known))
		.reduce((points, { milli, notBelowMilli }) => {
			const added = points.plus(Rational.of(milli));
			// What lay below the floor before is not lifted to it, nor lowered any further.
			const lowest = least([points, Rational.of(notBelowMilli)]) ?? points;
			return greatest([added, lowest]) ?? added;
		}, given);
}

function firstThatApplies(cases: readonly Case[], known: Known): Rational | undefined {
	for (const candidate of cases) {
		const { when } = candidate;
		if (when === undefined) {
			const points = casePoints(candidate, known);
			if (points !== undefined) return points;
		} else if (holds(when, known)) {
			return casePoints(candidate, known);
		}
	}
	return undefined;
}

function casePoints(candidate: Case, known: Known): Rational | undefined {
	switch (candidate.use) {
		case 'points':
			return Rational.of(candidate.milli);
		case 'tables':
			return tablePoints(candidate.worseOf, readingsOf(candidate.of, known));
		case 'curve':
			return least(
				readingsOf(candidate.of, known).flatMap(({ numbers: { value } }) =>
					value === undefined ? [] : [onCurve(candidate.points, value)],
				),
			);
	}
}

function holds(test: Test, known: Known): boolean {
	if (test.test === 'condition') return known.isActive(test);
	const total = sum(known.valuesWithin(test.kind, test.within.days));
	return Rational.of(test.above).isBelow(total);
}

/** The numbers that an input has, as readings; none where it is missing. */
function readingsOf(input: Input, known: Known): readonly Reading[] {
	const single = (value: Rational): readonly Reading[] => [{ age: 0, numbers: { value } }];
	switch (input.from) {
		case 'observation':
			return known.latest(input.kind, input.derived, input.within.days);
		case 'condition': {
			const days = known.daysWith(input.code);
			return days === undefined ? [] : single(days);
		}
		case 'lifestyle': {
			const values = known.valuesWithin(input.kind, input.within.days);
			if (values.length < input.atLeastDays) return [];
			const mean = sum(values).dividedBy(Rational.of(values.length));
			const number = input.per === 'week' ? mean.times(SEVEN) : mean;
			return single(number.times(THOUSAND).rounded().dividedBy(THOUSAND));
		}
	}
}
