/**
 * The static server of this project: serves a build with the headers of `headers.mjs`, for
 * `npm start` and for the browser tests. Alone: `node scripts/serve.mjs --port 4174 --root build`.
 */
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import selfsigned from 'selfsigned';
import sirv from 'sirv';

import { headersFor } from './headers.mjs';

/** Days that a self-made certificate holds: it lives in memory only, as long as the server. */
const CERTIFICATE_DAYS = 30;

/** The addresses of this machine in its own network, where a phone can reach it. */
export function localAddresses() {
	return Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.filter(({ family, internal }) => family === 'IPv4' && !internal)
		.map(({ address }) => address);
}

/** A certificate for this machine's names and addresses, made anew and written nowhere. */
async function makeCertificate() {
	const notAfterDate = new Date();
	notAfterDate.setDate(notAfterDate.getDate() + CERTIFICATE_DAYS);
	const { cert, private: key } = await selfsigned.generate(
		[{ name: 'commonName', value: 'localhost' }],
		{
			keyType: 'ec',
			algorithm: 'sha256',
			notAfterDate,
			extensions: [
				{ name: 'basicConstraints', cA: false, critical: true },
				{ name: 'keyUsage', digitalSignature: true, critical: true },
				{ name: 'extKeyUsage', serverAuth: true },
				{
					name: 'subjectAltName',
					altNames: [
						{ type: 2, value: 'localhost' },
						...['127.0.0.1', '::1', ...localAddresses()].map((ip) => ({
							type: /** @type {const} */ (7),
							ip,
						})),
					],
				},
			],
		},
	);
	return { cert, key };
}

/**
 * Whether the file that answers a path is a page; it is looked for in the order of `sirv`.
 *
 * @param {string} root
 * @param {string} path such as `/verify/`
 */
function isPageFile(root, path) {
	const bare = path.replace(/\/$/, '');
	const names = [bare, `${bare}/index`].flatMap((name) => [name, `${name}.html`]);
	const found = names
		.filter((name) => name !== '')
		.map((name) => join(root, name))
		.find((file) => file.startsWith(root) && statSync(file, { throwIfNoEntry: false })?.isFile());
	return found?.endsWith('.html') === true;
}

/**
 * A server of one build, not yet listening. Files are read at each request, so that a new build is
 * served without a restart. Unknown paths get `404.html` with status 404, as on a static host.
 *
 * @param {{ root?: string, https?: boolean }} [options] `root`: the folder of the build;
 *   `https`: with a self-made certificate, which browsers warn about
 * @returns {Promise<import('node:http').Server>}
 */
export async function createTesseraServer({ root = 'build', https = false } = {}) {
	const folder = resolve(root);
	const notFoundPage = join(folder, '404.html');

	/**
	 * @param {import('node:http').ServerResponse} response
	 * @param {string} path
	 * @param {boolean} isPage
	 */
	function setHeaders(response, path, isPage) {
		for (const [name, value] of Object.entries(headersFor(path, isPage)))
			response.setHeader(name, value);
	}

	const files = sirv(folder, {
		dev: true,
		etag: true,
		setHeaders: (response, path) => setHeaders(response, path, isPageFile(folder, path)),
	});

	/** @type {import('node:http').RequestListener} */
	const answer = (request, response) => {
		if (request.method !== 'GET' && request.method !== 'HEAD') {
			response.writeHead(405, { Allow: 'GET, HEAD' }).end();
			return;
		}
		files(request, response, () => {
			const exists = statSync(notFoundPage, { throwIfNoEntry: false }) !== undefined;
			setHeaders(response, '/404.html', exists);
			response
				.writeHead(404, { 'Content-Type': exists ? 'text/html;charset=utf-8' : 'text/plain' })
				.end(exists ? readFileSync(notFoundPage) : 'Not found');
		});
	};
	return https ? createSecureServer(await makeCertificate(), answer) : createServer(answer);
}

/**
 * Starts listening.
 *
 * @param {import('node:http').Server} server
 * @param {{ port: number, host: string }} where `port` 0 takes any free port
 * @returns {Promise<number>} the port; rejects with Node's error (`EADDRINUSE`, `EACCES`, …)
 */
export function listen(server, { port, host }) {
	return new Promise((done, failed) => {
		server.once('error', failed);
		server.listen(port, host, () => {
			server.off('error', failed);
			const address = server.address();
			done(typeof address === 'object' && address !== null ? address.port : port);
		});
	});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '0' },
			root: { type: 'string', default: 'build' },
		},
	});
	const server = await createTesseraServer({ root: values.root });
	const port = await listen(server, { port: Number(values.port), host: '127.0.0.1' });
	console.log(`http://localhost:${String(port)}/`);
}
