/** The pages and lists of the real build: what no part of it may miss. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { addressOf, filesIn, isPage } from '../../scripts/build-files.mjs';
import { manifestOf, manifestText, parseManifest } from '../../scripts/build-manifest.mjs';
import { META_POLICY } from '../../scripts/headers.mjs';
import { precacheText } from '../../scripts/precache.mjs';

const BUILD = 'build';

const read = (file: string) => readFileSync(join(BUILD, file), 'utf8');

describe.skipIf(!existsSync(join(BUILD, 'build-manifest.json')))('the built files', () => {
	it('have pages without a script, a style or a handler of their own', () => {
		const pages = filesIn(BUILD).filter(isPage);
		expect(pages.length).toBeGreaterThan(10);
		for (const page of pages) {
			const html = read(page);
			expect(html, page).not.toMatch(/<script(?! src="\/_app\/immutable\/entry\/boot\.)/);
			expect(html, page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|"javascript:/i);
			expect(html, page).toContain(`content="${META_POLICY}"`);
		}
	});

	it('name in pages only files that are there and stored for use without a network', () => {
		const files = filesIn(BUILD);
		const addresses = new Set(files.map(addressOf));
		const stored = precacheText(BUILD);
		expect(read('service-worker.js')).toContain(stored);
		const named = files
			.filter(isPage)
			.flatMap((page) =>
				Array.from(read(page).matchAll(/(?:href|src)="([^"]+)"/g), ([, to = '']) => to),
			);
		expect(new Set(named).size).toBeGreaterThan(20);
		for (const address of new Set(named)) {
			expect(addresses.has(address), address).toBe(true);
			expect(stored).toContain(`{"url":"${address}"`);
		}
		for (const file of files.filter((name) => name.startsWith('_app/immutable/')))
			expect(stored).toContain(`{"url":"${addressOf(file)}"`);
	});

	it('are the ones that the manifest tells of', () => {
		const text = read('build-manifest.json');
		const version = parseManifest(text)?.version ?? '';
		expect(text).toBe(manifestText(manifestOf(BUILD, version)));
	});
});
