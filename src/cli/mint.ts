import { mint } from '$lib/attest/mint';
import { ok } from '$lib/codec/result';
import { hangzhou2020 } from '$lib/score/builtin';
import { FACTS } from '$lib/score/fact-names';
import { rulesetHash } from '$lib/score/hash';
import { parseArguments } from './arguments';
import { usage, type Command } from './command';
import { parseNumberOption, parseTimeOption } from './code-options';
import { DISCLOSURE_OPTIONS, parseFacts, parseStatement } from './disclosure-options';

const HELP = `Usage: tessera mint (--band 1..5 | --at-least 2..5) [--fact FACT]... [--number 0000..9999]
                    [--at TIME] [--text]

Writes a code that says what you tell it to, without looking at any record. Anyone can write any
colour in this way, and that is what self-declared means.

  --band 1..5          1 purple, 2 red, 3 orange, 4 yellow, 5 green
  --at-least 2..5      the band is this or a higher one
  --fact FACT          at most two of: ${FACTS.join(', ')}
  --number 0000..9999  the four digits that the verifier said
  --at TIME            mint for this time instead of now, such as 2026-11-20T12:00:00Z
  --text               the token text instead of the text of the QR code
`;

/** A code of any colour, for tests and for the point that it makes. */
export const mintCommand: Command = {
	help: HELP,
	run(args, io) {
		const given = parseArguments(args, {
			...DISCLOSURE_OPTIONS,
			number: { type: 'string' },
			at: { type: 'string' },
			text: { type: 'boolean' },
		});
		if (!given.ok) return given;
		const { band, 'at-least': atLeast, fact = [], number, at, text = false } = given.value.values;
		if (given.value.operands.length > 0) return usage('expected options only');
		const say = parseStatement(band, atLeast);
		if (!say.ok) return say;
		const facts = parseFacts(fact);
		if (!facts.ok) return facts;
		const spokenNumber = parseNumberOption(number);
		if (!spokenNumber.ok) return spokenNumber;
		const now = parseTimeOption(at, io.now);
		if (!now.ok) return now;

		const minted = mint({
			disclosure: { say: say.value, facts: facts.value },
			rulesetHash: rulesetHash(hangzhou2020),
			mode: 'show',
			now: now.value,
			random: io.random,
			...spokenNumber.value,
		});
		if (minted.ok)
			return ok({ text: `${text ? minted.value.token : minted.value.code}\n`, status: 0 });
		if (minted.error === 'invalid-time') return usage('--at: expected a time from 1970 to 2106');
		throw new Error(`mint: expected a sound input, got ${minted.error}`);
	},
};
