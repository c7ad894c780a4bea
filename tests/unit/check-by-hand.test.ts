import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/lib/records/day';
import { LIFESTYLE_KINDS } from '../../src/lib/records/kinds';
import { resolveWindow } from '../../src/lib/records/resolve';
import { sampleMonth } from '../../src/lib/records/sample';
import { hangzhou2020 } from '../../src/lib/score/builtin';
import { evaluate } from '../../src/lib/score/evaluate';

const AS_OF = '2026-11-20';
const PAGE = readFileSync(
	fileURLToPath(new URL('../../docs/check-by-hand.md', import.meta.url)),
	'utf8',
);

const blocks = [...PAGE.matchAll(/```(?:csv|text)\n([^`]*)```/g)].map((match) => match[1] ?? '');
const rows = (blocks[0] ?? '')
	.trim()
	.split('\n')
	.map((line) => line.split(','));
const formulas = blocks
	.slice(1)
	.flatMap((block) => block.trim().split('\n'))
	.map((line) => /^(?<cell>[A-Z]\d+) (?<id>\w+) +=(?<formula>.*)$/.exec(line)?.groups ?? {});

/** A cell as a spreadsheet has it: a number, or empty, which counts as 0 in arithmetic. */
type Cell = number | '';

/** Computes a formula of the page, with the few functions that it uses. */
function compute(formula: string, cells: ReadonlyMap<string, Cell>): number {
	const cell = (name: string): Cell => cells.get(name) ?? '';
	const column = (letter: string) =>
		Array.from({ length: 30 }, (_, at) => Number(cell(`${letter}${String(at + 2)}`)));
	const expression = formula
		.replace(/([A-Z])2:\1(?:31)/g, 'column("$1")')
		.replace(/(?<!["A-Z])([A-Z]\d+)(?!["(])/g, 'cell("$1")')
		.replace(/=""/g, '===""');
	const value: unknown = runInNewContext(expression, {
		...{ cell, column },
		IF: (test: boolean, yes: number, no: number) => (test ? yes : no),
		MIN: (...numbers: Cell[]) => Math.min(...numbers.map(Number)),
		MAX: (...numbers: Cell[]) => Math.max(...numbers.map(Number)),
		// Half away from zero; a spreadsheet first drops what lies beyond the 15th digit.
		ROUND: (number: number) =>
			Math.sign(number) * Math.round(Number(Math.abs(number).toPrecision(15))),
		SUMPRODUCT: (a: number[], b: number[]) =>
			a.reduce((sum, one, at) => sum + one * (b[at] ?? 0), 0),
	});
	if (typeof value !== 'number') throw new Error(`no number: ${formula}`);
	return value;
}

describe('docs/check-by-hand.md', () => {
	it('has the sample month, day by day, and the weights of the ruleset', () => {
		const { ppm } = hangzhou2020.lifestyle.weights;
		const expected = resolveWindow(sampleMonth(AS_OF), AS_OF, 30).map((values, age) => [
			addDays(AS_OF, -age),
			...LIFESTYLE_KINDS.map((kind) => String(values?.[kind] ?? '')),
			String(ppm[age]),
		]);
		expect(rows).toEqual([['day', ...LIFESTYLE_KINDS, 'weight'], ...expected]);
	});

	it('gives, by its own formulas, the contributions of the app', () => {
		const cells = new Map<string, Cell>();
		for (const [at, row] of rows.entries()) {
			for (const [column, text] of row.entries()) {
				const name = `${'ABCDEFG'.charAt(column)}${String(at + 1)}`;
				cells.set(name, text === '' ? '' : Number(text));
			}
		}
		const { contributions } = evaluate(hangzhou2020, sampleMonth(AS_OF), AS_OF);
		const computed: Record<string, number> = {};
		for (const { cell = '', id = '', formula = '' } of formulas) {
			if (cell.endsWith('32')) {
				computed[id] = compute(formula, cells);
				continue;
			}
			// Filled down.
			for (let row = 2; row <= 31; row++) {
				const filled = formula.replace(/([A-Z])2(?!\d)/g, `$1${String(row)}`);
				cells.set(`${cell.charAt(0)}${String(row)}`, compute(filled, cells));
			}
		}
		const ids = ['exercise', 'sleep', 'alcohol', 'cigarettes'];
		expect(computed).toEqual(
			Object.fromEntries(
				contributions.filter(({ id }) => ids.includes(id)).map(({ id, milli }) => [id, milli]),
			),
		);
	});

	it('ends at the score of the app', () => {
		const { scoreMilli, score, band, recordedDays } = evaluate(
			hangzhou2020,
			sampleMonth(AS_OF),
			AS_OF,
		);
		expect(PAGE).toContain(`| **sum** | **${String(scoreMilli)}** |`);
		expect(PAGE).toContain(`down: **${String(score)}**`);
		expect(PAGE).toContain(`**${band}**. ${String(recordedDays)} of the last 14 days`);
	});
});
