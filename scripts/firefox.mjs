/** Starts the system's Firefox with a profile of its own, to be driven. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connect } from './bidi.mjs';

const NAMES = ['firefox', 'firefox-esr'];
const START_MS = 60_000;

/** What a profile at home has, where a driven one would not; a browser's own talk is turned off. */
const PREFERENCES = {
	'network.dns.disablePrefetch': false,
	'network.prefetch-next': true,
	'network.http.speculative-parallel-limit': 20,
	'dom.disable_open_during_load': false,
	// A server of this machine is asked by WebRTC as any other is.
	'media.peerconnection.ice.loopback': true,
	'datareporting.policy.dataSubmissionEnabled': false,
	'browser.shell.checkDefaultBrowser': false,
	'app.normandy.enabled': false,
};

/**
 * The Firefox of the search path, or null.
 *
 * @returns {{ command: string, version: string } | null}
 */
export function findFirefox() {
	for (const command of NAMES) {
		const { stdout, status } = spawnSync(command, ['--version'], { encoding: 'utf8' });
		const [, version] = /Firefox (\d+\.\d+)/.exec(stdout) ?? [];
		if (status === 0 && version !== undefined) return { command, version };
	}
	return null;
}

/**
 * Starts it.
 *
 * @param {string} command
 * @returns {Promise<{ send: import('./bidi.mjs').Send, given: () => string, stop: () => Promise<string> }>}
 *   `given` returns what it gave to the program for mails and calls so far, `stop` ends it and returns
 *   the log of the names that it looked up
 */
export async function startFirefox(command) {
	const folder = mkdtempSync(join(tmpdir(), 'tessera-firefox-'));
	const user = Object.entries(PREFERENCES).map(
		([name, value]) => `user_pref("${name}", ${String(value)});`,
	);
	writeFileSync(join(folder, 'user.js'), user.join('\n'));
	const program = join(folder, 'program');
	writeFileSync(program, '#!/bin/sh\necho "$@" >> "$0.given"\n', { mode: 0o755 });
	const handler = { action: 2, ask: false, handlers: [{ name: 'x', path: program }] };
	writeFileSync(
		join(folder, 'handlers.json'),
		JSON.stringify({
			...{ defaultHandlersVersion: {}, mimeTypes: {} },
			schemes: { mailto: handler, tel: handler },
		}),
	);
	const given = () =>
		existsSync(`${program}.given`) ? readFileSync(`${program}.given`, 'utf8') : '';
	const args = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', folder];
	const log = 'names';
	const browser = spawn(command, args, {
		env: {
			...process.env,
			HOME: folder,
			MOZ_LOG: 'nsHostResolver:5',
			MOZ_LOG_FILE: join(folder, log),
		},
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	const ended = new Promise((done) => browser.once('exit', done));
	const stop = async () => {
		browser.kill();
		await ended;
		const logs = readdirSync(folder).filter((name) => name.startsWith(log));
		const text = logs.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
		return text;
	};
	try {
		const address = await /** @type {Promise<string>} */ (
			new Promise((done, failed) => {
				let said = '';
				browser.stderr.setEncoding('utf8').on('data', (text) => {
					said += String(text);
					const [, found] = /WebDriver BiDi listening on (ws:\S+)/.exec(said) ?? [];
					if (found !== undefined) done(found);
				});
				browser.once('error', failed);
				setTimeout(() => {
					failed(new Error(`${command} did not start:\n${said}`));
				}, START_MS).unref();
			})
		);
		const send = await connect(`${address}/session`);
		const dismiss = { unhandledPromptBehavior: { default: 'dismiss' } };
		await send('session.new', { capabilities: { alwaysMatch: dismiss } });
		return { send, given, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
