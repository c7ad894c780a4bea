/**
 * What LevelDB files hold, for a search through them: IndexedDB, local storage and others rest in
 * them. Tables (`.ldb`) are compressed block by block; logs (`.log`) break records at every 32 KiB.
 * Formats: google/leveldb, doc/table_format.md and doc/log_format.md; google/snappy,
 * format_description.txt.
 */

/** Reads a little-endian base-128 number; gives it and the place after it. */
function varint(bytes: Buffer, at: number): [number, number] {
	let value = 0;
	for (let shift = 0; shift < 49; shift += 7) {
		const byte = bytes[at++] ?? 0;
		value += (byte & 0x7f) * 2 ** shift;
		if (byte < 0x80) break;
	}
	return [value, at];
}

/** One block of Snappy, unpacked; what does not fit the format throws. */
export function unpackSnappy(packed: Buffer): Buffer {
	const [length, start] = varint(packed, 0);
	if (length > 64 * 1024 * 1024) throw new RangeError('not a block of Snappy');
	const out = Buffer.alloc(length);
	let at = start;
	let to = 0;
	while (at < packed.length) {
		const tag = packed[at++] ?? 0;
		if ((tag & 3) === 0) {
			let size = tag >> 2;
			if (size >= 60) {
				const bytes = size - 59;
				size = packed.readUIntLE(at, bytes);
				at += bytes;
			}
			size++;
			packed.copy(out, to, at, at + size);
			at += size;
			to += size;
			continue;
		}
		let size = (tag >> 2) + 1;
		let back: number;
		if ((tag & 3) === 1) {
			size = ((tag >> 2) & 7) + 4;
			back = ((tag >> 5) << 8) | (packed[at++] ?? 0);
		} else {
			const bytes = (tag & 3) === 2 ? 2 : 4;
			back = packed.readUIntLE(at, bytes);
			at += bytes;
		}
		if (back === 0 || back > to) throw new RangeError('not a block of Snappy');
		// A copy may overlap what it writes.
		for (let i = 0; i < size; i++, to++) out[to] = out[to - back] ?? 0;
	}
	if (to !== length) throw new RangeError('not a block of Snappy');
	return out;
}

const FOOTER_BYTES = 48;
const TABLE_MAGIC = Buffer.from('57fb808b247547db', 'hex');

/** The block at an offset, unpacked; its one-byte type says whether it was packed. */
function readBlock(file: Buffer, offset: number, size: number): Buffer {
	const content = file.subarray(offset, offset + size);
	return file[offset + size] === 1 ? unpackSnappy(content) : content;
}

/** The values of a block's entries: in the index, places of blocks. */
function valuesOf(block: Buffer): Buffer[] {
	const end = block.length - 4 - 4 * block.readUInt32LE(block.length - 4);
	const values: Buffer[] = [];
	for (let at = 0; at < end;) {
		const [, afterShared] = varint(block, at);
		const [keyRest, afterRest] = varint(block, afterShared);
		const [size, start] = varint(block, afterRest);
		values.push(block.subarray(start + keyRest, start + keyRest + size));
		at = start + keyRest + size;
	}
	return values;
}

/** Every block of a table, unpacked. */
export function tableBlocks(file: Buffer): Buffer[] {
	const footer = file.subarray(-FOOTER_BYTES);
	if (!footer.subarray(-TABLE_MAGIC.length).equals(TABLE_MAGIC)) return [];
	const [, afterMeta] = varint(footer, 0);
	const [, indexHandle] = varint(footer, afterMeta);
	const [offset, afterOffset] = varint(footer, indexHandle);
	const [size] = varint(footer, afterOffset);
	return valuesOf(readBlock(file, offset, size)).map((handle) => {
		const [at, next] = varint(handle, 0);
		const [length] = varint(handle, next);
		return readBlock(file, at, length);
	});
}

const LOG_BLOCK = 32_768;
const LOG_HEADER = 7;

/** A log without the heads of its fragments: records that were broken are whole again. */
export function logContent(file: Buffer): Buffer {
	const parts: Buffer[] = [];
	for (let block = 0; block < file.length; block += LOG_BLOCK) {
		const end = Math.min(block + LOG_BLOCK, file.length);
		for (let at = block; at + LOG_HEADER <= end;) {
			const size = file.readUInt16LE(at + 4);
			parts.push(file.subarray(at + LOG_HEADER, Math.min(at + LOG_HEADER + size, end)));
			at += LOG_HEADER + size;
		}
	}
	return Buffer.concat(parts);
}
