import type { Day } from './day';
import type { Observation, ValueObservation } from './records';
import { roundDiv } from './round-div';
import { nearestThousandths } from './thousandths';

/**
 * Body mass index, kg/m², rounded to one decimal, half away from zero, in integers.
 * @param weight kilograms, at most three decimals
 * @param height centimetres, above 0, at most three decimals
 */
export function bmiOf(weight: number, height: number): number {
	const w = nearestThousandths(weight);
	const h = nearestThousandths(height);
	// w/1000 kg over (h/100000 m)² is w · 10^7 / h²; one more power of ten for the decimal.
	return roundDiv(w * 1e8, h * h) / 10;
}

/**
 * The BMI observations, and for each weight on a day without one, one made of that weight and the
 * latest height on or before it, else the earliest after. Two heights measured on that one day
 * give two readings, so that the order of entering them does not matter.
 */
export function bmiObservations(observations: readonly Observation[]): ValueObservation[] {
	const bmis: ValueObservation[] = [];
	const weights: ValueObservation[] = [];
	const heights: ValueObservation[] = [];
	for (const entry of observations) {
		if (entry.kind === 'bmi') bmis.push(entry);
		else if (entry.kind === 'weight') weights.push(entry);
		else if (entry.kind === 'height') heights.push(entry);
	}
	if (heights.length === 0) return bmis;
	heights.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.value - b.value));
	const measured = new Set(bmis.map((entry) => entry.day));
	for (const weight of weights) {
		if (measured.has(weight.day)) continue;
		for (const height of heightsFor(weight.day, heights)) {
			bmis.push({ kind: 'bmi', day: weight.day, value: bmiOf(weight.value, height.value) });
		}
	}
	return bmis;
}

/** @param heights not empty, sorted by day */
function heightsFor(day: Day, heights: readonly ValueObservation[]): ValueObservation[] {
	let chosen = heights[0]?.day;
	for (const height of heights) if (height.day <= day) chosen = height.day;
	return heights.filter((height) => height.day === chosen);
}
