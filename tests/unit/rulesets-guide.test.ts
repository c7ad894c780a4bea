import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/lib/score/evaluate';
import { parseRuleset } from '../../src/lib/score/ruleset';
import { emptyRecords } from '../../src/lib/records/records';

const docs = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

describe('the example of docs/rulesets.md', () => {
	const parsed = parseRuleset(JSON.parse(docs('examples/a-quiet-week.json')));

	it('is a ruleset', () => {
		expect(docs('rulesets.md')).toContain('(examples/a-quiet-week.json)');
		expect(parsed).toMatchObject({ ok: true });
	});

	it('scores what it says', () => {
		if (!parsed.ok) throw new Error('no ruleset');
		const day = '2026-11-20';
		const records = {
			...emptyRecords(),
			days: [{ kind: 'sleep', day, value: 8, source: 'manual' } as const],
			observations: [{ kind: 'bp', day, systolic: 130, diastolic: 80 } as const],
			conditions: [{ code: 'treated-blood-pressure', since: day, until: null }],
		};
		// 50 to start with, 3 for eight hours, 20 for the pressure, less 5 for the treatment.
		expect(evaluate(parsed.value, records, day)).toMatchObject({
			scoreMilli: 68_000,
			sufficient: false,
			band: 'yellow',
		});
	});
});
