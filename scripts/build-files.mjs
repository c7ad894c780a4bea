import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The page for addresses without one. */
export const NOT_FOUND_PAGE = '404.html';

/**
 * The files under a folder, as sorted paths with `/`.
 *
 * @param {string} folder
 */
export const filesIn = (folder) =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => !entry.isDirectory())
		.map(({ parentPath, name }) =>
			join(parentPath, name).slice(join(folder, sep).length).replaceAll(sep, '/'),
		)
		// By code unit: the order of a locale would differ from machine to machine.
		.sort((a, b) => (a < b ? -1 : 1));

/**
 * @param {string | Uint8Array} bytes
 * @param {import('node:crypto').BinaryToTextEncoding} [encoding]
 * @returns {string} SHA-256
 */
export const sha256 = (bytes, encoding = 'hex') =>
	createHash('sha256').update(bytes).digest(encoding);

/** @param {string} file path in a build */
export const isPage = (file) => file.endsWith('.html');

/**
 * The address path at which a file of a build is served.
 *
 * @param {string} file such as `verify/index.html`
 * @returns {string} such as `/verify/`
 */
export const addressOf = (file) => encodeURI(`/${file.replace(/(^|\/)index\.html$/, '$1')}`);

/** @param {string} folder @param {string} file */
export const readBuilt = (folder, file) => readFileSync(join(folder, file), 'utf8');
