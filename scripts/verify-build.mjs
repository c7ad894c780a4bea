/**
 * `npm run verify-build -- URL|DIR`: compares a deployment, or a folder, with the build of this
 * checkout, file by file. Exit code 0: the same; 1: different; 2: could not be compared.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { buildCopy, versionOfCheckout } from './build-copy.mjs';
import {
	fingerprintOf,
	inGroups,
	MANIFEST_FILE,
	manifestOf,
	parseManifest,
} from './build-manifest.mjs';
import { compareFolder } from './compare-folder.mjs';
import { compareUrl } from './compare-url.mjs';

const USAGE = `npm run verify-build -- URL|DIR [--against DIR]

  URL            a deployment, such as https://example.org
  DIR            a folder with a build
  --against DIR  compare with the build in this folder (else build this checkout, and take that)

Exit code 0: the same; 1: different; 2: could not be compared.`;

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
	console.error(message);
	process.exit(2);
}

/** @param {readonly string[]} args @returns {string | null} what git says, null where it does not */
function git(...args) {
	const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
	return status === 0 ? stdout.trim() : null;
}

function readOptions() {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: { against: { type: 'string' }, help: { type: 'boolean', default: false } },
		});
		if (values.help) {
			console.log(USAGE);
			process.exit(0);
		}
		const [target, ...more] = positionals;
		if (target === undefined || more.length > 0) return stop(USAGE);
		return { target, against: values.against };
	} catch (error) {
		return stop(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
	}
}

/** The version that the folder's own manifest names. @param {string} folder */
function versionIn(folder) {
	const file = join(folder, MANIFEST_FILE);
	return existsSync(file) ? (parseManifest(readFileSync(file, 'utf8'))?.version ?? null) : null;
}

/**
 * The build of this checkout, made anew in a folder of its own: what lies in `build/` may be what is
 * to be compared, or have been changed since it was made.
 */
function ownBuild() {
	console.log('Building this checkout …');
	if ((git('status', '--porcelain') ?? '') !== '')
		console.log('Note: this checkout has changes that are in no commit.');
	const folder = mkdtempSync(join(tmpdir(), 'tessera-verify-'));
	process.on('exit', () => {
		rmSync(folder, { recursive: true, force: true });
	});
	try {
		return buildCopy(join(folder, 'checkout'), {}, versionOfCheckout());
	} catch (error) {
		return stop(error instanceof Error ? error.message : String(error));
	}
}

/** @param {string} target @returns {URL | null} null where it is a folder */
function urlOf(target) {
	if (!/^https?:\/\//i.test(target)) return null;
	const url = URL.canParse(target) ? new URL(target) : stop(`Not an address: ${target}`);
	if (url.pathname !== '/' || url.search !== '')
		stop(`Expected the origin alone, such as ${url.origin}: the app lives at its root.`);
	return url;
}

/** @param {string} folder */
const isFolder = (folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;

/** The manifest that a deployment shows, to say of which version it claims to be. @param {URL} url */
async function manifestAt({ origin }) {
	const answer = await fetch(`${origin}/${MANIFEST_FILE}`);
	return answer.ok ? parseManifest(await answer.text()) : null;
}

const { target, against } = readOptions();
const url = urlOf(target);
if (url === null && !isFolder(target)) stop(`Neither an address nor a folder: ${target}`);
if (against !== undefined && !isFolder(against)) stop(`Not a folder: ${against}`);

const reference = against ?? ownBuild();
const version = versionIn(reference);
if (version === null) stop(`${reference} has no ${MANIFEST_FILE}: it is no build of this project.`);
const fingerprint = fingerprintOf(manifestOf(reference, version));
console.log(`Reference    ${against ?? 'this checkout, built just now'}, version ${version}`);
console.log(`             ${inGroups(fingerprint)}`);

try {
	const shown = url === null ? null : await manifestAt(url);
	const claimed = url === null ? versionIn(target) : (shown?.version ?? null);
	console.log(`Compared     ${target}, which says it is ${claimed ?? 'no version'}`);
	const { compared, findings } =
		url === null ? compareFolder(reference, target) : await compareUrl(reference, url.origin);

	const differences = findings.filter(({ kind }) => kind !== 'note');
	const touched = new Set(
		differences
			.filter(({ kind }) => kind === 'changed' || kind === 'missing')
			.map(({ what }) => what),
	).size;
	console.log(`\n${String(compared)} files, ${String(compared - touched)} of them the same.`);
	for (const { kind, what, text } of findings) console.log(`  ${kind.padEnd(8)} ${what}  ${text}`);
	if (differences.length === 0) {
		console.log('\nThe same: every file is the one that this source builds.');
		if (url !== null)
			console.log(
				'That is what this server gave to this machine just now. It can give others something else,\nand have files beside these.',
			);
	} else {
		console.log('\nDifferent.');
		if (claimed !== null && claimed !== version)
			console.log(`To compare with the version that it claims to be: git checkout ${claimed}`);
		process.exitCode = 1;
	}
} catch (error) {
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	stop(`Could not be compared: ${cause instanceof Error ? cause.message : String(cause)}`);
}
