/** Two evaluators, written apart from one text, must come to the same milli-point. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecords, type HealthRecords } from '../../src/lib/records/records';
import { hangzhou2020 } from '../../src/lib/score/builtin';
import { lifeEssential8 } from '../../src/lib/score/life-essential-8';
import { parseRuleset, type Ruleset } from '../../src/lib/score/ruleset';
import { lives } from '../arbitraries/lives';
import { AS_OF } from '../arbitraries/records';
import vectors from '../vectors/scoring.json';
import { firstDisagreement, SEED, seededFor } from './comparing';
import { evaluateExactly } from './evaluator';
import { livesFor } from './random-lives';
import { RandomRulesets } from './random-rulesets';

const SLOW = { timeout: 240_000 };

function aQuietWeek(): Ruleset {
	const file = new URL('../../docs/examples/a-quiet-week.json', import.meta.url);
	const parsed = parseRuleset(JSON.parse(readFileSync(file, 'utf8')));
	if (!parsed.ok) throw new Error('the example is no ruleset');
	return parsed.value;
}

const RULESETS = [hangzhou2020, lifeEssential8, aQuietWeek()];

describe('the evaluator in fractions', () => {
	it.each(vectors.cases)('comes to the vector: $name', ({ records, asOf, expect: expected }) => {
		expect(evaluateExactly(hangzhou2020, records as HealthRecords, asOf)).toMatchObject(expected);
	});
});

describe(`two evaluators of tessera.ruleset/1 (AGREEMENT_SEED=${String(SEED)})`, () => {
	it.each(RULESETS)('agree about 10,000 lives under $id', SLOW, (ruleset) => {
		const nextLife = livesFor(ruleset, seededFor(RULESETS.indexOf(ruleset)));
		expect(firstDisagreement(ruleset, nextLife, 10_000)).toBeNull();
	});

	it('agree about lives that were not made for the ruleset', SLOW, () => {
		for (const ruleset of RULESETS) {
			fc.assert(
				fc.property(lives, (records) => {
					expect(firstDisagreement(ruleset, () => ({ records, asOf: AS_OF }), 1)).toBeNull();
				}),
				{ numRuns: 300, seed: SEED },
			);
		}
	});

	it('agree about 2,000 random rulesets, with a life for each', SLOW, () => {
		const random = seededFor(RULESETS.length);
		const rulesets = new RandomRulesets(random);
		const refused: unknown[] = [];
		for (let nth = 0; nth < 2000; nth++) {
			const ruleset = rulesets.next();
			const life = livesFor(ruleset, random)();
			expect(firstDisagreement(ruleset, () => life, 1)).toBeNull();
			if (!parseRuleset(ruleset).ok) refused.push(ruleset);
			if (!parseRecords(life.records).ok) refused.push(life);
		}
		expect(refused, 'what is made at random is valid').toEqual([]);
	});
});
