import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { MANIFEST_FILE, writeManifest } from '../../scripts/build-manifest.mjs';
import { precacheText } from '../../scripts/precache.mjs';

const TEXT = /\.(?:html|js|css|json|webmanifest|svg)$/;
/** Kit's built files carry a hash of their content in their name: `start.MRLCTeZy.js`. */
const HASHED_NAME = /([\w-]{8})(\.js)$/;
const WORKER = 'service-worker.js';

/**
 * Copies the present build into a folder as the build of another version: the version's name is
 * replaced, and every built file whose content changes by it, or by the new name of another, gets a
 * new name, as a bundler would do it.
 *
 * @returns the names of both versions, and a path that only the new one has
 */
export async function makeNextBuild(
	to: string,
): Promise<{ before: string; after: string; onlyAfter: string }> {
	await cp('build', to, { recursive: true });
	const paths = (await readdir(to, { recursive: true })).filter(
		(path) => TEXT.test(path) && path !== WORKER && path !== MANIFEST_FILE,
	);
	const texts = new Map<string, string>();
	for (const path of paths) texts.set(path, await readFile(join(to, path), 'utf8'));

	const { version: before } = JSON.parse(texts.get('_app/version.json') ?? '{}') as {
		version: string;
	};
	const after = 'the-next-version';
	const renamed = new Map([[before, after]]);
	// Until no further file changes: a new name changes whatever imports it.
	for (let size = 0; size !== renamed.size;) {
		size = renamed.size;
		for (const [path, text] of texts) {
			const name = basename(path);
			const changes = [...renamed.keys()].some((old) => text.includes(old));
			if (!path.includes('immutable') || renamed.has(name) || !changes) continue;
			renamed.set(
				name,
				name.replace(HASHED_NAME, (_, hash: string, end: string) => `next${hash.slice(4)}${end}`),
			);
		}
	}

	for (const [path, text] of texts) {
		let changed = text;
		for (const [old, name] of renamed) changed = changed.replaceAll(old, name);
		await writeFile(join(to, path), changed);
		const name = renamed.get(basename(path));
		if (name !== undefined) await rename(join(to, path), join(to, dirname(path), name));
	}
	// What the build does last: the worker's list, then the manifest.
	const worker = await readFile(join(to, WORKER), 'utf8');
	const kept = precacheText('build');
	if (!worker.includes(kept)) throw new Error(`${WORKER} has another list than this build.`);
	await writeFile(
		join(to, WORKER),
		worker.replace(kept, () => precacheText(to)),
	);
	writeManifest(to, after);

	const start = [...renamed.values()].find((name) => name.startsWith('start.')) ?? '';
	return { before, after, onlyAfter: `/_app/immutable/entry/${start}` };
}
