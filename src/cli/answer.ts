import { mintAnswer } from '$lib/attest/answer';
import { MAX_REQUEST_LENGTH, parseRequest, type RequestError } from '$lib/attest/request';
import { bytesToUtf8 } from '$lib/codec/bytes';
import { ok, type Result } from '$lib/codec/result';
import { hangzhou2020 } from '$lib/score/builtin';
import { FACTS } from '$lib/score/fact-names';
import { rulesetHash } from '$lib/score/hash';
import { parseArguments } from './arguments';
import { badInput, usage, type Command, type Failure } from './command';
import { DISCLOSURE_OPTIONS, parseFacts, parseStatement } from './disclosure-options';
import { readInput, STDIN, withoutLineEnding } from './input';
import type { Io } from './io';

const HELP = `Usage: tessera answer REQUEST (--band 1..5 | --at-least 2..5) [--fact FACT]...

Answers the text of a request (TQ1:...), or - for standard input, with what you tell it to, without
looking at any record: this too is what self-declared means. Says what was asked or less, sealed to
whoever asked. Prints the text of the QR code (TR1:...).

  --band 1..5      1 purple, 2 red, 3 orange, 4 yellow, 5 green
  --at-least 2..5  the band is this or a higher one
  --fact FACT      at most two of: ${FACTS.join(', ')}
`;

/** An answer of any colour, to one request. */
export const answerCommand: Command = {
	help: HELP,
	async run(args, io) {
		const given = parseArguments(args, DISCLOSURE_OPTIONS);
		if (!given.ok) return given;
		const { band, 'at-least': atLeast, fact = [] } = given.value.values;
		const [operand, ...rest] = given.value.operands;
		if (operand === undefined || rest.length > 0) return usage('REQUEST: expected one');
		const say = parseStatement(band, atLeast);
		if (!say.ok) return say;
		const facts = parseFacts(fact);
		if (!facts.ok) return facts;
		const text = await readRequestText(operand, io);
		if (!text.ok) return text;
		const request = parseRequest(text.value);
		if (!request.ok) return badInput(`request: ${describe(request.error)}`);

		const minted = await mintAnswer({
			request: request.value,
			disclosure: { say: say.value, facts: facts.value },
			rulesetHash: rulesetHash(hangzhou2020),
			random: io.random,
		});
		if (minted.ok) return ok({ text: `${minted.value.text}\n`, status: 0 });
		if (minted.error === 'more-than-asked') return badInput('answer: says more than was asked');
		throw new Error(`answer: expected a sound input, got ${minted.error}`);
	},
};

async function readRequestText(operand: string, io: Io): Promise<Result<string, Failure>> {
	if (operand !== STDIN) return ok(operand);
	const read = await readInput(io, operand);
	if (!read.ok) return read;
	return ok(withoutLineEnding(bytesToUtf8(read.value) ?? ''));
}

function describe(error: RequestError): string {
	switch (error.code) {
		case 'over-asking':
			return `refused, asks for more than ${error.request.purpose} may`;
		case 'low-order-key':
			return 'refused, others could read what is sealed to its key';
		case 'unsupported':
			return 'expected a request (TQ1), got another kind or version';
		case 'unreadable':
			return `expected TQ1: and at most ${String(MAX_REQUEST_LENGTH)} characters, undamaged`;
	}
}
