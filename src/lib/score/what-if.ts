import { addDays, type Day } from '$lib/records/day';
import type { HealthRecords, Observation } from '$lib/records/records';
import type { Band } from './bands';
import { evaluate, windowOf } from './evaluate';
import { daysAsEntries, entriesOf, type Habits } from './habits';
import type { Ruleset } from './ruleset';

/** What somebody would like to try out; nothing of it is kept. */
export interface WhatIf {
	/** Every coming day goes like this. */
	readonly habits: Habits;
	/** Results of the first coming day; their own days are not looked at. */
	readonly observations: readonly Observation[];
	/** A check-up on that day. */
	readonly checkup: boolean;
}

export interface ProjectedDay {
	readonly day: Day;
	readonly scoreMilli: number;
	readonly band: Band;
	/** Whether enough would be known; else the band says nothing. */
	readonly sufficient: boolean;
}

/** The scores of the coming days, if it goes like that. */
export function project(
	ruleset: Ruleset,
	records: HealthRecords,
	asOf: Day,
	{ habits, observations, checkup }: WhatIf,
	days = 30,
): ProjectedDay[] {
	const tomorrow = addDays(asOf, 1);
	const projected = {
		...records,
		days: daysAsEntries(records, asOf, windowOf(ruleset)),
		observations: [
			...records.observations,
			...observations.map((reading) => ({ ...reading, day: tomorrow })),
		],
		checkups: checkup ? [...records.checkups, { day: tomorrow }] : records.checkups,
	};
	return Array.from({ length: days }, (_, at) => {
		const day = addDays(tomorrow, at);
		projected.days.push(...entriesOf(habits, day));
		const { scoreMilli, band, sufficient } = evaluate(ruleset, projected, day);
		return { day, scoreMilli, band, sufficient };
	});
}

/**
 * The first day of which enough is known and whose band differs from the present one, and that band;
 * null where none does.
 * @param present null where too little is known today
 */
export function nextBandChange(
	path: readonly ProjectedDay[],
	present: Band | null,
): { readonly day: Day; readonly band: Band } | null {
	const change = path.find(({ band, sufficient }) => sufficient && band !== present);
	return change === undefined ? null : { day: change.day, band: change.band };
}
