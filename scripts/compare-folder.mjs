import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { filesIn, sha256 } from './build-files.mjs';
import { HEADERS_FILE, isOperators } from './build-manifest.mjs';

/**
 * @typedef {object} Finding one thing that differs
 * @property {'changed' | 'missing' | 'extra' | 'header' | 'address' | 'note'} kind `note`: worth
 *   knowing, and no difference of the build
 * @property {string} what the file or the address
 * @property {string} text
 */

/** @param {string} expected @param {string} got SHA-256 */
export const changedText = (expected, got) => `expected SHA-256 ${expected}, got ${got}`;

/**
 * Compares two builds in folders, file by file.
 *
 * @param {string} reference the folder of the build that is trusted
 * @param {string} folder
 * @returns {{ compared: number, findings: Finding[] }}
 */
export function compareFolder(reference, folder) {
	const expected = filesIn(reference).filter((file) => !isOperators(file));
	const present = filesIn(folder);
	/** @type {Finding[]} */
	const findings = [];
	for (const file of expected) {
		const path = join(folder, file);
		if (existsSync(path)) {
			const hashes = [join(reference, file), path].map((name) => sha256(readFileSync(name)));
			const [hash = '', got = ''] = hashes;
			if (hash !== got)
				findings.push({ kind: 'changed', what: file, text: changedText(hash, got) });
		} else if (file === HEADERS_FILE)
			findings.push({ kind: 'note', what: file, text: 'is not there: only some hosts read it' });
		else findings.push({ kind: 'missing', what: file, text: 'is not there' });
	}
	for (const file of present.filter((name) => !expected.includes(name)))
		findings.push(
			isOperators(file)
				? { kind: 'note', what: file, text: "is the operator's own" }
				: { kind: 'extra', what: file, text: 'is in no build of this source' },
		);
	return { compared: expected.length, findings };
}
