import type { Chance } from './chance';

/** One pair that was judged. */
export interface Scored {
	readonly score: number;
	readonly same: boolean;
	/** The holders of both codes. */
	readonly holders: readonly [number, number];
}

/** With the bounds of the interval that holds 95 of 100. */
export interface Estimate {
	readonly value: number;
	readonly low: number;
	readonly high: number;
}

/** How often a holder counts. */
type Weights = (holder: number) => number;

const ONCE: Weights = () => 1;
const DRAWS = 400;

/**
 * The area under the curve: the chance that a pair of one holder gets a higher score than a pair of
 * two; equal scores count half. `sorted` ascends by score.
 */
function areaOf(sorted: readonly Scored[], weightOf: Weights): number {
	let area = 0;
	let same = 0;
	let different = 0;
	for (let from = 0; from < sorted.length;) {
		const score = sorted[from]?.score;
		let tiedSame = 0;
		let tiedDifferent = 0;
		for (; from < sorted.length && sorted[from]?.score === score; from += 1) {
			const pair = sorted[from];
			if (pair === undefined) break;
			const [a, b] = pair.holders;
			if (pair.same) tiedSame += weightOf(a);
			else tiedDifferent += weightOf(a) * weightOf(b);
		}
		area += tiedSame * (different + tiedDifferent / 2);
		same += tiedSame;
		different += tiedDifferent;
	}
	return area / (same * different);
}

const sort = (pairs: readonly Scored[]) => [...pairs].sort((a, b) => a.score - b.score);

/**
 * The areas of several adversaries on the same holders, and of each the difference to the first.
 * Intervals by the bootstrap over holders, not over pairs: pairs that share a holder are not
 * independent. Each draw weighs all adversaries alike, so that differences are paired.
 */
export function areasOf(
	adversaries: readonly (readonly Scored[])[],
	chance: Chance,
): readonly { readonly area: Estimate; readonly beyondFirst: Estimate }[] {
	const sorted = adversaries.map(sort);
	const holders = [...new Set(adversaries.flat().flatMap((pair) => pair.holders))];
	const draws = Array.from({ length: DRAWS }, () => {
		const times = new Float64Array(Math.max(...holders) + 1);
		for (let draw = 0; draw < holders.length; draw += 1) {
			const holder = holders[chance.below(holders.length)] ?? 0;
			times[holder] = (times[holder] ?? 0) + 1;
		}
		return sorted.map((pairs) => areaOf(pairs, (holder) => times[holder] ?? 0));
	});
	const values = sorted.map((pairs) => areaOf(pairs, ONCE));
	return values.map((value, at) => ({
		area: estimate(
			value,
			draws.map((areas) => areas[at] ?? NaN),
		),
		beyondFirst: estimate(
			value - (values[0] ?? NaN),
			draws.map((areas) => (areas[at] ?? NaN) - (areas[0] ?? NaN)),
		),
	}));
}

function estimate(value: number, draws: readonly number[]): Estimate {
	const sorted = [...draws].sort((a, b) => a - b);
	const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? NaN;
	return { value, low: at(0.025), high: at(0.975) };
}
