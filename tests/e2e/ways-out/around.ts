/// <reference lib="dom" />
import type { WayOut } from './way-out';

/**
 * Ways that go round the guard on purpose: they put something else in the place of what it might use,
 * say one thing to it and another to the browser, or write what it looks at by another member.
 */
export const AROUND: readonly WayOut[] = [
	{
		channel: 'webrtc',
		id: 'webrtc-of-frame-by-two-names',
		run: ({ port }) => {
			let asked = 0;
			const name = { toString: () => (asked++ === 0 ? 'div' : 'iframe') } as unknown as string;
			const frame = document.createElement(name) as unknown as HTMLIFrameElement;
			document.body.append(frame);
			return askStun(port, frame.contentWindow);
		},
	},
	{
		channel: 'webrtc',
		id: 'webrtc-of-frame-unseen',
		run: ({ port }) => {
			RegExp.prototype.test = () => false;
			String.prototype.includes = () => false;
			Object.prototype.isPrototypeOf = () => false;
			Object.defineProperty(HTMLIFrameElement, Symbol.hasInstance, { value: () => false });
			const frame = document.createElement('iframe');
			document.body.append(frame);
			return askStun(port, frame.contentWindow);
		},
	},
	{
		channel: 'webrtc',
		id: 'webrtc-of-frame-document',
		run: ({ port }) => {
			const html = 'http://www.w3.org/1999/xhtml';
			const { documentElement } = document.implementation.createDocument(html, 'iframe');
			document.body.append(documentElement);
			return askStun(port, window[0] ?? null);
		},
	},
	{
		channel: 'webrtc',
		id: 'webrtc-of-frame-by-stolen-method',
		run: ({ port }) => {
			const caught: unknown[] = [];
			// What the guard would hand on to the browser is caught on its way.
			Function.prototype.apply = function (this: unknown) {
				caught.push(this);
				return document.body;
			};
			document.createElement('iframe');
			const real = caught[0] as (this: Document, name: string) => HTMLIFrameElement;
			const frame = real.call(document, 'iframe');
			document.body.append(frame);
			return askStun(port, frame.contentWindow);
		},
	},
	{
		channel: 'link',
		id: 'link-svg-other-prefix',
		run: ({ origin }) => {
			const link = addSvg('a', { target: '_blank' });
			link.setAttributeNS('http://www.w3.org/1999/xlink', 'y:href', `${origin}/x`);
			return link.dispatchEvent(new MouseEvent('click'));
		},
	},
	{
		channel: 'link',
		id: 'link-own-members',
		run: ({ origin }) => {
			const link = add('a', { href: `${origin}/x`, target: '_blank' });
			Object.assign(link, { closest: () => null, getAttribute: () => '/' });
			link.click();
		},
	},
	{
		channel: 'link',
		id: 'link-unseen',
		run: ({ origin }) => {
			const link = add('a', { href: `${origin}/x`, target: '_blank' });
			Element.prototype.closest = () => null;
			Element.prototype.getAttribute = () => null;
			Event.prototype.composedPath = () => [];
			link.click();
		},
	},
	{
		channel: 'location',
		id: 'location-not-prevented',
		run: ({ origin }) => {
			Event.prototype.preventDefault = () => undefined;
			location.href = `${origin}/x`;
		},
	},
	{
		channel: 'location',
		id: 'location-of-another-url',
		run: ({ origin }) => {
			const address = `${origin}/x`;
			Object.defineProperty(URL.prototype, 'origin', { get: () => location.origin });
			Object.assign(window, { URL: Object });
			location.href = address;
		},
	},
	{
		channel: 'form',
		id: 'form-in-a-closed-tree',
		run: ({ origin }) => {
			const tree = add('div', {}).attachShadow({ mode: 'closed' });
			const form = add('form', { action: `${origin}/x`, target: '_blank' }, tree);
			(form as HTMLFormElement).requestSubmit();
		},
	},
	{
		channel: 'form',
		id: 'form-with-a-field-in-front',
		run: ({ origin }) => {
			const form = add('form', { action: `${origin}/x`, target: '_blank' }) as HTMLFormElement;
			for (const name of ['getAttribute', 'action', 'closest']) add('input', { name }, form);
			HTMLFormElement.prototype.requestSubmit.call(form);
		},
	},
	{
		channel: 'form',
		id: 'form-of-another-target',
		run: ({ origin }) => {
			const form = add('form', { action: `${origin}/x`, target: '_blank' }) as HTMLFormElement;
			Object.defineProperty(Event.prototype, 'target', { get: () => document.body });
			Object.defineProperty(SubmitEvent.prototype, 'submitter', { get: () => null });
			form.requestSubmit();
		},
	},
	{
		channel: 'preconnect',
		id: 'link-preconnect-listed',
		run: ({ origin }) => {
			const link = add('link', { href: origin }, document.head) as HTMLLinkElement;
			link.relList.add('preconnect');
		},
	},
	{
		channel: 'preconnect',
		id: 'link-preconnect-list-value',
		run: ({ origin }) => {
			const link = add('link', { href: origin }, document.head) as HTMLLinkElement;
			link.relList.value = 'preconnect';
		},
	},
	{
		channel: 'preconnect',
		id: 'link-dns-prefetch-listed',
		run: ({ name }) => {
			const link = add('link', { href: `https://${name}/` }, document.head) as HTMLLinkElement;
			link.relList.add('dns-prefetch');
		},
	},
	{
		channel: 'preconnect',
		id: 'link-preconnect-in-no-namespace',
		run: ({ origin }) => {
			add('link', { href: origin }, document.head).setAttributeNS(null, 'rel', 'preconnect');
		},
	},
	{
		channel: 'preconnect',
		id: 'link-preconnect-of-an-element',
		run: ({ origin }) => {
			const link = add('link', { href: origin }, document.head);
			Element.prototype.setAttribute.call(link, 'rel', 'preconnect');
		},
	},
	{
		channel: 'preconnect',
		id: 'link-preconnect-as-node',
		run: ({ origin }) => {
			const rel = document.createAttribute('rel');
			rel.value = 'preconnect';
			add('link', { href: origin }, document.head).setAttributeNode(rel);
		},
	},
	{
		channel: 'preconnect',
		id: 'link-preconnect-in-the-map',
		run: ({ origin }) => {
			const bearer = document.createElement('p');
			bearer.setAttribute('rel', 'preconnect');
			const rel = bearer.attributes.removeNamedItem('rel');
			add('link', { href: origin }, document.head).attributes.setNamedItem(rel);
		},
	},
	{
		channel: 'preconnect',
		id: 'link-preconnect-by-its-attribute',
		run: ({ origin }) => {
			const link = add('link', { rel: 'x', href: origin }, document.head);
			for (const name of ['value', 'nodeValue', 'textContent'])
				Object.assign(link.getAttributeNode('rel') ?? {}, { [name]: 'preconnect' });
		},
	},
	{
		channel: 'preconnect',
		id: 'link-preconnect-by-two-words',
		run: ({ origin }) => {
			let asked = 0;
			const word = { toString: () => (asked++ === 0 ? 'x' : 'preconnect') };
			const link = add('link', { href: origin }, document.head) as HTMLLinkElement;
			link.rel = word as unknown as string;
			asked = 0;
			link.setAttribute('rel', word as unknown as string);
		},
	},
];
