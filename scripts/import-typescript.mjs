import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * A module in TypeScript, with all it imports, as one that Node can run: Node 20 runs no TypeScript.
 * Made anew at each run and gone afterwards, so that no old bundle is ever measured.
 *
 * @param {string} entry path from the root of the project
 * @returns {Promise<unknown>} the module
 */
export async function importTypeScript(entry) {
	const { build } = await import('vite');
	const folder = mkdtempSync(join(tmpdir(), 'tessera-import-'));
	try {
		await build({
			root,
			configFile: false,
			logLevel: 'error',
			publicDir: false,
			// Not the project's: that one extends a file which Kit has yet to write in a fresh clone.
			tsconfig: `${root}scripts/tsconfig.cli.json`,
			resolve: { alias: { $lib: `${root}src/lib` } },
			// A temporary folder has no packages beside it.
			ssr: { noExternal: true },
			build: {
				ssr: entry,
				outDir: folder,
				emptyOutDir: false,
				target: 'node20',
				rolldownOptions: { output: { entryFileNames: 'module.mjs', codeSplitting: false } },
			},
		});
		/** @type {unknown} */
		const module = await import(pathToFileURL(join(folder, 'module.mjs')).href);
		return module;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
