/**
 * The headers of `headers.mjs` in the words of the usual servers. Each text is complete: a page gets
 * all its headers from one place, because nginx drops the outer ones where there are inner ones, and
 * hosts with a `_headers` file send a header twice that two rules name.
 */
import { addressOf, filesIn, isPage, NOT_FOUND_PAGE } from './build-files.mjs';
import { isOperators, HEADERS_FILE } from './build-manifest.mjs';
import { COMMON_HEADERS, HEADERS_OF_KIND, IMMUTABLE_PATH, WORKER_PATH } from './headers.mjs';

const WEB_MANIFEST = '/manifest.webmanifest';
const WEB_MANIFEST_TYPE = 'application/manifest+json';

/** What needs no escape in any of these languages. */
const PLAIN = /^[^"$`{}\\\n]*$/;

/**
 * @param {Readonly<Record<string, string>>} headers
 * @param {(name: string, value: string) => string} line
 */
const lines = (headers, line) =>
	Object.entries(headers).map(([name, value]) => {
		if (!PLAIN.test(value)) throw new Error(`${name}: expected no quotation mark in "${value}".`);
		return line(name, value);
	});

/** @typedef {keyof typeof HEADERS_OF_KIND} Kind */

/** nginx, to be included in a `server` block whose `root` is the build. */
export function nginxConfig() {
	/** @param {string} where @param {Kind} kind @param {readonly string[]} [more] */
	const location = (where, kind, more = []) =>
		[
			`location ${where} {`,
			...[
				...more,
				...lines(
					{ ...COMMON_HEADERS, ...HEADERS_OF_KIND[kind] },
					(name, value) => `add_header ${name} "${value}" always;`,
				),
			].map((line) => `\t${line}`),
			'}',
		].join('\n');
	return [
		'# Made by the build from scripts/headers.mjs. In a server block, after root:',
		'#     include /path/to/build-deploy/nginx.conf;',
		'index index.html;',
		'charset utf-8;',
		'absolute_redirect off;',
		`error_page 404 /${NOT_FOUND_PAGE};`,
		'# A folder without a page is no page either.',
		`error_page 403 =404 /${NOT_FOUND_PAGE};`,
		'',
		location(`= ${WORKER_PATH}`, 'worker'),
		location(`^~ ${IMMUTABLE_PATH}`, 'immutable'),
		location(`= ${WEB_MANIFEST}`, 'file', ['types {}', `default_type ${WEB_MANIFEST_TYPE};`]),
		location('~ \\.html$', 'page'),
		location('/', 'file'),
		'',
	].join('\n');
}

/** Caddy, to be imported above a site and then within it, where `root` is the build. */
export function caddyConfig() {
	/** @param {string} matcher @param {Readonly<Record<string, string>>} headers @param {string} [indent] */
	const header = (matcher, headers, indent = '\t') =>
		[
			`${indent}header ${matcher === '' ? '' : `${matcher} `}{`,
			...lines(headers, (name, value) => `${indent}\t${name} "${value}"`),
			`${indent}}`,
		].join('\n');
	const { page, worker, immutable, file } = HEADERS_OF_KIND;
	return [
		'# Made by the build from scripts/headers.mjs. In a Caddyfile:',
		'#     import /path/to/build-deploy/Caddyfile',
		'#     example.org {',
		'#     	root * /path/to/build',
		'#     	import tessera',
		'#     }',
		'(tessera) {',
		`	@worker path ${WORKER_PATH}`,
		`	@immutable path ${IMMUTABLE_PATH}*`,
		'	@page path */ *.html',
		'	@file {',
		`		not path ${WORKER_PATH} ${IMMUTABLE_PATH}* */ *.html`,
		'	}',
		header('', COMMON_HEADERS),
		header('@worker', worker),
		header('@immutable', immutable),
		header('@page', page),
		header('@file', file),
		`	header ${WEB_MANIFEST} Content-Type ${WEB_MANIFEST_TYPE}`,
		'	file_server',
		'	handle_errors {',
		header('', { ...COMMON_HEADERS, ...page }, '\t\t'),
		`		rewrite * /${NOT_FOUND_PAGE}`,
		'		file_server',
		'	}',
		'}',
		'',
	].join('\n');
}

/**
 * A `_headers` file, as Netlify, Cloudflare Pages and others read it. Rules add up, so no two of them
 * name the same header for one address: what differs is told address by address. An address without
 * a page gets only what is common to all; the policy in the page's own meta element still holds.
 *
 * @param {string} folder the finished build
 */
export function headersFile(folder) {
	/** @param {string} where @param {Readonly<Record<string, string>>} headers */
	const rule = (where, headers) =>
		[where, ...lines(headers, (name, value) => `  ${name}: ${value}`)].join('\n');
	const alone = filesIn(folder).filter(
		(file) =>
			!addressOf(file).startsWith(IMMUTABLE_PATH) && file !== HEADERS_FILE && !isOperators(file),
	);
	const { page, worker, immutable, file: plain } = HEADERS_OF_KIND;
	return [
		'# Made by the build from scripts/headers.mjs.',
		rule('/*', COMMON_HEADERS),
		rule(`${IMMUTABLE_PATH}*`, immutable),
		...alone.map((file) => {
			const address = addressOf(file);
			if (address === WORKER_PATH) return rule(address, worker);
			return rule(address, isPage(file) ? page : plain);
		}),
		'',
	].join('\n');
}
