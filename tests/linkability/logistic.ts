/**
 * Logistic regression: columns brought to mean 0 and deviation 1, the loss with a small ridge, all
 * rows at each step, steps by Adam (Kingma and Ba, 2015).
 */
export interface Model {
	readonly weights: Float64Array;
	readonly bias: number;
	readonly means: Float64Array;
	readonly deviations: Float64Array;
}

const STEPS = 80;
const RATE = 0.1;
const RIDGE = 1e-3;
const DECAY = [0.9, 0.99] as const;

/** `rows` holds `labels.length` rows of numbers; a label is 1 for the same holder, else 0. */
export function train(rows: Float32Array, labels: Uint8Array): Model {
	const count = labels.length;
	const width = rows.length / count;
	const { means, deviations } = scaleOf(rows, width);
	const scaled = rows.map((value, at) => {
		const column = at % width;
		return (value - (means[column] ?? 0)) / (deviations[column] ?? 1);
	});
	// The last one is the bias.
	const weights = new Float64Array(width + 1);
	const speed = new Float64Array(width + 1);
	const size = new Float64Array(width + 1);
	const slope = new Float64Array(width + 1);
	for (let step = 1; step <= STEPS; step += 1) {
		slope.fill(0);
		for (let row = 0; row < count; row += 1) {
			const error = sigmoid(dot(scaled, row * width, weights)) - (labels[row] ?? 0);
			for (let column = 0; column < width; column += 1)
				slope[column] = (slope[column] ?? 0) + error * (scaled[row * width + column] ?? 0);
			slope[width] = (slope[width] ?? 0) + error;
		}
		for (let at = 0; at <= width; at += 1) {
			const weight = weights[at] ?? 0;
			const gradient = (slope[at] ?? 0) / count + (at < width ? RIDGE * weight : 0);
			speed[at] = DECAY[0] * (speed[at] ?? 0) + (1 - DECAY[0]) * gradient;
			size[at] = DECAY[1] * (size[at] ?? 0) + (1 - DECAY[1]) * gradient ** 2;
			const fair = [
				(speed[at] ?? 0) / (1 - DECAY[0] ** step),
				(size[at] ?? 0) / (1 - DECAY[1] ** step),
			];
			weights[at] = weight - (RATE * (fair[0] ?? 0)) / (Math.sqrt(fair[1] ?? 0) + 1e-8);
		}
	}
	return { weights: weights.subarray(0, width), bias: weights[width] ?? 0, means, deviations };
}

/** The higher, the more likely one holder; a number for each row. */
export function score(model: Model, rows: Float32Array): Float64Array {
	const { weights, bias, means, deviations } = model;
	const width = weights.length;
	return Float64Array.from({ length: rows.length / width }, (_, row) => {
		let sum = bias;
		for (let column = 0; column < width; column += 1) {
			const value = (rows[row * width + column] ?? 0) - (means[column] ?? 0);
			sum += (weights[column] ?? 0) * (value / (deviations[column] ?? 1));
		}
		return sum;
	});
}

function scaleOf(rows: Float32Array, width: number) {
	const count = rows.length / width;
	const means = new Float64Array(width);
	const deviations = new Float64Array(width);
	rows.forEach((value, at) => (means[at % width] = (means[at % width] ?? 0) + value / count));
	rows.forEach((value, at) => {
		const column = at % width;
		deviations[column] = (deviations[column] ?? 0) + (value - (means[column] ?? 0)) ** 2 / count;
	});
	// A column that never changes tells nothing, and must not be divided by nothing.
	return { means, deviations: deviations.map((variance) => Math.sqrt(variance) || 1) };
}

function dot(rows: Float32Array, from: number, weights: Float64Array): number {
	const width = weights.length - 1;
	let sum = weights[width] ?? 0;
	for (let column = 0; column < width; column += 1)
		sum += (weights[column] ?? 0) * (rows[from + column] ?? 0);
	return sum;
}

function sigmoid(value: number): number {
	return 1 / (1 + Math.exp(-value));
}
