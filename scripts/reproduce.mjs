/**
 * `npm run reproduce`: builds this source in another folder, under another time zone and another
 * language, and compares every byte: with a second such build, or with `--against DIR`.
 *
 * Held fixed are the name of the version (the commit), the lockfile, and the tools in `node_modules`.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import {
	fingerprintOf,
	inGroups,
	MANIFEST_FILE,
	manifestOf,
	parseManifest,
} from './build-manifest.mjs';
import { compareFolder } from './compare-folder.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is no source. */
const MADE = new Set([
	'.git',
	'.svelte-kit',
	'build',
	'build-deploy',
	'build-verify',
	'node_modules',
	'test-results',
]);

/** The earliest day of the world with the language that spoils upper case; then the latest. */
const PLACES = /** @type {const} */ ([
	{ name: 'a', zone: 'Pacific/Kiritimati', language: 'tr_TR.UTF-8' },
	{ name: 'another-folder', zone: 'Pacific/Pago_Pago', language: 'zh_CN.UTF-8' },
]);

/**
 * Builds a copy of the source.
 *
 * @param {string} folder a new one
 * @param {(typeof PLACES)[number]} place
 * @param {string | undefined} version
 * @returns {string} the build
 */
function buildIn(folder, { zone, language }, version) {
	mkdirSync(folder);
	cpSync(root, folder, {
		recursive: true,
		filter: (path) => !MADE.has(relative(root, path)) && relative(root, path) !== 'src/lib/words',
	});
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
		{
			cwd: folder,
			encoding: 'utf8',
			env: {
				...process.env,
				TZ: zone,
				LANG: language,
				LC_ALL: language,
				...(version === undefined ? {} : { TESSERA_VERSION: version }),
			},
		},
	);
	if (status !== 0) throw new Error(`The build failed.\n${stdout}\n${stderr}`);
	return join(folder, 'build');
}

/** @param {string} folder */
function readVersion(folder) {
	const manifest = parseManifest(readFileSync(join(folder, MANIFEST_FILE), 'utf8'));
	if (manifest === null) throw new Error(`${folder} has no ${MANIFEST_FILE} of this project.`);
	return manifest.version;
}

/** The commit, as the build of a checkout takes it; a copy has no git to ask. */
function commit() {
	const { status, stdout } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], {
		cwd: root,
		encoding: 'utf8',
	});
	return process.env['TESSERA_VERSION'] ?? (status === 0 ? stdout.trim() : undefined);
}

const { values } = parseArgs({ options: { against: { type: 'string' } } });
const { against } = values;
const [first, second] = PLACES;
const folder = mkdtempSync(join(tmpdir(), 'tessera-reproduce-'));
try {
	const version = against === undefined ? commit() : readVersion(against);
	const made = buildIn(join(folder, first.name), first, version);
	const other = against ?? buildIn(join(folder, second.name), second, version);
	const { compared, findings } = compareFolder(made, other);
	const different = findings.filter(({ kind }) => kind !== 'note');
	for (const { kind, what, text } of different) console.log(`${kind} ${what} ${text}`);
	console.log(
		different.length === 0
			? `Reproduced: ${String(compared)} files, byte by byte. ${inGroups(fingerprintOf(manifestOf(made, readVersion(made))))}`
			: `Not reproduced: ${String(different.length)} of ${String(compared)} files differ.`,
	);
	process.exitCode = different.length === 0 ? 0 : 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
