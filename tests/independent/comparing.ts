/** The two evaluators side by side. */
import { evaluate } from '../../src/lib/score/evaluate';
import type { Ruleset } from '../../src/lib/score/ruleset';
import { Seeded } from '../reliability/seeded';
import { evaluateExactly, type Outcome } from './evaluator';
import type { Life } from './random-lives';

/** `AGREEMENT_SEED`, or one of the clock; tests print it, because with it they run the same again. */
export const SEED = Number(process.env.AGREEMENT_SEED ?? Date.now() % 1_000_000_000);

/** Random numbers of their own for each use of the seed. */
export const seededFor = (use: number): Seeded => new Seeded(SEED + use * 1_000_003);

export const exactly = (ruleset: Ruleset, { records, asOf }: Life): Outcome =>
	evaluateExactly(ruleset, records, asOf);

/** What the engine says, and nothing else of it. */
export function byTheEngine(ruleset: Ruleset, { records, asOf }: Life): Outcome {
	const { scoreMilli, score, band, recordedDays, sufficient, contributions } = evaluate(
		ruleset,
		records,
		asOf,
	);
	return {
		scoreMilli,
		score,
		band,
		recordedDays,
		sufficient,
		contributions: contributions.map(({ id, milli }) => ({ id, milli })),
	};
}

/** Whether all is the same, order and every milli-point included. */
export function agree(one: Outcome, other: Outcome): boolean {
	return (
		one.scoreMilli === other.scoreMilli &&
		one.score === other.score &&
		one.band === other.band &&
		one.recordedDays === other.recordedDays &&
		one.sufficient === other.sufficient &&
		one.contributions.length === other.contributions.length &&
		one.contributions.every(({ id, milli }, at) => {
			const there = other.contributions[at];
			return id === there?.id && milli === there.milli;
		})
	);
}

/** The first of so many lives of which the two do not say the same, with what they say; else null. */
export function firstDisagreement(ruleset: Ruleset, nextLife: () => Life, lives: number) {
	for (let nth = 0; nth < lives; nth++) {
		const life = nextLife();
		const engine = byTheEngine(ruleset, life);
		const exact = exactly(ruleset, life);
		if (!agree(engine, exact)) return { nth, life, engine, exact };
	}
	return null;
}
