import { answeredOf, isWithinAsked, policyOf } from './asked';
import { AUDIENCE_SAMPLE, isAskAudience } from './claims';
import { envelopeToToken } from './envelope';
import { ANSWER_PREFIX } from './kind-prefix';
import type { OpenError, PendingRequests } from './pending';
import { judge, type Policy } from './policy';
import { readCode } from './read-code';
import { findRuleset, type KnownRuleset } from './rulesets';
import { ageSecondsOf, isSigned, tokenHashOf } from './signed-token';
import { refuse, type Verification } from './verdict';

export interface VerifyAnswerOptions {
	/** Milliseconds since the epoch, by the clock that wrote the request. */
	readonly now: number;
	/** Milliseconds on the clock of `pending`. */
	readonly monotonicNow: number;
	readonly pending: PendingRequests;
	readonly knownRulesets: readonly KnownRuleset[];
	/** Without one, what the request asked is what the verifier wants to hear. */
	readonly policy?: Policy;
}

/**
 * Checks what is held up to a verifier that has asked: the text of an answer (`TR1:…`), or whatever
 * else the camera sees. Never rejects for a text: every input ends in a verdict. The only state it
 * changes is `pending`: an answer that is `valid` or of an `unknown-ruleset` ends its request, and
 * nothing else does, so that nobody can use up a request with rubbish.
 *
 * In this order, the first failure decides: size and structure; does a pending request open it
 * (`wrong-nonce`; `already-shown` for the very answer that was accepted before, whose request is
 * therefore gone); structure of what was sealed, signature, audience, nonce and `iat` (both echo the
 * request's), not more than was asked (`unsupported`), time, replay, ruleset.
 *
 * What is not sealed is no answer here: a shown code is `wrong-audience`, a sample `sample`, and an
 * answer's bare token `unsupported`.
 */
export async function verifyAnswer(
	text: string,
	options: VerifyAnswerOptions,
): Promise<Verification> {
	const { now, monotonicNow, pending, knownRulesets } = options;
	if (!text.startsWith(ANSWER_PREFIX)) return verifyUnsealed(text, options);
	const opened = await pending.open(text, monotonicNow);
	if (!opened.ok) return refuseToOpen(opened.error, now);
	const { request, audience, envelope } = opened.value;
	const read = envelopeToToken(envelope, audience);
	if (!read.ok) return refuse(read.error);
	if (!isSigned(read.value)) return refuse('bad-signature');

	const { claims } = read.value;
	const tokenHash = tokenHashOf(read.value);
	const seen = { ageSeconds: ageSecondsOf(claims, now), tokenHash };
	const ruleset = findRuleset(knownRulesets, claims.rs);
	if (claims.aud === AUDIENCE_SAMPLE) {
		return { ...seen, verdict: 'sample', claims, ruleset, policy: 'none', answered: null };
	}
	if (claims.aud !== audience) return refuse('wrong-audience', seen);
	const { asked, nonce, iat } = request;
	if (claims.nonce !== nonce || claims.iat !== iat) return refuse('wrong-nonce', seen);
	if (!isWithinAsked(claims.disclosure, asked)) return refuse('unsupported', seen);
	// Written so that a clock that gives no number lets nothing through.
	if (!(now <= claims.exp * 1000)) return refuse('expired', seen);
	const accepted = pending.accept(opened.value, { iat, tokenHash }, monotonicNow);
	if (!accepted.ok) return refuseToOpen(accepted.error, now);
	if (ruleset === null) {
		const none = { policy: 'none', answered: null } as const;
		return { ...seen, ...none, verdict: 'unknown-ruleset', claims, ruleset };
	}
	const policy = options.policy ?? policyOf(asked);
	return {
		...seen,
		verdict: 'valid',
		claims,
		ruleset,
		policy: policy === null ? 'none' : judge(policy, claims.disclosure).policy,
		answered: answeredOf(claims.disclosure, asked),
	};
}

function refuseToOpen(error: OpenError, now: number): Verification {
	if (error.code !== 'already-shown') return refuse(error.code);
	const { iat, tokenHash } = error.accepted;
	return refuse(error.code, { ageSeconds: ageSecondsOf({ iat }, now), tokenHash });
}

function verifyUnsealed(text: string, { now, knownRulesets }: VerifyAnswerOptions): Verification {
	const read = readCode(text);
	if (!read.ok) return refuse(read.error);
	if (!isSigned(read.value)) return refuse('bad-signature');
	const { claims } = read.value;
	const seen = { ageSeconds: ageSecondsOf(claims, now), tokenHash: tokenHashOf(read.value) };
	if (claims.aud === AUDIENCE_SAMPLE) {
		const ruleset = findRuleset(knownRulesets, claims.rs);
		return { ...seen, verdict: 'sample', claims, ruleset, policy: 'none', answered: null };
	}
	return refuse(isAskAudience(claims.aud) ? 'unsupported' : 'wrong-audience', seen);
}
