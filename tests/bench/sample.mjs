/** How something is timed, and how a series of times is told. */

/**
 * @typedef {object} Series
 * @property {number} median
 * @property {number} low the lowest tenth ends here
 * @property {number} high the highest tenth begins here
 * @property {number} count
 */

/** @param {readonly number[]} sorted @param {number} share from 0 to 1 */
const quantile = (sorted, share) => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;

/**
 * Median and spread: the range that the middle eight tenths lie in; of up to ten values, all.
 *
 * @param {readonly number[]} values
 * @returns {Series}
 */
export function seriesOf(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const edge = sorted.length <= 10 ? 0 : 0.1;
	return {
		median: quantile(sorted, 0.5),
		low: quantile(sorted, edge),
		high: quantile(sorted, 1 - edge),
		count: sorted.length,
	};
}

/** @typedef {() => unknown} Work may return a promise */

/** @param {Work} work @param {number} runs @returns {Promise<number>} microseconds a run */
async function batchOf(work, runs) {
	const start = performance.now();
	for (let run = 0; run < runs; run++) {
		const result = work();
		// Waiting costs a turn of the queue: a plain call is not charged for it.
		if (result instanceof Promise) await result;
	}
	return ((performance.now() - start) * 1000) / runs;
}

/**
 * Times several works in turns, a batch of each and then again, so that whatever else the machine
 * does meets all of them alike.
 *
 * @param {readonly Work[]} works
 * @param {{ batches?: number, perBatch: number }} options
 * @returns {Promise<Series[]>} microseconds a run, in the order of the works
 */
export async function inTurns(works, { batches = 60, perBatch }) {
	/** @type {number[][]} */
	const times = works.map(() => []);
	// The first sixth warms the compiler up and is not told.
	const warmUp = Math.ceil(batches / 6);
	for (let batch = 0; batch < batches + warmUp; batch++) {
		for (const [at, work] of works.entries()) {
			const time = await batchOf(work, perBatch);
			if (batch >= warmUp) times[at]?.push(time);
		}
	}
	return times.map(seriesOf);
}
