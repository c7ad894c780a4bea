/// <reference lib="dom" />

/**
 * Of a way out by which nothing arrives at a listener. `open`: it can be used. `shut`: it was taken
 * away, or is refused. `not-there`: this browser has no such interface.
 */
export type Openness = 'open' | 'shut' | 'not-there';

/** Where a way out leads to. */
export interface Target {
	/** Another origin, `http://127.0.0.1:port`, without a slash; UDP is heard at the same port. */
	readonly origin: string;
	readonly port: number;
	/** A name that nobody has, for what looks up a name or insists on TLS. */
	readonly name: string;
}

/** One way out of a page, tried in earnest; sent into the page, so it uses nothing from here. */
export interface WayOut {
	/** The row of `src/lib/flows/channels.ts`. */
	readonly channel: string;
	/** Unique: one channel has several ways. */
	readonly id: string;
	readonly run: (target: Target) => unknown;
	/** Chromium refuses this one of its own accord. */
	readonly refused?: true;
	/** Browsers do this only for the page in front, some of them. */
	readonly inFront?: true;
}

type PasskeySignal =
	'signalAllAcceptedCredentials' | 'signalCurrentUserDetails' | 'signalUnknownCredential';

declare global {
	/** Adds an element to the page, with attributes. */
	function add(
		name: string,
		attributes: Readonly<Record<string, string>>,
		parent?: Node,
	): HTMLElement;
	/** An SVG element in the page. */
	function addSvg(name: string, attributes: Readonly<Record<string, string>>): Element;
	/** The newer methods of `PublicKeyCredential`, which TypeScript does not know. */
	function passkeys(): Readonly<Record<PasskeySignal, (about: object) => Promise<void>>>;
	/** Whether a member that this browser has was left in its place. */
	function isThere(owner: object, name: string): Openness;
	/** What `navigator.credentials` does when it is asked: a refusal by name is `shut`, all else is `open`. */
	function answerOf(ask: () => Promise<unknown> | null): Promise<Openness>;
	/** Whether a navigation goes on; by an event that the guard keeps from all that listen after it. */
	function followed(leave: () => void): Promise<Openness>;
	/** Asks for this device's own address at a port, with the constructor of a window. */
	function askStun(port: number, owner: object | null): Promise<void>;
}

/** What the attempts share; put into each page first. */
export function helpers(): void {
	const put = (element: Element, attributes: Readonly<Record<string, string>>, parent: Node) => {
		for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
		parent.appendChild(element);
		return element;
	};
	Object.assign(globalThis, {
		add: (name: string, attributes: Readonly<Record<string, string>>, parent?: Node) =>
			put(document.createElement(name), attributes, parent ?? document.body),
		addSvg(name: string, attributes: Readonly<Record<string, string>>) {
			const space = 'http://www.w3.org/2000/svg';
			const svg = put(document.createElementNS(space, 'svg'), {}, document.body);
			return put(document.createElementNS(space, name), attributes, svg);
		},
		passkeys: () => PublicKeyCredential,
		isThere(owner: object, name: string): Openness {
			if (!(name in owner)) return 'not-there';
			return Reflect.get(owner, name) === undefined ? 'shut' : 'open';
		},
		async answerOf(ask: () => Promise<unknown> | null): Promise<Openness> {
			const later = new Promise<Openness>((done) => setTimeout(done, 1500, 'open'));
			const now = async (): Promise<Openness> => {
				try {
					const asked = ask();
					if (asked === null) return 'shut';
					await asked;
					return 'open';
				} catch (error) {
					const { name } = error as Error;
					return name === 'NotAllowedError' || name === 'TypeError' ? 'shut' : 'open';
				}
			};
			return Promise.race([now(), later]);
		},
		followed: (leave: () => void) =>
			new Promise<Openness>((done) => {
				const { navigation } = globalThis as unknown as { navigation: EventTarget };
				navigation.addEventListener('navigate', () => {
					done('open');
				});
				leave();
				setTimeout(done, 500, 'shut');
			}),
		async askStun(port: number, owner: typeof globalThis) {
			const { RTCPeerConnection: Peer } = owner;
			const peer = new Peer({ iceServers: [{ urls: `stun:127.0.0.1:${String(port)}` }] });
			peer.createDataChannel('x');
			await peer.setLocalDescription(await peer.createOffer());
		},
	});
}
