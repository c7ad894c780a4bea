import { daysBetween } from '$lib/records/day';
import { inOrder, scanDate, ORDERS } from './csv-dates';
import type { CsvField, CsvMapping, DateOrder } from './csv-mapping';
import { parseNumberCell } from './csv-numbers';
import { unitsOf } from './csv-units';

type Parts = readonly [number, number, number];

/**
 * In which order a column writes year, month and day. Sure where the cells can be read in one order
 * only (a 13 in one place, the year first), or are separated by points, as no one does who has the
 * month first. Else the order in which the days follow one another most closely is proposed.
 */
export function guessOrder(cells: readonly string[]): {
	readonly order: DateOrder;
	readonly isUnsure: boolean;
} {
	const dates: Parts[] = [];
	let points = 0;
	for (const cell of cells) {
		const date = scanDate(cell);
		if (date?.form !== 'ordered') continue;
		dates.push(date.parts);
		if (date.separator === '.') points++;
	}
	if (dates.length === 0) return { order: 'ymd', isUnsure: false };
	const reads = ORDERS.map((order) => ({
		order,
		count: dates.filter((parts) => inOrder(parts, order) !== null).length,
	}));
	const most = Math.max(...reads.map(({ count }) => count));
	const possible = reads.filter(({ count }) => count === most).map(({ order }) => order);
	const [only, second] = possible;
	if (only !== undefined && second === undefined) {
		return { order: only, isUnsure: most < dates.length };
	}
	if (points === dates.length && possible.includes('dmy')) {
		return { order: 'dmy', isUnsure: possible.includes('ymd') };
	}
	const closest = possible
		.map((order) => ({ order, span: stepsBetween(dates, order) }))
		.reduce((best, next) => (next.span < best.span ? next : best));
	return { order: closest.order, isUnsure: true };
}

/** How far it is from each day to the next one, in all. */
function stepsBetween(dates: readonly Parts[], order: DateOrder): number {
	let sum = 0;
	let before: string | null = null;
	for (const parts of dates) {
		const day = inOrder(parts, order);
		if (day !== null && before !== null) sum += Math.abs(daysBetween(before, day));
		before = day ?? before;
	}
	return sum;
}

/**
 * Which mark is before the decimals. Three digits behind the only mark can be thousands or
 * thousandths: they count for nothing, but steps have no decimals.
 */
export function guessDecimal(
	columns: readonly { readonly cells: readonly string[]; readonly isCount: boolean }[],
	delimiter: CsvMapping['delimiter'],
): '.' | ',' {
	let points = 0;
	let commas = 0;
	for (const { cells, isCount } of columns) {
		for (const cell of cells) {
			const marks = cell.replace(/[^.,]/g, '');
			const last = marks.at(-1);
			if (last === undefined || !isNumberLike(cell)) continue;
			const isInThrees = /^\D*\d{1,3}(?:[.,]\d{3})+\D*$/.test(cell);
			const isDecimal = !isInThrees || new Set(marks).size === 2;
			if (isDecimal ? last === '.' : isCount && last === ',') points++;
			else if (isDecimal || isCount) commas++;
		}
	}
	if (points === commas) return delimiter === ';' && points > 0 ? ',' : '.';
	return points > commas ? '.' : ',';
}

/** A number, whichever mark it has: notes have commas, too. */
function isNumberLike(cell: string): boolean {
	if (cell.length > 40 || scanDate(cell) !== null) return false;
	return (['.', ','] as const).some((mark) => parseNumberCell(cell, mark).form === 'number');
}

/** From where on the value in the middle can only be in the other unit. */
const TELLING: Partial<Record<CsvField, (middle: number) => string>> = {
	sleep: (middle) => (middle > 24 ? 'min' : 'h'),
	activity: () => 'min',
	weight: () => 'kg',
	height: (middle) => (middle < 3 ? 'm' : middle < 90 ? 'in' : 'cm'),
	waist: (middle) => (middle < 2 ? 'm' : middle < 56 ? 'in' : 'cm'),
	systolic: (middle) => (middle < 35 ? 'kPa' : 'mmHg'),
	diastolic: (middle) => (middle < 25 ? 'kPa' : 'mmHg'),
	'glucose-fasting': (middle) => (middle > 35 ? 'mg/dL' : 'mmol/L'),
	glucose: (middle) => (middle > 35 ? 'mg/dL' : 'mmol/L'),
	hba1c: (middle) => (middle > 20 ? 'mmol/mol' : '%'),
	'cholesterol-total': (middle) => (middle > 35 ? 'mg/dL' : 'mmol/L'),
	hdl: (middle) => (middle > 12 ? 'mg/dL' : 'mmol/L'),
	ldl: (middle) => (middle > 20 ? 'mg/dL' : 'mmol/L'),
};

/** The unit that the values of a column are in, by their size: a proposal, for the citizen to see. */
export function guessUnit(
	field: CsvField,
	cells: readonly string[],
	decimal: '.' | ',',
): string | null {
	const units = unitsOf(field);
	if (units.length < 2) return units[0] ?? null;
	const bare: number[] = [];
	const named: number[] = [];
	for (const text of cells) {
		const cell = parseNumberCell(text, decimal);
		if (cell.form === 'number') (cell.unit === '' ? bare : named).push(cell.value);
		else if (cell.form === 'pair') bare.push(cell.first);
	}
	// A cell that names its unit says nothing of those that name none.
	const values = bare.length > 0 ? bare : named;
	values.sort((a, b) => a - b);
	const middle = values[Math.floor(values.length / 2)];
	return (middle === undefined ? undefined : TELLING[field]?.(middle)) ?? units[0] ?? null;
}
