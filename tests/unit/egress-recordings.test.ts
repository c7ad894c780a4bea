/** The reader of recordings, which the proof from outside (`docs/egress.md`) stands on. */
import { describe, expect, it } from 'vitest';

import { ipv6Text, readPcap, type Packet } from '../egress/pcap';
import { readNames, readRequests } from '../egress/requests';
import { reassemble } from '../egress/streams';

const MAGIC = 0xa1b2c3d4;
const ETHERNET = 1;

/** A recording as tcpdump writes it, of frames a millisecond apart. */
function recording(frames: readonly Buffer[], link = ETHERNET): Buffer {
	const head = Buffer.alloc(24);
	head.writeUInt32LE(MAGIC, 0);
	head.writeUInt32LE(link, 20);
	const records = frames.map((frame, index) => {
		const record = Buffer.alloc(16);
		record.writeUInt32LE(1_800_000_000, 0);
		record.writeUInt32LE(index * 1000, 4);
		record.writeUInt32LE(frame.length, 8);
		record.writeUInt32LE(frame.length, 12);
		return Buffer.concat([record, frame]);
	});
	return Buffer.concat([head, ...records]);
}

const ethernet = (kind: number, body: Buffer) =>
	Buffer.concat([Buffer.alloc(12), Buffer.from([kind >> 8, kind & 0xff]), body]);

function ipv4(protocol: number, body: Buffer, padding = 0): Buffer {
	const head = Buffer.alloc(20);
	head.writeUInt8(0x45, 0);
	head.writeUInt16BE(20 + body.length, 2);
	head.writeUInt8(protocol, 9);
	Buffer.from([10, 83, 0, 2]).copy(head, 12);
	Buffer.from([198, 51, 100, 7]).copy(head, 16);
	return ethernet(0x0800, Buffer.concat([head, body, Buffer.alloc(padding)]));
}

function udp(payload: string): Buffer {
	const head = Buffer.alloc(8);
	head.writeUInt16BE(40000, 0);
	head.writeUInt16BE(53, 2);
	return Buffer.concat([head, Buffer.from(payload)]);
}

const SYN = 2;
const DATA = 0x18;

function tcp(sequence: number, flags: number, payload = '', fromPort = 40000): Buffer {
	const head = Buffer.alloc(20);
	head.writeUInt16BE(fromPort, 0);
	head.writeUInt16BE(80, 2);
	head.writeUInt32BE(sequence, 4);
	head.writeUInt8(5 << 4, 12);
	head.writeUInt8(flags, 13);
	return ipv4(6, Buffer.concat([head, Buffer.from(payload)]));
}

const only = (packets: readonly Packet[]) => {
	const [packet] = packets;
	if (packet === undefined || packets.length > 1) throw new Error('expected one packet');
	return packet;
};

describe('a recording', () => {
	it('gives addresses, ports, payload and time of a datagram, without the padding of its frame', () => {
		const packet = only(readPcap(recording([ipv4(17, udp('hello'), 6)])));
		expect(packet).toMatchObject({
			at: 1_800_000_000_000,
			protocol: 'UDP',
			from: '10.83.0.2',
			to: '198.51.100.7',
			fromPort: 40000,
			toPort: 53,
		});
		expect(packet.payload.toString()).toBe('hello');
	});

	it('finds what stands behind the extension headers of IPv6', () => {
		const head = Buffer.alloc(40);
		head.writeUInt8(0x60, 0);
		head.writeUInt8(0, 6);
		head[39] = 0x16;
		head[24] = 0xff;
		head[25] = 0x02;
		const hopByHop = Buffer.from([58, 0, 5, 2, 0, 0, 1, 0]);
		const packet = only(
			readPcap(
				recording([ethernet(0x86dd, Buffer.concat([head, hopByHop, Buffer.from([143, 0])]))]),
			),
		);
		expect(packet).toMatchObject({ protocol: 'ICMPv6', from: '::', to: 'ff02::16' });
		expect(packet.payload).toEqual(Buffer.from([143, 0]));
	});

	it('leaves no frame out, whatever is in it', () => {
		const frames = [
			ethernet(0x0806, Buffer.alloc(28)),
			ethernet(0x88cc, Buffer.alloc(9)),
			Buffer.alloc(3),
		];
		expect(readPcap(recording(frames)).map(({ protocol }) => protocol)).toEqual([
			'ARP',
			'Ethernet 88cc',
			'a short frame',
		]);
	});

	it('is refused where it is cut off, of another kind, or holds a packet in part', () => {
		const whole = recording([ipv4(17, udp('hello'))]);
		expect(() => readPcap(whole.subarray(0, -1))).toThrow('ends within a packet');
		expect(() => readPcap(Buffer.alloc(30))).toThrow('not a file of libpcap');
		expect(() => readPcap(recording([], 113))).toThrow('no Ethernet frames');
		whole.writeUInt32LE(9000, 24 + 12);
		expect(() => readPcap(whole)).toThrow('not kept whole');
	});

	it.each([
		['0000:0000:0000:0000:0000:0000:0000:0001', '::1'],
		['fd83:0000:0000:0000:0000:0000:0000:0002', 'fd83::2'],
		['ff02:0000:0000:0000:0000:0001:ff00:0002', 'ff02::1:ff00:2'],
		['2001:0db8:0000:0001:0001:0001:0001:0001', '2001:db8:0:1:1:1:1:1'],
		['0000:0000:0000:0000:0000:0000:0000:0000', '::'],
	])('writes %s as %s', (long, short) => {
		expect(ipv6Text(Buffer.from(long.replaceAll(':', ''), 'hex'))).toBe(short);
	});
});

