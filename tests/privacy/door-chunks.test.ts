/**
 * The verifier's page, as it was built: what it loads, at once or later, workers included, has nothing
 * of vault, records and score in it. A link from it to a citizen's page leads there, as in any tab.
 * Rooms are told by texts that stand in them alone and that no bundler can change.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

const BUILD = 'build';

const MARKERS = {
	'vault: a write is on the disk when it is acknowledged': 'chromeTransactionDurability',
	'vault: Dexie': 'DexieError',
	'records: the file format': 'tessera.records/1',
	'score: the ruleset': 'notMeasured',
} as const;

const STATIC_OR_DYNAMIC_IMPORT = /(?:from|import)\s*\(?\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g;
const WORKER = /["'`]\/(_app\/immutable\/workers\/[^"'`]+\.js)["'`]/g;

const read = (path: string) => readFileSync(join(BUILD, path), 'utf8');

const isNode = (path: string) => path.includes('/nodes/');

/** The files that a file imports or starts as workers, by path within the build. */
function loadedBy(path: string): string[] {
	const text = read(path);
	const imports = text.matchAll(STATIC_OR_DYNAMIC_IMPORT);
	return [
		...Array.from(imports, ([, to = '']) => join(dirname(path), to)),
		...Array.from(text.matchAll(WORKER), ([, to = '']) => to),
	];
}

/**
 * Everything that can be loaded from these files on. `app` has the list of all pages, of which it loads
 * the one that is shown: that one is among the files; whatever else it imports is followed.
 */
function reach(from: readonly string[], app: string): Set<string> {
	const found = new Set(from);
	for (const path of found)
		for (const to of loadedBy(path)) if (path !== app || !isNode(to)) found.add(to);
	return found;
}

/**
 * The files that a page's HTML names (the start, the app, the layouts and the page itself), and the
 * error page, which Kit numbers 1.
 */
function filesOfPage(page: string): { files: string[]; app: string } {
	const html = read(join(page, 'index.html'));
	const named = html.matchAll(/(?:href|src)="\/(_app\/immutable\/[^"]+\.js)"/g);
	const files = [...new Set(Array.from(named, ([, path = '']) => path))];
	const app = files.find((path) => path.includes('/entry/app.')) ?? '';
	const errorPage = loadedBy(app).filter((path) => path.includes('/nodes/1.'));
	return { files: [...files, ...errorPage], app };
}

function roomsIn(page: string): string[] {
	const { files, app } = filesOfPage(page);
	const texts = [...reach(files, app)].map(read);
	return Object.entries(MARKERS)
		.filter(([, marker]) => texts.some((text) => text.includes(marker)))
		.map(([room]) => room);
}

const hasBuild = existsSync(join(BUILD, 'verify/index.html'));
if (!hasBuild)
	console.warn('Skipped: the chunks of the verifier’s page. There is no build (npm run build).');

describe.skipIf(!hasBuild)('the chunks of the verifier’s page', () => {
	it('hold nothing of vault, records and score', () => {
		const { files, app } = filesOfPage('verify');
		expect(app).not.toBe('');
		expect(files.filter(isNode).length).toBe(3);
		expect(roomsIn('verify')).toEqual([]);
	});

	it('include what the app’s own entry imports, but no other page', () => {
		const { files, app } = filesOfPage('verify');
		const all = reach(files, app);
		const ofApp = loadedBy(app);
		expect(ofApp.filter(isNode).length).toBeGreaterThan(10);
		expect(ofApp.filter((path) => !isNode(path) && !all.has(path))).toEqual([]);
		expect([...all].filter(isNode)).toEqual(files.filter(isNode));
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
		const reads = (path: string) => read(path).includes('HKQuantityTypeIdentifier');
		expect([...reach(files, app)].filter(reads)).toEqual([
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
