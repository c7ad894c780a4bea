/** Names of browser interfaces that lead out of the page or leave something on the device. */

/**
 * @typedef {object} Reach how one means is reached in code
 * @property {readonly string[]} [globals] global names, bare or as a member of `window`
 * @property {readonly string[]} [navigator] members of `navigator`
 * @property {readonly string[]} [document] members of `document`
 * @property {readonly string[]} [members] members of any object: names that mean one thing only
 */

/**
 * Every means by which data can leave the page or stay behind on the device.
 *
 * @type {Readonly<Record<string, Reach>>}
 */
export const MEANS = {
	network: {
		globals: [
			'fetch',
			'fetchLater',
			'XMLHttpRequest',
			'WebSocket',
			'WebSocketStream',
			'WebTransport',
			'EventSource',
			'RTCPeerConnection',
			'webkitRTCPeerConnection',
			'importScripts',
			// What plays is fetched, and the pictures of it.
			'Audio',
			'MediaMetadata',
			// Voices and recognisers may be a server's.
			'speechSynthesis',
			'SpeechRecognition',
			'webkitSpeechRecognition',
		],
		navigator: [
			'joinAdInterestGroup',
			'mediaSession',
			'registerProtocolHandler',
			'runAdAuction',
			'updateAdInterestGroups',
		],
		members: [
			...['backgroundFetch', 'periodicSync', 'pushManager', 'sendBeacon'],
			// A header of one's own for the server, in requests that the service worker does not see.
			'navigationPreload',
			// Its entries make a link that looks up a name.
			'relList',
		],
	},
	navigation: {
		members: [
			'requestSubmit',
			// They set an attribute whose name is told elsewhere.
			...['createAttribute', 'createAttributeNS', 'getAttributeNode', 'getAttributeNodeNS'],
			...['setAttributeNode', 'setAttributeNodeNS', 'setNamedItem', 'setNamedItemNS'],
		],
	},
	window: {
		// All but the first two can make a frame that lint does not see.
		globals: ['open', 'documentPictureInPicture', 'customElements', 'DOMParser', 'XSLTProcessor'],
		document: ['open', 'write', 'writeln'],
		members: ['createContextualFragment', 'parseHTMLUnsafe', 'setHTML', 'setHTMLUnsafe'],
	},
	message: {},
	clipboard: {
		globals: ['ClipboardItem'],
		navigator: ['clipboard'],
		document: ['execCommand'],
		members: ['writeText', 'readText', 'clipboardData'],
	},
	file: { globals: ['showSaveFilePicker'], members: ['createObjectURL', 'createWritable'] },
	share: { navigator: ['share', 'canShare'] },
	camera: {
		globals: ['ImageCapture', 'MediaRecorder'],
		navigator: ['mediaDevices'],
		members: ['getUserMedia', 'getDisplayMedia'],
	},
	print: { globals: ['print'] },
	notification: {
		globals: ['Notification'],
		navigator: ['clearAppBadge', 'setAppBadge'],
		members: ['showNotification'],
	},
	passkey: {
		globals: ['PublicKeyCredential', 'IdentityCredential', 'IdentityProvider'],
		navigator: ['credentials', 'login'],
	},
	device: {
		globals: ['PaymentRequest', 'NDEFReader', 'PresentationRequest'],
		navigator: [
			'bluetooth',
			'contacts',
			'geolocation',
			'hid',
			'presentation',
			'requestMIDIAccess',
			'serial',
			'usb',
		],
	},
	'local-storage': { globals: ['localStorage'] },
	'session-storage': { globals: ['sessionStorage'] },
	cookies: { globals: ['cookieStore'], document: ['cookie'] },
	'indexed-db': { globals: ['indexedDB'], navigator: ['storageBuckets'] },
	// Without its service worker, the app asks the server again.
	cache: { globals: ['caches'], members: ['unregister'] },
	'file-system': {
		globals: ['showDirectoryPicker', 'showOpenFilePicker'],
		members: ['getDirectory', 'createSyncAccessHandle'],
	},
	// What a worker is told, it can keep, and it may run on unseen.
	worker: { globals: ['Worker', 'SharedWorker'], members: ['addModule'] },
	// A window, a navigator, a document, a location or a history under another name.
	'whole-object': { globals: ['clientInformation'] },
};

/** Guarded names that other objects have too: theirs are no way out. All others are one on any object. */
export const ORDINARY_NAMES = new Set([
	...['contacts', 'login', 'open', 'presentation', 'print', 'serial', 'share', 'write'],
	// The app's own list of what rests here has them.
	...['caches', 'localStorage', 'sessionStorage'],
]);
