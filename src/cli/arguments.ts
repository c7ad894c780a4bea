import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ok } from '$lib/codec/result';
import { usage } from './command';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * The arguments of one command: options in any order, `--` before operands that begin with a dash.
 * Stricter than `parseArgs` in one thing: what can be said once cannot be said twice.
 */
export function parseArguments<const T extends Options>(args: readonly string[], options: T) {
	const parsed = tryParse(args, options);
	if (!parsed.ok) return parsed;
	const { values, positionals, tokens } = parsed.value;
	const names: string[] = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
	const repeated = names.find(
		(name, at) => options[name]?.multiple !== true && names.indexOf(name) !== at,
	);
	return repeated === undefined
		? ok({ values, operands: positionals })
		: usage(`--${repeated}: expected once`);
}

function tryParse<const T extends Options>(args: readonly string[], options: T) {
	try {
		return ok(parseArgs({ args: [...args], options, allowPositionals: true, tokens: true }));
	} catch (error) {
		if (!isArgumentError(error)) throw error;
		// Node's messages go on with advice, some over several lines.
		return usage(error.message.replace(/\.?(?:\n| To specify).*/s, ''));
	}
}

function isArgumentError(error: unknown): error is Error {
	return (
		error instanceof Error &&
		'code' in error &&
		typeof error.code === 'string' &&
		error.code.startsWith('ERR_PARSE_ARGS_')
	);
}
