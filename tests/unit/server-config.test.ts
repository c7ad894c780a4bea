/**
 * The header files that the build makes, in the servers that read them: a whole deployment is compared
 * with its build, file by file and header by header, as `npm run verify-build` does it.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';

import { afterAll, afterEach, describe, expect, it } from 'vitest';

import { compareUrl } from '../../scripts/compare-url.mjs';
import { addressOf, filesIn, isPage } from '../../scripts/build-files.mjs';
import { headersFor } from '../../scripts/headers.mjs';
import { listen } from '../../scripts/serve.mjs';
import { Folders } from '../fixtures/small-build';

const folders = new Folders();
const running: ChildProcess[] = [];
afterEach(async () => {
	for (const child of running.splice(0)) {
		const ended = new Promise((done) => child.once('exit', done));
		child.kill();
		await ended;
	}
});
afterAll(() => {
	folders.remove();
});

/** A build with a file of every kind that a real one has. */
const makeBuild = () =>
	folders.build('one', {
		'skeleton.css': 'p { color: red }',
		'icon-192.png': 'PNG',
		'_app/immutable/assets/0.bbbbbbbb.css': 'p { color: red }',
	});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
	const server = createServer();
	const port = await listen(server, { port: 0, host: '127.0.0.1' });
	await new Promise((done) => server.close(done));
	return port;
}

const canRun = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

/** Starts a server and waits until it answers. */
async function start(origin: string, command: string, ...args: string[]): Promise<void> {
	const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
	running.push(child);
	let said = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said += text;
	});
	for (let tries = 0; tries < 100; tries++) {
		try {
			await fetch(origin);
			return;
		} catch {
			if (child.exitCode !== null) break;
			await new Promise((done) => setTimeout(done, 50));
		}
	}
	throw new Error(`${command} does not answer.\n${said}`);
}

async function startNginx(build: string, config: string): Promise<string> {
	const port = await freePort();
	const folder = folders.next();
	mkdirSync(join(folder, 'temp'));
	const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
		(name) => `${name}_temp_path ${folder}/temp;`,
	);
	const file = join(folder, 'nginx.conf');
	writeFileSync(
		file,
		`daemon off; pid ${folder}/nginx.pid; error_log stderr;
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http {
	access_log off; include /etc/nginx/mime.types; ${temp.join(' ')}
	server { listen 127.0.0.1:${String(port)}; root ${build}; include ${config}; }
}
`,
	);
	const origin = `http://127.0.0.1:${String(port)}`;
	await start(origin, 'nginx', '-c', file, '-e', 'stderr');
	return origin;
}

async function startCaddy(build: string, config: string): Promise<string> {
	const port = await freePort();
	const file = join(folders.next(), 'Caddyfile');
	const origin = `http://127.0.0.1:${String(port)}`;
	writeFileSync(
		file,
		`{
	admin off
	auto_https off
}
import ${config}
${origin} {
	root * ${build}
	import tessera
}
`,
	);
	await start(origin, 'caddy', 'run', '--config', file, '--adapter', 'caddyfile');
	return origin;
}

describe.each([
	{ name: 'nginx', file: 'nginx.conf', isThere: canRun('nginx', '-v'), serve: startNginx },
	{ name: 'Caddy', file: 'Caddyfile', isThere: canRun('caddy', 'version'), serve: startCaddy },
])('$name with its file', ({ name, file, isThere, serve }) => {
	const skipped = isThere ? '' : ` (skipped: no ${name} on this machine)`;

	it.skipIf(!isThere)(
		`serves every file with its headers${skipped}`,
		{ timeout: 30_000 },
		async () => {
			const build = makeBuild();
			const origin = await serve(build, join(dirname(build), 'build-deploy', file));
			const { compared, findings } = await compareUrl(build, origin);
			expect(findings).toEqual([]);
			expect(compared).toBe(13);
			// What is not there is not kept for a year, and a folder without a page is none.
			for (const path of ['/_app/immutable/gone.js', '/_app/', '/verify/gone']) {
				const answer = await fetch(origin + path);
				expect([path, answer.status]).toEqual([path, 404]);
				expect(Object.fromEntries(answer.headers)).toMatchObject(
					lowerCase(headersFor('/404.html', true)),
				);
				expect(await answer.text()).toBe(readFileSync(join(build, '404.html'), 'utf8'));
			}
		},
	);

	it.skipIf(!isThere)(
		`is found out where one header is another${skipped}`,
		{ timeout: 30_000 },
		async () => {
			const build = makeBuild();
			const config = join(dirname(build), 'build-deploy', file);
			const text = readFileSync(config, 'utf8');
			writeFileSync(config, text.replaceAll("connect-src 'none'", "connect-src 'self'"));
			const { findings } = await compareUrl(build, await serve(build, config));
			expect(findings.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
				'header /404.html',
				'header /',
				'header /verify/',
				'header /no-such-page/at-all',
			]);
		},
	);
});

const lowerCase = (headers: Record<string, string>) =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Rules of a `_headers` file: an address or a beginning with `*`, and the lines that belong to it. */
function readRules(text: string): { where: string; headers: [string, string][] }[] {
	const rules: { where: string; headers: [string, string][] }[] = [];
	for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
		const [, name = '', value = ''] = /^ {2}([^:]+): (.*)$/.exec(line) ?? [];
		if (name === '') rules.push({ where: line, headers: [] });
		else rules.at(-1)?.headers.push([name, value]);
	}
	return rules;
}

describe('the _headers file', () => {
	/** As hosts read it: all rules that fit add up, and a header that two of them name is joined. */
	function headersAt(text: string, address: string): Record<string, string> {
		const all = new Headers();
		for (const { where, headers } of readRules(text))
			if (where.endsWith('*') ? address.startsWith(where.slice(0, -1)) : where === address)
				for (const [name, value] of headers) all.append(name, value);
		return Object.fromEntries(all);
	}

	it('gives every file exactly its headers', () => {
		const build = makeBuild();
		const text = readFileSync(join(build, '_headers'), 'utf8');
		const files = filesIn(build).filter((file) => file !== '_headers');
		expect(files).toHaveLength(13);
		for (const file of files) {
			const address = addressOf(file);
			expect(headersAt(text, address), address).toEqual(
				lowerCase(headersFor(address, isPage(file))),
			);
		}
	});

	it('stays within what hosts read: 100 rules, 2000 characters a line', () => {
		const text = readFileSync(join(makeBuild(), '_headers'), 'utf8');
		expect(readRules(text).length).toBeLessThan(100);
		expect(text.split('\n').filter((line) => line.length > 2000)).toEqual([]);
	});
});
