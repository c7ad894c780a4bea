import process from 'node:process';
import { nodeIo, type Streams } from './node-io';
import { run } from './run';

/**
 * The `tessera` command in a process: what `scripts/tessera.mjs` calls.
 * @param argv without the names of program and script
 * @returns the exit code
 */
export function main(argv: readonly string[], streams: Streams = process): Promise<number> {
	return run(argv, nodeIo(streams));
}
