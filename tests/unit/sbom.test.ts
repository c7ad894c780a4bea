import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { sbomOf, TOOLS_WITH_CODE_IN_THE_APP } from '../../scripts/sbom.mjs';

const root = resolve(import.meta.dirname, '../..');
const lockfile = readFileSync(resolve(root, 'package-lock.json'), 'utf8');
const bill = sbomOf(lockfile);

interface Tree {
	readonly version?: string;
	readonly dependencies?: Readonly<Record<string, Tree>>;
}

/** What npm itself says is needed at run time. */
function runtimeTree(): string[] {
	const { stdout } = spawnSync(
		'npm',
		['ls', '--omit=dev', '--all', '--json', '--package-lock-only'],
		{ cwd: root, encoding: 'utf8' },
	);
	const found = new Set<string>();
	const walk = ({ dependencies = {} }: Tree) => {
		for (const [name, tree] of Object.entries(dependencies)) {
			if (tree.version !== undefined) found.add(`${name}@${tree.version}`);
			walk(tree);
		}
	};
	walk(JSON.parse(stdout) as Tree);
	return [...found].sort();
}

describe('the bill of materials', () => {
	it('has what CycloneDX 1.5 requires', () => {
		expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
		expect(bill.metadata.component).toMatchObject({ type: 'application', name: 'tessera' });
		for (const component of bill.components) {
			expect(component).toMatchObject({ type: 'library', scope: 'required' });
			expect(component.purl).toMatch(/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+/);
			expect(component).toHaveProperty(
				'hashes.0.content',
				expect.stringMatching(/^[0-9a-f]{128}$/),
			);
			expect(component).toHaveProperty('licenses.0');
		}
		const refs = [bill.metadata.component, ...bill.components].map((one) => one['bom-ref']);
		expect(new Set(refs).size).toBe(refs.length);
		expect(bill.dependencies.map(({ ref }) => ref)).toEqual(refs);
		for (const { dependsOn } of bill.dependencies)
			expect(dependsOn.filter((ref) => !refs.includes(ref))).toEqual([]);
	});

	it('is the runtime tree of the lockfile, and the tools that leave code in the app', () => {
		const listed = bill.components.map(({ name, version }) => `${name}@${version}`).sort();
		const tools = listed.filter((one) =>
			TOOLS_WITH_CODE_IN_THE_APP.some((tool) => one.startsWith(`${tool}@`)),
		);
		expect(tools).toHaveLength(TOOLS_WITH_CODE_IN_THE_APP.length);
		const tree = runtimeTree();
		expect(tree.length).toBeGreaterThan(20);
		expect(listed).toEqual([...new Set([...tree, ...tools])].sort());
	});

	it('is the same each time, and says nothing of when and where', () => {
		expect(JSON.stringify(sbomOf(lockfile))).toBe(JSON.stringify(bill));
		expect(JSON.stringify(bill)).not.toMatch(/serialNumber|timestamp/);
	});

	it('takes a package from the nearest folder', () => {
		const small = {
			name: 'a',
			version: '1.0.0',
			packages: {
				'': { dependencies: { b: '1', c: '2' } },
				'node_modules/b': { version: '1.0.0', dependencies: { c: '1' } },
				'node_modules/b/node_modules/c': { version: '1.0.0', license: '(MIT OR BSD)' },
				'node_modules/c': { version: '2.0.0', peerDependencies: { absent: '*' } },
				'node_modules/unused': { version: '1.0.0' },
			},
		};
		const { components, dependencies } = sbomOf(JSON.stringify(small));
		expect(components.map(({ purl }) => purl)).toEqual([
			'pkg:npm/b@1.0.0',
			'pkg:npm/c@1.0.0',
			'pkg:npm/c@2.0.0',
		]);
		expect(dependencies[1]).toEqual({ ref: 'pkg:npm/b@1.0.0', dependsOn: ['pkg:npm/c@1.0.0'] });
		expect(components[1]).toHaveProperty('licenses', [{ expression: '(MIT OR BSD)' }]);
	});
});
