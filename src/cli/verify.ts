import type { MadeRequest } from '$lib/attest/make-request';
import { PendingRequests } from '$lib/attest/pending';
import { KNOWN_RULESETS } from '$lib/attest/rulesets';
import type { Verification } from '$lib/attest/verdict';
import { verifyCode } from '$lib/attest/verify';
import { verifyAnswer } from '$lib/attest/verify-answer';
import { bytesToUtf8 } from '$lib/codec/bytes';
import { ok } from '$lib/codec/result';
import { parseArguments } from './arguments';
import { parseNumberOption, parseTimeOption } from './code-options';
import { usage, type Command } from './command';
import { readInput, STDIN, withoutLineEnding } from './input';
import { readRequestFile } from './request-file';
import { verificationToJson, verificationToLines } from './verification-text';

const HELP = `Usage: tessera verify [FILE] [--number 0000..9999] [--at TIME] [--json]
       tessera verify --request REQUEST_FILE [FILE] [--at TIME] [--json]

Checks the text of a QR code (TB1:...) or a token in FILE, or in standard input if FILE is - or
absent; with --request the text of an answer (TR1:...). One line ending after the text is no part
of it. Nothing is kept: the same text is valid as often as it is checked in time. Exit code 0 for
the verdict valid, 1 for any other.

  --request FILE       what tessera request wrote; only its answer is valid
  --at TIME            check as of this time instead of now, such as 2026-11-20T12:00:00Z
  --number 0000..9999  the four digits that you said; a code without them is wrong-nonce
  --json               one line of JSON: verdict, claims, ageSeconds; policy, answered
`;

/** A verdict on one code, or on the answer to one request. */
export const verifyCommand: Command = {
	help: HELP,
	async run(args, io) {
		const given = parseArguments(args, {
			at: { type: 'string' },
			number: { type: 'string' },
			request: { type: 'string' },
			json: { type: 'boolean' },
		});
		if (!given.ok) return given;
		const { at, number, request, json = false } = given.value.values;
		const [file = STDIN, ...rest] = given.value.operands;
		if (rest.length > 0) return usage('FILE: expected at most one');
		if (request !== undefined && number !== undefined) {
			return usage('expected --request or --number, not both');
		}
		if (request === STDIN) return usage('--request: expected a file');
		const spokenNumber = parseNumberOption(number);
		if (!spokenNumber.ok) return spokenNumber;
		const made = request === undefined ? null : await readRequestFile(io, request);
		if (made?.ok === false) return made;

		const read = await readInput(io, file);
		if (!read.ok) return read;
		// After reading: standard input may be waited for longer than a code lives.
		const now = parseTimeOption(at, io.now);
		if (!now.ok) return now;
		const times = { now: now.value, knownRulesets: KNOWN_RULESETS };
		// What is not UTF-8 becomes the empty text: no code either, and every input ends in a verdict.
		const text = withoutLineEnding(bytesToUtf8(read.value) ?? '');
		const verification =
			made === null
				? verifyCode(text, { ...times, ...spokenNumber.value })
				: await verifyTheAnswer(text, times, made.value);
		const print = json ? verificationToJson : verificationToLines;
		return ok({
			text: print(verification, made === null ? 'code' : 'answer'),
			status: verification.verdict === 'valid' ? 0 : 1,
		});
	},
};

/** A command has no clock that runs on between asking and hearing: the request's time alone counts. */
function verifyTheAnswer(
	text: string,
	times: { readonly now: number; readonly knownRulesets: typeof KNOWN_RULESETS },
	made: MadeRequest,
): Promise<Verification> {
	const pending = new PendingRequests();
	pending.add(made, 0);
	return verifyAnswer(text, { ...times, monotonicNow: 0, pending });
}
