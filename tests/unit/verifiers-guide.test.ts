/** The guide for verifiers, kept true: the library is built, the example runs, the text is its text. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const EXAMPLE = 'docs/examples/door.mjs';

function run(script: string, args: readonly string[], input = '') {
	return spawnSync(process.execPath, [join(root, script), ...args], { encoding: 'utf8', input });
}

beforeAll(() => {
	const { status, stderr } = run('scripts/build-verify.mjs', []);
	expect(stderr).toBe('');
	expect(status).toBe(0);
}, 60_000);

describe('the guide', () => {
	const guide = readFileSync(join(root, 'docs/verifiers.md'), 'utf8');
	const example = readFileSync(join(root, EXAMPLE), 'utf8');
	const blocks = Array.from(guide.matchAll(/```js\n(.*?)```/gs), ([, block = '']) => block);

	it('shows the text of the example', () => {
		expect(blocks).toHaveLength(4);
		for (const block of blocks) expect(example).toContain(`\n${block}`);
	});

	it('has every verdict in its table', async () => {
		const { VERDICTS } = await import('$lib/attest/verdict');
		for (const verdict of VERDICTS) expect(guide).toMatch(new RegExp(`^\\|.*\`${verdict}\``, 'm'));
	});
});

describe('the example', () => {
	it('asks, and judges an answer, its copy and two codes', () => {
		const { status, stdout, stderr } = run(EXAMPLE, ['--demo']);
		expect(stderr).toBe('');
		const [asked, ...verdicts] = stdout.trimEnd().split('\n');
		expect(asked).toMatch(/^TQ1:[0-9A-Z $%*+\-./:]{87,}$/);
		expect(verdicts).toEqual([
			'valid, says yellow or better: come in (self-declared)',
			'already-shown: ask again',
			'valid, says green: come in (self-declared)',
			'valid, says red: not enough here (self-declared)',
		]);
		expect(status).toBe(0);
	}, 60_000);

	it('reads lines from standard input, whatever they are', () => {
		const minted = run('scripts/tessera.mjs', ['mint', '--at-least', '4']).stdout.trimEnd();
		const stranger = `TR1:${'0'.repeat(299)}`;
		const { stdout, stderr } = run(EXAMPLE, [], `${minted}\n${stranger}\nhello\n`);
		expect(stderr).toBe('');
		expect(stdout.trimEnd().split('\n').slice(1)).toEqual([
			'valid, says yellow or better: come in (self-declared)',
			'wrong-nonce: ask again',
			'unreadable: ask again',
		]);
	}, 60_000);
});

describe('the library', () => {
	const folder = join(root, 'build-verify');

	it('is used by its name, with its own types, under the strictest resolution', () => {
		const program = ts.createProgram([join(root, EXAMPLE)], {
			allowJs: true,
			checkJs: true,
			noEmit: true,
			strict: true,
			target: ts.ScriptTarget.ES2022,
			module: ts.ModuleKind.NodeNext,
			moduleResolution: ts.ModuleResolutionKind.NodeNext,
			typeRoots: [join(root, 'node_modules/@types')],
			types: ['node'],
		});
		const problems = ts.getPreEmitDiagnostics(program);
		const texts = problems.map(({ messageText }) =>
			ts.flattenDiagnosticMessageText(messageText, '\n'),
		);
		expect(texts).toEqual([]);
		const files = program.getSourceFiles().map(({ fileName }) => fileName);
		expect(files).toContain(join(folder, 'types/verify.d.ts'));
		expect(files.filter((file) => file.startsWith(join(root, 'src')))).toEqual([]);
	}, 60_000);

	it('imports nothing that does not come with it', () => {
		for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
			if (!/\.(?:js|d\.ts)$/.test(name)) continue;
			const file = join(folder, name);
			const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
			for (const { fileName } of importedFiles) {
				expect(fileName, name).toMatch(/^\.{1,2}\//);
				const target = resolve(file, '..', fileName);
				const declared = name.endsWith('.d.ts') ? target.replace(/\.js$/, '.d.ts') : target;
				expect(existsSync(declared), `${name}: ${fileName}`).toBe(true);
			}
		}
	});
});
