import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The pure rooms as one module that Node can run: Node 20 runs no TypeScript. Made anew at each run
 * and gone afterwards, so that no old bundle is ever measured.
 *
 * @returns {Promise<typeof import('./rooms.ts')>}
 */
export async function loadRooms() {
	const { build } = await import('vite');
	const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
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
				ssr: 'tests/bench/rooms.ts',
				outDir: folder,
				emptyOutDir: false,
				target: 'node20',
				rolldownOptions: { output: { entryFileNames: 'rooms.mjs', codeSplitting: false } },
			},
		});
		/** @type {unknown} */
		const rooms = await import(pathToFileURL(join(folder, 'rooms.mjs')).href);
		return /** @type {typeof import('./rooms.ts')} */ (rooms);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
