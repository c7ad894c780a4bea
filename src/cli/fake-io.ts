import { utf8ToBytes } from '$lib/codec/bytes';
import type { RandomSource } from '$lib/codec/random';
import { inputOfBytes } from '$lib/intake/bytes-input';
import type { Input } from '$lib/intake/input';
import { run } from './run';

interface World {
	readonly files: Readonly<Record<string, string | Uint8Array>>;
	/** Reading standard input where none is expected rejects. */
	readonly stdin: string | Uint8Array;
	/** Milliseconds since the epoch. */
	readonly now: number;
	readonly random: RandomSource;
	/** Where written files go; without it nothing can be written. */
	readonly written: Record<string, string>;
}

export interface Ran {
	readonly status: number;
	readonly out: string;
	readonly err: string;
}

/** Runs one command line in a world of its own; what the world does not have fails when touched. */
export async function runIn(world: Partial<World>, ...argv: readonly string[]): Promise<Ran> {
	const { files = {}, stdin, now, random, written } = world;
	let out = '';
	let err = '';
	const status = await run(argv, {
		readFile: (path) => given(Object.hasOwn(files, path) ? files[path] : undefined),
		inputsAt: (path) => inputsAt(files, path),
		readStdin: () => given(stdin),
		writePrivateFile: (path, text) => put(written, path, text),
		out: (text) => (out += text),
		err: (text) => (err += text),
		now: () => now ?? NaN,
		zone: () => 'UTC',
		random: random ?? (() => new Uint8Array()),
	});
	return { status, out, err };
}

async function inputsAt(files: World['files'], path: string): Promise<readonly Input[]> {
	const names = Object.keys(files).filter((name) => name === path || name.startsWith(`${path}/`));
	// As a world without the file: rejects.
	if (names.length === 0) await given(undefined);
	return Promise.all(
		names.sort().map(async (name) => inputOfBytes(await given(files[name]), name)),
	);
}

function given(content: string | Uint8Array | undefined): Promise<Uint8Array> {
	if (content === undefined) {
		return Promise.reject(Object.assign(new Error('no such file'), { code: 'ENOENT' }));
	}
	return Promise.resolve(typeof content === 'string' ? utf8ToBytes(content) : content);
}

function put(written: Record<string, string> | undefined, path: string, text: string) {
	if (written === undefined || Object.hasOwn(written, path)) {
		const code = written === undefined ? 'EACCES' : 'EEXIST';
		return Promise.reject(Object.assign(new Error('not written'), { code }));
	}
	written[path] = text;
	return Promise.resolve();
}
