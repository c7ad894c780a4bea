import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, describe, expect, it, vi } from 'vitest';

import {
	fingerprintOf,
	inGroups,
	manifestOf,
	parseManifest,
} from '../../scripts/build-manifest.mjs';
import { finishBuild } from '../../scripts/finish-build.mjs';
import { guardText } from '../../scripts/guard-text.mjs';
import { META_POLICY } from '../../scripts/headers.mjs';
import { Folders, kitPage } from '../fixtures/small-build';

const folders = new Folders();
afterAll(() => {
	folders.remove();
});

const read = (build: string, file: string) => readFileSync(join(build, file), 'utf8');
const hash = (text: string, encoding: 'hex' | 'base64') =>
	createHash('sha256').update(text).digest(encoding);

const PAGES = ['index.html', 'verify/index.html', '404.html'];

interface Entry {
	readonly url: string;
	readonly revision: string | null;
	readonly integrity?: string;
}

const precacheOf = (build: string): Entry[] =>
	JSON.parse(/^keep\((.*),\{\}\);$/.exec(read(build, 'service-worker.js'))?.[1] ?? '') as Entry[];

describe('pages of a finished build', () => {
	it('have no script of their own and the one policy, without the hash of any script', () => {
		const build = folders.build();
		for (const page of PAGES) {
			const html = read(build, page);
			expect(html).not.toMatch(/<script(?! src=)/);
			const policies = Array.from(html.matchAll(/<meta http-equiv[^>]*content="([^"]*)"/g));
			expect(policies.map(([, policy]) => policy)).toEqual([META_POLICY]);
			expect(html.indexOf('http-equiv')).toBeLessThan(html.indexOf('<title>'));
		}
		expect(/script-src [^;]*/.exec(META_POLICY)?.[0]).toBe("script-src 'self'");
	});

	it('all name the one file that the script became, by its content', () => {
		const build = folders.build();
		const named = PAGES.map((page) => /<script src="\/([^"]+)"/.exec(read(build, page))?.[1]);
		expect(new Set(named).size).toBe(1);
		const [file = ''] = named;
		expect(file).toMatch(/^_app\/immutable\/entry\/boot\.[\w-]{8}\.js$/);
		const [guard, start, ...more] = read(build, file).split('\n');
		expect(guard).toBe(guardText());
		expect([start, ...more]).toEqual(['{ import("/_app/immutable/entry/start.aaaaaaaa.js"); }']);
		const other = folders.build(
			'one',
			Object.fromEntries(PAGES.map((page) => [page, kitPage('2')])),
		);
		expect(existsSync(join(other, file))).toBe(false);
	});

	it('start with a guard that costs less than 2,048 bytes', () => {
		expect(gzipSync(guardText(), { level: 9 }).length).toBeLessThan(2048);
	});

	it.each([
		['two scripts in a page', { 'index.html': kitPage('1</script><script>2') }],
		['no script', { 'index.html': '<p></p>' }],
		['another script than in other pages', { 'verify/index.html': kitPage('2') }],
		['no policy of Kit', { 'index.html': '<meta charset="utf-8" /><script>1</script>' }],
		['no place in the worker', { 'service-worker.js': 'keep([])' }],
	])('are not made where there is %s', (_, files) => {
		const build = folders.unfinished(files);
		expect(() => {
			finishBuild(build, 'one');
		}).toThrow(/expected/i);
	});
});