describe('connections', () => {
	const streams = (frames: readonly Buffer[]) => reassemble(readPcap(recording(frames)));
	const texts = (frames: readonly Buffer[]) => streams(frames).map(({ bytes }) => bytes.toString());

	it('are put together from what came late, twice, or overlapped', () => {
		const frames = [
			tcp(99, SYN),
			tcp(105, DATA, 'fghij'),
			tcp(100, DATA, 'abcde'),
			tcp(103, DATA, 'defghijk'),
			tcp(100, DATA, 'abcde'),
		];
		expect(texts(frames)).toEqual(['abcdefghijk']);
		expect(streams(frames)[0]?.missing).toBe(0);
	});

	it('go on where their numbers begin anew', () => {
		const last = 2 ** 32 - 1;
		expect(texts([tcp(last - 3, SYN), tcp(last - 2, DATA, 'abc'), tcp(0, DATA, 'def')])).toEqual([
			'abcdef',
		]);
	});

	it('say how much is missing', () => {
		expect(streams([tcp(9, SYN), tcp(10, DATA, 'ab'), tcp(15, DATA, 'fg')])[0]?.missing).toBe(3);
	});

	it('are told apart, by port and where a port is used again', () => {
		expect(
			texts([
				tcp(9, SYN),
				tcp(10, DATA, 'one'),
				tcp(5000, SYN),
				tcp(5001, DATA, 'two'),
				tcp(9, SYN, '', 40001),
				tcp(10, DATA, 'three', 40001),
			]).sort(),
		).toEqual(['one', 'three', 'two']);
	});

	it('know when each of their bytes was seen', () => {
		const [stream] = streams([tcp(9, SYN), tcp(10, DATA, 'ab'), tcp(12, DATA, 'cd')]);
		expect([0, 1, 2, 3].map((offset) => (stream?.timeOf(offset) ?? 0) % 1000)).toEqual([
			1, 1, 2, 2,
		]);
	});
});

describe('what was asked for', () => {
	const read = (text: string) => readRequests(Buffer.from(text));

	it('is read request by request, with bodies left aside', () => {
		const requests = read(
			'GET /a HTTP/1.1\r\nHost: x\r\nCookie: c=1\r\n\r\nPOST /b?q HTTP/1.1\r\nContent-Length: 3\r\n\r\nxyzGET /c HTTP/1.1\r\n\r\n',
		);
		expect(requests?.map(({ method, target, bodyLength }) => [method, target, bodyLength])).toEqual(
			[
				['GET', '/a', 0],
				['POST', '/b?q', 3],
				['GET', '/c', 0],
			],
		);
		expect(requests?.[0]?.headers.get('cookie')).toBe('c=1');
	});

	it.each([
		'\x16\x03\x01\x02\x00\x01\r\n\r\n',
		'GET /a HTTP/1.1\r\nHost: x\r\n',
		'POST /a HTTP/1.1\r\nContent-Length: 9\r\n\r\nshort',
		'POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
	])('is not guessed where it is anything else: %j', (text) => {
		expect(read(text)).toBeNull();
	});

	it('of names is read from a question, and not from what is none', () => {
		const head = Buffer.alloc(12);
		head.writeUInt16BE(1, 4);
		const question = Buffer.concat([
			head,
			Buffer.from('\x06103713\x07example\x00\x00\x01\x00\x01'),
		]);
		expect(readNames(question)).toEqual(['103713.example']);
		expect(readNames(question.subarray(0, 16))).toBeNull();
		expect(readNames(Buffer.alloc(4))).toBeNull();
	});
});
