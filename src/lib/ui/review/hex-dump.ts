/** Bytes of one line: narrow enough for a phone. */
const PER_LINE = 8;

export interface DumpLine {
	/** Where the line begins, hexadecimal. */
	readonly at: string;
	readonly hex: string;
	/** Printable ASCII as it is, all else a dot. */
	readonly text: string;
}

/** Bytes as `hexdump -C` shows them, eight to a line. */
export function hexDump(bytes: Uint8Array): readonly DumpLine[] {
	const lines: DumpLine[] = [];
	for (let start = 0; start < bytes.length; start += PER_LINE) {
		const line = Array.from(bytes.subarray(start, start + PER_LINE));
		lines.push({
			at: start.toString(16).padStart(3, '0'),
			hex: line.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
			text: line
				.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·'))
				.join(''),
		});
	}
	return lines;
}