describe('the service worker’s list', () => {
	it('has every file that pages need, at its address, with its hash', () => {
		const build = folders.build();
		const entries = precacheOf(build);
		expect(entries.map(({ url }) => url).filter((url) => !url.includes('/boot.'))).toEqual([
			'/404.html',
			'/_app/immutable/entry/start.aaaaaaaa.js',
			'/icon.svg',
			'/',
			'/manifest.webmanifest',
			'/verify/',
			'/build-manifest.json',
		]);
		const verify = entries.find(({ url }) => url === '/verify/');
		expect(verify?.integrity).toBe(`sha256-${hash(read(build, 'verify/index.html'), 'base64')}`);
		for (const { url, revision } of entries)
			expect(revision === null, url).toBe(url.startsWith('/_app/immutable/'));
	});

	it('changes with any file, and so does what it says of the manifest', () => {
		const [before, after] = [
			folders.build(),
			folders.build('one', { 'icon.svg': '<svg><g/></svg>' }),
		].map(precacheOf);
		const differ = after?.filter(({ url, revision }) =>
			before?.some((entry) => entry.url === url && entry.revision !== revision),
		);
		expect(differ?.map(({ url }) => url)).toEqual(['/icon.svg', '/build-manifest.json']);
	});
});

describe('the manifest', () => {
	it('has the hash of every file, in canonical JSON whose own hash is the fingerprint', () => {
		const build = folders.build('abc');
		const text = read(build, 'build-manifest.json');
		const manifest = parseManifest(text);
		expect(manifest?.version).toBe('abc');
		expect(manifest?.files['service-worker.js']).toBe(
			hash(read(build, 'service-worker.js'), 'hex'),
		);
		const files = Object.keys(manifest?.files ?? {});
		expect(files).toHaveLength(9);
		expect(files).toEqual([...files].sort());
		expect(text).toMatch(/^\{"files":\{"404\.html":"[0-9a-f]{64}",.*"version":"abc"\}$/);
		expect(hash(text, 'hex')).toBe(fingerprintOf(manifestOf(build, 'abc')));
	});

	it('is the same for the same files, and another for another file or version', () => {
		const print = (version: string, files = {}) =>
			fingerprintOf(manifestOf(folders.build(version, files), version));
		const one = print('one');
		expect(print('one')).toBe(one);
		expect(print('two')).not.toBe(one);
		expect(print('one', { 'icon.svg': '<svg/>' })).not.toBe(one);
	});

	it.each([
		'',
		'[]',
		'{"files":{},"format":"tessera.build/2","version":"x"}',
		'{"files":{"a":"b"}}',
	])('is not read from %s', (text) => {
		expect(parseManifest(text)).toBeNull();
	});

	it('is shown in groups of four', () => {
		expect(inGroups('0123456789abcdef')).toBe('0123 4567 89ab cdef');
	});
});

describe('security.txt', () => {
	const write = (contact: string | undefined, expires: string | undefined) => {
		vi.stubEnv('TESSERA_SECURITY_CONTACT', contact);
		vi.stubEnv('TESSERA_SECURITY_EXPIRES', expires);
		try {
			const build = folders.build();
			const file = join(build, '.well-known/security.txt');
			return { build, text: existsSync(file) ? readFileSync(file, 'utf8') : null };
		} finally {
			vi.unstubAllEnvs();
		}
	};

	it('is there where the operator names a contact and a day, and changes no fingerprint', () => {
		const { build, text } = write('mailto:security@example.org', '2027-06-30');
		expect(text).toBe(
			'Contact: mailto:security@example.org\nExpires: 2027-06-30T23:59:59Z\nPreferred-Languages: en, zh\n',
		);
		const without = write(undefined, undefined);
		expect(without.text).toBeNull();
		const [one, two] = [build, without.build].map((folder) => read(folder, 'build-manifest.json'));
		expect(one).toBe(two);
	});

	it.each([
		['security@example.org', '2027-06-30'],
		['http://example.org/', '2027-06-30'],
		['mailto:a@example.org', '2027-02-30'],
		['mailto:a@example.org', 'next year'],
		['mailto:a@example.org', undefined],
		[undefined, '2027-06-30'],
	])('stops the build for contact %s and day %s', (contact, expires) => {
		expect(() => write(contact, expires)).toThrow(/^TESSERA_SECURITY_/);
	});
});
