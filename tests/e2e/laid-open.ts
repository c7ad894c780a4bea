import { createServer, type Server } from 'node:http';
import { createSocket, type Socket } from 'node:dgram';

import { guardText } from '../../scripts/guard-text.mjs';
import { headersFor, META_POLICY } from '../../scripts/headers.mjs';
import { listen } from '../../scripts/serve.mjs';

/** What holds on a page that is laid open. */
export interface Doors {
	readonly policy: boolean;
	readonly guard: boolean;
}

/** A server of one bare page whose policy and guard can be left out, to see what each does alone. */
export class LaidOpen {
	readonly origin: string;
	/** Paths that it was asked for. */
	readonly asked: string[];
	readonly #server: Server;

	private constructor(server: Server, port: number, asked: string[]) {
		this.#server = server;
		this.origin = `http://localhost:${String(port)}`;
		this.asked = asked;
	}

	static async start({ policy, guard }: Doors): Promise<LaidOpen> {
		const script = guard ? guardText() : '';
		const meta = policy
			? `<meta http-equiv="content-security-policy" content="${META_POLICY}" />`
			: '';
		const page = `<!doctype html><html lang="en"><head><meta charset="utf-8" />${meta}<title>x</title></head><body><script src="/script.js"></script><h1>x</h1></body></html>`;
		const asked: string[] = [];
		const server = createServer(({ url = '' }, response) => {
			asked.push(url);
			const isPage = url === '/';
			if (policy)
				for (const [name, value] of Object.entries(headersFor(url, isPage)))
					response.setHeader(name, value);
			response.setHeader('Content-Type', isPage ? 'text/html' : 'text/javascript');
			if (isPage || url === '/script.js') response.end(isPage ? page : script);
			// No 404: browsers ask for an icon, and a console error fails a test.
			else response.writeHead(204).end();
		});
		return new LaidOpen(server, await listen(server, { port: 0, host: '127.0.0.1' }), asked);
	}

	stop(): void {
		this.#server.close();
		this.#server.closeAllConnections();
	}
}

/** Another origin, which writes down everything that arrives, were it a bare connection. */
export class Listener {
	readonly port: number;
	readonly origin: string;
	readonly heard: string[];
	readonly #server: Server;
	readonly #socket: Socket;

	private constructor(server: Server, socket: Socket, port: number, heard: string[]) {
		this.#server = server;
		this.#socket = socket;
		this.port = port;
		this.origin = `http://127.0.0.1:${String(port)}`;
		this.heard = heard;
	}

	static async start(): Promise<Listener> {
		const heard: string[] = [];
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
		await new Promise<void>((done, failed) => {
			socket.once('error', failed);
			socket.bind(port, '127.0.0.1', done);
		});
		return new Listener(server, socket, port, heard);
	}

	stop(): void {
		this.#server.close();
		this.#server.closeAllConnections();
		this.#socket.close();
	}
}
