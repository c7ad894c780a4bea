/** `npm start`: builds the app where needed and serves it on this machine. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { build, isBuildStale } from './build.mjs';
import { createTesseraServer, listen, localAddresses } from './serve.mjs';

const DEFAULT_PORT = 4173;

/** How many ports after the default are tried where the default is taken. */
const PORTS_TO_TRY = 20;

const USAGE = `npm start [-- --port N] [--https] [--host]

  --port N   serve at this port (else ${String(DEFAULT_PORT)}, or the next free one)
  --https    with a certificate made now, also for phones in the same network
  --host     also for other devices in the same network`;

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
	console.error(message);
	process.exit(1);
}

function readOptions() {
	try {
		const { values } = parseArgs({
			options: {
				port: { type: 'string' },
				https: { type: 'boolean', default: false },
				host: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
		return values;
	} catch (error) {
		return stop(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
	}
}

/**
 * @param {unknown} error
 * @returns {string | undefined} Node's code of a system error
 */
const codeOf = (error) =>
	error instanceof Error && 'code' in error ? String(error.code) : undefined;

/**
 * Listens at the asked port, or at the first free one from the default on.
 *
 * @param {import('node:http').Server} server
 * @param {string} host
 * @param {number | null} asked
 */
async function listenSomewhere(server, host, asked) {
	for (let port = asked ?? DEFAULT_PORT; ; port += 1) {
		try {
			return await listen(server, { port, host });
		} catch (error) {
			const code = codeOf(error);
			if (code === 'EACCES')
				stop(`Port ${String(port)} may not be used without special rights. Try a port above 1023.`);
			if (code !== 'EADDRINUSE') throw error;
			if (asked !== null)
				stop(`Port ${String(port)} is in use. Choose another with --port, or leave --port out.`);
			if (port >= DEFAULT_PORT + PORTS_TO_TRY)
				stop(
					`Ports ${String(DEFAULT_PORT)} to ${String(port)} are all in use. Choose one with --port.`,
				);
		}
	}
}

const options = readOptions();
if (options.help) {
	console.log(USAGE);
	process.exit(0);
}
const asked = options.port === undefined ? null : Number(options.port);
if (asked !== null && !(Number.isInteger(asked) && asked >= 0 && asked <= 65535))
	stop(`--port must be a whole number from 0 to 65535, not "${options.port ?? ''}".`);

if (isBuildStale()) {
	console.log('Building …');
	if (!build()) stop('The build failed; what it said is above.');
}

const forOthers = options.https || options.host;
const scheme = options.https ? 'https' : 'http';
const server = await createTesseraServer({
	root: fileURLToPath(new URL('../build', import.meta.url)),
	https: options.https,
});
const port = await listenSomewhere(server, forOthers ? '0.0.0.0' : '127.0.0.1', asked);

console.log(`\nTessera is at  ${scheme}://localhost:${String(port)}/`);
if (forOthers) {
	const addresses = localAddresses();
	if (addresses.length === 0)
		console.log('This machine is in no network that a phone could reach.');
	for (const address of addresses)
		console.log(`On a phone     ${scheme}://${address}:${String(port)}/`);
	console.log(
		options.https
			? '\nThe browser will warn: the certificate was made just now, by this machine itself.'
			: '\nWithout --https a phone gives neither camera nor offline use.',
	);
}
console.log('Stop with Ctrl+C.');
