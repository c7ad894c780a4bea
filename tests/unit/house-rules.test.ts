import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { FLOWS } from '../../src/lib/flows/register';
import { MEANS, ORDINARY_NAMES } from '../../scripts/means.mjs';
import { eslint, linesUsing, meansUsed, root, rulesBroken } from '../fixtures/house-lint';

/** Proves that each lint rule of the house bites: on the way out, in pure rooms, at the tables. */

/** Every guarded name, written down a second time: to guard one less is a change of this list too. */
const GUARDED: Readonly<Record<string, readonly string[]>> = {
	network: [
		...['fetch', 'fetchLater', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport'],
		...['EventSource', 'RTCPeerConnection', 'webkitRTCPeerConnection', 'importScripts', 'Audio'],
		...['MediaMetadata', 'speechSynthesis', 'SpeechRecognition', 'webkitSpeechRecognition'],
		...['navigator.joinAdInterestGroup', 'navigator.mediaSession', 'navigator.runAdAuction'],
		...['navigator.registerProtocolHandler', 'navigator.updateAdInterestGroups'],
		...['x.backgroundFetch', 'x.periodicSync', 'x.pushManager', 'x.sendBeacon'],
		...['x.navigationPreload', 'x.relList'],
	],
	navigation: [
		...['x.requestSubmit', 'x.createAttribute', 'x.createAttributeNS', 'x.getAttributeNode'],
		...['x.getAttributeNodeNS', 'x.setAttributeNode', 'x.setAttributeNodeNS', 'x.setNamedItem'],
		'x.setNamedItemNS',
	],
	window: [
		...['open', 'documentPictureInPicture', 'customElements', 'DOMParser', 'XSLTProcessor'],
		...['document.open', 'document.write', 'document.writeln', 'x.createContextualFragment'],
		...['x.parseHTMLUnsafe', 'x.setHTML', 'x.setHTMLUnsafe'],
	],
	message: [],
	clipboard: [
		...['ClipboardItem', 'navigator.clipboard', 'document.execCommand', 'x.writeText'],
		...['x.readText', 'x.clipboardData'],
	],
	file: ['showSaveFilePicker', 'x.createObjectURL', 'x.createWritable'],
	share: ['navigator.share', 'navigator.canShare'],
	camera: [
		...['ImageCapture', 'MediaRecorder', 'navigator.mediaDevices', 'x.getUserMedia'],
		'x.getDisplayMedia',
	],
	print: ['print'],
	notification: [
		...['Notification', 'navigator.clearAppBadge', 'navigator.setAppBadge', 'x.showNotification'],
	],
	passkey: [
		...['PublicKeyCredential', 'IdentityCredential', 'IdentityProvider'],
		...['navigator.credentials', 'navigator.login'],
	],
	device: [
		...['PaymentRequest', 'NDEFReader', 'PresentationRequest', 'navigator.bluetooth'],
		...['navigator.contacts', 'navigator.geolocation', 'navigator.hid', 'navigator.presentation'],
		...['navigator.requestMIDIAccess', 'navigator.serial', 'navigator.usb'],
	],
	'local-storage': ['localStorage'],
	'session-storage': ['sessionStorage'],
	cookies: ['cookieStore', 'document.cookie'],
	'indexed-db': ['indexedDB', 'navigator.storageBuckets'],
	cache: ['caches', 'x.unregister'],
	'file-system': [
		...['showDirectoryPicker', 'showOpenFilePicker', 'x.getDirectory', 'x.createSyncAccessHandle'],
	],
	worker: ['Worker', 'SharedWorker', 'x.addModule'],
	'whole-object': ['clientInformation'],
};

/** Per means the shortest uses of every name by which it is reached, each on one line. */
const USES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
	Object.entries(MEANS).map(([means, reach]) => [
		means,
		[
			...(reach.globals ?? []).flatMap((name) => [
				`${name}('x');`,
				`window.${name}('x');`,
				`globalThis['${name}'];`,
				`self?.${name};`,
				`{ const { ${name}: renamed } = window; renamed; }`,
				`{ const { '${name}': renamed } = window; renamed; }`,
				`document.defaultView?.${name};`,
				`use((event: any) => event.view?.${name});`,
			]),
			...(reach.navigator ?? []).flatMap((name) => [
				`navigator.${name};`,
				`window.navigator?.['${name}'];`,
				`{ const { ${name}: renamed } = navigator; renamed; }`,
			]),
			...(reach.document ?? []).map((name) => `document.${name};`),
			...(reach.members ?? []).map((name) => `use((a: any) => a.b.${name}());`),
			...[reach.globals, reach.navigator, reach.document, reach.members]
				.flatMap((names) => names ?? [])
				.filter((name) => !ORDINARY_NAMES.has(name))
				.flatMap((name) => [
					`use((event: any) => event.target.${name});`,
					`use(({ a: { ${name}: renamed } }: any) => renamed);`,
				]),
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
	['navigation', 'x.ts', `location = somewhere;`],
	['navigation', 'x.ts', `[location] = [somewhere];`],
	['navigation', 'x.ts', `[location.href] = [somewhere];`],
	['navigation', 'x.ts', `({ x: location.href } = { x: somewhere });`],
	['navigation', 'x.ts', `for (location.href of [somewhere]);`],
	['navigation', 'x.ts', `export const f = (e: any) => { e.ownerDocument.location.href = '/x'; };`],
	['navigation', 'x.ts', `export const f = (e: any) => { e.httpEquiv = 'refresh'; };`],
	['navigation', 'x.ts', `export const f = (form: any) => { form.action = '/x'; };`],
	[
		'navigation',
		'x.ts',
		`export const f = (e: any) => { e.setAttributeNS(null, 'href', 'https://example.org'); };`,
	],
	['navigation', 'x.ts', `export const f = (e: any, x: any) => { e.setAttribute(x, '/x'); };`],
	[
		'navigation',
		'x.ts',
		`export const f = (e: any, x: any) => { e.setAttributeNS(null, x, '/x'); };`,
	],
	['navigation', 'x.ts', `export const f = (e: any, x: any) => { e.setAttributeNode(x); };`],
	['navigation', 'x.ts', `history.pushState(null, '', somewhere);`],
	['navigation', 'x.ts', 'history.replaceState(null, "", `/x?${somewhere}`);'],
	['navigation', 'x.ts', `window.history.pushState(null, '', '/x?' + somewhere);`],
	[
		'navigation',
		'x.ts',
		`import { pushState } from '$app/navigation'; export const f = (x: string) => { pushState(x, {}); };`,
	],
	['network', 'x.ts', `export const f = (a: any) => { a.ping = '/x'; };`],
	['network', 'x.ts', `export const f = (a: any) => { a.setAttribute('ping', '/x'); };`],
	['network', 'x.svelte', `<a href="/x" {ping}>x</a>`],
	['network', 'x.ts', `new Audio('https://example.org/x');`],
	['network', 'x.ts', `new Image().src = somewhere;`],
	['network', 'x.ts', `new Image().src = 'https://example.org/x';`],
	['network', 'x.ts', `new Image().srcset = '/a 1x, https://example.org/x 2x';`],
	['network', 'x.ts', `export const f = (video: any) => { video.poster = '//example.org/x'; };`],
	['network', 'x.svelte', `<img srcset="/a 1x, https://example.org/x 2x" alt="" />`],
	['network', 'x.svelte', `<video poster="https://example.org/x"></video>`],
	[
		'network',
		'x.svelte',
		`<p>x</p><style>p { background: image-set("https://example.org/x") }</style>`,
	],
	[
		'network',
		'x.svelte',
		`<p>x</p><style>p { background: image-set("/a" 1x, "https://example.org/x" 2x) }</style>`,
	],
	['network', 'x.svelte', String.raw`<p>x</p><style>@\69mport '//example.org/x.css';</style>`],
	['network', 'x.svelte', `<p>x</p><style>@import/**/'//example.org/x.css';</style>`],
	[
		'network',
		'x.svelte',
		String.raw`<p>x</p><style>p { background: u\72l(h\74tps://e.org) }</style>`,
	],
	['network', 'x.ts', `import 'data:text/javascript,1';`],
	['network', 'x.ts', `export * from 'https://example.org/x.js';`],
	['network', 'x.ts', `export { x } from 'https://example.org/x.js';`],
	['network', 'x.ts', `void import(somewhere);`],
	['network', 'x.ts', `export const f = (link: any) => { link.relList.add('preconnect'); };`],
	['network', 'x.ts', `export const f = ({ relList }: any) => { relList.value = 'preconnect'; };`],
	[
		'network',
		'x.ts',
		`export const f = (link: any) => { link.relList.replace('a', 'preconnect'); };`,
	],
	['network', 'x.ts', `export const f = (link: any) => { link.relList.toggle('preconnect'); };`],
	[
		'network',
		'x.ts',
		`export const f = (e: any) => { e.setAttributeNS(null, 'rel', 'preconnect'); };`,
	],
	[
		'network',
		'x.ts',
		`const { active } = await navigator.serviceWorker.ready; await active.navigationPreload.enable();`,
	],
	['window', 'x.ts', `document.createElementNS('http://www.w3.org/1999/xhtml', 'iframe');`],
	['window', 'x.ts', `document.createElement(somewhere);`],
	['window', 'x.svelte', `<svelte:element this={'iframe'} />`],
	['window', 'x.svelte', `<svelte:element this="iframe" />`],
	['window', 'x.svelte', `<svelte:element this={somewhere} />`],
	['window', 'x.svelte', `<svelte:element this="if{somewhere}" />`],
	['window', 'x.ts', `document.write('x');`],
	['window', 'x.ts', `export const f = (e: any) => { e.setHTMLUnsafe('x'); };`],
	['window', 'x.ts', `export const f = (link: any) => { link.target = '_blank'; };`],
	['notification', 'x.ts', `await navigator.setAppBadge(7);`],
	['cache', 'x.ts', `export const f = (registration: any) => registration.unregister();`],
	['cookies', 'x.ts', `await cookieStore.set('a', 'b');`],
	['cookies', 'x.ts', `export const f = (e: any) => { e.ownerDocument.cookie = 'a=b'; };`],
];

/** A window, a navigator, a document, a location or a history under another name. */
const OTHER_NAMES: readonly string[] = [
	...['const w = window; w;', 'let w; w = window; w;', 'export const f = (w = window) => w;'],
	...[`(0, window).name;`, `Reflect.get(window, 'name');`, `const { ...w } = window; w;`],
	...[`const { ['fet' + 'ch']: g } = window; g;`, '(window || null).name;', 'use([window]);'],
	...['export const f = () => window;', 'export const f = () => { return self; };', 'w ??= top;'],
	...[
		'const { document: d } = window; d;',
		'const { navigator: { language } } = window; language;',
	],
	...[
		'const w = document.defaultView; w;',
		'export const f = (e: any) => { const w = e.view; w; };',
	],
	...[
		'export const f = ({ view }: any) => view;',
		'use(parent);',
		'use(frames);',
		'use(globalThis);',
	],
	...[
		'const n = navigator; n;',
		'const n = clientInformation; n;',
		'use(window.navigator as any);',
	],
	...['const d = document; d;', 'const d = window.document; d;', 'use(e.ownerDocument);'],
	...['const l = location; l;', 'const l = document.location; l;', 'use(window?.location);'],
	...['Object.assign(location, { hash: 1 });', 'const h = history; h;', 'use(window.history!);'],
	...['const n = navigation; n;', 'export default window;', 'use({ window });', 'use(...top);'],
	...[
		'window[somewhere];',
		'navigator[somewhere];',
		'document[somewhere];',
		'location[somewhere];',
	],
	...['history[somewhere];', 'event.view[somewhere];', 'const { [somewhere]: a } = navigator; a;'],
];

/** Comments that would switch the rules off. */
const SWITCHES: readonly (readonly [file: string, text: string])[] = [
	['x.ts', `/* eslint-disable */ fetch('/x');`],
	['x.ts', `/* eslint-disable -- a reason */ fetch('/x');`],
	['x.ts', `/* eslint-disable , */ fetch('/x');`],
	['x.ts', `// eslint-disable-next-line\nfetch('/x');`],
	['x.ts', `fetch('/x'); // eslint-disable-line`],
	['x.ts', `// eslint-disable-next-line house/sinks\nfetch('/x');`],
	['x.ts', `// eslint-disable-next-line no-empty, house/sinks -- a reason\nfetch('/x');`],
	['x.ts', `/* eslint-disable house/sinks, house/directives */ fetch('/x');`],
	['x.ts', `/* eslint-disable house/directives */\n/* eslint-disable */ fetch('/x');`],
	['x.ts', `/* eslint house/sinks: "off" */ fetch('/x');`],
	['x.ts', `/* eslint-disable house/pure */ Date.now();`],
	['x.ts', `// eslint-disable-next-line house/pure\nDate.now();`],
	['x.ts', `// eslint-disable-next-line house/raw-tables -- a reason\nfetch('/x');`],
	['x.svelte', `<script>\n/* eslint-disable */ fetch('/x');</script>`],
	['x.svelte', `<!-- eslint-disable -->\n<p>{fetch('/x')}</p>`],
	['x.svelte', `<!-- eslint-disable-next-line house/sinks -->\n<p>{fetch('/x')}</p>`],
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
	['x.svelte', `<svelte:element this={'p'} /><img srcset="/a 1x, /b 2x" alt="" />`],
	['x.svelte', `<p>x</p><style>/* https://example.org */ p::after { content: '\\201c' }</style>`],
	['x.ts', `export const a = 'vibrate' in navigator && typeof window !== 'undefined';`],
	['x.ts', `const { hostname } = location; export const a = [hostname, String(location.href)];`],
	['x.ts', `history.replaceState(null, '', '/verify/'); history.pushState(null, '');`],
	['x.ts', `document.createElementNS('http://www.w3.org/2000/svg', 'path').setAttribute('d', x);`],
	['x.ts', `export class A { #view = 1; f() { return this.#view; } }`],
	['x.ts', `export const f = (window: any, location: any) => [window, location];`],
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
			const lines = await linesUsing('src/lib/app/x.ts', uses.join('\n'), means);
			expect(uses.filter((_, at) => !lines.has(at + 1))).toEqual([]);
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

	it.each(OTHER_NAMES)('are not hidden by another name or a computed one: %s', async (text) => {
		expect(await meansUsed('src/lib/app/x.ts', text)).toEqual(['whole-object']);
	});

	it.each(SWITCHES)('are not switched off: %s: %s', async (file, text) => {
		expect(await rulesBroken(`src/lib/ui/${file}`, text, 'house/directives')).not.toEqual([]);
	});

	it('leave comments alone that switch off another rule', async () => {
		const text = `
			// eslint-disable-next-line no-empty -- a reason
			// eslint-disable-next-line house/pure -- a reason
			// As /* eslint-disable */ says.
		`;
		expect(await rulesBroken('src/lib/ui/x.ts', text, 'house/directives')).toEqual([]);
	});

	it('are all that were ever guarded', () => {
		const guarded = Object.entries(MEANS).map(([means, reach]) => [
			means,
			[
				...(reach.globals ?? []),
				...(reach.navigator ?? []).map((name) => `navigator.${name}`),
				...(reach.document ?? []).map((name) => `document.${name}`),
				...(reach.members ?? []).map((name) => `x.${name}`),
			].sort(),
		]);
		expect(Object.fromEntries(guarded)).toEqual(
			Object.fromEntries(
				Object.entries(GUARDED).map(([means, names]) => [means, [...names].sort()]),
			),
		);
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
