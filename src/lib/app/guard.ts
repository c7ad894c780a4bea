/**
 * The guard: closes at run time what a page's policy leaves open (`docs/privacy-review.md` has the
 * measured table). The build puts it before the script that starts a page (`scripts/boot-file.mjs`),
 * so that it runs before all else; it imports nothing. It holds for the whole life of the page:
 * what it takes away cannot be put back.
 *
 * It is a second door, not a wall: whoever can change what is served can leave it out.
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
];

/** Methods of an interface, or of its objects, that ask a server or tell another program something. */
const TAKEN_METHODS: Readonly<Record<string, readonly string[]>> = {
	Navigator: ['joinAdInterestGroup', 'runAdAuction', 'registerProtocolHandler'],
	// A manager of passwords keeps what it is given, and may carry it to other devices.
	CredentialsContainer: ['store'],
	// For a passkey of another name, a browser asks that name's server.
	PublicKeyCredential: [
		'signalAllAcceptedCredentials',
		'signalCurrentUserDetails',
		'signalUnknownCredential',
	],
};

/** Elements whose documents would have constructors of their own, or that connect before the policy says no. */
const FRAMES = /(?:^|:)(?:i?frame|object|embed|fencedframe)$/i;

/** Links by which a browser looks up a name or connects, whatever the policy says. */
const HINTS = /preconnect|prefetch|prerender/i;

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** The Navigation API, as far as it is used here; TypeScript does not know it. */
interface NavigateEvent extends Event {
	readonly destination: { readonly url: string };
}

/** The options of `navigator.credentials`, as far as the app uses them. */
interface CredentialQuery {
	/** What names a server in it. */
	readonly publicKey?: { readonly rpId?: string; readonly rp?: { readonly id?: string } };
}

/** The names of all options, inherited ones too. */
function namesOf(options: object): string[] {
	const names = [];
	for (const name in options) names.push(name);
	return names;
}

/** Closes the ways out of this page; to be called once, before any other script. */
export function guard(): void {
	const fix = (owner: object, name: string, value: unknown) =>
		Object.defineProperty(owner, name, { value, writable: false, configurable: false });

	/** Calls go on to the browser's own method only where `isRefused` says no. */
	const wrap = (
		owner: object,
		name: string,
		isRefused: (self: unknown, args: readonly unknown[]) => boolean,
	) => {
		const real = (owner as Record<string, Method>)[name];
		if (real === undefined) return;
		fix(owner, name, function (this: unknown, ...args: unknown[]) {
			return isRefused(this, args) ? null : real.apply(this, args);
		});
	};

	const leaves = (address: string) => {
		try {
			return new URL(address, location.href).origin !== location.origin;
		} catch {
			return false;
		}
	};
	/**
	 * Whether a click here follows a link to elsewhere, or asks the own server for a file to keep:
	 * the service worker, which asks it for nothing, does not get to see that.
	 */
	const followsOut = (target: unknown) => {
		const link = target instanceof Element ? target.closest('a, area') : null;
		if (link === null) return false;
		const address = link.getAttribute('href') ?? link.getAttribute('xlink:href') ?? '';
		return leaves(address) || (link.getAttribute('download') !== null && !/^blob:/.test(address));
	};
	const cancel = (event: Event, isOut: boolean) => {
		if (!isOut) return;
		event.preventDefault();
		event.stopImmediatePropagation();
	};

	for (const name of TAKEN_AWAY) if (name in window) fix(window, name, undefined);
	for (const [name, methods] of Object.entries(TAKEN_METHODS)) {
		const type = Reflect.get(window, name) as { prototype: object } | undefined;
		for (const owner of type === undefined ? [] : [type, type.prototype])
			for (const method of methods) if (method in owner) fix(owner, method, undefined);
	}

	// No other window: it would have fresh constructors, and its address is a message.
	fix(window, 'open', () => null);
	fix(Document.prototype, 'open', () => null);
	for (const name of ['createElement', 'createElementNS'])
		wrap(Document.prototype, name, (_, args) => args.some((arg) => FRAMES.test(String(arg))));
	// `extends` would make a frame by another name.
	fix(CustomElementRegistry.prototype, 'define', undefined);

	wrap(HTMLLinkElement.prototype, 'setAttribute', (_, args) => HINTS.test(String(args[1])));
	const { prototype } = HTMLLinkElement;
	const rel = Object.getOwnPropertyDescriptor(prototype, 'rel') ?? {};
	const set = function (this: unknown, value: unknown) {
		if (!HINTS.test(String(value))) rel.set?.call(this, value);
	};
	Object.defineProperty(prototype, 'rel', { ...rel, set, configurable: false });

	// Asked for anything but a passkey of this name, a browser asks a wallet or another server.
	// Without TLS there is nothing to ask.
	if ('CredentialsContainer' in window)
		for (const name of ['get', 'create']) {
			const real = Reflect.get(CredentialsContainer.prototype, name) as Method;
			fix(
				CredentialsContainer.prototype,
				name,
				function (this: unknown, options: CredentialQuery = {}) {
					if (options.publicKey === undefined || namesOf(options).join() !== 'publicKey')
						return null;
					// A copy: what is looked at here is what the browser gets to see.
					const publicKey = structuredClone(options.publicKey);
					const asked = publicKey.rpId ?? publicKey.rp?.id ?? location.hostname;
					return `.${location.hostname}`.endsWith(`.${asked}`)
						? real.call(this, { publicKey })
						: null;
				},
			);
		}

	// A link that hangs nowhere is followed without any event that reaches the window.
	wrap(HTMLElement.prototype, 'click', followsOut);
	wrap(EventTarget.prototype, 'dispatchEvent', followsOut);
	fix(HTMLFormElement.prototype, 'submit', () => null);
	for (const name of ['click', 'auxclick'])
		addEventListener(
			name,
			(event) => {
				cancel(event, event.composedPath().some(followsOut));
			},
			true,
		);
	addEventListener(
		'submit',
		(event) => {
			const { submitter, target } = event as SubmitEvent;
			const address =
				submitter?.getAttribute('formaction') ?? (target as Element).getAttribute('action') ?? '';
			cancel(event, leaves(address));
		},
		true,
	);
	(window as { navigation?: EventTarget }).navigation?.addEventListener('navigate', (event) => {
		cancel(event, leaves((event as NavigateEvent).destination.url));
	});
}
