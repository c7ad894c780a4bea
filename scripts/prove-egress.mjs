/**
 * `npm run prove:egress`: a citizen's and a verifier's whole journey in a browser that has a network of
 * its own, in which every packet is recorded; then what was seen, and whether it is what may be. What
 * it shows and what it cannot is in `docs/egress.md`.
 *
 * `-- --plant NAME` serves a build with a leak in it, which must be found; several times for several.
 * `-- --self-test` plants all, and passes when each is found. `-- --json FILE` writes the report,
 * `-- --keep DIR` keeps recordings and observations, `-- --root DIR` takes another build, `-- --require`
 * fails where the proof cannot be run instead of skipping it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { collectorOf, LEAKS, NETWORK_LEAKS, plantLeaks } from '../tests/egress/plant.mjs';
import { findBrowser } from './browser.mjs';
import { build, isBuildStale } from './build.mjs';
import { importTypeScript } from './import-typescript.mjs';

/** The criteria that the planted leaks break, all together. */
const BROKEN = /^(?:Nobody is reached|Offline, there is not|No value that was|No value is in)/;

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** @typedef {import('../tests/egress/judge.ts').Report} Report */

const { values } = parseArgs({
	options: {
		plant: { type: 'string', multiple: true, default: [] },
		'self-test': { type: 'boolean', default: false },
		json: { type: 'string' },
		keep: { type: 'string' },
		root: { type: 'string' },
		require: { type: 'boolean', default: false },
	},
});
const planted = values['self-test'] ? Object.keys(LEAKS) : values.plant;
const unknown = planted.filter((name) => !(name in LEAKS));
if (unknown.length > 0) {
	console.error(`--plant: expected one of ${Object.keys(LEAKS).join(', ')}, got ${unknown.join()}`);
	process.exit(2);
}

/** @param {string} command @param {readonly string[]} args */
const works = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Makes namespaces of a network and of mounts for what follows it. */
const NAMESPACES = ['-n', '-m'];

/** Whether this process may make them, and a cable and a mount in them. */
function mayIsolate() {
	const probe = 'ip link add inner type veth peer name outer && mount -t tmpfs tmpfs /mnt';
	return works('unshare', [...NAMESPACES, 'sh', '-c', probe]);
}

/** @returns {string | null} why this machine cannot run it; null where it can */
function obstacle() {
	if (process.platform !== 'linux') return 'it needs Linux, for a network of its own';
	if (!works('tcpdump', ['--version'])) return 'there is no tcpdump';
	if (!mayIsolate())
		return 'no namespace of a network can be made (that takes root, unshare and ip)';
	return null;
}

/**
 * Runs the journey.
 *
 * @param {string} folder where it leaves what it saw
 * @param {import('../tests/egress/plan.ts').Plan} plan
 */
async function walk(folder, plan) {
	writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
	const child = spawn(
		'unshare',
		[...NAMESPACES, process.execPath, 'tests/egress/inside.mjs', folder],
		{
			stdio: ['ignore', 'ignore', 'inherit'],
			env: { ...process.env, PLAYWRIGHT_CHROMIUM: findBrowser() },
		},
	);
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
		process.once(signal, () => {
			child.kill();
		});
	await new Promise((done) => child.once('close', done));
	if (!existsSync(join(folder, 'run.json'))) throw new Error('The journey could not be begun.');
}

/** @param {Report} report */
function print({ criteria, traffic, recorded, walk: seen, hasIpv6 }) {
	for (const { name, seconds, packets, bytes, attempts, hosts, paths } of traffic.phases) {
		const sums = `${String(packets)} packets, ${String(bytes)} bytes, ${String(attempts)} connections`;
		console.log(`\n${name} (${seconds.toFixed(0)} s): ${sums}`);
		for (const [host, count] of Object.entries(hosts)) console.log(`  ${host}: ${String(count)}`);
		const asked = Object.entries(paths);
		for (const [path, count] of asked.slice(0, 8)) console.log(`  ${path}: ${String(count)}`);
		if (asked.length > 8) console.log(`  … ${String(asked.length - 8)} more paths`);
	}
	const kernel = Object.entries(traffic.kernel).map(([kind, count]) => `${kind}: ${String(count)}`);
	console.log(`\nThe kernel's own: ${kernel.join(', ') || 'none'}`);
	console.log(
		`Recorded: ${String(recorded.packets)} packets, ${String(recorded.bytes)} bytes; IPv6 ${hasIpv6 ? 'was there' : 'is not there'}`,
	);
	console.log(
		`Looked through: ${seen.looked.map(({ kind, items }) => `${kind} ${String(items)}`).join(', ')}`,
	);
	console.log(`Codes: ${JSON.stringify(seen.codes)}\n`);
	for (const { name, faults } of criteria) {
		console.log(`${faults.length === 0 ? 'met     ' : 'NOT MET '} ${name}`);
		for (const fault of faults.slice(0, 12)) console.log(`           ${fault}`);
		if (faults.length > 12) console.log(`           … ${String(faults.length - 12)} more`);
	}
}

/**
 * Whether a report tells of a planted leak: by a value in a packet that goes to the leak's own name, or
 * by one that was found on the device.
 *
 * @param {Report} report
 * @param {string} name
 */
function isFound({ leaks, walk: { sightings } }, name) {
	if (NETWORK_LEAKS.includes(name))
		return leaks.some(({ place }) => place.includes(collectorOf(name)));
	const kind = name === 'storage' ? 'local storage' : name;
	return sightings.some(({ place }) => place.includes(`, ${kind}: `));
}

const why = obstacle();
if (why !== null) {
	console.log(`Skipped: ${why}.`);
	process.exit(values.require ? 1 : 0);
}
if (values.root === undefined && isBuildStale() && !build()) process.exit(1);

const folder = mkdtempSync(join(tmpdir(), 'tessera-egress-'));
process.on('exit', () => {
	rmSync(folder, { recursive: true, force: true });
});
const original = resolve(values.root ?? 'build');
const served = planted.length === 0 ? original : join(folder, 'planted');
const isOpen = planted.length > 0 && plantLeaks(original, served, planted);
await walk(folder, { root: served, isOpen, isBrief: planted.length > 0 });

const module = await importTypeScript('tests/egress/judge.ts');
const { judge } = /** @type {typeof import('../tests/egress/judge.ts')} */ (module);
const report = judge(folder, served);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(report, null, '\t'));
if (values.keep !== undefined) {
	mkdirSync(values.keep, { recursive: true });
	for (const name of ['inner.pcap', 'lo.pcap', 'walk.json', 'run.json'])
		writeFileSync(join(values.keep, name), readFileSync(join(folder, name)));
}
print(report);
const missed = planted.filter((name) => !isFound(report, name));
if (planted.length > 0)
	console.log(
		`\nPlanted: ${planted.join(', ')}. ${missed.length === 0 ? 'Each was found.' : `NOT FOUND: ${missed.join(', ')}`}`,
	);
// Each leak is found by the name that it goes to; and the criteria that it breaks must say so.
const broken = report.criteria.filter(({ name, faults }) => BROKEN.test(name) && faults.length > 0);
const isFoundOut = missed.length === 0 && broken.length === 4;
if (values['self-test']) console.log(isFoundOut ? 'The proof can fail.' : 'THE PROOF IS BLIND.');
process.exitCode = (values['self-test'] ? isFoundOut : report.isMet) ? 0 : 1;
