import { BROWSER_ADDRESS, SERVER_ADDRESS, SERVER_ORIGIN, SERVER_PORT } from './network.mjs';
import { ipv6Text, type Packet } from './pcap';
import type { Phase } from './plan';
import { readNames, readRequests } from './requests';
import type { Stream } from './streams';

export interface RecordedPacket extends Packet {
	readonly isLoopback: boolean;
}

/** What one phase of the walk sent and got, without the kernel's own packets. */
export interface PhaseTraffic {
	readonly name: string;
	readonly seconds: number;
	readonly packets: number;
	readonly bytes: number;
	/** Bytes that the browser's side sent within TCP and UDP. */
	readonly payload: number;
	/** Connections that were tried. */
	readonly attempts: number;
	/** Packets by protocol, host and port that they went to or came from. */
	readonly hosts: Readonly<Record<string, number>>;
	/** Requests by method and path. */
	readonly paths: Readonly<Record<string, number>>;
}

export interface SeenRequest {
	readonly phase: string;
	readonly method: string;
	readonly target: string;
	/** What it should not have. */
	readonly faults: readonly string[];
}

export interface Traffic {
	readonly phases: readonly PhaseTraffic[];
	readonly requests: readonly SeenRequest[];
	/** Who else was tried to be reached, how often, and in which phase. */
	readonly undeclared: readonly string[];
	/** Connections to the server whose requests cannot be read. */
	readonly unread: readonly string[];
	/** Packets that the kernel sends by itself, by kind. */
	readonly kernel: Readonly<Record<string, number>>;
	/** Where something was on its way to, in words. */
	readonly placeOf: (thing: RecordedPacket | Stream) => string;
}

/** Kinds of ICMPv6 by which a kernel keeps house: neighbours, routers, and its own groups. */
const NEIGHBOURS: ReadonlySet<number> = new Set([133, 134, 135, 136, 137]);
const GROUP_REPORT = 143;
/** Groups of a device's own addresses (RFC 4291, 2.7.1); a browser joins others, such as of mDNS. */
const OWN_GROUP = /^ff02::1:ff/;

const UNWANTED_HEADERS = ['cookie', 'authorization'];

/** The worker, asked whether it is new, is named as who asks. It says nothing of any page. */
const TOLD_REFERERS: ReadonlySet<string | undefined> = new Set([
	undefined,
	`${SERVER_ORIGIN}/service-worker.js`,
]);

/** The name of the kernel's packet; null for one that a program caused. */
function kernelKind({ protocol, payload, isLoopback }: RecordedPacket): string | null {
	if (protocol !== 'ICMPv6' || isLoopback || payload.length < 8) return null;
	const kind = payload.readUInt8(0);
	if (NEIGHBOURS.has(kind)) return 'ICMPv6 neighbour and router discovery';
	if (kind !== GROUP_REPORT) return null;
	for (let at = 8; at + 20 <= payload.length;) {
		if (!OWN_GROUP.test(ipv6Text(payload.subarray(at + 4, at + 20)))) return null;
		at += 20 + payload.readUInt16BE(at + 2) * 16 + payload.readUInt8(at + 1) * 4;
	}
	return 'ICMPv6 membership of its own groups';
}

/** Adds one to a count. */
const count = (counts: Record<string, number>, name: string) => {
	counts[name] = (counts[name] ?? 0) + 1;
};

type Ends = Pick<Packet, 'from' | 'to' | 'fromPort' | 'toPort'>;

const isBrowsers = ({ from }: Ends) => from === BROWSER_ADDRESS;

const isDeclared = ({ from, to, fromPort, toPort }: Ends) =>
	(from === BROWSER_ADDRESS && to === SERVER_ADDRESS && toPort === SERVER_PORT) ||
	(from === SERVER_ADDRESS && to === BROWSER_ADDRESS && fromPort === SERVER_PORT);

/** The other end of what the browser's side said or was told. */
function otherEnd(packet: Ends & { readonly protocol: string }): string {
	const isReply = packet.to === BROWSER_ADDRESS;
	const [host, port] = isReply
		? [packet.from, packet.fromPort]
		: [packet.to === '' ? 'everybody on the cable' : packet.to, packet.toPort];
	return `${packet.protocol} ${host}${port === null ? '' : ` port ${String(port)}`}`;
}

