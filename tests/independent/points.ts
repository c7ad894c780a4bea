/** What curves and tables give. */
import type { CurvePoint, Table } from '../../src/lib/score/ruleset';
import type { Reading } from './known';
import { least, Rational } from './rational';

/** Straight between the points, level beyond both ends, rounded to a milli-point. */
export function onCurve(points: readonly CurvePoint[], value: Rational): Rational {
	const right = points.findIndex(({ at }) => value.isBelow(Rational.of(at)));
	// Behind the last point `right` is -1, so that the left neighbour is the last one.
	const after = right === -1 ? undefined : points[right];
	const before = right === -1 ? points.at(-1) : points[right - 1];
	if (before === undefined || after === undefined) {
		return Rational.of((before ?? after)?.milli ?? Number.NaN);
	}
	const [x0, y0] = [Rational.of(before.at), Rational.of(before.milli)];
	const [x1, y1] = [Rational.of(after.at), Rational.of(after.milli)];
	const slope = y1.minus(y0).dividedBy(x1.minus(x0));
	return y0.plus(slope.times(value.minus(x0))).rounded();
}

/** Of all readings and all tables the fewest points; undefined without a reading. */
export function tablePoints(
	tables: readonly Table[],
	readings: readonly Reading[],
): Rational | undefined {
	return least(readings.flatMap((reading) => tables.map((table) => inTable(table, reading))));
}

function inTable({ component, rows }: Table, { numbers }: Reading): Rational {
	const number = numbers[component];
	if (number === undefined) throw new Error(`no ${component} in the reading`);
	const row = rows.find(({ below }) => below === undefined || number.isBelow(Rational.of(below)));
	if (row === undefined) throw new Error('the table has no last row');
	return Rational.of(row.milli);
}
