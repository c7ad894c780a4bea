/** Bytes that were given: a file of the device, or a member of an archive among them. */
export interface Input {
	/** The path in the folder or archive that it came in, with `/`. For reports, and beside the content. */
	readonly path: string;
	/** In bytes; for a member of an archive what the archive says, which its stream is held to. */
	readonly size: number;
	/**
	 * The bytes from the first one on, in chunks of any size; may be asked for again. It throws where
	 * the bytes end too early or the citizen cancels: whoever reads lets that pass, and what was handed
	 * to the sink until then counts.
	 */
	stream(): AsyncIterable<Uint8Array>;
	/** The bytes from `start` up to, and without, `end`; fewer at the end of the input. */
	slice(start: number, end: number): Promise<Uint8Array>;
}

/** What is known of an input before it is read. */
export interface Head {
	readonly path: string;
	readonly size: number;
	/** Its first bytes, `HEAD_BYTES` at the most. */
	readonly bytes: Uint8Array;
	/** The same as text: UTF-8 unless a mark says UTF-16, without the mark, what is broken as U+FFFD. */
	readonly text: string;
}

export const HEAD_BYTES = 65_536;
