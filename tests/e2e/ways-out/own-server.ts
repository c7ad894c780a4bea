/// <reference lib="dom" />
import type { WayOut } from './way-out';

/** Ways to tell something to the app's own server, by an address that it has or that it has not. */
export const OWN_LOADS: readonly WayOut[] = [
	{ channel: 'own-server', id: 'own-image', run: ({ name }) => (new Image().src = `/${name}.png`) },
	{
		channel: 'own-server',
		id: 'own-image-query',
		run: ({ name }) => (new Image().src = `/icon.svg?${name}`),
	},
	{
		channel: 'own-server',
		id: 'own-style-address',
		run: ({ name }) => {
			document.body.style.backgroundImage = `url("/${name}.png")`;
		},
	},
	{
		channel: 'own-server',
		id: 'own-style-sheet',
		run: ({ name }) => {
			add('link', { rel: 'stylesheet', href: `/${name}.css` });
		},
	},
	{
		channel: 'own-server',
		id: 'own-script',
		run: ({ name }) => {
			// What a planted script would do that had found a policy to do it with.
			const script = document.createElement('script');
			script.setAttribute('src', `/${name}.js`);
			document.head.append(script);
		},
	},
	{ channel: 'own-server', id: 'own-import', run: ({ name }) => import(`/${name}.js`) },
	{
		channel: 'own-server',
		id: 'own-sound',
		run: ({ name }) => void new Audio(`/${name}.mp3`).play(),
	},
	{
		channel: 'own-server',
		id: 'own-subtitles',
		run: ({ name }) => {
			const track = add('track', { src: `/${name}.vtt`, default: '' }, add('video', {}));
			(track as HTMLTrackElement).track.mode = 'showing';
		},
	},
	{
		channel: 'own-server',
		id: 'own-manifest',
		run: ({ name }) => {
			add('link', { rel: 'manifest', href: `/manifest.webmanifest?${name}` }, document.head);
		},
	},
	{
		channel: 'own-server',
		id: 'own-icon',
		run: ({ name }) => {
			add('link', { rel: 'icon', href: `/${name}.png` }, document.head);
		},
	},
	{
		channel: 'own-server',
		id: 'own-prefetch',
		run: ({ name }) => {
			const link = document.createElement('link');
			link.href = `/${name}`;
			Element.prototype.setAttribute.call(link, 'rel', 'prefetch');
			document.head.append(link);
		},
	},
	{
		channel: 'own-server',
		id: 'own-preload',
		run: ({ name }) => {
			add('link', { rel: 'preload', as: 'image', href: `/${name}.png` }, document.head);
		},
	},
	{
		channel: 'own-server',
		id: 'own-module-preload',
		run: ({ name }) => {
			add('link', { rel: 'modulepreload', href: `/${name}.js` }, document.head);
		},
	},
	{
		channel: 'own-server',
		id: 'own-svg',
		run: ({ name }) => {
			addSvg('image', { href: `/${name}.svg` });
		},
	},
	{
		channel: 'own-server',
		id: 'own-download',
		run: ({ name }) => {
			add('a', { href: `/icon.svg?${name}`, download: 'x' }).click();
		},
	},
	{
		channel: 'own-server',
		id: 'own-cookie-and-update',
		run: async ({ name }) => {
			document.cookie = `w=${name}`;
			const store = Reflect.get(window, 'cookieStore') as CookieStore | undefined;
			await store?.set('v', name);
			await (await navigator.serviceWorker.ready).update();
		},
	},
	{
		channel: 'own-server',
		id: 'own-other-worker',
		run: ({ name }) => navigator.serviceWorker.register(`/service-worker.js?${name}`),
	},
];

/** Those that leave the page. */
export const OWN_DEPARTURES: readonly WayOut[] = [
	{
		channel: 'own-server',
		id: 'own-preload-header',
		run: async ({ name }) => {
			const { navigationPreload } = await navigator.serviceWorker.ready;
			await navigationPreload.enable();
			await navigationPreload.setHeaderValue(name);
			location.reload();
		},
	},
	{
		channel: 'own-server',
		id: 'own-page',
		run: ({ name }) => {
			location.href = `/${name}/`;
		},
	},
	{
		channel: 'own-server',
		id: 'own-page-query',
		run: ({ name }) => {
			location.href = `/?${name}`;
		},
	},
	{
		channel: 'own-server',
		id: 'own-link',
		run: ({ name }) => {
			add('a', { href: `/verify/?${name}` }).click();
		},
	},
	{
		channel: 'own-server',
		id: 'own-form',
		run: ({ name }) => {
			const form = add('form', { action: '/' }) as HTMLFormElement;
			add('input', { name: 'x', value: name }, form);
			form.requestSubmit();
		},
	},
];
