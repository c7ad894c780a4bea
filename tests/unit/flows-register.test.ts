import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';

import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

import { CHANNELS } from '../../src/lib/flows/channels';
import { BASES, FLOWS, WITHOUT_FLOW, type Text } from '../../src/lib/flows/register';
import { MEANS } from '../../scripts/means.mjs';

const root = resolve(import.meta.dirname, '../..');

/** Means that a library uses in the name of a module, so that lint does not see them there. */
const BY_LIBRARY = ['src/service-worker.ts cache'];

function expectTold(text: Text): void {
	expect(text.en).toMatch(/[A-Za-z]/);
	expect(text.en).not.toMatch(/\p{Script=Han}/u);
	expect(text.zh).toMatch(/\p{Script=Han}|^[A-Za-z]+$/u);
}

/** Which modules of the app use which means, as lint sees it where nothing is allowed. */
async function meansInSource(): Promise<string[]> {
	const eslint = new ESLint({
		cwd: root,
		// Half of all files, and none of the app.
		ignorePatterns: ['**/*.test.ts'],
		overrideConfig: [
			tseslint.configs.disableTypeChecked,
			// A directive for a rule that is left out here is not one too many.
			{ linterOptions: { reportUnusedDisableDirectives: 'off' } },
			{ files: ['src/**'], rules: { 'house/sinks': ['error', { allowed: [] }] } },
		],
		ruleFilter: ({ ruleId }) => ruleId === 'house/sinks',
	});
	const results = await eslint.lintFiles(['src']);
	return results.flatMap(({ filePath, messages }) =>
		messages.map(({ message }) => {
			const [, means = message] = /means '([a-z-]+)'/.exec(message) ?? [];
			return `${relative(root, filePath)} ${means}`;
		}),
	);
}

describe('the register of flows', () => {
	it('names each flow once', () => {
		const ids = FLOWS.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it.each(FLOWS)('$id names modules and a test that are there', ({ modules, test }) => {
		expect(modules.length).toBeGreaterThan(0);
		expect([...modules, test].filter((file) => !existsSync(resolve(root, file)))).toEqual([]);
	});

	it.each(FLOWS)('$id names a means that lint guards, and is told in each language', (flow) => {
		if (flow.means !== null) expect(Object.keys(MEANS)).toContain(flow.means);
		for (const text of [flow.name, flow.purpose, flow.retention, flow.recipient]) expectTold(text);
	});

	it('uses every legal basis that it explains, in each language', () => {
		expect(new Set(FLOWS.map(({ basis }) => basis))).toEqual(new Set(Object.keys(BASES)));
		for (const text of Object.values(BASES)) {
			expectTold(text);
			expect(text.en).toMatch(/GDPR art\. \d+.*PIPL art\. \d+/);
			expect(text.zh).toMatch(/GDPR 第.*条.*《个人信息保护法》第.*条/);
		}
	});

	it('names every use of a means in the source, and no means that is not used', async () => {
		const used = new Set(await meansInSource());
		const named = new Set([
			...FLOWS.flatMap(({ means, modules }) =>
				means === null ? [] : modules.map((module) => `${module} ${means}`),
			),
			...WITHOUT_FLOW.flatMap(({ module, means }) => means.map((one) => `${module} ${one}`)),
		]);
		expect([...used].filter((use) => !named.has(use))).toEqual([]);
		expect([...named].filter((use) => !used.has(use)).sort()).toEqual(BY_LIBRARY);
	}, 120_000);
});

describe('the table of channels', () => {
	it('has each channel once, in each language, with a test that is there', () => {
		expect(new Set(CHANNELS.map(({ id }) => id)).size).toBe(CHANNELS.length);
		for (const { id, name, note, stoppedBy, test } of CHANNELS) {
			expectTold(name);
			if (note !== null) expectTold(note);
			if (test !== null) expect(existsSync(resolve(root, test)), id).toBe(true);
			// What cannot be stopped says why; what can be names who proves it.
			if (stoppedBy.length === 0) expect(note, id).not.toBeNull();
			else expect(test, id).not.toBeNull();
		}
	});
});
