import { ok } from '$lib/codec/result';
import { rulesetHashText } from '$lib/score/hash';
import { parseArguments } from './arguments';
import { usage, type Command } from './command';
import { BUILTIN_NAMES, findBuiltin, findOrReadRuleset } from './find-ruleset';

const HELP = `Usage: tessera ruleset hash ID|FILE
       tessera ruleset show ID

hash prints the pin of a ruleset: SHA-256 over its canonical JSON (RFC 8785), base64url. A file is
checked first, and what is wrong in it is told with its place. show prints a built-in ruleset as
the JSON document that it is. Built in: ${BUILTIN_NAMES}.
`;

/** Rulesets and their pins. */
export const rulesetCommand: Command = {
	help: HELP,
	async run(args, io) {
		const given = parseArguments(args, {});
		if (!given.ok) return given;
		const [action, name, ...rest] = given.value.operands;
		if (action !== 'hash' && action !== 'show') return usage('expected hash or show');
		if (name === undefined || rest.length > 0) return usage(`${action}: expected one ruleset`);

		if (action === 'show') {
			const builtin = findBuiltin(name);
			if (builtin === undefined) return usage(`show: expected one of ${BUILTIN_NAMES}`);
			return ok({ text: `${JSON.stringify(builtin, null, '\t')}\n`, status: 0 });
		}
		const ruleset = await findOrReadRuleset(io, name);
		return ruleset.ok ? ok({ text: `${rulesetHashText(ruleset.value)}\n`, status: 0 }) : ruleset;
	},
};
