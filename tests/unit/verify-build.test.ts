/** Plants each kind of difference and expects `npm run verify-build` to tell it. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';

import { afterAll, afterEach, describe, expect, it } from 'vitest';

import { createTesseraServer, listen } from '../../scripts/serve.mjs';
import { Folders, writeFiles } from '../fixtures/small-build';

const COMMAND = resolve(import.meta.dirname, '../../scripts/verify-build.mjs');

const folders = new Folders();
afterAll(() => {
	folders.remove();
});

/** Runs the command beside this process, which may be the server that it asks. */
function verify(...args: string[]): Promise<{ code: number | null; said: string }> {
	const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '';
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (text: string) => {
			said += text;
		});
	return new Promise((done) => child.once('close', (code) => done({ code, said })));
}

function changeOneByte(file: string): void {
	const bytes = readFileSync(file);
	bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
	writeFileSync(file, bytes);
}

const servers: Server[] = [];
afterEach(async () => {
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		await new Promise((done) => server.close(done));
	}
});

async function open(server: Server): Promise<string> {
	servers.push(server);
	return `http://localhost:${String(await listen(server, { port: 0, host: '127.0.0.1' }))}`;
}

interface Answer {
	status: number;
	readonly headers: Headers;
	body: Buffer;
}

/** The project's own server, and a host before it that changes answers on their way. */
async function serve(
	build: string,
	change: (path: string, answer: Answer) => void = () => undefined,
): Promise<string> {
	const own = await open(await createTesseraServer({ root: build }));
	return open(
		createServer((request, response) => {
			const path = request.url ?? '';
			void pass(own, path, change, response);
		}),
	);
}

async function pass(
	own: string,
	path: string,
	change: (path: string, answer: Answer) => void,
	response: ServerResponse,
): Promise<void> {
	const got = await fetch(own + path, { redirect: 'manual' });
	const answer: Answer = {
		status: got.status,
		headers: new Headers(got.headers),
		body: Buffer.from(await got.arrayBuffer()),
	};
	for (const name of ['content-length', 'transfer-encoding', 'connection', 'keep-alive'])
		answer.headers.delete(name);
	change(path, answer);
	response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(answer.body);
}

describe('verify-build of a folder', () => {
	it('tells that two builds of one source are the same, and their fingerprint', async () => {
		const [one, two] = [folders.build(), folders.build()];
		const { code, said } = await verify(one, '--against', two);
		expect(said).toContain('11 files, 11 of them the same.');
		expect(said).toMatch(/(?:[0-9a-f]{4} ){15}[0-9a-f]{4}\n/);
		expect(code).toBe(0);
	});

	it.each([
		[
			'one changed byte',
			'changed',
			'verify/index.html',
			(build: string) => {
				changeOneByte(join(build, 'verify/index.html'));
			},
		],
		[
			'a changed byte in the headers for hosts',
			'changed',
			'_headers',
			(build: string) => {
				changeOneByte(join(build, '_headers'));
			},
		],
		[
			'a missing file',
			'missing',
			'icon.svg',
			(build: string) => {
				rmSync(join(build, 'icon.svg'));
			},
		],
		[
			'an extra file',
			'extra',
			'_app/immutable/extra.js',
			(build: string) => {
				writeFiles(build, { '_app/immutable/extra.js': '1' });
			},
		],
	])('tells %s', async (_, kind, file, plant) => {
		const [reference, build] = [folders.build(), folders.build()];
		plant(build);
		const { code, said } = await verify(build, '--against', reference);
		expect(said).toMatch(new RegExp(`^ {2}${kind} +${file} `, 'm'));
		expect(said).toContain('Different.');
		expect(code).toBe(1);
	});

	// The build in this checkout's own folder is the first one that a reviewer compares.
	it('builds the checkout itself, and takes nothing that lies there for its build', async () => {
		const { code, said } = await verify(folders.build());
		expect(said).toContain('this checkout, built just now');
		expect(said).toMatch(/^ {2}missing +share\/index\.html /m);
		expect(code).toBe(1);
	}, 120_000);

	it('says which version to compare with where the build says it is another one', async () => {
		const { code, said } = await verify(folders.build('two'), '--against', folders.build('one'));
		expect(said).toContain('git checkout two');
		expect(code).toBe(1);
	});

	it('takes the operator’s own file, and headers that no host needs, for no difference', async () => {
		const [reference, build] = [folders.build(), folders.build()];
		writeFiles(build, { '.well-known/security.txt': 'Contact: mailto:a@example.org' });
		rmSync(join(build, '_headers'));
		const { code, said } = await verify(build, '--against', reference);
		expect(said).toMatch(/note +\.well-known\/security\.txt/);
		expect(said).toMatch(/note +_headers/);
		expect(code).toBe(0);
	});
});

