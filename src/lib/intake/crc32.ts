const POLYNOMIAL = 0xedb88320;

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
	let remainder = byte;
	for (let bit = 0; bit < 8; bit++) {
		remainder = (remainder & 1) === 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1;
	}
	return remainder;
});

/** The checksum that archives keep of each member (CRC-32 of ISO 3309, as in RFC 1952), over chunks. */
export async function crc32(chunks: AsyncIterable<Uint8Array>): Promise<number> {
	let crc = -1;
	for await (const chunk of chunks) {
		for (const byte of chunk) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
	}
	return ~crc >>> 0;
}
