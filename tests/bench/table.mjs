/**
 * Prints a table of plain text: the first column left, all others right.
 *
 * @param {string} title
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 * @param {readonly string[]} [notes] lines below it
 */
export function printTable(title, head, rows, notes = []) {
	const all = [head, ...rows];
	const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
	const line = (/** @type {readonly string[]} */ row) =>
		row
			.map((cell, column) => {
				const width = widths[column] ?? 0;
				return column === 0 ? cell.padEnd(width) : cell.padStart(width);
			})
			.join('  ')
			.trimEnd();
	console.log(`\n${title}\n`);
	console.log(`  ${line(head)}`);
	console.log(`  ${widths.map((width) => '-'.repeat(width)).join('  ')}`);
	for (const row of rows) console.log(`  ${line(row)}`);
	for (const note of notes) console.log(`  ${note}`);
}

/** @param {number} value three digits that count */
export const numberText = (value) =>
	Number.isFinite(value)
		? value >= 100
			? String(Math.round(value))
			: value.toPrecision(3)
		: 'not measured';

/**
 * Median and spread as two cells.
 *
 * @param {import('./sample.mjs').Series | undefined} series
 */
export function seriesCells(series) {
	const { median, low, high } = series ?? { median: NaN, low: NaN, high: NaN };
	return [numberText(median), `${numberText(low)} … ${numberText(high)}`];
}

/**
 * How a value stands to its goal, where less is better.
 *
 * @param {number} value
 * @param {number} goal
 * @param {string} unit
 */
export const goalText = (value, goal, unit) =>
	value <= goal
		? `kept, ${numberText(goal - value)} ${unit} to spare`
		: `missed by ${numberText(value - goal)} ${unit}`;
