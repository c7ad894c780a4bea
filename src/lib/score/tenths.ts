import type { Evaluation } from './evaluate';

/** A score in whole tenths, rounded down: no band is claimed that was not reached. */
export function toTenth(scoreMilli: number): number {
	return Math.floor(scoreMilli / 100) * 100;
}

/**
 * Parts in whole tenths that sum exactly to a total as shown, by the largest remainders: each less than
 * a tenth off, and what is a whole tenth stays as it is. All in milli-points.
 * @param total a whole tenth, less than one from the sum of the parts
 */
export function apportion(parts: readonly number[], total: number): number[] {
	const shown = parts.map(toTenth);
	const left = total - shown.reduce((sum, tenth) => sum + tenth, 0);
	const byRemainder = parts
		.map((milli, at) => ({ at, rest: milli - toTenth(milli) }))
		.sort((a, b) => b.rest - a.rest);
	for (const { at } of byRemainder.slice(0, left / 100)) shown[at] = (shown[at] ?? 0) + 100;
	return shown;
}

/** What each contribution shows as, in milli-points by id: they sum exactly to the score as shown. */
export function shownContributions({
	scoreMilli,
	contributions,
}: Pick<Evaluation, 'scoreMilli' | 'contributions'>): ReadonlyMap<string, number> {
	const shown = apportion(
		contributions.map(({ milli }) => milli),
		toTenth(scoreMilli),
	);
	return new Map(contributions.map(({ id }, at) => [id, shown[at] ?? 0]));
}
