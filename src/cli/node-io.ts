import { readFile, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Io } from './io';
import { inputsAt } from './node-input';

/** What a process has of them. */
export interface Streams {
	readonly stdin: NodeJS.ReadableStream;
	readonly stdout: NodeJS.WritableStream;
	readonly stderr: NodeJS.WritableStream;
}

/** The world as Node gives it: these streams, this machine's files, clock and randomness. */
export function nodeIo({ stdin, stdout, stderr }: Streams): Io {
	return {
		readFile: (path) => readFile(path),
		inputsAt,
		readStdin: () => buffer(stdin),
		writePrivateFile: (path, text) => writeFile(path, text, { mode: 0o600, flag: 'wx' }),
		out: (text) => void stdout.write(text),
		err: (text) => void stderr.write(text),
		now: () => Date.now(),
		zone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
		// Fresh memory each time: whoever draws a key from it overwrites it.
		random: (length) => crypto.getRandomValues(new Uint8Array(length)),
	};
}
