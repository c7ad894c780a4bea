/**
 * `npm run build:verify`: builds `tessera/verify` into `build-verify/`, where the sources have changed
 * since the last time. One module that carries its dependencies, and beside it the declarations as
 * the compiler writes them, file by file under `types/`.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';
import { build } from 'vite';

import { isStale } from './stale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');
const rooms = join(source, 'lib');
const entry = join(source, 'verify.ts');
const folder = join(root, 'build-verify');

const SOURCES = [
	'src/verify.ts',
	...['attest', 'codec', 'score'].map((room) => `src/lib/${room}`),
	'scripts/build-verify.mjs',
	'package-lock.json',
];

/** @param {string} into */
async function bundle(into) {
	await build({
		root,
		configFile: false,
		logLevel: 'error',
		publicDir: false,
		// Not the project's: that one extends a file which Kit has yet to write in a fresh clone.
		tsconfig: join(root, 'scripts/tsconfig.cli.json'),
		resolve: { alias: { $lib: rooms } },
		build: {
			lib: { entry, formats: ['es'] },
			outDir: into,
			// Of today's browsers and of Node 20.
			target: ['es2022', 'safari16.4', 'chrome108', 'firefox115'],
			rolldownOptions: {
				output: {
					entryFileNames: 'verify.js',
					chunkFileNames: 'later/[name].js',
					// A module for others is left with its white space by default; this one has a budget.
					minify: true,
				},
			},
		},
	});
}

/**
 * A declaration file whose imports another project can follow: it knows no `$lib`, and may want
 * extensions.
 *
 * @param {string} text
 * @param {string} from the source that it was made from
 */
function withOwnPaths(text, from) {
	return ts
		.preProcessFile(text, true, true)
		.importedFiles.toReversed()
		.reduce((all, { fileName, pos }) => {
			const target = fileName.startsWith('$lib/')
				? join(rooms, fileName.slice('$lib/'.length))
				: resolve(dirname(from), fileName);
			const path = relative(dirname(from), target).replaceAll('\\', '/');
			const own = `${path.startsWith('.') ? '' : './'}${path.replace(/\.ts$/, '')}.js`;
			// `pos` is that of the quotation mark.
			return all.slice(0, pos + 1) + own + all.slice(pos + 1 + fileName.length);
		}, text);
}

/** @param {string} into */
function declare(into) {
	const program = ts.createProgram([entry], {
		target: ts.ScriptTarget.ES2022,
		module: ts.ModuleKind.ESNext,
		moduleResolution: ts.ModuleResolutionKind.Bundler,
		lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
		types: [],
		strict: true,
		exactOptionalPropertyTypes: true,
		verbatimModuleSyntax: true,
		skipLibCheck: true,
		declaration: true,
		emitDeclarationOnly: true,
		rootDir: source,
		outDir: into,
		paths: { '$lib/*': [`${rooms}/*`] },
	});
	const { diagnostics } = program.emit(undefined, (name, text, _mark, _onError, sources = []) => {
		const [{ fileName } = { fileName: entry }] = sources;
		mkdirSync(dirname(name), { recursive: true });
		writeFileSync(name, withOwnPaths(text, fileName));
	});
	const all = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
	if (all.length === 0) return;
	const host = {
		getCanonicalFileName: (/** @type {string} */ name) => name,
		getCurrentDirectory: () => root,
		getNewLine: () => '\n',
	};
	throw new Error(ts.formatDiagnostics(all, host));
}

if (
	isStale(
		join(folder, 'verify.js'),
		SOURCES.map((name) => join(root, name)),
	)
) {
	// Made aside and then moved, so that nobody meets half a library.
	const aside = `${folder}-${String(process.pid)}`;
	try {
		await bundle(aside);
		declare(join(aside, 'types'));
		rmSync(folder, { recursive: true, force: true });
		renameSync(aside, folder);
	} finally {
		rmSync(aside, { recursive: true, force: true });
	}
}
