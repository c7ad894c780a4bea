import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import {
	cruise,
	type ICruiseOptions,
	type IForbiddenRuleType,
	type IResolveOptions,
} from 'dependency-cruiser';
import { afterAll, describe, expect, it } from 'vitest';

/** Proves that each rule about imports bites, and that what the house allows passes. */

interface Config {
	readonly forbidden: readonly (IForbiddenRuleType & { name: string })[];
	readonly options: ICruiseOptions;
}

const require = createRequire(import.meta.url);
const root = resolve(import.meta.dirname, '../..');
const house = require(join(root, '.dependency-cruiser.cjs')) as Config;
const door = require(join(root, '.dependency-cruiser.door.cjs')) as Config;
const { resolve: resolving } = require(join(root, '.dependency-cruiser.alias.cjs')) as {
	resolve: IResolveOptions;
};

/** Modules that plantings import; each imports nothing itself. */
const NEIGHBOURS: Readonly<Record<string, string>> = Object.fromEntries(
	[
		...['codec/bytes.ts', 'records/day.ts', 'score/evaluate.ts', 'score/bands.ts'],
		...['score/fact-names.ts', 'attest/mint.ts', 'intake/csv.ts', 'vault/vault.ts'],
		...['flows/register.ts', 'qr/camera.ts', 'app/state.ts', 'ui/sizes.ts', 'text/names.ts'],
		...['words/messages.js', '../routes/page.ts', '../cli/tessera.ts'],
	].map((name) => [
		join('src/lib', name),
		name.endsWith('.js') ? 'export const x = 1;' : 'export const x = 1; export type X = number;',
	]),
);

/** Per rule: files that break it. */
const PLANTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'room-codec': { 'src/lib/codec/a.ts': `import { x } from '$lib/records/day'; x;` },
	'room-records': { 'src/lib/records/a.ts': `import { x } from '$lib/score/evaluate'; x;` },
	'room-score': { 'src/lib/score/a.ts': `import { x } from '$lib/attest/mint'; x;` },
	'room-attest': {
		'src/lib/attest/a.ts': `import { x } from '$lib/score/evaluate'; x;`,
		'src/lib/attest/b.ts': `import type { X } from '$lib/records/day'; export type Y = X;`,
	},
	'room-intake': { 'src/lib/intake/a.ts': `import { x } from '../score/evaluate'; x;` },
	'room-vault': { 'src/lib/vault/a.ts': `import { x } from '$lib/score/evaluate'; x;` },
	'room-vault-types-only': { 'src/lib/vault/b.ts': `import { x } from '$lib/attest/mint'; x;` },
	'room-flows': { 'src/lib/flows/a.ts': `import { x } from '$lib/codec/bytes'; x;` },
	'room-qr': { 'src/lib/qr/a.ts': `import { x } from '$lib/attest/mint'; x;` },
	'room-words': { 'src/lib/words/runtime.js': `import { x } from '../codec/bytes'; x;` },
	'room-text': { 'src/lib/text/a.ts': `import { x } from '$lib/app/state'; x;` },
	'room-text-types-only': { 'src/lib/text/b.ts': `import { x } from '$lib/records/day'; x;` },
	'room-app': {
		'src/lib/app/a.ts': `import { x } from '$lib/ui/sizes'; x;`,
		'src/lib/app/b.svelte.ts': `export const y = () => import('$lib/ui/sizes');`,
	},
	'room-ui': { 'src/lib/ui/a.ts': `import { x } from '../../routes/page'; x;` },
	'room-ui-types-only': {
		'src/lib/ui/A.svelte': `<script lang="ts">import { x } from '$lib/vault/vault'; let y: number = x;</script>{y}`,
	},
	'room-routes': { 'src/routes/a.ts': `import { x } from '../cli/tessera'; x;` },
	'room-routes-types-only': {
		'src/routes/+page.svelte': `<script lang="ts">import { x } from '$lib/vault/vault';</script>{x}`,
	},
	'room-cli': { 'src/cli/a.ts': `import { x } from '$lib/vault/vault'; x;` },
	'room-service-worker': { 'src/service-worker.ts': `import { x } from '$lib/app/state'; x;` },
	'verify-library': {
		'src/verify.ts': [
			`export { x } from '$lib/vault/vault';`,
			`export type { X } from '$lib/records/day';`,
		].join('\n'),
	},
	'known-room': {
		'src/lib/attic/a.ts': `export const x = 1;`,
		'src/cli/b.ts': `import { x } from '$lib/attic/a'; x;`,
	},
	'no-circle': {
		'src/lib/codec/c.ts': `import { d } from './d'; export const c = d;`,
		'src/lib/codec/d.ts': `import { c } from './c'; export const d = c;`,
	},
	'no-barrel': { 'src/lib/app/index.ts': `export * from './state';` },
	'dexie-in-vault': { 'src/lib/app/c.ts': `import { liveQuery } from 'dexie'; liveQuery;` },
	'cryptography-in-codec-attest-vault': {
		'src/lib/score/b.ts': `import { sha256 } from '@noble/hashes/sha2.js'; sha256;`,
	},
	'no-node-in-the-page': { 'src/lib/app/d.ts': `import { join } from 'node:path'; join;` },
	'only-runtime-packages': { 'src/lib/app/e.ts': `import fc from 'fast-check'; fc;` },
	found: { 'src/lib/app/f.ts': `import { x } from '$lib/codec/nowhere'; x;` },
};

/** Parts of a violation that shows at another file: a circle once, an unknown room at its user. */
const SHOWN_ELSEWHERE = new Set(['src/lib/codec/d.ts', 'src/lib/attic/a.ts']);

