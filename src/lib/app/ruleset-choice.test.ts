import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { beforeEach, describe, expect, it, vi } from 'vitest';

import { emptyRecords, type Condition, type HealthRecords } from '$lib/records/records';
import { hangzhou2020 } from '$lib/score/builtin';
import { evaluate } from '$lib/score/evaluate';
import { lifeEssential8 } from '$lib/score/life-essential-8';
import type { Ruleset } from '$lib/score/ruleset';
import { AS_OF, dayAtAge } from '../../../tests/arbitraries/records';
import { openVault } from './open-vault.svelte';
import { RulesetAnswers } from './ruleset-answers.svelte';
import { RulesetChoice } from './ruleset-choice.svelte';
import { sample } from './sample.svelte';
import { visitRules } from './visit-rules.svelte';
import { WhatIf } from './what-if.svelte';

// The real one listens to the page.
vi.mock('./clock.svelte', () => ({
	clock: { now: Date.parse('2026-11-21T12:00:00Z'), zone: 'UTC' },
}));

const quietWeek = new Blob([
	readFileSync(fileURLToPath(new URL('../../../docs/examples/a-quiet-week.json', import.meta.url))),
]);
const explained = (ruleset: Ruleset, records: HealthRecords) => ({
	...{ ruleset, records, asOf: AS_OF },
	evaluation: evaluate(ruleset, records, AS_OF),
});

describe('the choice of rules', () => {
	beforeEach(() => {
		visitRules.forget();
	});

	it('is found again on the next screen, with its file', async () => {
		const before = new RulesetChoice();
		await before.choose('file');
		await before.read(quietWeek);
		const after = new RulesetChoice();
		expect(after.choice).toBe('file');
		expect(after.ruleset.id).toBe('a-quiet-week');
	});

	it.each([
		['the vault is let go of', () => openVault.close()],
		[
			'the sample month begins',
			() => {
				sample.show();
				sample.leave();
			},
		],
	])('is forgotten when %s', async (_, end) => {
		const chosen = new RulesetChoice();
		await chosen.choose('file');
		await chosen.read(quietWeek);
		end();
		expect(chosen.choice).toBe('hangzhou');
		await chosen.choose('file');
		expect(chosen.ruleset).toBe(hangzhou2020);
	});

	it('takes what was wrong with a file with it', async () => {
		const chosen = new RulesetChoice();
		await chosen.choose('file');
		await chosen.read(new Blob(['{}']));
		expect(chosen.file.step).toBe('refused');
		await chosen.choose('hangzhou');
		await chosen.choose('file');
		expect(chosen.file.step).toBe('none');
	});
});

it('asks since when one has quit only where the rules ask of nicotine', async () => {
	const quit: Condition = { code: 'former-smoker', since: dayAtAge(400), until: null };
	const records = { ...emptyRecords(), conditions: [quit] };
	const chosen = new RulesetChoice();
	await chosen.read(quietWeek);
	await chosen.choose('file');
	const byFile = new RulesetAnswers(explained(chosen.ruleset, records));
	expect(byFile.asksAnything).toBe(true);
	expect(byFile.quitOn).toBeNull();
	expect(new RulesetAnswers(explained(lifeEssential8, records)).quitOn).toBe(quit.since);
});

describe('what if', () => {
	it('has controls for what the rules read, and no others', () => {
		const controls = (ruleset: Ruleset) => {
			const { sliders, results, checkup } = new WhatIf(explained(ruleset, emptyRecords()));
			return [...sliders, ...results].map(({ kind }) => kind as string).concat(String(checkup));
		};
		expect(controls(hangzhou2020)).toHaveLength(10);
		expect(controls(lifeEssential8)).toEqual(
			['activity', 'sleep', 'cigarettes', 'bp', 'bmi', 'glucose-fasting'].concat('null'),
		);
	});

	it('claims no colour where too little is known, until enough would be', () => {
		const conditions = [{ code: 'never-smoker', since: dayAtAge(9), until: null }];
		const whatIf = new WhatIf(explained(lifeEssential8, { ...emptyRecords(), conditions }));
		expect(whatIf.words.asNow).toBe('As now: about 100 in 30 days, too little known for a colour.');
		whatIf.toggleResult('bp');
		expect(whatIf.words.likeThis).toMatch(/^Like this: about \d+ .* too little known/);
		expect(whatIf.words.change).toBe('');
		whatIf.toggleResult('bmi');
		whatIf.toggleResult('glucose-fasting');
		whatIf.set('sleep', 8);
		expect(whatIf.words.likeThis).toMatch(/^Like this: \d+ in 30 days\.$/);
		expect(whatIf.words.change).toMatch(/^Green from /);
	});
});
