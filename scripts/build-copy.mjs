import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is no source. */
const MADE = new Set([
	'.git',
	'.svelte-kit',
	'build',
	'build-deploy',
	'build-verify',
	'node_modules',
	'src/lib/words',
	'test-results',
]);

/** The commit, by the name that the build of a checkout takes for its version; a copy has no git to ask. */
export function versionOfCheckout() {
	const { status, stdout } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], {
		cwd: root,
		encoding: 'utf8',
	});
	return process.env['TESSERA_VERSION'] ?? (status === 0 ? stdout.trim() : undefined);
}

/**
 * Builds a copy of the source, with the tools in `node_modules`. Nothing that was built before is
 * looked at. Throws an Error with what the build said, where it failed.
 *
 * @param {string} folder one that is not there yet
 * @param {Readonly<Record<string, string | undefined>>} env beside the present one
 * @param {string | undefined} version
 * @returns {string} the build
 */
export function buildCopy(folder, env, version) {
	mkdirSync(folder);
	cpSync(root, folder, { recursive: true, filter: (path) => !MADE.has(relative(root, path)) });
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
		{
			cwd: folder,
			encoding: 'utf8',
			env: {
				...process.env,
				...env,
				...(version === undefined ? {} : { TESSERA_VERSION: version }),
			},
		},
	);
	if (status !== 0) throw new Error(`The build failed.\n${stdout}\n${stderr}`);
	return join(folder, 'build');
}
