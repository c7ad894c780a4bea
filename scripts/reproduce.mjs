/**
 * `npm run reproduce`: builds this source in another folder, under another time zone and another
 * language, and compares every byte: with a second such build, or with `--against DIR`.
 *
 * Held fixed are the name of the version (the commit), the lockfile, and the tools in `node_modules`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** @param {string} zone @param {string} language */
const place = (zone, language) => ({ TZ: zone, LANG: language, LC_ALL: language });

/** The earliest day of the world with the language that spoils upper case; then the latest. */
const FIRST = place('Pacific/Kiritimati', 'tr_TR.UTF-8');
const SECOND = place('Pacific/Pago_Pago', 'zh_CN.UTF-8');

/** @param {string} folder */
function readVersion(folder) {
	const manifest = parseManifest(readFileSync(join(folder, MANIFEST_FILE), 'utf8'));
	if (manifest === null) throw new Error(`${folder} has no ${MANIFEST_FILE} of this project.`);
	return manifest.version;
}

const { values } = parseArgs({ options: { against: { type: 'string' } } });
const { against } = values;
const folder = mkdtempSync(join(tmpdir(), 'tessera-reproduce-'));
try {
	const version = against === undefined ? versionOfCheckout() : readVersion(against);
	const made = buildCopy(join(folder, 'a'), FIRST, version);
	const other = against ?? buildCopy(join(folder, 'another-folder'), SECOND, version);
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
