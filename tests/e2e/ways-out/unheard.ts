/// <reference lib="dom" />
import type { Openness } from './way-out';

/**
 * A way out by which nothing arrives where a test could listen: it leads to another program, to the
 * browser's own stores or to another device. The page itself tells whether it is open.
 */
export interface UnheardWay {
	/** The row of `src/lib/flows/channels.ts`. */
	readonly channel: string;
	/** Unique: one channel has several ways. */
	readonly id: string;
	/** Sent into the page with the helpers of `way-out.ts`, so it uses nothing from here. */
	readonly tryIt: () => Openness | Promise<Openness>;
}

export const UNHEARD: readonly UnheardWay[] = [
	{
		channel: 'cookie',
		id: 'cookie',
		tryIt: () => {
			document.cookie = 'canary=1';
			return document.cookie.includes('canary') ? 'open' : 'shut';
		},
	},
	{
		channel: 'cookie',
		id: 'cookie-of-the-document-itself',
		tryIt: () => {
			Reflect.set(Document.prototype, 'cookie', 'canary=2', document);
			return document.cookie.includes('canary') ? 'open' : 'shut';
		},
	},
	{
		channel: 'cookie',
		id: 'cookie-store',
		tryIt: () => isThere(window, 'cookieStore'),
	},
	{
		channel: 'preload-header',
		id: 'preload-header',
		tryIt: () => {
			const { prototype } = ServiceWorkerRegistration;
			const member = Object.getOwnPropertyDescriptor(prototype, 'navigationPreload');
			if (member === undefined) return 'not-there';
			return 'get' in member ? 'open' : 'shut';
		},
	},
	{
		channel: 'notification',
		id: 'notification',
		tryIt: () => isThere(window, 'Notification'),
	},
	{
		channel: 'presentation',
		id: 'presentation',
		tryIt: () => isThere(window, 'PresentationRequest'),
	},
	{
		channel: 'ad-interest-group',
		id: 'join-ad-interest-group',
		tryIt: () => isThere(navigator, 'joinAdInterestGroup'),
	},
	{
		channel: 'ad-interest-group',
		id: 'run-ad-auction',
		tryIt: () => isThere(navigator, 'runAdAuction'),
	},
	{
		channel: 'protocol-handler',
		id: 'protocol-handler',
		tryIt: () => {
			if (isThere(navigator, 'registerProtocolHandler') !== 'open')
				return isThere(navigator, 'registerProtocolHandler');
			navigator.registerProtocolHandler('web+x', '/?%s');
			return 'open';
		},
	},
	{
		channel: 'password-manager',
		id: 'store-password',
		tryIt: () => {
			if (!('PasswordCredential' in window)) return 'not-there';
			const Password = Reflect.get(window, 'PasswordCredential') as new (x: object) => Credential;
			return answerOf(() => navigator.credentials.store(new Password({ id: 'x', password: 'x' })));
		},
	},
	{
		channel: 'wallet',
		id: 'wallet-get',
		tryIt: () =>
			'DigitalCredential' in window
				? answerOf(() =>
						navigator.credentials.get({
							digital: { requests: [{ protocol: 'openid4vp-v1-unsigned', data: { nonce: 'x' } }] },
						} as object),
					)
				: 'not-there',
	},
	{
		channel: 'wallet',
		id: 'wallet-behind-passkey',
		tryIt: () =>
			'DigitalCredential' in window
				? answerOf(() =>
						navigator.credentials.get(
							// Names that are inherited count too.
							Object.create({
								digital: { requests: [{ protocol: 'openid4vp-v1-unsigned', data: {} }] },
							}) as object,
						),
					)
				: 'not-there',
	},
	{
		channel: 'wallet',
		id: 'wallet-create',
		tryIt: () =>
			'DigitalCredential' in window
				? answerOf(() =>
						navigator.credentials.create({
							digital: { requests: [{ protocol: 'openid4vci', data: { x: 'x' } }] },
						} as object),
					)
				: 'not-there',
	},
	{
		channel: 'wallet',
		id: 'code-of-message',
		tryIt: () =>
			'OTPCredential' in window
				? answerOf(() => navigator.credentials.get({ otp: { transport: ['sms'] } } as object))
				: 'not-there',
	},
	{
		channel: 'other-program',
		id: 'mailto-link',
		tryIt: () =>
			followed(() => {
				add('a', { href: 'mailto:x@example.org?body=x' }).click();
			}),
	},
	{
		channel: 'other-program',
		id: 'tel-detached',
		tryIt: () =>
			followed(() => {
				Object.assign(document.createElement('a'), { href: 'tel:+15550100' }).click();
			}),
	},
	{
		channel: 'other-program',
		id: 'mailto-location',
		tryIt: () =>
			followed(() => {
				location.href = 'mailto:x@example.org?body=x';
			}),
	},
	{
		channel: 'other-program',
		id: 'mailto-refresh',
		tryIt: () =>
			followed(() => {
				const refresh = { 'http-equiv': 'refresh', content: '0;url=mailto:x@example.org' };
				add('meta', refresh, document.head);
			}),
	},
];
