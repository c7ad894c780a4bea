import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import { expect, it } from 'vitest';

import packageJson from '../../../package.json' with { type: 'json' };
import { CRITERIA } from './criteria';

const root = resolve(import.meta.dirname, '../../..');
const scripts: readonly string[] = Object.keys(packageJson.scripts);

it('numbers the criteria from 1, each once', () => {
	expect(CRITERIA.map(({ id }) => id)).toEqual(CRITERIA.map((_, index) => index + 1));
	expect(CRITERIA.length).toBeGreaterThanOrEqual(19);
});

it.each(CRITERIA)('criterion $id names tests and commands that are there', (criterion) => {
	expect(criterion.tests.length).toBeGreaterThan(0);
	expect(criterion.tests.filter((file) => !existsSync(resolve(root, file)))).toEqual([]);
	const named = (criterion.commands ?? []).map((text) => /^npm run (?:-s )?(\S+)/.exec(text)?.[1]);
	expect(named.filter((name) => name === undefined || !scripts.includes(name))).toEqual([]);
});

it.each(CRITERIA)('criterion $id is told in each language, with what remains', (criterion) => {
	for (const text of [criterion.short, criterion.mechanism, criterion.residual]) {
		expect(text.en).toMatch(/[a-z]{3}/);
		expect(text.zh).toMatch(/\p{Script=Han}/u);
	}
});
