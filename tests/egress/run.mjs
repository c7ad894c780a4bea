import { spawnSync } from 'node:child_process';

/**
 * Runs a command of the system to its end.
 *
 * @param {string | readonly string[]} command one line, or its words where one may have a space in it
 * @throws {Error} with what it said, where it fails
 */
export function run(command) {
	const words = typeof command === 'string' ? command.split(' ') : command;
	const [name = '', ...args] = words;
	const { status, stderr, error } = spawnSync(name, args, { encoding: 'utf8' });
	if (status !== 0) throw new Error(`${words.join(' ')}: ${error?.message ?? stderr.trim()}`);
}
