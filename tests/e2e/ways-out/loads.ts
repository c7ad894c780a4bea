/// <reference lib="dom" />
import type { WayOut } from './way-out';

/** Ways out by what a page loads: pictures, styles, scripts, workers. */
export const LOADS: readonly WayOut[] = [
	{ channel: 'image', id: 'image', run: ({ origin }) => (new Image().src = `${origin}/x.png`) },
	{
		channel: 'image',
		id: 'image-srcset',
		run: ({ origin }) => (new Image().srcset = `${origin}/x.png 2x`),
	},
	{
		channel: 'image',
		id: 'picture',
		run: ({ origin }) => {
			const picture = add('picture', {});
			add('source', { srcset: `${origin}/x.png` }, picture);
			add('img', { src: '/icon.svg' }, picture);
		},
	},
	{
		channel: 'image',
		id: 'input-image',
		run: ({ origin }) => {
			add('input', { type: 'image', src: `${origin}/x.png` });
		},
	},
	{
		channel: 'image',
		id: 'video-poster',
		run: ({ origin }) => {
			add('video', { poster: `${origin}/x.png` });
		},
	},
	{
		channel: 'media',
		id: 'audio',
		run: ({ origin }) => void new Audio(`${origin}/x.mp3`).play().catch(() => 0),
	},
	{
		channel: 'media',
		id: 'track',
		run: ({ origin }) => {
			const video = add('video', { crossorigin: 'anonymous' });
			const track = add(
				'track',
				{ src: `${origin}/x.vtt`, default: '' },
				video,
			) as HTMLTrackElement;
			track.track.mode = 'showing';
		},
	},
	{
		channel: 'media-session',
		id: 'media-session',
		run: ({ origin }) => {
			// Ten seconds of noise: browsers show no picture for less than five, or for silence.
			const [rate, seconds, head] = [8000, 10, 44];
			const bytes = new DataView(new ArrayBuffer(head + rate * seconds));
			const write = (at: number, text: string) => {
				for (const [place, letter] of Array.from(text).entries())
					bytes.setUint8(at + place, letter.charCodeAt(0));
			};
			write(0, 'RIFF');
			bytes.setUint32(4, bytes.byteLength - 8, true);
			write(8, 'WAVEfmt ');
			bytes.setUint32(16, 16, true);
			bytes.setUint16(20, 1, true);
			bytes.setUint16(22, 1, true);
			bytes.setUint32(24, rate, true);
			bytes.setUint32(28, rate, true);
			bytes.setUint16(32, 1, true);
			bytes.setUint16(34, 8, true);
			write(36, 'data');
			bytes.setUint32(40, rate * seconds, true);
			for (let at = head; at < bytes.byteLength; at++) bytes.setUint8(at, (at * 37) % 256);
			const sound = new Audio(URL.createObjectURL(new Blob([bytes], { type: 'audio/wav' })));
			sound.loop = true;
			navigator.mediaSession.metadata = new MediaMetadata({
				title: 'x',
				artwork: [{ src: `${origin}/x.png`, sizes: '256x256', type: 'image/png' }],
			});
			return sound.play();
		},
	},
	{
		channel: 'css-url',
		id: 'css-url',
		run: ({ origin }) => {
			document.body.style.backgroundImage = `url("${origin}/x.png")`;
		},
	},
	{
		channel: 'style-sheet',
		id: 'css-import',
		run: ({ origin }) => {
			add('style', {}).append(`@import url("${origin}/x.css");`);
		},
	},
	{
		channel: 'css-url',
		id: 'css-adopted',
		run: ({ origin }) => {
			const sheet = new CSSStyleSheet();
			sheet.replaceSync(`body { background: url("${origin}/x.png") }`);
			document.adoptedStyleSheets.push(sheet);
		},
	},
	{
		channel: 'style-sheet',
		id: 'stylesheet',
		run: ({ origin }) => {
			add('link', { rel: 'stylesheet', href: `${origin}/x` });
		},
	},
	{
		channel: 'font',
		id: 'font',
		run: ({ origin }) => void new FontFace('x', `url(${origin}/x)`).load().catch(() => 0),
	},
	{
		channel: 'script',
		id: 'script',
		run: ({ origin }) => {
			add('script', { src: `${origin}/x.js` });
		},
	},
	{ channel: 'import', id: 'import', run: ({ origin }) => import(`${origin}/x.js`) },
	{
		channel: 'worker',
		id: 'worker',
		refused: true,
		run: ({ origin }) => {
			new Worker(`${origin}/x.js`);
		},
	},
	{
		channel: 'worker',
		id: 'shared-worker',
		refused: true,
		run: ({ origin }) => {
			new SharedWorker(`${origin}/x.js`);
		},
	},
	{
		channel: 'worker',
		id: 'worker-import',
		run: ({ origin }) => {
			const text = `importScripts("${origin}/x.js")`;
			new Worker(URL.createObjectURL(new Blob([text])));
		},
	},
	{
		channel: 'worker',
		id: 'module-worker-import',
		run: ({ origin }) => {
			const text = `import "${origin}/x.js"`;
			const blob = new Blob([text], { type: 'text/javascript' });
			new Worker(URL.createObjectURL(blob), { type: 'module' });
		},
	},
	{
		channel: 'worker',
		id: 'worklet',
		run: ({ origin }) => new AudioContext().audioWorklet.addModule(`${origin}/x.js`),
	},
	{
		channel: 'service-worker',
		id: 'other-service-worker',
		refused: true,
		run: ({ origin }) => navigator.serviceWorker.register(`${origin}/x.js`),
	},
	{
		channel: 'service-worker-fetch',
		id: 'own-service-worker',
		run: async ({ origin }) => {
			const address = '/service-worker.js';
			interface Types {
				createPolicy(name: string, rules: object): { createScriptURL(address: string): string };
			}
			const { trustedTypes } = globalThis as unknown as { trustedTypes?: Types };
			const policy = trustedTypes?.createPolicy('tessera-service-worker', {
				createScriptURL: () => address,
			});
			const script = policy?.createScriptURL(address) ?? address;
			const { installing, active } = await navigator.serviceWorker.register(script);
			(installing ?? active)?.postMessage(`${origin}/x`);
		},
	},
	{
		channel: 'prefetch',
		id: 'link-prefetch',
		run: ({ origin }) => {
			add('link', { rel: 'prefetch', href: `${origin}/x` }, document.head);
		},
	},
	{
		channel: 'prefetch',
		id: 'link-preload',
		run: ({ origin }) => {
			add('link', { rel: 'preload', as: 'image', href: `${origin}/x` }, document.head);
		},
	},
	{
		channel: 'prefetch',
		id: 'link-modulepreload',
		run: ({ origin }) => {
			add('link', { rel: 'modulepreload', href: `${origin}/x` }, document.head);
		},
	},
	{
		channel: 'image',
		id: 'link-icon',
		run: ({ origin }) => {
			add('link', { rel: 'icon', href: `${origin}/x` }, document.head);
		},
	},
	{
		channel: 'prefetch',
		id: 'link-compression-dictionary',
		run: ({ origin }) => {
			add('link', { rel: 'compression-dictionary', href: `${origin}/x` }, document.head);
		},
	},
	{
		channel: 'speculation-rules',
		id: 'speculation-rules',
		inFront: true,
		run: ({ origin }) => {
			const rules = {
				prefetch: [{ source: 'list', urls: [`${origin}/x`] }],
				prerender: [{ source: 'list', urls: [`${origin}/y`] }],
			};
			const script = document.createElement('script');
			script.type = 'speculationrules';
			script.text = JSON.stringify(rules);
			document.head.append(script);
		},
	},
	{
		channel: 'svg',
		id: 'svg-use',
		refused: true,
		run: ({ origin }) => {
			addSvg('use', { href: `${origin}/x.svg#x` });
		},
	},
	{
		channel: 'svg',
		id: 'svg-image',
		run: ({ origin }) => {
			addSvg('image', { href: `${origin}/x.png` });
		},
	},
	{
		channel: 'svg',
		id: 'svg-fe-image',
		run: ({ origin }) => {
			addSvg('feImage', { href: `${origin}/x.png` });
		},
	},
	{
		channel: 'css-url',
		id: 'css-filter',
		refused: true,
		run: ({ origin }) => {
			document.body.style.filter = `url("${origin}/x.svg#f")`;
		},
	},
	{
		channel: 'base',
		id: 'base',
		run: ({ origin }) => {
			add('base', { href: `${origin}/` }, document.head);
			new Image().src = 'x.png';
		},
	},
];
