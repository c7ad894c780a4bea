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
			// The pictures of what plays are fetched.
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
		members: ['backgroundFetch', 'sendBeacon', 'pushManager'],
	},
	navigation: { members: ['requestSubmit'] },
	window: {
		// The last two can make a frame that lint does not see.
		globals: ['open', 'documentPictureInPicture', 'customElements', 'XSLTProcessor'],
		document: ['open'],
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
	notification: { globals: ['Notification'], members: ['showNotification'] },
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
	cache: { globals: ['caches'] },
	'file-system': {
		globals: ['showDirectoryPicker', 'showOpenFilePicker'],
		members: ['getDirectory', 'createSyncAccessHandle'],
	},
	// What a worker is told, it can keep, and it may run on unseen.
	worker: { globals: ['Worker', 'SharedWorker'], members: ['addModule'] },
};
