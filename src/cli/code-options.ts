/** The options that making a code and checking one have in common. */
import { parseSpokenNumber } from '$lib/attest/spoken-number';
import { ok, type Result } from '$lib/codec/result';
import { usage, type Failure } from './command';
import { parseInstant } from './instant';

/** `--number`, in the form in which the pure functions take it: a member that may be absent. */
export function parseNumberOption(
	text: string | undefined,
): Result<{ readonly spokenNumber?: number }, Failure> {
	if (text === undefined) return ok({});
	const spokenNumber = parseSpokenNumber(text);
	return spokenNumber === null
		? usage('--number: expected four digits, 0000 to 9999')
		: ok({ spokenNumber });
}

/** `--at` in milliseconds since the epoch; without it the clock's. */
export function parseTimeOption(
	text: string | undefined,
	now: () => number,
): Result<number, Failure> {
	const instant = text === undefined ? now() : parseInstant(text);
	return instant === null
		? usage('--at: expected an RFC 3339 time such as 2026-11-20T12:00:00Z')
		: ok(instant);
}
