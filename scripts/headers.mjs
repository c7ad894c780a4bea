/**
 * The one definition of what the app's pages may do. The build writes the page policy into every page
 * as a meta element (`boot-file.mjs`) and all headers into files for the usual servers
 * (`server-config.mjs`); the server of this project sends them itself.
 */

/** The hash that lets Kit's route announcer style itself (its text is fixed in Kit's source). */
const KIT_ANNOUNCER_STYLE = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

/** The Trusted Types policies in use: Svelte's templates, Kit's links, the addresses of our workers. */
const TRUSTED_TYPES = [
	'svelte-trusted-html',
	'sveltekit-trusted-url',
	'tessera-service-worker',
	'tessera-workers',
	'tessera-intake',
];

/**
 * Content-Security-Policy of every page, in the form of Kit's `csp.directives`.
 *
 * @satisfies {NonNullable<import('@sveltejs/kit').KitConfig['csp']>['directives']}
 */
export const pagePolicy = {
	'default-src': ['none'],
	'script-src': ['self'],
	'style-src': ['self'],
	'style-src-attr': ['unsafe-hashes', KIT_ANNOUNCER_STYLE],
	'img-src': ['self', 'blob:', 'data:'],
	'media-src': ['self', 'blob:'],
	'font-src': ['none'],
	// Nothing leaves: a page cannot open any connection. The service worker has its own policy below.
	'connect-src': ['none'],
	'worker-src': ['self'],
	'manifest-src': ['self'],
	'form-action': ['none'],
	'base-uri': ['none'],
	'object-src': ['none'],
	'require-trusted-types-for': ['script'],
	'trusted-types': TRUSTED_TYPES,
};

/** What only a header can say. */
const HEADER_ONLY_POLICY = { 'frame-ancestors': ['none'] };

/** The service worker fetches the app's own files, and nothing else. */
const SERVICE_WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'";

/**
 * What the app uses, and all else that Chromium knows on every system (`tests/e2e/policy.spec.ts`):
 * what is not named keeps the browser's default, mostly "allowed", and a name that a browser does not
 * know is a warning on every page (decision 9). Client hints (`ch-…`) are left out: they describe the
 * device to a server that asks for them, and these headers do not.
 */
const PERMISSIONS = {
	self: [
		'camera',
		// The camera's picture plays as soon as it is there, a moment after the tap.
		'autoplay',
		'screen-wake-lock',
		'publickey-credentials-get',
		'publickey-credentials-create',
		'clipboard-write',
		'cross-origin-isolated',
		// The camera's picture is shown once it runs, so that it starts unseen.
		'media-playback-while-not-visible',
	],
	none: [
		'accelerometer',
		'aria-notify',
		'browsing-topics',
		'captured-surface-control',
		'clipboard-read',
		'compute-pressure',
		'deferred-fetch',
		'deferred-fetch-minimal',
		'digital-credentials-create',
		'digital-credentials-get',
		'display-capture',
		'encrypted-media',
		'fullscreen',
		'gamepad',
		'geolocation',
		'gyroscope',
		'hid',
		'identity-credentials-get',
		'idle-detection',
		'interest-cohort',
		'keyboard-map',
		'language-detector',
		'language-model',
		'local-fonts',
		'local-network',
		'local-network-access',
		'loopback-network',
		'magnetometer',
		'microphone',
		'midi',
		'on-device-speech-recognition',
		'otp-credentials',
		'payment',
		'picture-in-picture',
		'private-state-token-issuance',
		'private-state-token-redemption',
		'serial',
		'speaker-selection',
		'storage-access',
		'summarizer',
		'sync-xhr',
		'translator',
		'unload',
		'usb',
		'window-management',
		'xr-spatial-tracking',
	],
};

/** Headers of every answer, whatever the file. */
export const COMMON_HEADERS = {
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Embedder-Policy': 'require-corp',
	'Cross-Origin-Resource-Policy': 'same-origin',
	'X-Content-Type-Options': 'nosniff',
	// Says again what `frame-ancestors` says, for hosts that give an unknown address no policy.
	'X-Frame-Options': 'DENY',
	'Referrer-Policy': 'no-referrer',
	'Permissions-Policy': [
		...PERMISSIONS.self.map((name) => `${name}=(self)`),
		...PERMISSIONS.none.map((name) => `${name}=()`),
	].join(', '),
};

/** What stands in quotes in a policy; Kit, and so `pagePolicy`, writes it without. */
const QUOTED = /^(?:none|self|script|unsafe-hashes|sha256-.*)$/;

/** @param {Record<string, readonly string[]>} policy */
const policyText = (policy) =>
	Object.entries(policy)
		.map(([name, values]) =>
			[name, ...values.map((value) => (QUOTED.test(value) ? `'${value}'` : value))].join(' '),
		)
		.join('; ');

/** The page policy as a page's own meta element says it. */
export const META_POLICY = policyText(pagePolicy);

/** Asked for again each time, and answered with "not changed" where that is so. */
const REVALIDATED = 'no-cache';

/**
 * What differs from one kind of answer to another. One policy holds for all pages, because no page
 * has a script of its own (`boot-file.mjs`).
 *
 * @satisfies {Record<string, Readonly<Record<string, string>>>}
 */
export const HEADERS_OF_KIND = {
	page: {
		'Content-Security-Policy': policyText({ ...pagePolicy, ...HEADER_ONLY_POLICY }),
		'Cache-Control': REVALIDATED,
	},
	worker: { 'Content-Security-Policy': SERVICE_WORKER_POLICY, 'Cache-Control': REVALIDATED },
	// Kit's immutable files have a hash of their content in their name.
	immutable: {
		'Content-Security-Policy': "default-src 'none'",
		'Cache-Control': 'public, max-age=31536000, immutable',
	},
	file: { 'Content-Security-Policy': "default-src 'none'", 'Cache-Control': REVALIDATED },
};

/** The path of the service worker, and where the immutable files are. */
export const WORKER_PATH = '/service-worker.js';
export const IMMUTABLE_PATH = '/_app/immutable/';

/**
 * The headers of one answer.
 *
 * @param {string} path the address's path, such as `/verify/`
 * @param {boolean} isPage whether the answer is a page, such as the one that says there is none
 * @returns {Record<string, string>}
 */
export function headersFor(path, isPage) {
	const { page, worker, immutable, file } = HEADERS_OF_KIND;
	if (path === WORKER_PATH) return { ...COMMON_HEADERS, ...worker };
	if (isPage) return { ...COMMON_HEADERS, ...page };
	return { ...COMMON_HEADERS, ...(path.startsWith(IMMUTABLE_PATH) ? immutable : file) };
}
