/** From recordings and observations to a report: what was seen, and whether each criterion is met. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CANARIES, Search, type Sighting } from './canaries';
import { BROWSERS_OWN } from './network.mjs';
import type { Run, Walk } from './plan';
import { readPcap } from './pcap';
import { reassemble } from './streams';
import { readTraffic, type Traffic } from './traffic';

export interface Criterion {
	readonly name: string;
	/** What speaks against it; none: it is met. */
	readonly faults: readonly string[];
}

export interface Report {
	readonly isMet: boolean;
	readonly criteria: readonly Criterion[];
	readonly traffic: Traffic;
	/** Packets of both interfaces, and of those the ones that the kernel sends by itself. */
	readonly recorded: { readonly packets: number; readonly bytes: number; readonly missed: number };
	/** Values that were in packets. */
	readonly leaks: readonly Sighting[];
	readonly walk: Walk;
	readonly hasIpv6: boolean;
}

/** Kinds of places that are looked through in every full walk. */
const PLACES = [
	'address of a request',
	'address of a page',
	'title',
	'history',
	'IndexedDB',
	'local storage',
	'session storage',
	'history state',
	'cache',
	'private files',
	'clipboard',
	'backup file',
	'browser profile',
];

const WORKER = '/service-worker.js';

/** The address paths of a build's files; a page is also known by that of its folder. */
function pathsOf(root: string): Set<string> {
	const paths = readdirSync(root, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'));
	return new Set([...paths, ...paths.map((path) => path.replace(/\/index\.html$/, '/'))]);
}

/** Files of the build that name a domain which the browser may not reach here (`network.mjs`). */
function namesOfOthers(root: string): string[] {
	return readdirSync(root, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.flatMap((entry) => {
			const text = readFileSync(join(entry.parentPath, entry.name), 'latin1');
			return BROWSERS_OWN.filter((domain) => text.includes(domain)).map(
				(domain) => `${entry.name} names ${domain}`,
			);
		});
}

/**
 * Judges one run.
 *
 * @param folder of the run: `walk.json`, `run.json` and the recordings that it names
 * @param root of the build that was served
 */
export function judge(folder: string, root: string): Report {
	const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
	const walk = read('walk.json') as Walk;
	const run = read('run.json') as Run;
	const recordings = run.recorded.map((recording) => ({
		...recording,
		packets: readPcap(readFileSync(recording.file)),
	}));
	const packets = recordings.flatMap((recording) =>
		recording.packets.map((packet) => ({ ...packet, isLoopback: recording.interface === 'lo' })),
	);
	const streams = reassemble(packets);
	const traffic = readTraffic(packets, streams, walk.phases);

	const search = new Search([...Object.values(CANARIES), ...walk.shown]);
	const leaks = [
		...packets.flatMap((packet) => search.in(traffic.placeOf(packet), packet.frame)),
		...streams.flatMap((stream) => search.in(traffic.placeOf(stream), stream.bytes)),
	];
	const uniqueLeaks = [
		...new Map(leaks.map((leak) => [`${leak.canary} ${leak.place}`, leak])).values(),
	];
	const missed = recordings.reduce((sum, recording) => sum + Math.abs(recording.missed), 0);
	const paths = pathsOf(root);
	const isWhole = walk.phases.some(({ name }) => name === 'server gone');
	const inPhase = (name: string) => traffic.phases.filter((phase) => phase.name === name);
	const tell = ({ canary, form, place }: Sighting) => `${canary} (${form}) in ${place}`;

	const criteria: Criterion[] = [
		{
			name: 'Every packet was recorded, and every request read',
			faults: [
				...(missed === 0 ? [] : [`${String(missed)} packets were missed`]),
				...streams
					.filter(({ missing }) => missing > 0)
					.map((stream) => `${String(stream.missing)} bytes missing, ${traffic.placeOf(stream)}`),
				...traffic.unread,
			],
		},
		{ name: 'Nobody is reached but the static server', faults: traffic.undeclared },
		{
			name: 'Only files of this build are asked for: GET, no query, body, cookie or page named',
			faults: traffic.requests.flatMap(({ faults, method, target, phase }) => [
				...faults.map((fault) => `${method} ${target} (${phase}): ${fault}`),
				...(paths.has(target) ? [] : [`${method} ${target} (${phase}): no file of the build`]),
			]),
		},
		{
			name: 'Once installed, nothing is asked for but whether there is a new version',
			faults: traffic.requests
				.filter(({ phase, target }) => phase !== 'first visit' && target !== WORKER)
				.map(({ phase, target }) => `${target} (${phase})`),
		},
		{
			name: 'With the server gone, its door is knocked at, and not a byte is said',
			faults: inPhase('server gone')
				.filter(({ payload }) => payload > 0)
				.map(({ payload }) => `${String(payload)} bytes were sent`),
		},
		{
			name: 'Offline, there is not one packet',
			faults: inPhase('offline')
				.filter(({ packets: count }) => count > 0)
				.map(({ packets: count }) => `${String(count)} packets`),
		},
		{ name: 'No value that was put in is in any packet', faults: uniqueLeaks.map(tell) },
		{
			name: 'No value is in an address, title, log, store, clipboard or file of the browser',
			faults: walk.sightings.map(tell),
		},
		{
			name: 'Every code says what was chosen, and nothing else',
			faults: [
				...walk.codeFaults,
				...(isWhole && Object.keys(walk.codes).length < 4 ? ['not every kind was shown'] : []),
			],
		},
		{
			name: 'The search finds what is there, and looked everywhere',
			faults: [
				...(walk.controls.length === 0 ? ['nothing was found where something is'] : []),
				...(isWhole
					? PLACES.filter((place) => !walk.looked.some(({ kind }) => kind === place)).map(
							(place) => `not looked at: ${place}`,
						)
					: []),
			],
		},
		{
			name: 'The journey was walked to its end, and no page complained',
			faults: [
				...(walk.broken === null ? [] : [walk.broken]),
				...(isWhole ? [] : ['only a part was walked']),
				...walk.complaints,
			],
		},
		{
			name: 'No file of the app names a domain that was closed to the browser',
			faults: namesOfOthers(root),
		},
	];
	return {
		isMet: criteria.every(({ faults }) => faults.length === 0),
		criteria,
		traffic,
		recorded: {
			packets: packets.length,
			bytes: packets.reduce((sum, { length }) => sum + length, 0),
			missed,
		},
		leaks: uniqueLeaks,
		walk,
		hasIpv6: run.hasIpv6,
	};
}
