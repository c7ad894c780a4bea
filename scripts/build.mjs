import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { isStale } from './stale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the app is built from. */
const SOURCES = [
	'src',
	'static',
	...[
		'boot-file',
		'build-files',
		'build-manifest',
		'finish-build',
		'guard-text',
		'headers',
		'precache',
		'security-txt',
		'server-config',
		'words',
	].map((name) => `scripts/${name}.mjs`),
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
];

/** Whether `build/` is missing or older than its sources. */
export const isBuildStale = () =>
	isStale(
		`${root}/build/index.html`,
		SOURCES.map((name) => `${root}/${name}`),
	);

/**
 * Builds the app into `build/`, quietly; a failure shows everything the build said.
 *
 * @returns {boolean} whether it went well
 */
export function build() {
	const vite = `${root}/node_modules/vite/bin/vite.js`;
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[vite, 'build', '--logLevel', 'warn'],
		{
			cwd: root,
			encoding: 'utf8',
		},
	);
	if (status !== 0) console.error(`${stdout}\n${stderr}`);
	return status === 0;
}
