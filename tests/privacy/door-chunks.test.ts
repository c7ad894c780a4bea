/**
 * The verifier's page, as it was built: what it can load, at once or later, has no health code in it.
 * Rooms are told by texts that stand in them alone and that no bundler can change.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

const BUILD = 'build';
const WORKERS = '_app/immutable/workers';

const MARKERS = {
	'vault: a write is on the disk when it is acknowledged': 'chromeTransactionDurability',
	'vault: Dexie': 'DexieError',
	'records: the file format': 'tessera.records/1',
	'score: the ruleset': 'notMeasured',
} as const;

const STATIC_OR_DYNAMIC_IMPORT = /(?:from|import)\s*\(?\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g;

const read = (path: string) => readFileSync(join(BUILD, path), 'utf8');

/** The files that a file imports, by path within the build. */
const importsOf = (path: string) =>
	Array.from(read(path).matchAll(STATIC_OR_DYNAMIC_IMPORT), ([, to = '']) =>
		join(dirname(path), to),
	);

/** Everything that can be loaded from these files on; `app` knows all routes and is not followed. */
function reach(from: readonly string[], app: string): Set<string> {
	const found = new Set(from);
	for (const path of found) if (path !== app) for (const to of importsOf(path)) found.add(to);
	return found;
}

/**
 * The files that a page's HTML names (the start, the app, the layouts and the page itself), and the
 * error page, which Kit numbers 1.
 */
function filesOfPage(page: string): { files: string[]; app: string } {
	const html = read(join(page, 'index.html'));
	const named = html.matchAll(/(?:href|import\()\s*=?\s*"\/(_app\/immutable\/[^"]+\.js)"/g);
	const files = [...new Set(Array.from(named, ([, path = '']) => path))];
	const app = files.find((path) => path.includes('/entry/app.')) ?? '';
	const errorPage = importsOf(app).filter((path) => path.includes('/nodes/1.'));
	return { files: [...files, ...errorPage], app };
}

function roomsIn(page: string): string[] {
	const { files, app } = filesOfPage(page);
	const texts = [...reach(files, app)].map(read);
	return Object.entries(MARKERS)
		.filter(([, marker]) => texts.some((text) => text.includes(marker)))
		.map(([room]) => room);
}

describe.skipIf(!existsSync(BUILD))('the chunks of the verifier’s page', () => {
	it('hold nothing of vault, records and score', () => {
		const { files, app } = filesOfPage('verify');
		expect(app).not.toBe('');
		expect(files.filter((path) => path.includes('/nodes/')).length).toBe(3);
		expect(roomsIn('verify')).toEqual([]);
	});

	it('are walked in the same way as those of a citizen’s page, which holds them all', () => {
		expect(roomsIn('records')).toEqual(Object.keys(MARKERS));
	});

	it('lead to no reader of files, which only the import starts', () => {
		const starts = (page: string) => {
			const { files, app } = filesOfPage(page);
			return [...reach(files, app)].some((path) => read(path).includes('tessera-intake'));
		};
		expect(starts('import')).toBe(true);
		expect(['verify', '.', 'records'].filter(starts)).toEqual([]);
		// And there it is in the worker alone.
		const { files, app } = filesOfPage('import');
		const workers = readdirSync(join(BUILD, WORKERS)).map((name) => join(WORKERS, name));
		const reads = (path: string) => read(path).includes('HKQuantityTypeIdentifier');
		expect([...reach(files, app), ...workers].filter(reads)).toEqual([
			expect.stringContaining('/intake.worker-'),
		]);
	});

	it('include what is loaded later: the camera', () => {
		const { files, app } = filesOfPage('verify');
		const all = [...reach(files, app)];
		const withCamera = all.filter((path) => read(path).includes('getUserMedia'));
		expect(withCamera).not.toEqual([]);
		expect(withCamera.filter((path) => files.includes(path))).toEqual([]);
	});
});
