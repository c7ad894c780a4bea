import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { CHANNELS } from '../../src/lib/flows/channels';
import { complaints, eslint, root } from '../fixtures/house-lint';

/** Each channel as a careless hand would write it, in a module that the register does not name. */
const PLANTED: Readonly<Record<string, readonly (readonly [file: string, text: string])[]>> = {
	fetch: [['x.ts', `void fetch('https://example.org/x');`]],
	'fetch-later': [['x.ts', `fetchLater('https://example.org/x');`]],
	xhr: [['x.ts', `new XMLHttpRequest();`]],
	beacon: [['x.ts', `navigator.sendBeacon('https://example.org/x');`]],
	'event-source': [['x.ts', `new EventSource('https://example.org/x');`]],
	websocket: [['x.ts', `new WebSocket('wss://example.org/x');`]],
	webtransport: [['x.ts', `new WebTransport('https://example.org/x');`]],
	webrtc: [['x.ts', `new RTCPeerConnection();`]],
	'parsed-frame': [['x.ts', `document.body.insertAdjacentHTML('beforeend', x);`]],
	image: [
		['x.svelte', `<img src="https://example.org/x.png" alt="" />`],
		['x.ts', `new Image().src = 'https://example.org/x.png';`],
	],
	'media-session': [
		['x.ts', `navigator.mediaSession.metadata = x;`],
		['x.ts', `export const f = (x: any) => new MediaMetadata(x);`],
	],
	media: [['x.svelte', `<audio src="https://example.org/x.mp3"></audio>`]],
	'style-sheet': [['x.svelte', `<link rel="stylesheet" href="https://example.org/x.css" />`]],
	'css-url': [
		['x.svelte', `<p>x</p><style>p { background: url('https://example.org/x') }</style>`],
		['x.ts', 'export const f = (e: any, x: string) => { e.b = `url(https://e.org/${x})`; };'],
	],
	font: [['x.ts', `new FontFace('x', 'url(https://example.org/x)');`]],
	svg: [['x.svelte', `<svg><use href="https://example.org/x.svg#x" /></svg>`]],
	script: [
		['x.svelte', `<svelte:head><script src="https://example.org/x.js"></script></svelte:head>`],
	],
	import: [['x.ts', `void import('https://example.org/x.js');`]],
	worker: [['x.ts', `new Worker('https://example.org/x.js');`]],
	'service-worker': [['x.ts', `void navigator.serviceWorker.register('https://e.org/x.js');`]],
	'service-worker-fetch': [['../../service-worker.ts', `void fetch('https://example.org/x');`]],
	prefetch: [['x.svelte', `<link rel="prefetch" href="https://example.org/x" />`]],
	preconnect: [['x.svelte', `<link rel="dns-prefetch" href={x} />`]],
	'speculation-rules': [['x.ts', `export const f = (s: any) => { s.type = 'speculationrules'; };`]],
	plugin: [['x.svelte', `<embed src={x} />`]],
	frame: [['x.svelte', `<iframe title="x" src={x}></iframe>`]],
	form: [['x.svelte', `<form action="https://example.org/x"></form>`]],
	link: [['x.svelte', `<a href="https://example.org/x">x</a>`]],
	ping: [['x.svelte', `<a href="/x" ping="https://example.org/x">x</a>`]],
	'other-program': [
		['x.svelte', `<a href="mailto:x@example.org">x</a>`],
		['x.svelte', `<a href="tel:+1{x}">x</a>`],
		['x.ts', `location.href = 'mailto:' + x;`],
	],
	location: [['x.ts', `location.href = 'https://example.org/x';`]],
	'meta-refresh': [['x.svelte', `<meta http-equiv="refresh" content={x} />`]],
	base: [['x.svelte', `<svelte:head><base href="https://example.org/" /></svelte:head>`]],
	'javascript-address': [['x.svelte', `<a href="javascript:x()">x</a>`]],
	window: [['x.ts', `window.open('https://example.org/x');`]],
	'other-page': [['x.ts', `window.opener.postMessage(x, '*');`]],
	'passkey-name': [
		['x.ts', `await navigator.credentials.get({ publicKey: { rpId: x } });`],
		['x.ts', `await PublicKeyCredential.signalUnknownCredential({ rpId: x });`],
	],
	'federated-login': [
		['x.ts', `await navigator.credentials.get({ identity: x });`],
		['x.ts', `await IdentityCredential.disconnect(x);`],
		['x.ts', `navigator.login.setStatus('logged-in');`],
	],
	wallet: [
		['x.ts', `await navigator.credentials.get({ digital: { requests: [x] } });`],
		['x.ts', `await navigator.credentials.get({ otp: { transport: ['sms'] } });`],
	],
	cookie: [
		['x.ts', `document.cookie = x;`],
		['x.ts', `await cookieStore.set('x', x);`],
	],
	'preload-header': [['x.ts', `await worker.navigationPreload.setHeaderValue(x);`]],
	'password-manager': [['x.ts', `await navigator.credentials.store(x);`]],
	'protocol-handler': [['x.ts', `navigator.registerProtocolHandler('web+x', '/?%s');`]],
	'ad-interest-group': [
		['x.ts', `await navigator.joinAdInterestGroup(x);`],
		['x.ts', `await navigator.runAdAuction(x);`],
	],
	presentation: [
		['x.ts', `new PresentationRequest(x);`],
		['x.ts', `navigator.presentation.defaultRequest = x;`],
	],
	payment: [['x.ts', `new PaymentRequest(x, y);`]],
	clipboard: [['x.ts', `await navigator.clipboard.writeText(x);`]],
	download: [['x.svelte', `<a href={x} download="x.json">x</a>`]],
	print: [['x.ts', `print();`]],
	passkey: [['x.ts', `await navigator.credentials.create(x);`]],
	share: [['x.ts', `await navigator.share({ text: x });`]],
	push: [['x.ts', `await registration.pushManager.subscribe();`]],
	'background-fetch': [['x.ts', `await registration.backgroundFetch.fetch('x', x);`]],
	'file-picker': [
		['x.ts', `await showSaveFilePicker();`],
		['x.ts', `await showDirectoryPicker();`],
	],
	contacts: [
		['x.ts', `await navigator.contacts.select(['name']);`],
		['x.ts', `await navigator.bluetooth.requestDevice(x);`],
	],
	speech: [['x.ts', `speechSynthesis.speak(x);`]],
	notification: [['x.ts', `new Notification('x');`]],
};

