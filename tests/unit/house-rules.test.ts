import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { FLOWS } from '../../src/lib/flows/register';
import { MEANS } from '../../scripts/means.mjs';
import { eslint, meansUsed, root, rulesBroken } from '../fixtures/house-lint';

/** Proves that each lint rule of the house bites: on the way out, in pure rooms, at the tables. */

/** Per means the shortest uses of every name by which it is reached. */
const USES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
	Object.entries(MEANS).map(([means, reach]) => [
		means,
		[
			...(reach.globals ?? []).flatMap((name) => [
				`${name}('x');`,
				`window.${name}('x');`,
				`globalThis['${name}'];`,
				`self?.${name};`,
				`const { ${name}: renamed } = window; renamed;`,
			]),
			...(reach.navigator ?? []).flatMap((name) => [
				`navigator.${name};`,
				`window.navigator?.['${name}'];`,
				`const { ${name}: renamed } = navigator; renamed;`,
			]),
			...(reach.document ?? []).map((name) => `document.${name};`),
			...(reach.members ?? []).map((name) => `export const f = (a: any) => a.b.${name}();`),
		],
	]),
);

/** Ways out that are more than a name. */
const WAYS_OUT: readonly (readonly [means: string, file: string, text: string])[] = [
	['navigation', 'x.ts', `location.href = '/verify/';`],
	['navigation', 'x.ts', `window.location = somewhere;`],
	['navigation', 'x.ts', `document.location.href = somewhere;`],
	['navigation', 'x.ts', `location.assign('/verify/');`],
	['navigation', 'x.ts', `window.location.replace('/verify/');`],
	[
		'navigation',
		'x.ts',
		`import { goto } from '$app/navigation'; void goto('https://example.org');`,
	],
	[
		'navigation',
		'x.ts',
		'export const f = (link: any, x: string) => { link.href = `https://e.org/${x}`; };',
	],
	['navigation', 'x.ts', `export const f = (form: any) => { form.setAttribute('action', '/x'); };`],
	['navigation', 'x.svelte', `<a href="https://example.org">x</a>`],
	['navigation', 'x.svelte', `<a href="//example.org/x">x</a>`],
	['navigation', 'x.svelte', `<a href={'mailto:' + x}>x</a>`],
	['navigation', 'x.svelte', `<a href="mailto:{x}">x</a>`],
	['navigation', 'x.svelte', '<a href={`https://example.org/${x}`}>x</a>'],
	['navigation', 'x.svelte', `<form action="/x"></form>`],
	['navigation', 'x.svelte', `<button formaction="/x">x</button>`],
	['window', 'x.svelte', `<a href="/x" target="_blank">x</a>`],
	['file', 'x.svelte', `<a href="/x" download="x.json">x</a>`],
	['file', 'x.ts', `export const f = (link: any) => { link.download = 'x'; };`],
	['network', 'x.svelte', `<img src="https://example.org/x.png" alt="" />`],
	['network', 'x.svelte', `<a href="/x" ping="/y">x</a>`],
	['network', 'x.svelte', `<script>fetch('/x');</script>`],
	['network', 'x.svelte', `<button onclick={() => fetch('/x')}>x</button>`],
	['network', 'x.ts', `void import('https://example.org/x.js');`],
	['network', 'x.ts', `import 'https://example.org/x.js';`],
	['network', 'x.ts', `declare const self: any; self.fetch('/x');`],
	['network', 'x.ts', `(window as any).fetch('/x');`],
	['network', 'x.svelte', `<p>x</p><style>p { background: url(https://example.org/x) }</style>`],
	['network', 'x.svelte', `<p>x</p><style>@import '//example.org/x.css';</style>`],
	[
		'network',
		'x.ts',
		`export const f = (e: any) => { e.style.background = 'url("//example.org/x")'; };`,
	],
	['network', 'x.svelte', `<link rel="preconnect" href={x} />`],
	['network', 'x.ts', `export const f = (link: any) => { link.rel = 'dns-prefetch'; };`],
	['network', 'x.ts', `export const f = (link: any) => { link.setAttribute('rel', 'prefetch'); };`],
	['network', 'x.ts', `export const f = (script: any) => { script.type = 'speculationrules'; };`],
	['window', 'x.svelte', `<iframe title="x" src={x}></iframe>`],
	['window', 'x.svelte', `<object data={x}></object>`],
	['window', 'x.ts', `document.createElement('iframe');`],
	['navigation', 'x.svelte', `<meta http-equiv="refresh" content="0;url=/x" />`],
	['navigation', 'x.ts', `declare const navigation: any; navigation.navigate('/x');`],
	['worker', 'x.ts', `void navigator.serviceWorker.register('https://example.org/x.js');`],
	['worker', 'x.ts', `new Worker(new URL('./x.ts', import.meta.url), { type: 'module' });`],
	['worker', 'x.ts', `void new AudioContext().audioWorklet.addModule('/x.js');`],
	['file-system', 'x.ts', `await navigator.storage.getDirectory();`],
	['file-system', 'x.ts', `export const f = (file: any) => file.createSyncAccessHandle();`],
	['passkey', 'x.ts', `await navigator.credentials.get({ publicKey: { challenge } });`],
	['message', 'x.ts', `window.parent.postMessage(1, '*');`],
	['message', 'x.ts', `export const f = (w: any) => w.postMessage(1, 'https://example.org');`],
];

