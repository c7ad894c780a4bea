import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Written by the build itself: no reason for another. */
const GENERATED = join('src', 'lib', 'words');

/**
 * The latest change under a path, in milliseconds; 0 where nothing is there. The time of a folder
 * counts too, because that is where a removed file shows.
 *
 * @param {string} path a file or a folder
 * @returns {number}
 */
function latestChange(path) {
	const stats = statSync(path, { throwIfNoEntry: false });
	if (stats === undefined) return 0;
	if (!stats.isDirectory()) return stats.mtimeMs;
	return readdirSync(path)
		.map((name) => join(path, name))
		.filter((inside) => !inside.endsWith(GENERATED))
		.reduce((latest, inside) => Math.max(latest, latestChange(inside)), stats.mtimeMs);
}

/**
 * Whether a built file is missing, or older than anything it is built from.
 *
 * @param {string} output the built file
 * @param {readonly string[]} inputs files and folders
 */
export function isStale(output, inputs) {
	const stats = statSync(output, { throwIfNoEntry: false });
	return stats === undefined || inputs.some((input) => latestChange(input) > stats.mtimeMs);
}
