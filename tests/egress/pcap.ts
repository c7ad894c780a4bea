/**
 * Reads what `tcpdump -w` wrote: the classic file of libpcap, with Ethernet frames. Both kinds of
 * interface that are recorded here, a cable and the loopback, give such frames.
 *
 * File: 24 bytes of head (magic, version, zone, accuracy, longest record, kind of link), then for each
 * packet seconds, fraction of a second, kept length, true length, and the bytes.
 */

const MAGIC_MICROSECONDS = 0xa1b2c3d4;
const MAGIC_NANOSECONDS = 0xa1b23c4d;
const HEAD = 24;
const RECORD_HEAD = 16;
const LINK_ETHERNET = 1;

const ETHER_HEAD = 14;
const ETHER_IPV4 = 0x0800;
const ETHER_ARP = 0x0806;
const ETHER_IPV6 = 0x86dd;

const PROTOCOL_NAMES: ReadonlyMap<number, string> = new Map([
	[1, 'ICMP'],
	[2, 'IGMP'],
	[6, 'TCP'],
	[17, 'UDP'],
	[58, 'ICMPv6'],
]);
/** Headers of IPv6 that may stand before the one that carries something. */
const EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 44, 60]);

export interface Packet {
	/** Milliseconds since 1970, with a fraction. */
	readonly at: number;
	/** Bytes on the wire. */
	readonly length: number;
	/** The whole frame as it was kept. */
	readonly frame: Buffer;
	/** `TCP`, `UDP`, `ICMP`, `ICMPv6`, `IGMP`, `ARP`, or the number of what is not known. */
	readonly protocol: string;
	/** Addresses as text; empty where the packet has none of IP. */
	readonly from: string;
	readonly to: string;
	/** Null where the protocol has no ports. */
	readonly fromPort: number | null;
	readonly toPort: number | null;
	/** What the protocol carries: of TCP and UDP the payload, of others the whole message. */
	readonly payload: Buffer;
	readonly tcp: TcpHead | null;
}

export interface TcpHead {
	readonly sequence: number;
	readonly isSyn: boolean;
	readonly isFin: boolean;
	readonly isReset: boolean;
}

/**
 * All packets of a recording, in their order.
 *
 * @throws {Error} where the file is not whole, or of another kind: a proof reads everything or nothing
 */
export function readPcap(file: Buffer): Packet[] {
	if (file.length < HEAD) throw new Error('recording: shorter than its head');
	const isLittle = [MAGIC_MICROSECONDS, MAGIC_NANOSECONDS].includes(file.readUInt32LE(0));
	const number = (at: number) => (isLittle ? file.readUInt32LE(at) : file.readUInt32BE(at));
	const magic = number(0);
	if (magic !== MAGIC_MICROSECONDS && magic !== MAGIC_NANOSECONDS)
		throw new Error('recording: not a file of libpcap');
	if ((number(20) & 0xffff) !== LINK_ETHERNET) throw new Error('recording: no Ethernet frames');
	const fraction = magic === MAGIC_MICROSECONDS ? 1e3 : 1e6;

	const packets: Packet[] = [];
	for (let at = HEAD; at < file.length;) {
		if (at + RECORD_HEAD > file.length) throw new Error('recording: ends within a packet');
		const [kept, length] = [number(at + 8), number(at + 12)];
		const end = at + RECORD_HEAD + kept;
		if (end > file.length) throw new Error('recording: ends within a packet');
		if (kept !== length) throw new Error('recording: a packet was not kept whole');
		const time = number(at) * 1000 + number(at + 4) / fraction;
		packets.push({ ...readFrame(file.subarray(at + RECORD_HEAD, end)), at: time, length });
		at = end;
	}
	return packets;
}

type Frame = Omit<Packet, 'at' | 'length'>;

const bare = (frame: Buffer, protocol: string, payload: Buffer): Frame => ({
	frame,
	protocol,
	from: '',
	to: '',
	fromPort: null,
	toPort: null,
	payload,
	tcp: null,
});

function readFrame(frame: Buffer): Frame {
	if (frame.length < ETHER_HEAD) return bare(frame, 'a short frame', frame);
	const kind = frame.readUInt16BE(12);
	const body = frame.subarray(ETHER_HEAD);
	if (kind === ETHER_ARP) return bare(frame, 'ARP', body);
	if (kind === ETHER_IPV4 && body.length >= 20) return readIpv4(frame, body);
	if (kind === ETHER_IPV6 && body.length >= 40) return readIpv6(frame, body);
	return bare(frame, `Ethernet ${kind.toString(16)}`, body);
}

function readIpv4(frame: Buffer, body: Buffer): Frame {
	const headLength = (body.readUInt8(0) & 0x0f) * 4;
	// Segments that the kernel leaves to the card to cut may say length 0.
	const total = body.readUInt16BE(2) || body.length;
	const address = (at: number) => body.subarray(at, at + 4).join('.');
	const isLaterFragment = (body.readUInt16BE(6) & 0x1fff) !== 0;
	const ends = { from: address(12), to: address(16) };
	const payload = body.subarray(headLength, total);
	const protocol = body.readUInt8(9);
	if (isLaterFragment) return { ...bare(frame, nameOf(protocol), payload), ...ends };
	return { ...readTransport(frame, protocol, payload), ...ends };
}

function readIpv6(frame: Buffer, body: Buffer): Frame {
	const ends = { from: ipv6Text(body.subarray(8, 24)), to: ipv6Text(body.subarray(24, 40)) };
	let protocol = body.readUInt8(6);
	let at = 40;
	while (EXTENSIONS.has(protocol) && at + 8 <= body.length) {
		const length = protocol === 44 ? 8 : (body.readUInt8(at + 1) + 1) * 8;
		protocol = body.readUInt8(at);
		at += length;
	}
	return { ...readTransport(frame, protocol, body.subarray(at)), ...ends };
}

const nameOf = (protocol: number) =>
	PROTOCOL_NAMES.get(protocol) ?? `IP protocol ${String(protocol)}`;

function readTransport(frame: Buffer, protocol: number, body: Buffer): Frame {
	const name = nameOf(protocol);
	const ports = () => ({ fromPort: body.readUInt16BE(0), toPort: body.readUInt16BE(2) });
	if (name === 'UDP' && body.length >= 8)
		return { ...bare(frame, name, body.subarray(8)), ...ports() };
	if (name !== 'TCP' || body.length < 20) return bare(frame, name, body);
	const flags = body.readUInt8(13);
	return {
		...bare(frame, name, body.subarray((body.readUInt8(12) >> 4) * 4)),
		...ports(),
		tcp: {
			sequence: body.readUInt32BE(4),
			isFin: (flags & 1) !== 0,
			isSyn: (flags & 2) !== 0,
			isReset: (flags & 4) !== 0,
		},
	};
}

/** RFC 5952: the longest run of zeros is left out. */
export function ipv6Text(bytes: Uint8Array): string {
	const groups = Array.from({ length: 8 }, (_, at) =>
		(((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0)).toString(16),
	);
	const runs = Array.from(` ${groups.join(' ')} `.matchAll(/(?: 0)+(?= )/g), ([run]) => run);
	const longest = runs.sort((a, b) => b.length - a.length)[0] ?? '';
	if (longest.length < 4) return groups.join(':');
	const [before, after] = splitOnce(` ${groups.join(' ')} `, `${longest} `);
	return `${before.trim().replaceAll(' ', ':')}::${after.trim().replaceAll(' ', ':')}`;
}

function splitOnce(text: string, by: string): [string, string] {
	const at = text.indexOf(by);
	return [text.slice(0, at), text.slice(at + by.length)];
}
