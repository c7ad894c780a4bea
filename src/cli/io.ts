import type { RandomSource } from '$lib/codec/random';
import type { Input } from '$lib/intake/input';

/** All that the command touches of the world, so that it can be tested without a process. */
export interface Io {
	/** Rejects when the file cannot be read. */
	readonly readFile: (path: string) => Promise<Uint8Array>;
	/** A file, or all files below a folder, to be read piece by piece. Rejects when one is not there. */
	readonly inputsAt: (path: string) => Promise<readonly Input[]>;
	/** Everything up to the end of standard input. */
	readonly readStdin: () => Promise<Uint8Array>;
	/**
	 * Writes a new file that only its owner can read. Rejects when it cannot, and when the file is
	 * already there.
	 */
	readonly writePrivateFile: (path: string, text: string) => Promise<void>;
	/** Writes the text as it is: line endings are in it. */
	readonly out: (text: string) => void;
	readonly err: (text: string) => void;
	/** Milliseconds since the epoch. */
	readonly now: () => number;
	/** IANA name of this machine's zone. */
	readonly zone: () => string;
	readonly random: RandomSource;
}
