/**
 * The guard: closes at run time what a page's policy leaves open (`docs/privacy-review.md` has the
 * measured table). The build puts it before the script that starts a page (`scripts/boot-file.mjs`),
 * so that it runs before all else; it imports nothing. It holds for the whole life of the page:
 * what it takes away cannot be put back.
 *
 * It is a second door, not a wall: whoever can change what is served can leave it out. It uses nothing
 * that a later script could replace under it: what it calls is taken here, and strings are made once.
 */

/** Constructors that open a connection, or a window or document with untouched ones. */
const TAKEN_AWAY = [
	'RTCPeerConnection',
	'webkitRTCPeerConnection',
	'WebTransport',
	'WebSocket',
	'WebSocketStream',
	'EventSource',
	'fetchLater',
	'documentPictureInPicture',
	'PaymentRequest',
	'Notification',
	'XSLTProcessor',
	'PresentationRequest',
	'cookieStore',
];

/** Members of an interface, or of its objects, that ask a server or tell another program something. */
const TAKEN_MEMBERS: Readonly<Record<string, readonly string[]>> = {
	Navigator: ['joinAdInterestGroup', 'runAdAuction', 'registerProtocolHandler'],
	// A manager of passwords keeps what it is given, and may carry it to other devices.
	CredentialsContainer: ['store'],
	// For a passkey of another name, a browser asks that name's server.
	PublicKeyCredential: [
		'signalAllAcceptedCredentials',
		'signalCurrentUserDetails',
		'signalUnknownCredential',
	],
	// A header of one's own, in a request that the service worker does not get to see.
	ServiceWorkerRegistration: ['navigationPreload'],
	// What happens in a closed tree does not reach the window.
	Element: ['attachShadow', 'setAttributeNode', 'setAttributeNodeNS'],
	NamedNodeMap: ['setNamedItem', 'setNamedItemNS'],
	// `extends` would make a frame by another name, and a document can be one frame.
	CustomElementRegistry: ['define'],
	DOMImplementation: ['createDocument'],
};

/** Elements whose documents would have constructors of their own, or that connect before the policy says no. */
const FRAMES = [
	'HTMLIFrameElement',
	'HTMLFrameElement',
	'HTMLObjectElement',
	'HTMLEmbedElement',
	'HTMLFencedFrameElement',
];

/** Links by which a browser looks up a name or connects, whatever the policy says. */
const HINTS = ['preconnect', 'prefetch', 'prerender'];

const XLINK = 'http://www.w3.org/1999/xlink';

type Method = (this: unknown, ...args: never[]) => unknown;

/** The options of `navigator.credentials`, as far as the app uses them. */
interface CredentialQuery {
	/** What names a server in it. */
	readonly publicKey?: { readonly rpId?: string; readonly rp?: { readonly id?: string } };
}

