import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/lib/score/evaluate';
import { hangzhou2020 } from '../../src/lib/score/builtin';
import { lifeEssential8 } from '../../src/lib/score/life-essential-8';
import { parseRuleset } from '../../src/lib/score/ruleset';
import { emptyRecords } from '../../src/lib/records/records';

const docs = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

describe('docs/rulesets.md', () => {
	it('lists every condition code that a built-in ruleset asks for', () => {
		const codes = [hangzhou2020, lifeEssential8].flatMap((ruleset) =>
			Array.from(JSON.stringify(ruleset).matchAll(/"code":"([^"]+)"/g), ([, code = '']) => code),
		);
		expect(codes.length).toBeGreaterThan(8);
		const table = docs('rulesets.md').split('### Condition codes')[1] ?? '';
		for (const code of codes) expect(table).toContain(`\`${code}\``);
	});
});

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
