/** Pages whose policy and guard can be left out, and a listener for what gets out of them. */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';

import { guardText } from '../../scripts/guard-text.mjs';
import { headersFor, META_POLICY, WORKER_PATH } from '../../scripts/headers.mjs';
import { listen } from '../../scripts/serve.mjs';

/**
 * @typedef {object} Doors what holds on a page that is laid open
 * @property {boolean} policy
 * @property {boolean} guard
 */

const SCRIPT_PATH = '/script.js';

/** A service worker that asks whatever it is told to. */
const WORKER = `addEventListener('message', ({ data }) => {
	fetch(data, { mode: 'no-cors' }).catch(() => null);
});`;

/** @param {import('node:http').Server} server */
function end(server) {
	server.close();
	server.closeAllConnections();
}

/** A server of one bare page whose policy and guard can be left out, to see what each does alone. */
export class LaidOpen {
	/** @type {import('node:http').Server} */
	#server;

	/** @param {import('node:http').Server} server @param {number} port @param {string[]} asked */
	constructor(server, port, asked) {
		this.#server = server;
		this.origin = `http://localhost:${String(port)}`;
		/** Paths that it was asked for. */
		this.asked = asked;
	}

	/** @param {Doors} doors @returns {Promise<LaidOpen>} */
	static async start({ policy, guard }) {
		const meta = policy
			? `<meta http-equiv="content-security-policy" content="${META_POLICY}" />`
			: '';
		const page = `<!doctype html><html lang="en"><head><meta charset="utf-8" />${meta}<title>x</title></head><body><script src="${SCRIPT_PATH}"></script><h1>x</h1></body></html>`;
		/** @type {Readonly<Record<string, string>>} */
		const texts = {
			'/': page,
			[SCRIPT_PATH]: guard ? guardText() : '',
			[WORKER_PATH]: WORKER,
		};
		/** @type {string[]} */
		const asked = [];
		const server = createServer(({ url = '' }, response) => {
			asked.push(url);
			const text = texts[url];
			if (policy)
				for (const [name, value] of Object.entries(headersFor(url, url === '/')))
					response.setHeader(name, value);
			response.setHeader('Content-Type', url === '/' ? 'text/html' : 'text/javascript');
			// No 404: browsers ask for an icon, and a console error fails a test.
			if (text === undefined) response.writeHead(204).end();
			else response.end(text);
		});
		return new LaidOpen(server, await listen(server, { port: 0, host: '127.0.0.1' }), asked);
	}

	stop() {
		end(this.#server);
	}
}

/** Another origin, which writes down everything that arrives, were it a bare connection. */
export class Listener {
	/** @type {import('node:http').Server} */
	#server;
	/** @type {import('node:dgram').Socket} */
	#socket;

	/**
	 * @param {import('node:http').Server} server
	 * @param {import('node:dgram').Socket} socket
	 * @param {number} port
	 * @param {string[]} heard
	 */
	constructor(server, socket, port, heard) {
		this.#server = server;
		this.#socket = socket;
		this.port = port;
		this.origin = `http://127.0.0.1:${String(port)}`;
		this.heard = heard;
	}

	/** @returns {Promise<Listener>} */
	static async start() {
		/** @type {string[]} */
		const heard = [];
		const server = createServer(({ method, url }, response) => {
			heard.push(`${String(method)} ${String(url)}`);
			response.setHeader('Access-Control-Allow-Origin', '*');
			response.end('x');
		});
		server.on('connection', () => heard.push('connection'));
		server.on('upgrade', (_request, socket) => {
			heard.push('upgrade');
			socket.destroy();
		});
		const port = await listen(server, { port: 0, host: '127.0.0.1' });
		const socket = createSocket('udp4');
		socket.on('message', () => heard.push('datagram'));
		await /** @type {Promise<void>} */ (
			new Promise((done, failed) => {
				socket.once('error', failed);
				socket.bind(port, '127.0.0.1', done);
			})
		);
		return new Listener(server, socket, port, heard);
	}

	stop() {
		end(this.#server);
		this.#socket.close();
	}
}
