import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRecords, type HealthRecords } from '$lib/records/records';
import { evaluate } from '$lib/score/evaluate';
import { hangzhou2020 } from '$lib/score/builtin';
import { lifeEssential8 } from '$lib/score/life-essential-8';
import type { Ruleset } from '$lib/score/ruleset';
import { lives } from '../../../tests/arbitraries/lives';
import { AS_OF, dayAtAge } from '../../../tests/arbitraries/records';
import { Explanation, type Explained } from './explanation.svelte';
import { ScorePast } from './score-past.svelte';
import { ScoreSteps } from './score-steps.svelte';

const explained = (ruleset: Ruleset, records: HealthRecords): Explained => ({
	...{ ruleset, records, asOf: AS_OF },
	evaluation: evaluate(ruleset, records, AS_OF),
});
/** In tenths, as somebody adds up what is on the screen. */
const tenths = (text: string) => Math.round(Number(text.replace('−', '-')) * 10);
const sum = (texts: readonly string[]) => texts.reduce((total, text) => total + tenths(text), 0);

describe('the numbers on the screen add up', () => {
	it('from the start to the score, and the reasons are among them', () => {
		fc.assert(
			fc.property(lives, fc.constantFrom(hangzhou2020, lifeEssential8), (records, ruleset) => {
				const of = explained(ruleset, records);
				const { baseline, steps, total } = new ScoreSteps(of);
				const shown = steps.filter(({ isMissing }) => !isMissing);
				expect(tenths(total.points)).toBe(
					tenths(baseline.points) + sum(shown.map(({ points }) => points)),
				);
				expect(tenths(total.points)).toBe(Math.floor(of.evaluation.scoreMilli / 100));
				for (const { id, points } of new Explanation(of).reasons)
					expect(points).toBe(shown.find((step) => step.id === id)?.points);
			}),
		);
	});

	it('from what it was to what it is, and within each change', () => {
		fc.assert(
			fc.property(
				lives,
				fc.constantFrom(hangzhou2020, lifeEssential8),
				fc.constantFrom('yesterday' as const, 'week' as const),
				(records, ruleset, since) => {
					const past = new ScorePast(explained(ruleset, records));
					past.since = since;
					const [before, now, difference] = past.sum
						.split(/ then, | now: /)
						.map((text) => tenths(text));
					expect((now ?? NaN) - (before ?? NaN)).toBe(difference);
					expect(sum(past.changes.map(({ points }) => points))).toBe(difference);
					for (const { parts, points } of past.changes) {
						if (parts.length > 0)
							expect(sum(parts.map((part) => part.split(' ').at(-1) ?? ''))).toBe(tenths(points));
					}
				},
			),
		);
	});
});

describe('the events of the past', () => {
	it('are diagnoses, not answers to rulesets', () => {
		const records: HealthRecords = {
			...emptyRecords(),
			days: [{ kind: 'steps', day: dayAtAge(9), value: 4000, source: 'manual' }],
			conditions: ['hypertension', 'never-smoker', 'bmi-asian-pacific'].map((code) => ({
				...{ code, since: dayAtAge(3), until: null },
			})),
		};
		const { events } = new ScorePast(explained(hangzhou2020, records));
		expect(events.map(({ name }) => name)).toEqual(['Hypertension since']);
	});
});

it('says that too little is known, not that there is nothing to change', () => {
	const records: HealthRecords = {
		...emptyRecords(),
		days: [0, 1, 2].map((age) => ({
			...{ kind: 'steps', day: dayAtAge(age), value: 15_000, source: 'manual' },
		})),
		checkups: [{ day: AS_OF }],
	};
	expect(new Explanation(explained(hangzhou2020, records)).suggestion).toBe(
		'Too little is known yet to say what would change it.',
	);
});