/** Closes the ways out of this page; to be called once, before any other script. */
export function guard(): void {
	const { apply, defineProperty, get, getOwnPropertyDescriptor } = Reflect;
	const { URL: Address } = window;
	const clone = structuredClone;
	const { hostname } = location;

	const fix = (owner: object, name: string, value: unknown) =>
		defineProperty(owner, name, { value, writable: false, configurable: false });
	const prototypeOf = (name: string) => (get(window, name) as typeof Object | undefined)?.prototype;
	/** A method, or what reads a member, as it is now. */
	const taken = (type: string, name: string) => {
		const descriptor = getOwnPropertyDescriptor(prototypeOf(type) ?? {}, name);
		const method = (descriptor?.get ?? descriptor?.value) as Method | undefined;
		return (self: unknown, ...args: unknown[]): unknown =>
			method === undefined ? null : apply(method, self, args);
	};
	const has = taken('String', 'includes');
	const lower = taken('String', 'toLowerCase');
	const endsWith = taken('String', 'endsWith');
	const attribute = taken('Element', 'getAttribute');
	const attributeNS = taken('Element', 'getAttributeNS');
	const closest = taken('Element', 'closest');
	const isPrototypeOf = taken('Object', 'isPrototypeOf');
	const originOf = taken('URL', 'origin');
	const path = taken('Event', 'composedPath');
	const target = taken('Event', 'target');
	const prevent = taken('Event', 'preventDefault');
	const stop = taken('Event', 'stopImmediatePropagation');
	const submitter = taken('SubmitEvent', 'submitter');
	const destination = taken('NavigateEvent', 'destination');
	const destinationUrl = taken('NavigationDestination', 'url');

	/** A method that comes to its own end, with the browser's as the first argument. */
	const wrap = (
		type: string,
		name: string,
		method: (real: Method, self: unknown, args: readonly unknown[]) => unknown,
	) => {
		const owner = prototypeOf(type);
		const real = owner === undefined ? undefined : (get(owner, name) as Method | undefined);
		if (owner !== undefined && real !== undefined)
			fix(owner, name, function (this: unknown, ...args: unknown[]) {
				return method(real, this, args);
			});
	};

	const leaves = (address: string) => {
		try {
			return originOf(new Address(address, location.href)) !== location.origin;
		} catch {
			return false;
		}
	};
	const begins = taken('String', 'startsWith');
	/**
	 * Whether a click here follows a link to elsewhere, or asks the own server for a file to keep:
	 * the service worker, which asks it for nothing, does not get to see that.
	 */
	const followsOut = (node: unknown) => {
		let link: unknown;
		try {
			link = closest(node, 'a, area');
		} catch {
			// A document, a window, a piece of text.
		}
		if (link === null || link === undefined) return false;
		const address = (attribute(link, 'href') ?? attributeNS(link, XLINK, 'href') ?? '') as string;
		return (
			leaves(address) || (attribute(link, 'download') !== null && begins(address, 'blob:') !== true)
		);
	};
	const cancel = (event: Event, isOut: boolean) => {
		if (!isOut) return;
		prevent(event);
		stop(event);
	};

	for (const name of TAKEN_AWAY) if (name in window) fix(window, name, undefined);
	for (const [name, members] of Object.entries(TAKEN_MEMBERS)) {
		const type = get(window, name) as { prototype: object } | undefined;
		for (const owner of type === undefined ? [] : [type, type.prototype])
			for (const member of members) if (member in owner) fix(owner, member, undefined);
	}
	// It is read where the app shows what rests here; nothing of it is ever written.
	const cookie = getOwnPropertyDescriptor(Document.prototype, 'cookie') ?? {};
	defineProperty(Document.prototype, 'cookie', {
		...cookie,
		set: () => undefined,
		configurable: false,
	});

	// No other window: it would have fresh constructors, and its address is a message.
	fix(window, 'open', () => null);
	fix(Document.prototype, 'open', () => null);
	const frames: unknown[] = [];
	for (const name of FRAMES) {
		const frame = prototypeOf(name);
		if (frame !== undefined) frames.push(frame);
	}
	const frameCount = frames.length;
	for (const name of ['createElement', 'createElementNS'])
		wrap('Document', name, (real, self, args) => {
			const made = apply(real, self, args as never[]);
			// By what it is, not by the name that was asked for.
			for (let at = 0; at < frameCount; at++) if (isPrototypeOf(frames[at], made)) return null;
			return made;
		});

	/** Made once: an object may say something else when it is asked again. */
	const text = String;
	const link = HTMLLinkElement.prototype;
	const isHint = (value: string) => {
		for (let at = 0; at < 3; at++) if (has(lower(value), HINTS[at]) as boolean) return true;
		return false;
	};
	for (const name of ['setAttribute', 'setAttributeNS'])
		wrap('Element', name, (real, self, args) => {
			if (!isPrototypeOf(link, self)) return apply(real, self, args as never[]);
			const value = text(args[args.length - 1]);
			if (isHint(value)) return undefined;
			return name === 'setAttribute'
				? apply(real, self, [args[0], value] as never[])
				: apply(real, self, [args[0], args[1], value] as never[]);
		});
	const rel = getOwnPropertyDescriptor(link, 'rel');
	const setRel = rel?.set as Method | undefined;
	defineProperty(link, 'rel', {
		...rel,
		set(this: unknown, given: unknown) {
			const value = text(given);
			if (setRel !== undefined && !isHint(value)) apply(setRel, this, [value] as never[]);
		},
		configurable: false,
	});
	// An attribute is written by its element alone.
	const attributeNode = Attr.prototype;
	for (const [owner, name] of [
		[attributeNode, 'value'],
		[Node.prototype, 'nodeValue'],
		[Node.prototype, 'textContent'],
	] as const) {
		const real = getOwnPropertyDescriptor(owner, name);
		const write = real?.set as Method | undefined;
		defineProperty(owner, name, {
			...real,
			set(this: unknown, value: unknown) {
				if (write !== undefined && !isPrototypeOf(attributeNode, this))
					apply(write, this, [value] as never[]);
			},
			configurable: false,
		});
	}
	// What loads a page ahead of its scripts asks this list what it may say, and writes nothing to it.
	const { relList } = document.createElement('link');
	const supports = taken('DOMTokenList', 'supports');
	fix(link, 'relList', Object.freeze({ supports: (name: unknown) => supports(relList, name) }));

	// Asked for anything but a passkey of this name, a browser asks a wallet or another server.
	// Without TLS there is nothing to ask.
	for (const name of ['get', 'create'])
		wrap('CredentialsContainer', name, (real, self, [given = {}]) => {
			const options = given as CredentialQuery;
			// Inherited ones too.
			for (const member in options) if (member !== 'publicKey') return null;
			if (options.publicKey === undefined) return null;
			// A copy: what is looked at here is what the browser gets to see.
			const publicKey = clone(options.publicKey);
			const asked = publicKey.rpId ?? publicKey.rp?.id ?? hostname;
			return endsWith(`.${hostname}`, `.${asked}`) === true
				? apply(real, self, [{ publicKey }] as never[])
				: null;
		});

	// A link that hangs nowhere is followed without any event that reaches the window.
	for (const [type, name] of [
		['HTMLElement', 'click'],
		['EventTarget', 'dispatchEvent'],
	] as const)
		wrap(type, name, (real, self, args) =>
			followsOut(self) ? null : apply(real, self, args as never[]),
		);
	fix(HTMLFormElement.prototype, 'submit', () => null);
	for (const name of ['click', 'auxclick'])
		addEventListener(
			name,
			(event) => {
				const nodes = path(event) as unknown[];
				for (let at = 0; at < nodes.length; at++) cancel(event, followsOut(nodes[at]));
			},
			true,
		);
	addEventListener(
		'submit',
		(event) => {
			const button = submitter(event);
			const ofButton = button === null ? null : attribute(button, 'formaction');
			cancel(event, leaves((ofButton ?? attribute(target(event), 'action') ?? '') as string));
		},
		true,
	);
	(window as { navigation?: EventTarget }).navigation?.addEventListener('navigate', (event) => {
		cancel(event, leaves(destinationUrl(destination(event)) as string));
	});
}
