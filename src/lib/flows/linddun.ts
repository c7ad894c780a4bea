/**
 * What threatens privacy at each flow of the register, by LINDDUN, and what is done about it. Of a
 * category that is not named, nothing was found. In English alone: it is read in
 * `docs/privacy-review.md`, which is made from it.
 */
export const THREATS = {
	L: 'Linking',
	I: 'Identifying',
	Nr: 'Non-repudiation',
	D: 'Detecting',
	Dd: 'Data disclosure',
	U: 'Unawareness and unintervenability',
	Nc: 'Non-compliance',
} as const;
export type Threat = keyof typeof THREATS;

export const LINDDUN: Readonly<Record<string, Readonly<Partial<Record<Threat, string>>>>> = {
	entry: {
		Dd: 'Whoever looks over a shoulder sees what is typed; the score can be hidden by a tap.',
		U: 'What is empty is not told, and counts 0; that is said on the form.',
	},
	file: {
		Dd: 'A file is read in memory and not kept; a restore shows what it would change first.',
	},
	fragment: {
		L: 'A request in an address could stay in the history: it is erased before anything is drawn.',
	},
	'code-on-screen': {
		L: 'The time of a code carries the error of its clock (criterion 8). Keys, nonces and signatures do not repeat.',
		I: 'No name, number or device is in it. The person who shows it is seen.',
		Nr: 'None: anyone can write any code, so a kept one proves nothing.',
		Dd: 'A glance tells nothing; a camera reads it. Where that matters, a request is answered, which is sealed.',
		U: 'What will be seen is shown first, in bits; a receipt stays.',
		Nc: 'A verifier may demand a code where it must not. The app says that nobody is owed one; only the law can enforce it.',
	},
	'answer-on-screen': {
		L: 'Time and nonce are the request’s, so the clock of the holder does not show.',
		I: 'As for a shown code.',
		Nr: 'None: the seal is to the asker, the key inside is thrown away.',
		Dd: 'Sealed to a key that lived for this request. Who asked can pass it on.',
		U: 'Who asks is quoted, not checked, and shown as that; no is one tap, and looks like not being able to.',
		Nc: 'Purposes have ceilings in the format. A false purpose cannot be detected.',
	},
	'request-on-screen': {
		L: 'One key and one nonce for each request; the label is the verifier’s own word.',
		I: 'It names the verifier, by its own will.',
	},
	camera: {
		I: 'Faces may be in the picture: it is read for a code and dropped, never stored or sent.',
		U: 'The browser shows that a camera is on; it starts at a tap.',
	},
	database: {
		L: 'The number of pages tells how many months there are.',
		D: 'That there is a vault can be seen on the device. Whether there is a condition cannot.',
		Dd: 'Sealed pages; without a lock the unlocked device or its whole profile opens them.',
		U: 'All of it is shown, exported, corrected and deleted in the app.',
		Nc: 'Retention is counted at each start; a device that is never opened keeps what it has.',
	},
	'erasable-secrets': {
		D: 'Two files of one length show that there was a vault.',
		Dd: 'A part of the key, worthless without the rest; overwritten when something is deleted.',
	},
	preferences: {
		D: 'That records were kept here, and that somebody verifies, can be read on the device.',
	},
	'scroll-positions': {
		D: 'Would say which pages a tab was on; erased as soon as it is noted.',
	},
	'app-files': {
		D: 'That the app is installed is visible to whoever has the device, and its download to the server.',
	},
	cookies: {
		U: 'Only the names would be shown; there are none.',
	},
	'own-build': {
		U: 'A changed app can show any fingerprint; the page says so.',
	},
	wipe: {
		Dd: 'Overwrites a part of the key first, so that leftovers do not open.',
		U: 'Says what is lost, and fails loudly.',
	},
	workers: {
		Dd: 'A worker gets a passphrase or a file, answers once and is ended. Same origin, same policy.',
	},
	passkey: {
		L: 'The manager of passkeys may keep it in an account, and then knows that this app is used.',
		I: 'The name that it shows says nothing of a person.',
		U: 'Optional, never the only way in, and said before it is made.',
	},
	activity: {
		D: 'Other tabs of the same browser learn when one was touched, and nothing else.',
	},
	'lock-entry': {
		Dd: 'Derived from in a worker; a typed text cannot be overwritten in memory.',
	},
	'backup-secret': {
		Dd: 'As for the lock. A weak passphrase is named before it is taken.',
	},
	print: {
		Dd: 'The recovery code, for whoever has the paper and the device. A printer may remember it.',
		U: 'The sheet and the screen say so.',
	},
	clipboard: {
		L: 'Whoever gets a text copy knows from whom it came.',
		Dd: 'Other programs can read the clipboard; a code is stale after 90 seconds.',
		U: 'Only at a tap; the ledger has the text.',
	},
	download: {
		I: 'A list of health records often points at one person.',
		Dd: 'An open export can be read by anyone who has it, and the page says so; a backup is sealed.',
		U: 'Only at a tap; the ledger has name, length and hash.',
	},
	loading: {
		L: 'The host sees an address and a time at each first visit and look for a new version.',
		I: 'A network address can name a household. Once installed, the app needs no request.',
		Dd: 'No request carries a word of anybody’s. Once installed, the service worker asks for no address but those of the app’s files.',
		U: 'What a host logs is the host’s to say; the guide for operators asks for no log.',
		Nc: 'A network address is personal data: the operator is its controller, and owes a notice of its own.',
	},
	'self-test': {
		I: 'What is tried is a made-up word, to an address that nobody can have.',
	},
	'self-test-navigation': {
		I: 'As the self-test of connections.',
	},
	'self-test-window': {
		I: 'As the self-test of connections.',
	},
};
