/// <reference lib="dom" />
import type { WayOut } from './way-out';

/** Ways out that open a connection or look up a name. */
export const CONNECTIONS: readonly WayOut[] = [
	{ channel: 'fetch', id: 'fetch', run: ({ origin }) => fetch(`${origin}/x`, { mode: 'no-cors' }) },
	{
		channel: 'fetch',
		id: 'fetch-keepalive',
		run: ({ origin }) =>
			fetch(`${origin}/x`, { method: 'POST', body: 'x', mode: 'no-cors', keepalive: true }),
	},
	{
		channel: 'fetch-later',
		id: 'fetch-later',
		run: ({ origin }) => {
			const later = (globalThis as { fetchLater?: (url: string, options: object) => void })
				.fetchLater;
			later?.(`${origin}/x`, { activateAfter: 0 });
		},
	},
	{
		channel: 'xhr',
		id: 'xhr',
		run: ({ origin }) => {
			const request = new XMLHttpRequest();
			request.open('GET', `${origin}/x`);
			request.send();
		},
	},
	{
		channel: 'beacon',
		id: 'beacon',
		run: ({ origin }) => navigator.sendBeacon(`${origin}/x`, 'x'),
	},
	{
		channel: 'event-source',
		id: 'event-source',
		run: ({ origin }) => {
			new EventSource(`${origin}/x`);
		},
	},
	{
		channel: 'websocket',
		id: 'websocket',
		run: ({ origin }) => {
			new WebSocket(`${origin.replace('http', 'ws')}/x`);
		},
	},
	{
		channel: 'websocket',
		id: 'websocket-stream',
		run: ({ origin }) => {
			const Stream = (globalThis as { WebSocketStream?: new (url: string) => object })
				.WebSocketStream;
			if (Stream !== undefined) new Stream(`${origin.replace('http', 'ws')}/x`);
		},
	},
	{
		channel: 'webtransport',
		id: 'webtransport',
		run: ({ port }) => {
			const transport = new WebTransport(`https://127.0.0.1:${String(port)}/x`, {
				serverCertificateHashes: [{ algorithm: 'sha-256', value: new Uint8Array(32) }],
			});
			transport.ready.catch(() => 0);
			transport.closed.catch(() => 0);
		},
	},
	{ channel: 'webrtc', id: 'webrtc', run: ({ port }) => askStun(port, window) },
	{
		channel: 'webrtc',
		id: 'webrtc-of-frame',
		run: ({ port }) => askStun(port, (add('iframe', {}) as HTMLIFrameElement).contentWindow),
	},
	{
		channel: 'webrtc',
		id: 'webrtc-of-window',
		run: ({ port }) => askStun(port, open('about:blank')),
	},
	{
		channel: 'parsed-frame',
		id: 'webrtc-of-parsed-frame',
		run: ({ port }) => {
			// eslint-disable-next-line no-restricted-properties -- this is the way that is tried
			document.body.insertAdjacentHTML('beforeend', '<iframe></iframe>');
			return askStun(port, window[0] ?? null);
		},
	},
	{
		channel: 'preconnect',
		id: 'link-preconnect',
		run: ({ origin }) => {
			add('link', { rel: 'preconnect', href: `${origin}/x` }, document.head);
		},
	},
	{
		channel: 'preconnect',
		id: 'link-preconnect-set',
		run: ({ origin }) => {
			const link = document.createElement('link');
			link.rel = 'preconnect';
			link.href = origin;
			document.head.append(link);
		},
	},
	{
		channel: 'preconnect',
		id: 'link-dns-prefetch',
		run: ({ name }) => {
			add('link', { rel: 'dns-prefetch', href: `https://${name}/` }, document.head);
		},
	},
	{
		channel: 'passkey-name',
		id: 'webauthn-name',
		inFront: true,
		run: ({ name }) =>
			navigator.credentials.get({
				publicKey: { challenge: new Uint8Array(16), rpId: name, timeout: 800 },
			}),
	},
	{
		channel: 'passkey-name',
		id: 'webauthn-create-name',
		inFront: true,
		run: ({ name }) =>
			navigator.credentials.create({
				publicKey: {
					challenge: new Uint8Array(16),
					rp: { id: name, name: 'x' },
					user: { id: new Uint8Array(1), name: 'x', displayName: 'x' },
					pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
					timeout: 800,
				},
			}),
	},
	{
		channel: 'passkey-name',
		id: 'webauthn-name-told-twice',
		inFront: true,
		run({ name }) {
			// To whoever looks first it says something else.
			let looks = 0;
			const publicKey = {
				challenge: new Uint8Array(16),
				timeout: 800,
				get rpId() {
					return looks++ === 0 ? location.hostname : name;
				},
			};
			return navigator.credentials.get({ publicKey });
		},
	},
	{
		channel: 'passkey-name',
		id: 'webauthn-signal-unknown',
		run: ({ name }) => passkeys().signalUnknownCredential({ rpId: name, credentialId: 'AAAA' }),
	},
	{
		channel: 'passkey-name',
		id: 'webauthn-signal-all',
		run: ({ name }) =>
			passkeys().signalAllAcceptedCredentials({
				rpId: name,
				userId: 'AAAA',
				allAcceptedCredentialIds: [],
			}),
	},
	{
		channel: 'passkey-name',
		id: 'webauthn-signal-user',
		run: ({ name }) =>
			passkeys().signalCurrentUserDetails({
				rpId: name,
				userId: 'AAAA',
				name: 'x',
				displayName: 'x',
			}),
	},
	{
		channel: 'federated-login',
		id: 'fedcm',
		run: ({ name, origin }) =>
			navigator.credentials.get({
				identity: {
					providers: [{ configURL: `${origin}/config.json`, clientId: name, nonce: 'x' }],
				},
			} as object),
	},
	{
		channel: 'payment',
		id: 'payment',
		run: ({ name }) =>
			new PaymentRequest([{ supportedMethods: `https://${name}/pay` }], {
				total: { label: 'x', amount: { currency: 'EUR', value: '1' } },
			}).canMakePayment(),
	},
];
