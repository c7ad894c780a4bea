import { expect } from '@playwright/test';

import { RECORDS_SCHEMA, type DayEntry, type HealthRecords } from '../../src/lib/records/records';
import { dayAgo } from './device';
import type { Scenario } from './kills';
import { chooseFile, keepFile } from './records';

/** Two years, ending before the days that the quick log reaches, but in a month that it does. */
const FIRST_DAY = 765;
const LAST_DAY = 35;
const SOURCES = ['watch', 'phone'];
/** A value of each kind tells its round, divided by this. */
const KINDS = { steps: 1, activity: 1, sleep: 100 } as const;
type Kind = keyof typeof KINDS;

const isOurs = ({ source }: DayEntry) => SOURCES.includes(source);

function file(round: number): HealthRecords {
	const days: DayEntry[] = [];
	for (let ago = FIRST_DAY; ago >= LAST_DAY; ago--)
		for (const [kind, divisor] of Object.entries(KINDS) as [Kind, number][])
			for (const source of SOURCES)
				days.push({ kind, day: dayAgo(ago), value: round / divisor, source });
	const weight = { kind: 'weight', day: dayAgo(FIRST_DAY - round), value: 60 } as const;
	return { schema: RECORDS_SCHEMA, days, observations: [weight], conditions: [], checkups: [] };
}

/** Files of two years: after a kill a file is there whole, or not at all. */
export function fileImport(): Scenario {
	/** The round that was tried last. */
	let tried = 0;
	/** The round that rests, with how many entries. */
	let kept = { round: 0, entries: 0 };
	/** What came with every round that was kept, on another page than the days. */
	const weights: string[] = [];
	return {
		name: 'import',
		prepare: async (page) => {
			tried++;
			await chooseFile(page, file(tried));
		},
		act: keepFile,
		check: ({ days, observations }, isDone) => {
			const ours = days.filter(isOurs);
			const rounds = ours.map(({ kind, value }) => Math.round(value * KINDS[kind as Kind]));
			const [round = 0] = rounds;
			expect(new Set(rounds).size, 'files that the days are of').toBeLessThanOrEqual(1);
			const isNew = isDone === true || (isDone === false && round === tried);
			if (isNew) {
				kept = { round: tried, entries: file(tried).days.length };
				weights.push(dayAgo(FIRST_DAY - tried));
			}
			expect({ round, entries: ours.length }).toEqual(kept);
			expect(observations.map(({ day }) => day).sort()).toEqual([...weights].sort());
		},
	};
}
