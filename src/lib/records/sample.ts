import { addDays, type Day } from './day';
import { drinksToGrams, type Drink } from './drinks';
import type { LifestyleKind } from './kinds';
import { emptyRecords, MANUAL, type DayEntry, type HealthRecords } from './records';

const WATCH = 'watch';

const BEERS: readonly Drink[] = [
	{ ml: 500, abv: 4 },
	{ ml: 500, abv: 4 },
];
const BAIJIU: readonly Drink[] = [
	{ ml: 50, abv: 52 },
	{ ml: 50, abv: 52 },
];

interface SampleDay {
	readonly steps: number;
	readonly sleep: number;
	readonly activity?: number;
	readonly drinks?: readonly Drink[];
	readonly cigarettes?: number;
}

/** By age: the first is the last day. Null: a day nobody logged. */
const DAYS: readonly (SampleDay | null)[] = [
	{ steps: 7420, sleep: 7.25 },
	{ steps: 5480, sleep: 6.75 },
	{ steps: 9954, sleep: 7.5, activity: 45 },
	{ steps: 4210, sleep: 6.5, drinks: BEERS },
	{ steps: 11_308, sleep: 8 },
	{ steps: 7655, sleep: 7 },
	null,
	{ steps: 8870, sleep: 7.25 },
	{ steps: 5932, sleep: 6.25, cigarettes: 2 },
	{ steps: 10_241, sleep: 7.75, activity: 60 },
	{ steps: 3120, sleep: 8.5, drinks: BAIJIU, cigarettes: 4 },
	{ steps: 9008, sleep: 7 },
	{ steps: 7777, sleep: 6.75 },
	null,
	null,
	{ steps: 12_460, sleep: 7.5, activity: 75 },
	{ steps: 8341, sleep: 7.25 },
	{ steps: 6015, sleep: 5.5 },
	{ steps: 7290, sleep: 7 },
	{ steps: 9412, sleep: 7.5 },
	{ steps: 5108, sleep: 6.5, drinks: BEERS },
	{ steps: 10_873, sleep: 8.25 },
	{ steps: 8004, sleep: 7 },
	null,
	{ steps: 7446, sleep: 6.75 },
	{ steps: 9120, sleep: 7.25, activity: 40 },
	{ steps: 6733, sleep: 7 },
	{ steps: 8588, sleep: 7.5 },
	{ steps: 4999, sleep: 6 },
	{ steps: 7920, sleep: 7.25 },
];

/**
 * A believable month of somebody who does not exist, the 30 days ending with `asOf`, for looking
 * around: the same for every visitor, so a code made of it says nothing. Scores yellow under
 * `hangzhou-2020`, with enough days for a (practice) code.
 */
export function sampleMonth(asOf: Day): HealthRecords {
	return {
		...emptyRecords(),
		days: DAYS.flatMap((sample, age) =>
			sample === null ? [] : entriesOf(sample, addDays(asOf, -age)),
		),
		observations: [
			{ kind: 'height', day: addDays(asOf, -900), value: 172 },
			{ kind: 'weight', day: addDays(asOf, -48), value: 73.4 },
			{ kind: 'bp', day: addDays(asOf, -48), systolic: 126, diastolic: 82 },
			{ kind: 'cholesterol-total', day: addDays(asOf, -48), value: 5.3 },
		],
		checkups: [{ day: addDays(asOf, -48) }],
	};
}

function entriesOf(sample: SampleDay, day: Day): DayEntry[] {
	const { steps, sleep, activity, drinks = [], cigarettes = 0 } = sample;
	const entry = (kind: LifestyleKind, value: number, source: string): DayEntry => ({
		kind,
		day,
		value,
		source,
	});
	return [
		entry('steps', steps, WATCH),
		entry('sleep', sleep, WATCH),
		...(activity === undefined ? [] : [entry('activity', activity, MANUAL)]),
		{ ...entry('alcohol', drinksToGrams(drinks), MANUAL), ...(drinks.length > 0 && { drinks }) },
		entry('cigarettes', cigarettes, MANUAL),
	];
}