const HARMLESS: readonly (readonly [file: string, text: string])[] = [
	[
		'x.ts',
		`export const f = (worker: Worker, data: ArrayBuffer) => { worker.postMessage(data, [data]); };`,
	],
	['x.ts', `const open = () => 1; open(); export const print = { share: 1 }.share;`],
	['x.ts', `location.reload(); export const path = location.pathname;`],
	['x.ts', `export type F = typeof fetch; export const labels = { download: 'x' }.download;`],
	['x.svelte', `<a href="/verify/">x</a><a href="#top">x</a><img src="blob:x" alt="" />`],
	['x.svelte', `<link rel="stylesheet" href="/x.css" /><style>p { background: url(/x) }</style>`],
	['x.svelte', `<svg xmlns="http://www.w3.org/2000/svg"></svg>`],
];

beforeAll(async () => {
	// The first text loads the configuration; that is no single test's time.
	await eslint.lintText('', { filePath: join(root, 'src/lib/app/x.ts') });
}, 30_000);

describe('sinks', () => {
	it('of every means are planted', () => {
		const planted = new Set(WAYS_OUT.map(([means]) => means));
		for (const [means, uses] of Object.entries(USES)) if (uses.length > 0) planted.add(means);
		expect([...planted].sort()).toEqual(Object.keys(MEANS).sort());
	});

	it.each(Object.entries(USES).filter(([, uses]) => uses.length > 0))(
		'%s is guarded by every name',
		async (means, uses) => {
			for (const use of uses)
				expect(await meansUsed('src/lib/app/x.ts', use), use).toContain(means);
		},
	);

	it.each(WAYS_OUT)('%s: %s: %s', async (means, file, text) => {
		expect(await meansUsed(`src/lib/ui/${file}`, text)).toEqual([means]);
	});

	it.each(HARMLESS)('leaves %s alone: %s', async (file, text) => {
		expect(await rulesBroken(`src/lib/ui/${file}`, text, 'house/sinks')).toEqual([]);
	});

	it.each(['src/routes/x.ts', 'src/cli/x.ts', 'src/service-worker.ts', 'src/hooks.client.ts'])(
		'are guarded in %s too',
		async (file) => {
			expect(await meansUsed(file, `new WebSocket('x');`)).toEqual(['network']);
		},
	);

	it('are not hidden by another name or a computed one', async () => {
		const alias = await rulesBroken('src/lib/app/x.ts', `const w = window; w;`, 'house/sinks');
		expect(alias.join()).toContain('Another name for window');
		const computed = await rulesBroken(
			'src/lib/app/x.ts',
			`export const f = (name: any) => navigator[name];`,
			'house/sinks',
		);
		expect(computed.join()).toContain('A computed member of navigator');
	});

	it('are open to the modules in the register, each to its own', async () => {
		const guarded = FLOWS.filter(({ means }) => means !== null);
		expect(guarded.length).toBeGreaterThan(0);
		for (const { means, modules } of guarded)
			for (const module of modules) {
				const [use] = USES[String(means)] ?? [];
				expect(await meansUsed(module, String(use)), module).toEqual([]);
				// No module may use everything: here, a means that no flow has.
				expect(await meansUsed(module, `navigator.usb;`), module).toEqual(['device']);
			}
	});
});

