/**
 * The browser's side of the proof, run in namespaces of its own (`scripts/prove-egress.mjs` makes
 * them): makes the cable, records every packet on it and on the loopback, walks the journey, stops.
 * Takes the folder of the proof, where `plan.json` is; leaves recordings and `run.json` there.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
	BROWSER_ADDRESS,
	BROWSER_ADDRESS_6,
	GATEWAY,
	GATEWAY_6,
	INNER,
	INNER_HARDWARE,
	NAME_SERVER,
	OUTER,
	OUTER_HARDWARE,
	SERVER_ADDRESS,
	SERVER_NAME,
} from './network.mjs';
import { run } from './run.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = process.argv[2] ?? '';
/** @type {unknown} */
const parsed = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
const plan = /** @type {import('./plan.ts').Plan} */ (parsed);

/** Doors in the file system by which a name could be asked outside the namespace. */
const LOCAL_DOORS = ['/run/dbus', '/run/nscd', '/var/run/nscd'];

/** Names are asked by packets, of the name server on the other side, and by nothing else. */
function closeLocalDoors() {
	/** @type {[string, string][]} */
	const files = [
		['/etc/resolv.conf', `nameserver ${NAME_SERVER}\n`],
		['/etc/hosts', `127.0.0.1 localhost\n${SERVER_ADDRESS} ${SERVER_NAME}\n`],
		['/etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n'],
	];
	for (const [place, text] of files) {
		if (!existsSync(place)) continue;
		const own = join(folder, place.replaceAll('/', '_'));
		writeFileSync(own, text);
		run(['mount', '--bind', own, place]);
	}
	for (const door of LOCAL_DOORS) if (existsSync(door)) run(`mount -t tmpfs tmpfs ${door}`);
}

/** @returns {boolean} whether IPv6 is there: some machines have none */
function makeCable() {
	run('ip link set lo up');
	run(
		`ip link add ${INNER} address ${INNER_HARDWARE} type veth peer name ${OUTER} address ${OUTER_HARDWARE}`,
	);
	// No address that the kernel makes by itself: it would announce that one, and look for routers.
	for (const end of [INNER, OUTER])
		try {
			run(`ip link set ${end} addrgenmode none`);
		} catch {
			return false;
		}
	return true;
}

/** @param {boolean} hasIpv6 @returns {boolean} whether it has IPv6 in truth */
function joinCable(hasIpv6) {
	run(`ip addr add ${BROWSER_ADDRESS}/32 dev ${INNER}`);
	run(`ip link set ${INNER} up`);
	for (const address of [SERVER_ADDRESS, GATEWAY])
		run(`ip neigh replace ${address} lladdr ${OUTER_HARDWARE} dev ${INNER} nud permanent`);
	run(`ip route add ${SERVER_ADDRESS}/32 dev ${INNER}`);
	run(`ip route add default via ${GATEWAY} dev ${INNER} onlink`);
	if (!hasIpv6) return false;
	try {
		run(`ip -6 addr add ${BROWSER_ADDRESS_6}/128 dev ${INNER} nodad`);
	} catch {
		return false;
	}
	run(`ip -6 neigh replace ${GATEWAY_6} lladdr ${OUTER_HARDWARE} dev ${INNER} nud permanent`);
	run(`ip -6 route add default via ${GATEWAY_6} dev ${INNER} onlink`);
	return true;
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
process.on('exit', () => {
	for (const child of children) child.kill();
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
function start(name, args, options) {
	const child = spawn(name, args, options);
	children.add(child);
	child.once('close', () => children.delete(child));
	child.once('error', (error) => {
		console.error(`${name}: ${error.message}`);
		process.exit(1);
	});
	return child;
}

/**
 * Starts to record an interface; whole packets, each written at once.
 *
 * @param {string} name of the interface
 */
async function record(name) {
	const file = join(folder, `${name}.pcap`);
	const args = ['-i', name, '-w', file, '-s', '0', '-U', '--immediate-mode', '-n', '-Z', 'root'];
	const child = start('tcpdump', [...args, '-B', '16384'], { stdio: ['ignore', 'ignore', 'pipe'] });
	let said = '';
	await /** @type {Promise<void>} */ (
		new Promise((done, failed) => {
			child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
				said += text;
				if (said.includes('listening on')) done();
			});
			child.once('close', () => {
				failed(new Error(`tcpdump: ${said}`));
			});
		})
	);
	/** @returns {Promise<number>} how many packets it missed */
	const stop = () =>
		new Promise((done) => {
			child.once('close', () => {
				done(Number(/(\d+) packets? dropped by kernel/.exec(said)?.[1] ?? -1));
			});
			child.kill('SIGINT');
		});
	return { interface: name, file, stop };
}

closeLocalDoors();
const mayHaveIpv6 = makeCable();
const outside = start(
	'unshare',
	['-n', process.execPath, fileURLToPath(new URL('outside.mjs', import.meta.url))],
	{ stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
);
/** @returns {Promise<unknown>} what the other side says next */
const heard = () =>
	new Promise((done, failed) => {
		outside.once('message', done);
		outside.once('close', () => {
			failed(new Error('The other side of the cable has ended.'));
		});
	});
// Once its program runs it is in its own namespace.
await heard();
run(`ip link set ${OUTER} netns ${String(outside.pid)}`);
const hasIpv6 = joinCable(mayHaveIpv6);
outside.send({
	control: join(folder, 'control'),
	root: plan.root,
	isOpen: plan.isOpen,
	hasIpv6,
});
await heard();

const recordings = [await record(INNER), await record('lo')];
const journey = start(
	process.execPath,
	['node_modules/@playwright/test/cli.js', 'test', '-c', 'tests/egress/playwright.config.ts'],
	{
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, TESSERA_TEST_PORT: '1', TESSERA_EGRESS: folder },
	},
);
await new Promise((done) => journey.once('close', done));
const recorded = [];
for (const { interface: name, file, stop } of recordings)
	recorded.push({ interface: name, file, missed: await stop() });
writeFileSync(join(folder, 'run.json'), JSON.stringify({ hasIpv6, recorded }));
process.exit();
