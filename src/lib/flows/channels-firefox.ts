/**
 * What stops each channel of `channels.ts` in Firefox, where that was measured. Written by
 * `npm run channels:firefox -- --write`.
 */
import type { Stop } from './channels';

/**
 * What stops it alone at run time, as in `channels.ts`; `browser` where nothing leaves with neither
 * policy nor guard. `not-there`: Firefox has no such interface.
 */
export type InFirefox = 'not-there' | readonly Exclude<Stop, 'lint'>[];

export const FIREFOX_VERSION = '153.7';

export const IN_FIREFOX: Readonly<Record<string, InFirefox>> = {
	fetch: ['policy'],
	'fetch-later': 'not-there',
	xhr: ['policy'],
	beacon: ['policy'],
	'event-source': ['policy', 'guard'],
	websocket: ['policy', 'guard'],
	webtransport: ['policy', 'guard'],
	webrtc: ['guard'],
	'parsed-frame': ['policy'],
	image: ['policy'],
	media: ['policy'],
	'media-session': ['policy'],
	'style-sheet': ['policy'],
	'css-url': ['policy'],
	font: ['policy'],
	svg: ['policy'],
	script: ['policy'],
	import: ['policy'],
	worker: ['policy'],
	'service-worker': ['browser'],
	'service-worker-fetch': ['policy'],
	prefetch: ['policy'],
	preconnect: ['guard'],
	'speculation-rules': 'not-there',
	plugin: ['policy', 'guard'],
	frame: ['policy', 'guard'],
	form: ['policy', 'guard'],
	link: ['guard'],
	ping: ['browser'],
	'other-program': [],
	location: ['guard'],
	'meta-refresh': ['guard'],
	base: ['policy'],
	'javascript-address': ['policy'],
	window: ['guard'],
	'other-page': ['policy'],
	'passkey-name': ['guard'],
	'federated-login': 'not-there',
	wallet: 'not-there',
	'password-manager': 'not-there',
	'protocol-handler': ['guard'],
	'ad-interest-group': 'not-there',
	presentation: 'not-there',
	payment: 'not-there',
	notification: ['guard'],
	cookie: ['guard'],
	'preload-header': ['guard'],
	'own-server': ['worker'],
};
