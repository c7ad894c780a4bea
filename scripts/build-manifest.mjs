/**
 * `build-manifest.json`: the SHA-256 of every file of a build, and what one number says of them all.
 *
 *     {"files":{"404.html":"<64 hex digits>",…},"format":"tessera.build/1","version":"<commit>"}
 *
 * It is canonical JSON (RFC 8785) without a line's end, so the fingerprint of a build is what
 * `sha256sum build-manifest.json` says.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import canonicalize from 'canonicalize';
import * as v from 'valibot';

import { filesIn, sha256 } from './build-files.mjs';

export const MANIFEST_FILE = 'build-manifest.json';

/** For hosts that read their headers from a file. */
export const HEADERS_FILE = '_headers';

/** What an operator adds: whoever builds the same source makes the same files but for these. */
const OPERATORS = /^\.well-known\//;

/** @param {string} file path in a build */
export const isOperators = (file) => OPERATORS.test(file);

/** What a manifest tells of: everything but itself, a host's settings, and the operator's own files. */
const isListed = (/** @type {string} */ file) =>
	file !== MANIFEST_FILE && file !== HEADERS_FILE && !isOperators(file);

const HASH = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const MANIFEST = v.strictObject({
	files: v.record(v.string(), HASH),
	format: v.literal('tessera.build/1'),
	version: v.string(),
});

/** @typedef {v.InferOutput<typeof MANIFEST>} BuildManifest */

/**
 * The manifest of the files that lie in a folder now, whatever a manifest there says.
 *
 * @param {string} folder
 * @param {string} version the name of the version, which is its commit
 * @returns {BuildManifest}
 */
export const manifestOf = (folder, version) => ({
	files: Object.fromEntries(
		filesIn(folder)
			.filter(isListed)
			.map((file) => [file, sha256(readFileSync(join(folder, file)))]),
	),
	format: 'tessera.build/1',
	version,
});

/**
 * @param {BuildManifest} manifest
 * @returns {string} its canonical text
 */
export function manifestText(manifest) {
	const text = canonicalize(manifest);
	if (text === undefined) throw new Error('A manifest is an object.');
	return text;
}

/** @param {BuildManifest} manifest */
export const fingerprintOf = (manifest) => sha256(manifestText(manifest));

/**
 * @param {string} text of a `build-manifest.json`
 * @returns {BuildManifest | null} null where it is none
 */
export function parseManifest(text) {
	try {
		const result = v.safeParse(MANIFEST, JSON.parse(text));
		return result.success ? result.output : null;
	} catch {
		return null;
	}
}

/** @param {string} folder @param {string} version */
export function writeManifest(folder, version) {
	writeFileSync(join(folder, MANIFEST_FILE), manifestText(manifestOf(folder, version)));
}

/** A fingerprint as people compare it. @param {string} fingerprint */
export const inGroups = (fingerprint) => fingerprint.replace(/.{4}(?=.)/g, '$& ');
