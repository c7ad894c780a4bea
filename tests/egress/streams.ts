import type { Packet } from './pcap';

/** One direction of one TCP connection: all that was sent, in the order in which it was meant. */
export interface Stream {
	readonly from: string;
	readonly to: string;
	readonly fromPort: number;
	readonly toPort: number;
	/** When its first packet was seen, in milliseconds since 1970. */
	readonly at: number;
	readonly bytes: Buffer;
	/** When the byte at an offset was seen. */
	readonly timeOf: (offset: number) => number;
	/** Bytes that are missing between those that were seen; 0 where all was recorded. */
	readonly missing: number;
}

const SEQUENCES = 2 ** 32;

/** Puts segments together: sent twice, out of order, or overlapping, each byte counts once. */
export function reassemble(packets: readonly Packet[]): Stream[] {
	const directions = new Map<string, Packet[]>();
	for (const packet of packets) {
		const { tcp, from, to, fromPort, toPort } = packet;
		if (tcp === null) continue;
		const key = `${from} ${String(fromPort)} ${to} ${String(toPort)}`;
		// A port that is used again begins a new connection.
		const before = directions.get(key);
		const isAgain = before !== undefined && tcp.isSyn && !repeats(before, tcp.sequence);
		if (isAgain) directions.set(`${key} until ${String(packet.at)}`, before);
		if (before === undefined || isAgain) directions.set(key, [packet]);
		else before.push(packet);
	}
	return Array.from(directions.values(), toStream);
}

const repeats = (packets: readonly Packet[], sequence: number) =>
	packets.some(({ tcp }) => tcp?.isSyn === true && tcp.sequence === sequence);

function toStream(packets: readonly Packet[]): Stream {
	const [first] = packets;
	if (first === undefined || first.tcp === null)
		throw new TypeError('packets: expected those of one direction');
	const syn = packets.find(({ tcp }) => tcp?.isSyn)?.tcp;
	// The number of the first byte: one after that of the SYN.
	const start = syn === undefined || syn === null ? first.tcp.sequence : syn.sequence + 1;
	const segments = packets
		.filter(({ payload }) => payload.length > 0)
		.map(({ tcp, payload, at: time }) => ({
			at: offsetOf(tcp?.sequence ?? 0, start),
			payload,
			time,
		}))
		.sort((a, b) => a.at - b.at);

	const parts: Buffer[] = [];
	let end = 0;
	let missing = 0;
	for (const { at, payload } of segments) {
		if (at > end) missing += at - end;
		const rest = payload.subarray(Math.max(0, end - at));
		if (rest.length > 0) parts.push(rest);
		end = Math.max(end, at + payload.length);
	}
	const { from, to, fromPort, toPort, at } = first;
	return {
		from,
		to,
		fromPort: fromPort ?? 0,
		toPort: toPort ?? 0,
		at,
		bytes: Buffer.concat(parts),
		timeOf: (offset) => segments.filter((segment) => segment.at <= offset).at(-1)?.time ?? at,
		missing,
	};
}

/** How far a sequence number is from the first; they begin anew after 2³². */
function offsetOf(sequence: number, start: number): number {
	const offset = (sequence - start + SEQUENCES) % SEQUENCES;
	// A number from before the first, such as that of a keep-alive.
	return offset > SEQUENCES / 2 ? offset - SEQUENCES : offset;
}