describe('pure rooms', () => {
	const IMPURE = [
		...['Date.now();', 'new Date();', 'new Date(2026, 10, 21);', 'Date();'],
		...['const { now } = Date; now;', 'Math.random();', 'const { random } = Math; random;'],
		...['crypto.getRandomValues(new Uint8Array(1));', 'crypto.subtle;', 'performance.now();'],
		...['window;', 'document;', 'navigator;', 'self;', 'globalThis;', 'process;', 'console;'],
		...['localStorage;', 'indexedDB;', 'caches;', `fetch('/x');`, 'new DOMParser();'],
		...['setTimeout(f, 1);', 'requestAnimationFrame(f);', `new Worker('x');`, 'new Function();'],
		...['new Date(0).getHours();', 'new Date(0).toLocaleString();', `'a'.localeCompare('b');`],
		'new Intl.DateTimeFormat().resolvedOptions().timeZone;',
	];
	const PURE = [
		'new Date(0).toISOString();',
		'Date.UTC(2026, 10, 21);',
		'Math.max(1, 2);',
		`new TextEncoder().encode('x');`,
		'structuredClone({});',
		'export const f = (now: number, crypto: object) => [now, crypto];',
		'export type Page = Window;',
	];

	it.each(['codec', 'records', 'score', 'attest', 'intake'])('%s', async (room) => {
		const file = `src/lib/${room}/x.ts`;
		for (const text of IMPURE)
			expect((await rulesBroken(file, text, 'house/pure')).length, text).toBeGreaterThan(0);
		for (const text of PURE) expect(await rulesBroken(file, text, 'house/pure'), text).toEqual([]);
	});

	it('leaves tests and other rooms alone', async () => {
		for (const file of ['src/lib/codec/x.test.ts', 'src/lib/app/x.ts'])
			expect(await rulesBroken(file, 'Date.now();', 'house/pure')).toEqual([]);
	});
});

describe('raw tables', () => {
	const RAW = [
		`export const f = (db: any) => db.pages.get(1);`,
		`export const f = (db: any) => db.table('pages');`,
		`export class A { #db: any; f() { return this.#db.transaction('rw', 'pages', () => 1); } }`,
		`import Dexie from 'dexie'; new Dexie('x');`,
		`import type { Table } from 'dexie'; export type T = Table;`,
	];
	it.each(RAW)('are closed: %s', async (text) => {
		expect((await rulesBroken('src/lib/vault/x.ts', text, 'house/raw-tables')).length).toBe(1);
		expect(await rulesBroken('src/lib/vault/sealed-table.ts', text, 'house/raw-tables')).toEqual(
			[],
		);
	});

	it('may be watched, opened and closed', async () => {
		const text = `import { liveQuery } from 'dexie'; export const f = (db: any) => [liveQuery, db.open(), db.close()];`;
		expect(await rulesBroken('src/lib/vault/x.ts', text, 'house/raw-tables')).toEqual([]);
	});
});

describe('pages', () => {
	it.each([
		['svelte/no-at-html-tags', '{@html x}'],
		['svelte/no-inline-styles', '<p style="color: red">x</p>'],
		['svelte/no-inline-styles', '<p style:color={x}>x</p>'],
		['no-restricted-properties', '<script>document.body.innerHTML = 1;</script>'],
		['no-console', '<script>console.log(1);</script>'],
		['no-eval', `<script>eval('1');</script>`],
		['no-new-func', `<script>new Function('1');</script>`],
	])('%s: %s', async (rule, text) => {
		expect((await rulesBroken('src/lib/ui/x.svelte', text, rule)).length).toBe(1);
	});
});
