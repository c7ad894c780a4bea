/** The options that say what is said or asked: `--band`, `--at-least`, `--fact`. */
import {
	isBandNumber,
	isThreshold,
	MAX_FACTS,
	type Statement,
	type Threshold,
} from '$lib/attest/claims';
import { ok, type Result } from '$lib/codec/result';
import { FACTS, type Fact } from '$lib/score/fact-names';
import { usage, type Failure } from './command';

/** What `parseArguments` takes. */
export const DISCLOSURE_OPTIONS = {
	band: { type: 'string' },
	'at-least': { type: 'string' },
	fact: { type: 'string', multiple: true },
} as const;

/** Exactly one of the two. */
export function parseStatement(
	band: string | undefined,
	atLeast: string | undefined,
): Result<Statement, Failure> {
	if ((band === undefined) === (atLeast === undefined)) {
		return usage('expected either --band or --at-least');
	}
	if (band === undefined) {
		const threshold = parseThreshold(atLeast);
		return threshold.ok ? ok({ atLeast: threshold.value }) : threshold;
	}
	const number = digitToNumber(band);
	return isBandNumber(number) ? ok({ band: number }) : usage('--band: expected 1 to 5');
}

export function parseThreshold(text: string | undefined): Result<Threshold, Failure> {
	const number = digitToNumber(text);
	return isThreshold(number) ? ok(number) : usage('--at-least: expected 2 to 5');
}

/** In the order in which a code lists them, whatever the order given. */
export function parseFacts(names: readonly string[]): Result<readonly Fact[], Failure> {
	const facts = FACTS.filter((fact) => names.includes(fact));
	// Shorter where a name is unknown, and where one was given twice.
	if (facts.length < names.length) {
		return usage(`--fact: expected different ones of ${FACTS.join(', ')}`);
	}
	return facts.length <= MAX_FACTS
		? ok(facts)
		: usage(`--fact: expected at most ${String(MAX_FACTS)}`);
}

/** `Number` alone would take `5.0` and ` 5` for a 5. */
function digitToNumber(text: string | undefined): number | null {
	return text !== undefined && /^[0-9]$/.test(text) ? Number(text) : null;
}