const HOST = /\r\nhost: ([^\r\n]+)/i;

const isNameService = (port: number | null) => port === 53 || port === 5353;

/** The names that a packet asks for, or the host that a stream is for. */
function namesIn(thing: RecordedPacket | Stream): string {
	if ('frame' in thing) {
		const isQuestion =
			thing.protocol === 'UDP' && [thing.toPort, thing.fromPort].some(isNameService);
		const names = isQuestion ? readNames(thing.payload) : null;
		if (names !== null) return ` asks for ${names.join(', ')}`;
	}
	const bytes = 'frame' in thing ? thing.payload : thing.bytes;
	const [, host] = HOST.exec(bytes.toString('latin1', 0, 16384)) ?? [];
	return host === undefined ? '' : ` for ${host}`;
}

function placeOf(thing: RecordedPacket | Stream): string {
	const protocol = 'frame' in thing ? thing.protocol : 'TCP';
	return `${otherEnd({ ...thing, protocol })}${namesIn(thing)}`;
}

/** Reads what was recorded, phase by phase. */
export function readTraffic(
	packets: readonly RecordedPacket[],
	streams: readonly Stream[],
	phases: readonly Phase[],
): Traffic {
	const phaseAt = (time: number) =>
		phases.find(({ from, to }) => time >= from && time < to)?.name ?? 'before and after';
	const kernel: Record<string, number> = {};
	const others = packets.filter((packet) => {
		const kind = kernelKind(packet);
		if (kind !== null) count(kernel, kind);
		return kind === null;
	});

	const undeclared: Record<string, number> = {};
	for (const packet of others)
		// Answers from outside are none of the browser's doing.
		if (!isDeclared(packet) && (packet.to !== BROWSER_ADDRESS || packet.isLoopback))
			count(undeclared, `${placeOf(packet)} (${phaseAt(packet.at)})`);

	const requests: SeenRequest[] = [];
	const unread: string[] = [];
	for (const stream of streams.filter((found) => isDeclared(found) && isBrowsers(found))) {
		const read = readRequests(stream.bytes);
		if (read === null) unread.push(`not HTTP, or cut off: ${placeOf(stream)}`);
		for (const { method, target, headers, bodyLength, offset } of read ?? [])
			requests.push({
				phase: phaseAt(stream.timeOf(offset)),
				method,
				target,
				faults: [
					...(method === 'GET' ? [] : [`the method is ${method}`]),
					...(target.includes('?') ? ['has a query'] : []),
					...(bodyLength === 0 ? [] : ['has a body']),
					...UNWANTED_HEADERS.filter((name) => headers.has(name)).map((name) => `has a ${name}`),
					...(TOLD_REFERERS.has(headers.get('referer')) ? [] : ['has the address of a page']),
				],
			});
	}

	return {
		phases: phases.map((phase) => readPhase(phase, others, requests)),
		requests,
		undeclared: Object.entries(undeclared).map(([what, times]) => `${what}: ${String(times)} ×`),
		unread,
		kernel,
		placeOf,
	};
}

function readPhase(
	{ name, from, to }: Phase,
	packets: readonly RecordedPacket[],
	requests: readonly SeenRequest[],
): PhaseTraffic {
	const mine = packets.filter(({ at }) => at >= from && at < to);
	const sent = mine.filter((packet) => packet.to !== BROWSER_ADDRESS);
	const hosts: Record<string, number> = {};
	for (const packet of mine) count(hosts, otherEnd(packet));
	const paths: Record<string, number> = {};
	for (const { phase, method, target } of requests)
		if (phase === name) count(paths, `${method} ${target}`);
	return {
		name,
		seconds: (to - from) / 1000,
		packets: mine.length,
		bytes: mine.reduce((sum, { length }) => sum + length, 0),
		payload: sent
			.filter(({ protocol }) => protocol === 'TCP' || protocol === 'UDP')
			.reduce((sum, { payload }) => sum + payload.length, 0),
		attempts: sent.filter(({ tcp }) => tcp?.isSyn === true).length,
		hosts,
		paths,
	};
}
