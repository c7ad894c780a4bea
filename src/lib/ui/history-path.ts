/** The visible part of the days, as fractions of a day from the first one. */
export interface Range {
	readonly from: number;
	readonly to: number;
}

/** Fewer days than this are not spread over the whole width. */
const FEWEST_DAYS = 7;

/** Held within the days that there are, and no narrower than a week. */
export function clampRange({ from, to }: Range, days: number): Range {
	const width = Math.min(Math.max(to - from, Math.min(FEWEST_DAYS, days)), Math.max(1, days));
	const start = Math.min(Math.max(0, from), days - width);
	return { from: start, to: start + width };
}

/** Closer by `factor` (farther if below 1), with the day at `anchor` staying where it is. */
export function zoomRange(range: Range, factor: number, anchor: number, days: number): Range {
	const width = (range.to - range.from) / factor;
	const share = (anchor - range.from) / (range.to - range.from);
	const from = anchor - share * width;
	return clampRange({ from, to: from + width }, days);
}

/**
 * The line through the visible days, as the data of an SVG path. Where several days share a pixel
 * their lowest and highest are drawn, so that ten years are no more work than the screen is wide.
 *
 * @param isDrawn whether a day belongs to this line; a gap ends it
 */
export function historyPath(
	scores: ArrayLike<number>,
	isDrawn: (at: number) => boolean,
	range: Range,
	width: number,
	y: (milli: number) => number,
): string {
	const perDay = width / (range.to - range.from);
	const first = Math.max(0, Math.floor(range.from) - 1);
	const last = Math.min(scores.length - 1, Math.ceil(range.to) + 1);
	const step = Math.max(1, Math.floor(1 / perDay));
	let path = '';
	let isOn = false;
	for (let at = first; at <= last; at += step) {
		let low = Infinity;
		let high = -Infinity;
		for (let day = at; day < Math.min(at + step, last + 1); day++) {
			if (!isDrawn(day)) continue;
			const score = scores[day] ?? 0;
			low = Math.min(low, score);
			high = Math.max(high, score);
		}
		if (low > high) {
			isOn = false;
			continue;
		}
		const x = ((at + 0.5 - range.from) * perDay).toFixed(1);
		path += `${isOn ? 'L' : 'M'}${x} ${y(high).toFixed(1)}`;
		if (low !== high) path += `L${x} ${y(low).toFixed(1)}`;
		// A day by itself is a dot: a line of no length with round ends.
		else if (!isOn) path += `h0`;
		isOn = true;
	}
	return path;
}