describe('verify-build of a deployment', () => {
	it('tells that it is the same, and what that does not say', async () => {
		const build = folders.build();
		const { code, said } = await verify(await serve(build), '--against', build);
		expect(said).toContain('10 files, 10 of them the same.');
		expect(said).toContain('It can give others something else');
		expect(code).toBe(0);
	});

	it.each<[string, RegExp, (path: string, answer: Answer) => void]>([
		[
			'one changed byte',
			/changed +\/verify\/ /,
			(path, answer) => {
				if (path === '/verify/') answer.body[answer.body.length - 1] = 32;
			},
		],
		[
			'a missing file',
			/missing +\/icon\.svg/,
			(path, answer) => {
				if (path === '/icon.svg') answer.status = 404;
			},
		],
		[
			'a file that is elsewhere',
			/address +\/icon\.svg +answered with status 302/,
			(path, answer) => {
				if (path === '/icon.svg') answer.status = 302;
			},
		],
		[
			'a loosened policy',
			/header +\/ +Content-Security-Policy: expected "/,
			(path, answer) => {
				if (path === '/') answer.headers.set('content-security-policy', 'default-src *');
			},
		],
		[
			'a policy that the worker lacks',
			/header +\/service-worker\.js +Content-Security-Policy: .* got none/,
			(path, answer) => {
				if (path === '/service-worker.js') answer.headers.delete('content-security-policy');
			},
		],
		[
			'a worker that is kept too long',
			/header +\/service-worker\.js +Cache-Control/,
			(path, answer) => {
				if (path === '/service-worker.js') answer.headers.set('cache-control', 'max-age=86400');
			},
		],
		[
			'a permission too many',
			/header +\/verify\/ +Permissions-Policy/,
			(path, answer) => {
				if (path === '/verify/') answer.headers.set('permissions-policy', 'geolocation=*');
			},
		],
		[
			'a cookie',
			/header +\/ +set-cookie: expected none/,
			(path, answer) => {
				if (path === '/') answer.headers.set('set-cookie', 'who=1');
			},
		],
		[
			'a report of errors to somebody',
			/header +\/ +nel: expected none/,
			(path, answer) => {
				if (path === '/') answer.headers.set('nel', '{"report_to":"x"}');
			},
		],
		[
			'a script that is sent as text',
			/header +\/_app\/.* Content-Type: expected text\/javascript/,
			(path, answer) => {
				if (path.endsWith('.js')) answer.headers.set('content-type', 'text/plain');
			},
		],
		[
			'a page for addresses that have none',
			/address +\/no-such-page\/at-all +expected 404\.html with status 404, got it with status 200/,
			(path, answer) => {
				if (path.startsWith('/no-such')) answer.status = 200;
			},
		],
		[
			'an address without its slash that leads elsewhere',
			/address +\/verify +expected the page/,
			(path, answer) => {
				if (path === '/verify') {
					answer.status = 301;
					answer.headers.set('location', '/other/');
				}
			},
		],
	])('tells %s', async (_, line, change) => {
		const build = folders.build();
		const { code, said } = await verify(await serve(build, change), '--against', build);
		expect(said).toMatch(line);
		expect(code).toBe(1);
	});

	it('takes an unknown address without a policy for a note: the page has its own', async () => {
		const build = folders.build();
		const origin = await serve(build, (path, { headers }) => {
			if (!path.startsWith('/no-such')) return;
			headers.delete('content-security-policy');
			headers.delete('cache-control');
		});
		const { code, said } = await verify(origin, '--against', build);
		expect(said).toMatch(/note +\/no-such-page\/at-all +Content-Security-Policy/);
		expect(code).toBe(0);
	});
});

describe('verify-build', () => {
	it.each([
		['nothing to compare', [], 'npm run verify-build'],
		['no such folder', ['no-such-folder'], 'Neither an address nor a folder'],
		['an address with a path', ['http://localhost/app/'], 'Expected the origin alone'],
		['an unknown option', ['.', '--fast'], '--fast'],
	])('stops at %s with code 2', async (_, args, text) => {
		const { code, said } = await verify(...args, '--against', folders.build());
		expect(said).toContain(text);
		expect(code).toBe(2);
	});

	it('stops with code 2 where no server is, and where the reference is no build', async () => {
		const origin = await serve(folders.build());
		const [server] = servers.splice(1);
		server?.closeAllConnections();
		await new Promise((done) => server?.close(done));
		const gone = await verify(origin, '--against', folders.build());
		expect(gone.said).toContain('Could not be compared');
		expect(gone.code).toBe(2);
		const none = await verify(folders.build(), '--against', folders.next());
		expect(none.said).toContain('is no build of this project');
		expect(none.code).toBe(2);
	});
});
