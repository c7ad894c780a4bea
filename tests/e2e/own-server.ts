import { createServer, type Server } from 'node:http';

import { createTesseraServer, listen } from '../../scripts/serve.mjs';

/** The project's own server with its real headers, which a test may stop, break or give a new build. */
export class OwnServer {
	readonly origin: string;
	/** Paths with their queries that it was asked for. */
	readonly asked: string[] = [];
	/** The same with all headers. */
	readonly told: string[] = [];
	readonly #server: Server;
	#answers: Server;
	/** Paths that are answered with an error. */
	readonly #broken: Set<string>;

	private constructor(server: Server, answers: Server, broken: Set<string>, port: number) {
		this.#server = server;
		this.#answers = answers;
		this.#broken = broken;
		this.origin = `http://localhost:${String(port)}`;
		server.on('request', (request, response) => {
			this.asked.push(request.url ?? '');
			this.told.push(`${request.url ?? ''} ${request.rawHeaders.join(' ')}`);
			if (this.#broken.has(request.url ?? '')) response.writeHead(500).end();
			else this.#answers.emit('request', request, response);
		});
	}

	static async start(root = 'build'): Promise<OwnServer> {
		const server = createServer();
		const port = await listen(server, { port: 0, host: '127.0.0.1' });
		return new OwnServer(server, await createTesseraServer({ root }), new Set(), port);
	}

	/** Serves another build from now on. */
	async serve(root: string): Promise<void> {
		this.#answers = await createTesseraServer({ root });
	}

	/** Answers this path with status 500, or as it should again. */
	breakPath(path: string, isBroken = true): void {
		if (isBroken) this.#broken.add(path);
		else this.#broken.delete(path);
	}

	/** Ends the server and cuts every connection; nobody listens at its port afterwards. */
	async stop(): Promise<void> {
		if (!this.#server.listening) return;
		await new Promise((done) => {
			this.#server.close(done);
			this.#server.closeAllConnections();
		});
	}
}
