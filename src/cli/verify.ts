import { VCT, type Claims } from '$lib/attest/claims';
import { KNOWN_RULESETS } from '$lib/attest/rulesets';
import type { TellingVerification, Verdict, Verification } from '$lib/attest/verdict';
import { verifyCode } from '$lib/attest/verify';
import { bytesToUtf8 } from '$lib/codec/bytes';
import { ok } from '$lib/codec/result';
import { numberToBand } from '$lib/score/bands';
import { parseArguments } from './arguments';
import { parseNumberOption, parseTimeOption } from './code-options';
import { usage, type Command } from './command';
import { rulesetName } from './find-ruleset';
import { readInput, STDIN } from './input';

const HELP = `Usage: tessera verify [FILE] [--at TIME] [--number 0000..9999] [--json]

Checks the text of a QR code (TB1:...) or a token in FILE, or in standard input if FILE is - or
absent. One line ending after the text is no part of it. Nothing is kept: the same code is valid
as often as it is checked in time. Exit code 0 for the verdict valid, 1 for any other.

  --at TIME            check as of this time instead of now, such as 2026-11-20T12:00:00Z
  --number 0000..9999  the four digits that you said; a code without them is wrong-nonce
  --json               one line of JSON: verdict, claims, ageSeconds
`;

/** A verdict on one code. */
export const verifyCommand: Command = {
	help: HELP,
	async run(args, io) {
		const given = parseArguments(args, {
			at: { type: 'string' },
			number: { type: 'string' },
			json: { type: 'boolean' },
		});
		if (!given.ok) return given;
		const { at, number, json = false } = given.value.values;
		const [file = STDIN, ...rest] = given.value.operands;
		if (rest.length > 0) return usage('FILE: expected at most one');
		const spokenNumber = parseNumberOption(number);
		if (!spokenNumber.ok) return spokenNumber;

		const read = await readInput(io, file);
		if (!read.ok) return read;
		// After reading: standard input may be waited for longer than a code lives.
		const now = parseTimeOption(at, io.now);
		if (!now.ok) return now;
		const verification = verifyCode(toCodeText(read.value), {
			now: now.value,
			knownRulesets: KNOWN_RULESETS,
			...spokenNumber.value,
		});
		return ok({
			text: json ? toJson(verification) : toLines(verification),
			status: verification.verdict === 'valid' ? 0 : 1,
		});
	},
};

/**
 * Without the one line ending that files and pipes add; spaces are digits of base45, and stay. What
 * is not UTF-8 becomes the empty text: no code either, and every input ends in a verdict.
 */
function toCodeText(bytes: Uint8Array): string {
	return (bytesToUtf8(bytes) ?? '').replace(/\r?\n$/, '');
}

/** Others read this: the members and their order stay. */
function toJson({ verdict, claims, ageSeconds }: Verification): string {
	const json = { verdict, claims: claims === null ? null : toWire(claims), ageSeconds };
	return `${JSON.stringify(json)}\n`;
}

/** The claims as members of the token's payload. */
function toWire({ disclosure, rs, aud, nonce, iat, exp }: Claims) {
	const facts = disclosure.facts.length > 0 ? { facts: disclosure.facts } : {};
	return { vct: VCT, ...disclosure.say, ...facts, rs, aud, nonce, iat, exp };
}

const MEANINGS: Readonly<Record<Verdict, string>> = {
	valid: 'undamaged and in time',
	'unknown-ruleset':
		'undamaged and in time, but its ruleset is not known here: the band means nothing',
	sample: 'a practice code, proves nothing',
	'already-shown': 'seen before: ask for the next code',
	stale: 'older than 90 seconds, or ahead of this clock: ask for a fresh code',
	expired: 'older than ten minutes',
	'wrong-nonce':
		'without the number that was said, or the answer to a request that is not pending here',
	'wrong-audience': 'not made to be shown',
	'bad-signature': 'damaged: the signature does not verify',
	unsupported: 'of another version or kind, or with more than this format says',
	unreadable: 'not a code',
};

const SELF_DECLARED =
	'Self-declared: anyone can write any colour and sign it. A verdict tells neither whose code this\n' +
	'is, nor who computed it, nor whether the records behind it are true.';

function toLines(verification: Verification): string {
	const { verdict, ageSeconds } = verification;
	return [
		`verdict  ${verdict}: ${MEANINGS[verdict]}`,
		...(ageSeconds === null ? [] : [`age      ${String(ageSeconds)} seconds`]),
		...(verification.claims === null ? [] : claimLines(verification)),
		'',
		SELF_DECLARED,
		'',
	].join('\n');
}

function claimLines({ claims, ruleset }: TellingVerification): readonly string[] {
	const { say, facts } = claims.disclosure;
	const statement =
		'band' in say
			? `band ${String(say.band)}, ${numberToBand(say.band)}`
			: `band ${String(say.atLeast)} or higher, at least ${numberToBand(say.atLeast)}`;
	return [
		`says     ${statement}`,
		...facts.map((fact) => `fact     ${fact}`),
		`ruleset  ${ruleset === null ? '' : `${rulesetName(ruleset)} `}${claims.rs}`,
	];
}
