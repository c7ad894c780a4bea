import { err, type Result } from '$lib/codec/result';
import type { Io } from './io';

export interface Command {
	/** What `--help` prints. */
	readonly help: string;
	readonly run: (args: readonly string[], io: Io) => Outcome | Promise<Outcome>;
}

export type Outcome = Result<Done, Failure>;

export interface Done {
	/** For standard output, with its last line ending. */
	readonly text: string;
	/** The exit code; 1 is the answer *no* of a command that worked. */
	readonly status: 0 | 1;
}

/** Ends the command with exit code 2. */
export interface Failure {
	/** `usage`: the command line is wrong. `input`: a file is. */
	readonly code: 'usage' | 'input';
	/** Names the argument or the place in a file, and what would be accepted; never what was found. */
	readonly message: string;
}

export const usage = (message: string) => err<Failure>({ code: 'usage', message });

export const badInput = (message: string) => err<Failure>({ code: 'input', message });
