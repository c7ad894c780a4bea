/** What the service worker keeps: the list is made of the finished files and written into it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { addressOf, filesIn, readBuilt, sha256 } from './build-files.mjs';
import { HEADERS_FILE, isOperators, MANIFEST_FILE } from './build-manifest.mjs';
import { IMMUTABLE_PATH, WORKER_PATH } from './headers.mjs';

/** In `src/service-worker.ts`; stands for the list until then. */
const PLACE = 'self.__TESSERA_PRECACHE';

const WORKER_FILE = WORKER_PATH.slice(1);

/**
 * No page asks for these. The worker is not its own, and the manifest, which tells the worker's hash,
 * cannot be told of in it.
 */
const NOT_KEPT = new Set([WORKER_FILE, '_app/version.json', HEADERS_FILE, MANIFEST_FILE]);

/**
 * The list as text in JSON. With `integrity` the browser itself refuses to install a file that is
 * not the one of this build: half a deployment, or a file that was changed on its way.
 *
 * @param {string} folder
 */
export function precacheText(folder) {
	const entries = filesIn(folder)
		.filter((file) => !NOT_KEPT.has(file) && !isOperators(file))
		.map((file) => {
			const bytes = readFileSync(join(folder, file));
			const url = addressOf(file);
			return {
				url,
				// An immutable file has its revision in its name.
				revision: url.startsWith(IMMUTABLE_PATH) ? null : sha256(bytes).slice(0, 16),
				integrity: `sha256-${sha256(bytes, 'base64')}`,
			};
		});
	const revision = sha256(JSON.stringify(entries)).slice(0, 16);
	return JSON.stringify([...entries, { url: `/${MANIFEST_FILE}`, revision }]);
}

/**
 * Writes the list into a build's service worker.
 *
 * @param {string} folder
 * @throws {Error} where the worker has no place for it, or several
 */
export function writePrecache(folder) {
	const parts = readBuilt(folder, WORKER_FILE).split(PLACE);
	if (parts.length !== 2)
		throw new Error(
			`${WORKER_FILE}: expected ${PLACE} once, got ${String(parts.length - 1)} times.`,
		);
	writeFileSync(join(folder, WORKER_FILE), parts.join(precacheText(folder)));
}
