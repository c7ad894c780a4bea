import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

import { addressOf, filesIn, isPage, NOT_FOUND_PAGE, sha256 } from './build-files.mjs';
import { HEADERS_FILE, isOperators } from './build-manifest.mjs';
import { changedText } from './compare-folder.mjs';
import { HEADERS_OF_KIND, headersFor } from './headers.mjs';

/** @typedef {import('./compare-folder.mjs').Finding} Finding */

/** How many files are asked for at once. */
const AT_ONCE = 8;

/** How long one answer may take, in ms. */
const PATIENCE = 30_000;

/** The media types of what the browser interprets; with `nosniff` it takes no other. */
const TYPES = /** @type {Readonly<Record<string, readonly string[]>>} */ ({
	'.html': ['text/html'],
	'.js': ['text/javascript', 'application/javascript'],
	'.css': ['text/css'],
	'.svg': ['image/svg+xml'],
	'.png': ['image/png'],
	'.json': ['application/json'],
	'.webmanifest': ['application/manifest+json', 'application/json'],
});

/** What a host may not add: it stores something, reports somewhere, or loosens what is said. */
const UNWANTED = [
	'clear-site-data',
	'content-security-policy-report-only',
	'link',
	'nel',
	'refresh',
	'report-to',
	'reporting-endpoints',
	'service-worker-allowed',
	'set-cookie',
	'sourcemap',
];

/** An address that no build has. */
const NO_SUCH_PATH = '/no-such-page/at-all';

/** @param {string} address */
const ask = (address) =>
	fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) });

/**
 * @param {Headers} got
 * @param {Readonly<Record<string, string>>} expected
 * @param {string} where
 * @returns {Finding[]}
 */
function compareHeaders(got, expected, where) {
	const different = Object.entries(expected)
		.filter(([name, value]) => got.get(name) !== value)
		.map(([name, value]) => {
			const present = got.get(name);
			return `${name}: expected "${value}", got ${present === null ? 'none' : `"${present}"`}`;
		});
	const unwanted = UNWANTED.filter((name) => got.has(name)).map(
		(name) => `${name}: expected none, got "${got.get(name) ?? ''}"`,
	);
	return [...different, ...unwanted].map((text) => ({ kind: 'header', what: where, text }));
}

/**
 * One file of the build, asked for at its address.
 *
 * @param {string} origin
 * @param {string} reference
 * @param {string} file
 * @returns {Promise<Finding[]>}
 */
async function compareFile(origin, reference, file) {
	const address = addressOf(file);
	const answer = await ask(origin + address);
	const { status, headers } = answer;
	if (status === 404 || status === 410)
		return [{ kind: 'missing', what: address, text: `is not there (status ${String(status)})` }];
	if (status !== 200)
		return [{ kind: 'address', what: address, text: `answered with status ${String(status)}` }];
	const hashes = [readFileSync(join(reference, file)), Buffer.from(await answer.arrayBuffer())];
	const [hash = '', got = ''] = hashes.map((bytes) => sha256(bytes));
	const findings = compareHeaders(headers, headersFor(address, isPage(file)), address);
	if (hash !== got)
		findings.unshift({ kind: 'changed', what: address, text: changedText(hash, got) });
	const types = TYPES[extname(file)];
	const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? 'none';
	if (types !== undefined && !types.includes(type))
		findings.push({
			kind: 'header',
			what: address,
			text: `Content-Type: expected ${types.join(' or ')}, got ${type}`,
		});
	return findings;
}

/**
 * An address without its slash leads to the page, or is the page.
 *
 * @param {string} origin
 * @param {string} reference
 * @param {string} page
 * @returns {Promise<Finding[]>}
 */
async function compareWithoutSlash(origin, reference, page) {
	const address = addressOf(page);
	const bare = address.slice(0, -1);
	const answer = await ask(origin + bare);
	const target = answer.headers.get('location');
	const isRedirect = [301, 302, 307, 308].includes(answer.status);
	if (isRedirect && target !== null && new URL(target, origin + bare).href === origin + address)
		return [];
	const body = Buffer.from(await answer.arrayBuffer());
	if (answer.status === 200 && body.equals(readFileSync(join(reference, page)))) return [];
	const text = `expected the page or the way to ${address}, got status ${String(answer.status)}${target === null ? '' : ` and the way to ${target}`}`;
	return [{ kind: 'address', what: bare, text }];
}

/**
 * An address without a page: the page that says so, with status 404.
 *
 * @param {string} origin
 * @param {string} reference
 * @returns {Promise<Finding[]>}
 */
async function compareNoPage(origin, reference) {
	const answer = await ask(origin + NO_SUCH_PATH);
	const body = Buffer.from(await answer.arrayBuffer());
	const isRight = body.equals(readFileSync(join(reference, NOT_FOUND_PAGE)));
	if (answer.status !== 404 || !isRight)
		return [
			{
				kind: 'address',
				what: NO_SUCH_PATH,
				text: `expected ${NOT_FOUND_PAGE} with status 404, got ${isRight ? 'it' : 'something else'} with status ${String(answer.status)}`,
			},
		];
	const findings = compareHeaders(answer.headers, headersFor(NO_SUCH_PATH, true), NO_SUCH_PATH);
	// Hosts with a `_headers` file cannot say this for addresses that they do not know.
	const optional = Object.keys(HEADERS_OF_KIND.page);
	return findings.map((finding) =>
		optional.some((name) => finding.text.startsWith(`${name}:`) && finding.text.endsWith('none'))
			? { ...finding, kind: 'note', text: `${finding.text} (the page says its policy itself)` }
			: finding,
	);
}

/**
 * Compares a deployment with a build: every file at its address, the headers of each, addresses
 * without their slash, and one that does not exist. A server tells no list of its files, so files
 * that it has beside these are not found.
 *
 * @param {string} reference the folder of the build that is trusted
 * @param {string} origin such as `https://example.org`
 * @returns {Promise<{ compared: number, findings: Finding[] }>}
 * @throws {Error} where the server cannot be reached
 */
export async function compareUrl(reference, origin) {
	const files = filesIn(reference).filter((file) => !isOperators(file) && file !== HEADERS_FILE);
	const pages = files.filter((file) => isPage(file) && addressOf(file).length > 1);
	const tasks = [
		...files.map((file) => () => compareFile(origin, reference, file)),
		...pages
			.filter((page) => addressOf(page).endsWith('/'))
			.map((page) => () => compareWithoutSlash(origin, reference, page)),
		() => compareNoPage(origin, reference),
	];
	/** @type {Finding[][]} */
	const found = [];
	let next = 0;
	const work = async () => {
		for (let task = tasks[next]; task !== undefined; task = tasks[next]) {
			const place = next;
			next += 1;
			found[place] = await task();
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return { compared: files.length, findings: found.flat() };
}
