import { addDays, type Day } from '$lib/records/day';
import { LIFESTYLE_KINDS, type LifestyleKind } from '$lib/records/kinds';
import type { HealthRecords } from '$lib/records/records';
import { fromThousandths, nearestThousandths } from '$lib/records/thousandths';
import type { Band } from './bands';
import { evaluate, nextBandOf, windowOf } from './evaluate';
import { daysAsEntries, entriesOf, habitsOf, type Habits } from './habits';
import type { Ruleset } from './ruleset';

/** Arithmetic of the ruleset, not medical advice. */
export type Suggestion =
	| {
			/** Which habit. */
			readonly kind: LifestyleKind;
			/** By how much a day, in the kind's unit; negative is less. */
			readonly change: number;
			/** The average day with the change. */
			readonly target: number;
			readonly band: Band;
			/** After how many days of it the band is reached. */
			readonly days: number;
	  }
	| {
			/** Going on like this is enough; with `days` 0 in the highest band already. */
			readonly kind: 'keep';
			readonly band: Band;
			readonly days: number;
	  };

/** How far ahead: after 14 days a habit shows nearly all that it will ever show. */
const HORIZON_DAYS = 14;
/** A change of more steps than this is not asked of anybody. */
const MAX_STEPS = 12;

/**
 * One step of effort for each kind, in its unit: about what five minutes of walking are. Nobody
 * is ever told to drink or smoke more, or to move less; for sleep either way may be better.
 */
const EFFORT: Readonly<Record<LifestyleKind, readonly number[]>> = {
	steps: [500],
	activity: [5],
	sleep: [0.25, -0.25],
	alcohol: [-10],
	cigarettes: [-1],
};

/**
 * The smallest change of one habit that lifts the score to the next band within two weeks, if the
 * average of the last two weeks otherwise goes on. Only habits that are recorded are changed. Null
 * if too little is known to tell, or if no single change suffices.
 */
export function suggest(ruleset: Ruleset, records: HealthRecords, asOf: Day): Suggestion | null {
	const now = evaluate(ruleset, records, asOf);
	if (!now.sufficient) return null;
	const next = nextBandOf(ruleset, now.scoreMilli);
	if (next === null) return { kind: 'keep', band: now.band, days: 0 };

	const past = daysAsEntries(records, asOf, windowOf(ruleset));
	const habits = habitsOf(records, asOf);
	const scoreAfter = (changed: Habits, days: number): number => {
		const future = Array.from({ length: days }, (_, at) =>
			entriesOf(changed, addDays(asOf, at + 1)),
		).flat();
		const projected = { ...records, days: [...past, ...future] };
		return evaluate(ruleset, projected, addDays(asOf, days)).scoreMilli;
	};
	const reaches = (changed: Habits) => scoreAfter(changed, HORIZON_DAYS) >= next.fromMilli;
	const daysUntil = (changed: Habits): number => {
		let days = 1;
		while (days < HORIZON_DAYS && scoreAfter(changed, days) < next.fromMilli) days++;
		return days;
	};

	if (reaches(habits)) return { kind: 'keep', band: next.band, days: daysUntil(habits) };
	for (let steps = 1; steps <= MAX_STEPS; steps++) {
		for (const { kind, change, target } of changesOf(habits, steps)) {
			const changed = { ...habits, [kind]: target };
			if (!reaches(changed)) continue;
			return { kind, change, target, band: next.band, days: daysUntil(changed) };
		}
	}
	return null;
}

/** Each recorded habit, changed by so many steps, but not below nothing. */
function changesOf(habits: Habits, steps: number) {
	return LIFESTYLE_KINDS.flatMap((kind) => {
		const habit = habits[kind];
		if (habit === undefined) return [];
		return EFFORT[kind].flatMap((step) => {
			// What is left of less than one more step is given up with it.
			const target = Math.max(0, habit + steps * step);
			const change = fromThousandths(nearestThousandths(target - habit));
			const isNew = Math.abs(change) > Math.abs((steps - 1) * step);
			return isNew ? [{ kind, change, target: fromThousandths(nearestThousandths(target)) }] : [];
		});
	});
}
