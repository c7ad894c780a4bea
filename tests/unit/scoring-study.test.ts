import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { study } from '../study/study';

const page = readFileSync(new URL('../../docs/scoring-study.md', import.meta.url), 'utf8');

/** Few enough for a test; what the page says is large enough to hold for them. */
const studies = study(200, 2026);

describe('docs/scoring-study.md', () => {
	it('has the rows of the study', () => {
		for (const { groups, shifts } of studies) {
			for (const { name } of [...groups, ...shifts]) expect(page).toContain(`| ${name} `);
		}
	});

	it('says whom it pays to tell less', () => {
		const gains = studies.map(({ ruleset, shifts }) => [
			ruleset.id,
			...[
				'smokers who tell one day in five',
				'one day in five, of people who neither smoke nor drink',
			]
				.map((name) => shifts.find((shift) => shift.name === name)?.mean ?? 0)
				.map(Math.sign),
		]);
		expect(gains).toEqual([
			['hangzhou-2020', 1, -1],
			['life-essential-8', -1, 1],
		]);
	});

	it('says that a mean without results is provisional', () => {
		const shares = studies.map(
			({ groups }) => groups.find(({ name }) => name === 'examined, tells no result')?.sufficient,
		);
		expect(shares).toEqual([1, 0]);
	});
});
