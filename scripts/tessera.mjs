#!/usr/bin/env node
/**
 * The `tessera` command. Its source is TypeScript (`src/cli`), which Node 20 cannot run: a bundle
 * is made at the first use, and again only when the source has changed since.
 */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { isStale } from './stale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = `${root}node_modules/.cache/tessera`;
const bundle = `${cache}/cli.mjs`;

/** What the bundle is made from: the command and the rooms that it may import. */
const SOURCES = [
	'src/cli',
	'src/lib/codec',
	'src/lib/records',
	'src/lib/score',
	'src/lib/attest',
	'src/lib/intake',
	'scripts/tessera.mjs',
	'package-lock.json',
];

async function makeBundle() {
	const { build } = await import('vite');
	// Made aside and then moved, so that two first uses at one time cannot meet half a file.
	const aside = `${cache}/${String(process.pid)}`;
	mkdirSync(aside, { recursive: true });
	try {
		await build({
			root,
			configFile: false,
			logLevel: 'error',
			publicDir: false,
			// Not the project's: that one extends a file which Kit has yet to write in a fresh clone.
			tsconfig: `${root}scripts/tsconfig.cli.json`,
			resolve: { alias: { $lib: `${root}src/lib` } },
			build: {
				ssr: 'src/cli/tessera.ts',
				outDir: aside,
				target: 'node20',
				rolldownOptions: { output: { entryFileNames: 'cli.mjs', codeSplitting: false } },
			},
		});
		renameSync(`${aside}/cli.mjs`, bundle);
	} finally {
		rmSync(aside, { recursive: true, force: true });
	}
}

/** A reader that stops early, such as `head`, is no failure. */
process.stdout.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
	if (error.code === 'EPIPE') process.exit(0);
	throw error;
});

if (
	isStale(
		bundle,
		SOURCES.map((name) => root + name),
	)
)
	await makeBundle();

/**
 * @typedef {Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>} Io
 * @typedef {{ main: (argv: readonly string[], io: Io) => Promise<number> }} Cli
 */
/** @type {unknown} */
const cli = await import(pathToFileURL(bundle).href);
// `npm run tessera` runs in the project's folder; the file names that it is given mean the caller's.
const { INIT_CWD: callersFolder, npm_lifecycle_event: npmScript } = process.env;
if (npmScript === 'tessera' && callersFolder !== undefined) process.chdir(callersFolder);

const { stdin, stdout, stderr } = process;
process.exitCode = await /** @type {Cli} */ (cli).main(process.argv.slice(2), {
	stdin,
	stdout,
	stderr,
});
