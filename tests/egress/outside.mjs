/**
 * All that is on the other side of the cable (`network.mjs`), in a namespace of its own: the static
 * server of this project, a name server that knows every name, a collector at the address that it
 * tells, and a route to nowhere for the rest. Started by `inside.mjs`.
 */
import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { createServer as createControl } from 'node:net';

import { createTesseraServer, listen } from '../../scripts/serve.mjs';
import {
	BROWSER_ADDRESS,
	BROWSER_ADDRESS_6,
	COLLECTOR_ADDRESS,
	INNER_HARDWARE,
	NAME_SERVER,
	OUTER,
	SERVER_ADDRESS,
	SERVER_PORT,
} from './network.mjs';
import { run } from './run.mjs';

const DNS_PORT = 53;
const HTTP_PORT = 80;
/** Where the question begins in a DNS message, and the type for an IPv4 address. */
const DNS_HEADER = 12;
const TYPE_A = 1;

/** @param {boolean} hasIpv6 */
function joinCable(hasIpv6) {
	run('ip link set lo up');
	for (const address of [NAME_SERVER, COLLECTOR_ADDRESS]) run(`ip addr add ${address}/32 dev lo`);
	run(`ip addr add ${SERVER_ADDRESS}/32 dev ${OUTER}`);
	// Moved here, it has forgotten that it should make no address by itself.
	if (hasIpv6) run(`ip link set ${OUTER} addrgenmode none`);
	run(`ip link set ${OUTER} up`);
	run(`ip route add ${BROWSER_ADDRESS}/32 dev ${OUTER}`);
	run(`ip neigh replace ${BROWSER_ADDRESS} lladdr ${INNER_HARDWARE} dev ${OUTER} nud permanent`);
	if (!hasIpv6) return;
	run(`ip -6 route add ${BROWSER_ADDRESS_6}/128 dev ${OUTER}`);
	run(
		`ip -6 neigh replace ${BROWSER_ADDRESS_6} lladdr ${INNER_HARDWARE} dev ${OUTER} nud permanent`,
	);
}

/**
 * The answer to a DNS question: the collector's address for an IPv4 address, nothing for the rest.
 *
 * @param {Buffer} question
 */
function answerTo(question) {
	let end = DNS_HEADER;
	while ((question[end] ?? 0) !== 0) end += (question[end] ?? 0) + 1;
	end += 5;
	const isAddress = question.readUInt16BE(end - 4) === TYPE_A;
	const head = Buffer.from(question.subarray(0, DNS_HEADER));
	head.writeUInt16BE(0x8180, 2);
	head.writeUInt16BE(1, 4);
	head.writeUInt16BE(isAddress ? 1 : 0, 6);
	head.fill(0, 8);
	const record = Buffer.from([0xc0, DNS_HEADER, 0, TYPE_A, 0, 1, 0, 0, 0, 60, 0, 4]);
	const address = Buffer.from(COLLECTOR_ADDRESS.split('.').map(Number));
	const body = question.subarray(DNS_HEADER, end);
	return Buffer.concat([head, body, ...(isAddress ? [record, address] : [])]);
}

async function startNameServer() {
	const socket = createSocket('udp4');
	socket.on('message', (message, { port, address }) => {
		socket.send(answerTo(message), port, address);
	});
	await /** @type {Promise<void>} */ (
		new Promise((done) => {
			socket.bind(DNS_PORT, NAME_SERVER, done);
		})
	);
}

/** Takes whatever it is sent, so that it is sent. */
async function startCollector() {
	const server = createServer((request, response) => {
		request.resume();
		response
			.writeHead(204, {
				'Access-Control-Allow-Origin': '*',
				'Access-Control-Allow-Headers': '*',
			})
			.end();
	});
	await listen(server, { port: HTTP_PORT, host: COLLECTOR_ADDRESS });
}

/**
 * @param {string} root the build
 * @param {boolean} isOpen whether its pages have no policy, so that a planted leak can leave
 */
async function startServer(root, isOpen) {
	const server = await createTesseraServer({ root });
	if (isOpen)
		server.prependListener('request', (_request, response) => {
			const setHeader = response.setHeader.bind(response);
			response.setHeader = (name, value) =>
				name === 'Content-Security-Policy' ? response : setHeader(name, value);
		});
	await listen(server, { port: SERVER_PORT, host: SERVER_ADDRESS });
	return server;
}

/** What `inside.mjs` says when the cable's end is here. @typedef {{ control: string, root: string, isOpen: boolean, hasIpv6: boolean }} Setting */

process.once('message', (message) => {
	void (async () => {
		const { control, root, isOpen, hasIpv6 } = /** @type {Setting} */ (message);
		joinCable(hasIpv6);
		await startNameServer();
		await startCollector();
		const server = await startServer(root, isOpen);
		// A socket in the file system, which no namespace of a network divides.
		createControl((socket) => {
			socket.once('data', () => {
				server.close(() => socket.end('stopped'));
				server.closeAllConnections();
			});
		}).listen(control, () => process.send?.('ready'));
	})();
});
process.send?.('here');
process.once('disconnect', () => process.exit());
