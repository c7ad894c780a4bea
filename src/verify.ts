/**
 * `tessera/verify`: the verifier's side for other programs, without a page. It runs unchanged in
 * Node and in browsers, has no clock and no randomness of its own, and opens no connection.
 *
 * A list of what others export is right here and nowhere else in the house: this file is no room
 * that others import from, it is where a published package begins.
 */
export type { Asked, AskedStatement } from '$lib/attest/asked';
export type { Claims, Disclosure, Statement, Threshold } from '$lib/attest/claims';
export { toDcql, type DcqlQuery } from '$lib/attest/dcql';
export {
	makeRequest,
	type MadeRequest,
	type MakeRequestError,
	type RequestInput,
} from '$lib/attest/make-request';
export { PendingRequests } from '$lib/attest/pending';
export type { Policy } from '$lib/attest/policy';
export { mayAsk, PURPOSES, type Purpose } from '$lib/attest/purposes';
export { ReplayMemory } from '$lib/attest/replay';
export { requestToText, type AskRequest, type RequestContent } from '$lib/attest/request';
export { KNOWN_RULESETS, type KnownRuleset } from '$lib/attest/rulesets';
export {
	VERDICTS,
	type SilentVerification,
	type TellingVerification,
	type Verdict,
	type Verification,
} from '$lib/attest/verdict';
export { verifyCode, type VerifyOptions } from '$lib/attest/verify';
export { verifyAnswer, type VerifyAnswerOptions } from '$lib/attest/verify-answer';
export type { RandomSource } from '$lib/codec/random';
export type { Result } from '$lib/codec/result';
export { numberToBand, type Band, type BandNumber } from '$lib/score/bands';
export { FACTS, type Fact } from '$lib/score/fact-names';
