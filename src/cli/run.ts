import { version } from '../../package.json';
import { answerCommand } from './answer';
import type { Command, Failure } from './command';
import type { Io } from './io';
import { importCommand } from './import';
import { mintCommand } from './mint';
import { requestCommand } from './request';
import { rulesetCommand } from './ruleset';
import { scoreCommand } from './score';
import { verifyCommand } from './verify';

const COMMANDS: ReadonlyMap<string, Command> = new Map([
	['score', scoreCommand],
	['import', importCommand],
	['mint', mintCommand],
	['request', requestCommand],
	['answer', answerCommand],
	['verify', verifyCommand],
	['ruleset', rulesetCommand],
]);

const HELP = `Usage: tessera COMMAND [ARGUMENT]...

  score     score a records file, as the app does
  import    read the files of other programs
  mint      write a code of any colour: this is what self-declared means
  request   ask somebody: a request, and the file that opens its answer
  answer    answer a request with any colour
  verify    check a code, a token, or an answer
  ruleset   show a ruleset, or its hash

tessera COMMAND --help says more, tessera --version which version this is. Exit codes: 0 done,
and for verify valid; 1 another verdict; 2 a wrong command line or a file that cannot be used.
`;

const STATUS_OF_FAILURE = 2;

/**
 * Runs one command line, without the names of program and script.
 * @returns the exit code: 0, 1 for a verdict other than valid, 2 for a failure, told in one line
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
	const [name = '', ...args] = argv;
	const command = COMMANDS.get(name);
	if (command === undefined) {
		if (isHelp(name)) return print(io, HELP);
		if (name === '--version') return print(io, `${version}\n`);
		const names = [...COMMANDS.keys()].join(', ');
		return fail(io, { code: 'usage', message: `expected one of ${names}` }, 'tessera');
	}
	const operandsAt = args.indexOf('--');
	if (args.slice(0, operandsAt === -1 ? args.length : operandsAt).some(isHelp)) {
		return print(io, command.help);
	}
	const outcome = await command.run(args, io);
	if (!outcome.ok) return fail(io, outcome.error, `tessera ${name}`);
	io.out(outcome.value.text);
	return outcome.value.status;
}

function isHelp(argument: string): boolean {
	return argument === '--help' || argument === '-h';
}

function print(io: Io, text: string): number {
	io.out(text);
	return 0;
}

function fail(io: Io, { code, message }: Failure, command: string): number {
	const hint = code === 'usage' ? `; see ${command} --help` : '';
	// The name of a file may hold a line ending, or worse: one line stays one line.
	const line = `tessera: ${message}${hint}`.replace(/\p{Cc}/gu, '?');
	io.err(`${line}\n`);
	return STATUS_OF_FAILURE;
}
