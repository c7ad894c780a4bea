/**
 * The one definition of what the app's pages may do. `svelte.config.js` writes the page policy into
 * every page as a meta element, the servers of this project send it as headers.
 */

/** The hash that lets Kit's route announcer style itself (its text is fixed in Kit's source). */
const KIT_ANNOUNCER_STYLE = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

/** The Trusted Types policies in use: Svelte's templates, Kit's links, our service worker's address. */
const TRUSTED_TYPES = ['svelte-trusted-html', 'sveltekit-trusted-url', 'tessera-service-worker'];

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

const PERMISSIONS = {
	self: [
		'camera',
		'screen-wake-lock',
		'publickey-credentials-get',
		'publickey-credentials-create',
		'fullscreen',
		'clipboard-read',
		'clipboard-write',
	],
	none: [
		'accelerometer',
		'browsing-topics',
		'display-capture',
		'encrypted-media',
		'geolocation',
		'gyroscope',
		'hid',
		'idle-detection',
		'local-fonts',
		'magnetometer',
		'microphone',
		'midi',
		'payment',
		'picture-in-picture',
		'serial',
		'usb',
		'window-management',
		'xr-spatial-tracking',
	],
};

/** Headers of every answer, whatever the file. */
const COMMON = {
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Embedder-Policy': 'require-corp',
	'Cross-Origin-Resource-Policy': 'same-origin',
	'X-Content-Type-Options': 'nosniff',
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

/**
 * The hashes that Kit put into a page's own meta policy for its one inline script.
 *
 * @param {string} html
 */
const scriptHashes = (html) => {
	const [directive = ''] = /script-src [^;"]*/.exec(html) ?? [];
	return directive.match(/(?<=')sha256-[A-Za-z0-9+/=]+(?=')/g) ?? [];
};

/**
 * The headers of one answer.
 *
 * @param {string} path the address's path, such as `/verify/`
 * @param {string | null} html the page's text where the answer is a page, else null
 * @returns {Record<string, string>}
 */
export function headersFor(path, html) {
	if (path === '/service-worker.js')
		return {
			...COMMON,
			'Content-Security-Policy': SERVICE_WORKER_POLICY,
			'Cache-Control': 'no-cache',
		};
	if (html !== null) {
		const script = [...pagePolicy['script-src'], ...scriptHashes(html)];
		return {
			...COMMON,
			'Content-Security-Policy': policyText({
				...pagePolicy,
				'script-src': [...new Set(script)],
				...HEADER_ONLY_POLICY,
			}),
			'Cache-Control': 'no-cache',
		};
	}
	// Kit's immutable files have a hash of their content in their name.
	const immutable = path.startsWith('/_app/immutable/');
	return {
		...COMMON,
		'Content-Security-Policy': "default-src 'none'",
		'Cache-Control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
	};
}