beforeAll(async () => {
	await eslint.lintText('', { filePath: join(root, 'src/lib/ui/x.ts') });
}, 30_000);

/** Another origin's address where a page or a style sheet would load it. */
const LOADED_FROM_ELSEWHERE =
	/(?:\b(?:src|href|action|data|srcset|poster|ping)\s*=\s*|url\(\s*|@import\s+)['"]?(?:https?:|\/\/)/i;

/** The rules that keep data in; others have their own opinions of a planted line. */
const KEEPS_IN = /^(?:house\/sinks|no-restricted-properties): /;

describe('a planted way out', () => {
	it('is there for each channel that lint stops, and for no other', () => {
		const stopped = CHANNELS.filter(({ stoppedBy }) => stoppedBy.includes('lint'));
		expect(Object.keys(PLANTED).sort()).toEqual(stopped.map(({ id }) => id).sort());
	});

	it.each(Object.entries(PLANTED))('by %s is found', async (_, planted) => {
		for (const [file, text] of planted) {
			const found = await complaints(join('src/lib/ui', file), text);
			expect(found.filter((complaint) => KEEPS_IN.test(complaint)).length, text).toBeGreaterThan(0);
		}
	});
});

describe('what lint does not read', () => {
	const files = ['src', 'static'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.(?:css|html|svg|webmanifest)$/.test(file))
			.map((file) => join(folder, file)),
	);

	it('loads nothing from elsewhere: pages, style sheets and pictures', () => {
		expect(files).toEqual(expect.arrayContaining(['src/app.css', 'src/app.html']));
		const found = files.filter((file) =>
			LOADED_FROM_ELSEWHERE.test(readFileSync(join(root, file), 'utf8')),
		);
		expect(found).toEqual([]);
	});

	it.each([
		`<link rel="preconnect" href="https://example.org">`,
		`<img src=//example.org/x>`,
		`p { background: url( 'https://example.org/x' ) }`,
		`@import "//example.org/x.css";`,
	])('would be found: %s', (text) => {
		expect(text).toMatch(LOADED_FROM_ELSEWHERE);
	});
});
