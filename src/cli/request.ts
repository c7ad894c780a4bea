import type { AskedStatement } from '$lib/attest/asked';
import { makeRequest, type MakeRequestError } from '$lib/attest/make-request';
import { isPurpose, PURPOSES, type Purpose } from '$lib/attest/purposes';
import { requestToText } from '$lib/attest/request';
import { ok, type Result } from '$lib/codec/result';
import { FACTS } from '$lib/score/fact-names';
import { parseArguments } from './arguments';
import { badInput, usage, type Command, type Failure } from './command';
import { parseTimeOption } from './code-options';
import { DISCLOSURE_OPTIONS, parseFacts, parseThreshold } from './disclosure-options';
import { reasonOf } from './input';
import { requestFileText } from './request-file';

const DEFAULT_FILE = 'request.json';

const HELP = `Usage: tessera request (--at-least 2..5 | --band) [--fact FACT]... --purpose PURPOSE
                       --label TEXT [--text TEXT] [--out FILE] [--at TIME]

Asks somebody: prints the text of the QR code (TQ1:...), and writes FILE, which opens the one
answer. Keep it to yourself. What each purpose may ask is fixed: venue-entry, event and other a
threshold; sport and group a threshold and facts; care-visit a threshold or the band, and facts;
study the band and facts. An answer is good for three minutes.

  --at-least 2..5    whether the band is this or a higher one
  --band             the band itself
  --fact FACT        at most two of: ${FACTS.join(', ')}
  --purpose PURPOSE  ${PURPOSES.join(', ')}
  --label TEXT       who asks, in 1 to 72 bytes; shown as what you say, not checked
  --text TEXT        for what, in 1 to 72 bytes; with the purpose other, and only with it
  --out FILE         ${DEFAULT_FILE} if absent; must not be there yet
  --at TIME          ask at this time instead of now, such as 2026-11-20T12:00:00Z
`;

/** A request, and the file that opens its answer. */
export const requestCommand: Command = {
	help: HELP,
	async run(args, io) {
		const given = parseArguments(args, {
			...DISCLOSURE_OPTIONS,
			band: { type: 'boolean' },
			purpose: { type: 'string' },
			label: { type: 'string' },
			text: { type: 'string' },
			out: { type: 'string' },
			at: { type: 'string' },
		});
		if (!given.ok) return given;
		const { values, operands } = given.value;
		const { fact = [], purpose, label, text = '', out = DEFAULT_FILE, at } = values;
		if (operands.length > 0) return usage('expected options only');
		const say = parseAsked(values.band, values['at-least']);
		if (!say.ok) return say;
		const facts = parseFacts(fact);
		if (!facts.ok) return facts;
		if (!isPurpose(purpose)) return usage(`--purpose: expected one of ${PURPOSES.join(', ')}`);
		if (label === undefined) return usage('expected --label');
		const now = parseTimeOption(at, io.now);
		if (!now.ok) return now;

		const asked = { say: say.value, facts: facts.value };
		const { random } = io;
		const made = await makeRequest({ asked, purpose, label, text, now: now.value, random });
		if (!made.ok) return usage(describe(made.error, purpose));
		try {
			await io.writePrivateFile(out, requestFileText(made.value));
		} catch (error) {
			return badInput(`${out}: cannot be written${reasonOf(error)}`);
		}
		return ok({ text: `${requestToText(made.value.request)}\n`, status: 0 });
	},
};

function parseAsked(
	band: boolean | undefined,
	atLeast: string | undefined,
): Result<AskedStatement, Failure> {
	if ((band === undefined) === (atLeast === undefined)) {
		return usage('expected either --band or --at-least');
	}
	if (band !== undefined) return ok('band');
	const threshold = parseThreshold(atLeast);
	return threshold.ok ? ok({ atLeast: threshold.value }) : threshold;
}

const PLAIN = 'in composed letters, without control, hidden or direction characters';

function describe(error: MakeRequestError, purpose: Purpose): string {
	switch (error) {
		case 'over-asking':
			return `--purpose: ${purpose} may not ask for this`;
		case 'invalid-label':
			return `--label: expected 1 to 72 bytes ${PLAIN}`;
		case 'invalid-text':
			return purpose === 'other'
				? `--text: expected 1 to 72 bytes ${PLAIN}`
				: '--text: expected with the purpose other only';
		case 'invalid-time':
			return '--at: expected a time from 1970 to 2106';
		case 'invalid-asked':
			throw new Error('request: expected a sound question, got another');
	}
}