/** What the house allows, one file a permission that would be easy to lose. */
const ALLOWED: Readonly<Record<string, string>> = {
	'src/lib/score/ok.ts': `import { x } from '$lib/records/day'; import { x as y } from '../codec/bytes'; x; y;`,
	'src/lib/attest/ok.ts': `import { x } from '$lib/score/bands'; import { x as y } from '$lib/score/fact-names'; x; y; import { etc } from '@noble/ed25519'; etc;`,
	'src/lib/vault/ok.ts': `import Dexie from 'dexie'; Dexie; import type { X } from '$lib/attest/mint'; export type Y = X;`,
	'src/lib/app/ok.svelte.ts': `import { x } from '$lib/vault/vault'; import { x as y } from '$lib/words/messages'; x; y; import './other.svelte';`,
	'src/lib/app/other.svelte.ts': `export const x = 1;`,
	'src/lib/ui/Ok.svelte': `<script lang="ts">import type { X } from '$lib/vault/vault'; import Check from '@lucide/svelte/icons/check'; let { x }: { x: X } = $props();</script><Check />{x}`,
	'src/lib/ui/ok.ts': `import type { X } from '$lib/vault/vault'; export type Y = X;`,
	'src/lib/codec/t.ts': `import type { U } from './u'; export interface T { u: U }`,
	'src/lib/codec/u.ts': `import type { T } from './t'; export interface U { t: T }`,
	'src/lib/codec/ok.test.ts': `import { join } from 'node:path'; import fc from 'fast-check'; join; fc;`,
	'src/cli/ok.ts': `import { x } from '$lib/intake/csv'; import { readFile } from 'node:fs/promises'; x; readFile;`,
	'src/verify.ts': `export { x } from '$lib/attest/mint'; export type { X } from '$lib/codec/bytes'; export { x as y } from '$lib/score/bands';`,
	'src/routes/(citizen)/+page.svelte': `<script lang="ts">import { page } from '$app/state'; import { x } from '$lib/app/state'; import Ok from '$lib/ui/Ok.svelte';</script><Ok {x} />{page.url}`,
	'src/routes/(door)/verify/+page.svelte': `<script lang="ts">import { x } from '$lib/app/verifier';</script>{x}`,
	'src/lib/app/verifier.ts': `import { x } from '$lib/attest/mint'; import type { X } from '$lib/vault/vault'; export { x }; export type Y = X;`,
};

const trees: string[] = [];
afterAll(() => {
	for (const tree of trees) rmSync(tree, { recursive: true });
});

/** Writes a small house of these files and gives the broken rules with the files that break them. */
async function brokenRules(files: Readonly<Record<string, string>>, config: Config) {
	const tree = mkdtempSync(join(tmpdir(), 'tessera-house-'));
	trees.push(tree);
	copyFileSync(join(root, 'package.json'), join(tree, 'package.json'));
	symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
	for (const [name, text] of Object.entries({ ...NEIGHBOURS, ...files })) {
		mkdirSync(dirname(join(tree, name)), { recursive: true });
		writeFileSync(join(tree, name), text);
	}
	const options: ICruiseOptions = {
		...config.options,
		baseDir: tree,
		validate: true,
		ruleSet: { forbidden: [...config.forbidden] },
	};
	// The resolving is given beside it: the project's own would lead to the project's own rooms.
	delete options.webpackConfig;
	const { output } = await cruise(['src'], options, {
		...resolving,
		alias: { $lib: join(tree, 'src/lib') },
	});
	if (typeof output === 'string') throw new TypeError('expected a result, got a text');
	return output.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
}

describe('imports', async () => {
	const planted = Object.values(PLANTED).reduce((all, files) => ({ ...all, ...files }), {});
	const broken = await brokenRules(planted, house);

	it('plants a violation of every rule', () => {
		expect(Object.keys(PLANTED).sort()).toEqual(house.forbidden.map(({ name }) => name).sort());
	});

	it.each(Object.entries(PLANTED))('%s bites', (rule, files) => {
		const found = broken.filter((text) => text.startsWith(`${rule}: `));
		expect(found.length).toBeGreaterThan(0);
		for (const file of Object.keys(files))
			if (!SHOWN_ELSEWHERE.has(file)) expect(found).toContain(`${rule}: ${file}`);
	});

	it('allows what the house allows', async () => {
		expect(await brokenRules(ALLOWED, house)).toEqual([]);
		expect(await brokenRules(ALLOWED, door)).toEqual([]);
	});
});

describe('the door', () => {
	it.each(['vault/vault', 'records/day', 'intake/csv'])('never leads to %s', async (module) => {
		const files = {
			'src/routes/(door)/verify/+page.svelte': `<script>import { go } from '$lib/app/way';</script>{go}`,
			'src/lib/app/way.ts': `export const go = () => import('$lib/app/further');`,
			'src/lib/app/further.ts': `import { x } from '$lib/${module}'; export const y = x;`,
		};
		expect(await brokenRules(files, door)).toEqual([
			'door-without-health-code: src/routes/(door)/verify/+page.svelte',
		]);
	});

	it('is also opened by the layout and the hooks of all pages', async () => {
		const files = {
			'src/routes/+layout.svelte': `<script>import { x } from '$lib/app/way';</script>{x}`,
			'src/hooks.client.ts': `import { x } from '$lib/app/way'; x;`,
			'src/lib/app/way.ts': `export { x } from '$lib/vault/vault';`,
		};
		expect((await brokenRules(files, door)).sort()).toEqual([
			'door-without-health-code: src/hooks.client.ts',
			'door-without-health-code: src/routes/+layout.svelte',
		]);
	});
});
