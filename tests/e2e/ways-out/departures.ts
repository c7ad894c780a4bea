/// <reference lib="dom" />
import type { WayOut } from './way-out';

/** Ways out that leave the page, or show another one in it or beside it. */
export const DEPARTURES: readonly WayOut[] = [
	{
		channel: 'plugin',
		id: 'object',
		run: ({ origin }) => {
			add('object', { data: `${origin}/x` });
		},
	},
	{
		channel: 'plugin',
		id: 'embed',
		run: ({ origin }) => {
			add('embed', { src: `${origin}/x` });
		},
	},
	{
		channel: 'frame',
		id: 'iframe',
		run: ({ origin }) => {
			add('iframe', { src: `${origin}/x` });
		},
	},
	{
		channel: 'frame',
		id: 'frame',
		run: ({ origin }) => {
			add('frame', { src: `${origin}/x` }, add('frameset', {}));
		},
	},
	{
		channel: 'form',
		id: 'form',
		run: ({ origin }) => {
			(add('form', { action: `${origin}/x` }) as HTMLFormElement).submit();
		},
	},
	{
		channel: 'form',
		id: 'form-request',
		run: ({ origin }) => {
			(add('form', { action: `${origin}/x` }) as HTMLFormElement).requestSubmit();
		},
	},
	{
		channel: 'form',
		id: 'form-new-window',
		run: ({ origin }) => {
			(add('form', { action: `${origin}/x`, target: '_blank' }) as HTMLFormElement).submit();
		},
	},
	{
		channel: 'form',
		id: 'form-button',
		run: ({ origin }) => {
			add('button', { formaction: `${origin}/x` }, add('form', {})).click();
		},
	},
	{
		channel: 'link',
		id: 'link',
		run: ({ origin }) => {
			add('a', { href: `${origin}/x` }).click();
		},
	},
	{
		channel: 'link',
		id: 'link-detached',
		run: ({ origin }) => {
			Object.assign(document.createElement('a'), { href: `${origin}/x` }).click();
		},
	},
	{
		channel: 'link',
		id: 'link-dispatched',
		run: ({ origin }) =>
			Object.assign(document.createElement('a'), { href: `${origin}/x` }).dispatchEvent(
				new MouseEvent('click'),
			),
	},
	{
		channel: 'link',
		id: 'link-new-window',
		run: ({ origin }) => {
			add('a', { href: `${origin}/x`, target: '_blank' }).click();
		},
	},
	{
		channel: 'link',
		id: 'link-new-window-detached',
		run: ({ origin }) => {
			Object.assign(document.createElement('a'), {
				href: `${origin}/x`,
				target: '_blank',
			}).click();
		},
	},
	{
		channel: 'link',
		id: 'link-new-window-dispatched',
		run: ({ origin }) =>
			Object.assign(document.createElement('a'), {
				href: `${origin}/x`,
				target: '_blank',
			}).dispatchEvent(new MouseEvent('click')),
	},
	{
		channel: 'link',
		id: 'link-shadow',
		run: ({ origin }) => {
			const shadow = add('div', {}).attachShadow({ mode: 'closed' });
			add('a', { href: `${origin}/x`, target: '_blank' }, shadow).click();
		},
	},
	{
		channel: 'link',
		id: 'link-download',
		run: ({ origin }) => {
			add('a', { href: `${origin}/x`, download: 'x' }).click();
		},
	},
	{
		channel: 'link',
		id: 'link-svg',
		run: ({ origin }) =>
			addSvg('a', { href: `${origin}/x` }).dispatchEvent(new MouseEvent('click')),
	},
	{
		channel: 'link',
		id: 'area',
		run: ({ origin }) => {
			add('area', { href: `${origin}/x` }, add('map', { name: 'm' })).click();
		},
	},
	{
		channel: 'ping',
		id: 'ping',
		run: ({ origin }) => {
			add('a', { href: '#x', ping: `${origin}/x` }).click();
		},
	},
	{
		channel: 'location',
		id: 'location-href',
		run: ({ origin }) => {
			location.href = `${origin}/x`;
		},
	},
	{
		channel: 'location',
		id: 'location-assign',
		run: ({ origin }) => {
			location.assign(`${origin}/x`);
		},
	},
	{
		channel: 'location',
		id: 'location-replace',
		run: ({ origin }) => {
			location.replace(`${origin}/x`);
		},
	},
	{
		channel: 'location',
		id: 'navigation-navigate',
		run: ({ origin }) =>
			void (
				globalThis as unknown as { navigation: { navigate(u: string): unknown } }
			).navigation.navigate(`${origin}/x`),
	},
	{
		channel: 'meta-refresh',
		id: 'meta-refresh',
		run: ({ origin }) => {
			add('meta', { 'http-equiv': 'refresh', content: `0;url=${origin}/x` }, document.head);
		},
	},
	{ channel: 'window', id: 'window-open', run: ({ origin }) => open(`${origin}/x`) && 0 },
	{
		channel: 'window',
		id: 'window-open-self',
		run: ({ origin }) => {
			open(`${origin}/x`, '_self');
		},
	},
	{
		channel: 'window',
		id: 'window-open-noopener',
		run: ({ origin }) => {
			open(`${origin}/x`, '_blank', 'noopener');
		},
	},
	{
		channel: 'window',
		id: 'window-of-frame',
		run: ({ origin }) => {
			(add('iframe', {}) as HTMLIFrameElement).contentWindow?.open(`${origin}/x`);
		},
	},
	{
		channel: 'frame',
		id: 'fetch-of-frame',
		run: ({ origin }) =>
			(
				(add('iframe', {}) as HTMLIFrameElement).contentWindow as unknown as typeof globalThis
			).fetch(`${origin}/x`, { mode: 'no-cors' }),
	},
	{
		channel: 'window',
		id: 'picture-in-picture',
		run: async ({ origin }) => {
			const pip = (
				globalThis as unknown as { documentPictureInPicture: { requestWindow(): Promise<Window> } }
			).documentPictureInPicture;
			const window = await pip.requestWindow();
			window.location.href = `${origin}/x`;
		},
	},
	{
		channel: 'javascript-address',
		id: 'execute-javascript-address',
		run: ({ origin }) => {
			location.href = `javascript:void(new Image().src='${origin}/x')`;
		},
	},
	{
		channel: 'window',
		id: 'xslt',
		run: ({ origin }) => {
			const xsl = 'http://www.w3.org/1999/XSL/Transform';
			const sheet = document.implementation.createDocument(xsl, 'xsl:stylesheet', null);
			sheet.documentElement.setAttribute('version', '1.0');
			const template = sheet.createElementNS(xsl, 'xsl:template');
			template.setAttribute('match', '/');
			const element = sheet.createElementNS(xsl, 'xsl:element');
			element.setAttribute('name', 'iframe');
			const attribute = sheet.createElementNS(xsl, 'xsl:attribute');
			attribute.setAttribute('name', 'name');
			attribute.append('f');
			element.append(attribute);
			template.append(element);
			sheet.documentElement.append(template);
			const processor = new XSLTProcessor();
			processor.importStylesheet(sheet);
			document.body.append(
				processor.transformToFragment(
					document.implementation.createDocument(null, 'x', null),
					document,
				),
			);
			(window[0] as Window).open(`${origin}/x`);
		},
	},
	{
		channel: 'window',
		id: 'custom-frame',
		run: ({ origin }) => {
			class Frame extends HTMLIFrameElement {}
			customElements.define('x-frame', Frame, { extends: 'iframe' });
			const frame = new Frame();
			document.body.append(frame);
			frame.contentWindow?.open(`${origin}/x`);
		},
	},
];
