import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '$lib/records/day';
import { emptyRecords, type HealthRecords } from '$lib/records/records';
import { lives } from '../../../tests/arbitraries/lives';
import { AS_OF, dayAtAge, dayEntry } from '../../../tests/arbitraries/records';
import { hangzhou2020 } from './builtin';
import { evaluate } from './evaluate';
import { scoreHistory, updateHistory, type ScoreHistory } from './history';
import { lifeEssential8 } from './life-essential-8';

const RULESETS = [hangzhou2020, lifeEssential8];

/** Without what a step cost, which depends on where it started. */
const scores = (history: ScoreHistory | null) =>
	history && {
		first: history.first,
		scoreMilli: [...history.scoreMilli],
		sufficient: [...history.sufficient],
	};

describe.each(RULESETS)('the history under $id', (ruleset) => {
	it('has on each day the score that an evaluation of that day gives', () => {
		fc.assert(
			fc.property(lives, (records) => {
				const history = scoreHistory(ruleset, records, AS_OF);
				if (history === null) return;
				for (let at = 0; at < history.scoreMilli.length; at++) {
					const day = addDays(history.first, at);
					const { scoreMilli, sufficient } = evaluate(ruleset, records, day);
					expect([day, history.scoreMilli[at], history.sufficient[at]]).toEqual([
						day,
						scoreMilli,
						sufficient ? 1 : 0,
					]);
				}
			}),
			{ numRuns: 12 },
		);
	});

	it('is the same when it is brought up to date as when it is made anew', () => {
		fc.assert(
			fc.property(lives, dayEntry(0, 60), (records, entry) => {
				const before = scoreHistory(ruleset, records, AS_OF);
				if (before === null) return;
				const others = records.days.filter(
					({ kind, day, source }) =>
						kind !== entry.kind || day !== entry.day || source !== entry.source,
				);
				const changed: HealthRecords = { ...records, days: [...others, entry] };
				const updated = updateHistory(before, ruleset, changed, AS_OF);
				expect(scores(updated)).toEqual(scores(scoreHistory(ruleset, changed, AS_OF)));
			}),
			{ numRuns: 60 },
		);
	});
});

describe('bringing a history up to date', () => {
	const year: HealthRecords = {
		...emptyRecords(),
		days: Array.from({ length: 400 }, (_, age) => ({
			kind: 'steps' as const,
			day: dayAtAge(age),
			value: 5000 + age,
			source: 'manual',
		})),
	};
	const history = scoreHistory(hangzhou2020, year, AS_OF);
	const update = (records: HealthRecords) =>
		history && updateHistory(history, hangzhou2020, records, AS_OF);

	it('evaluates nothing where nothing changed', () => {
		expect(update({ ...year, days: [...year.days].reverse() })?.evaluated).toBe(0);
	});

	it('evaluates the days that an entry reaches, and no other', () => {
		const entry = { kind: 'sleep', day: dayAtAge(200), value: 8, source: 'manual' } as const;
		expect(update({ ...year, days: [...year.days, entry] })?.evaluated).toBe(30);
		const last = { ...entry, day: AS_OF };
		expect(update({ ...year, days: [...year.days, last] })?.evaluated).toBe(1);
	});

	it('evaluates all days after a change of what is not a lifestyle day', () => {
		expect(update({ ...year, checkups: [{ day: dayAtAge(5) }] })?.evaluated).toBe(400);
	});

	it('has nothing to tell of nothing, and nothing of days to come', () => {
		expect(scoreHistory(hangzhou2020, emptyRecords(), AS_OF)).toBeNull();
		const later = { ...emptyRecords(), checkups: [{ day: addDays(AS_OF, 1) }] };
		expect(scoreHistory(hangzhou2020, later, AS_OF)).toBeNull();
		expect(daysBetween(history?.first ?? '', AS_OF)).toBe(399);
	});
});
