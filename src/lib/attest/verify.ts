import { base64urlToBytes } from '$lib/codec/base64url';
import { AUDIENCE_SAMPLE, AUDIENCE_SHOW } from './claims';
import { judge, type Policy } from './policy';
import { readCode } from './read-code';
import type { ReplayMemory } from './replay';
import { findRuleset, type KnownRuleset } from './rulesets';
import { ageSecondsOf, isSigned, tokenHashOf } from './signed-token';
import { nonceToSpokenNumber } from './spoken-number';
import { refuse, type Verification } from './verdict';

export interface VerifyOptions {
	/** Milliseconds since the epoch. */
	readonly now: number;
	readonly knownRulesets: readonly KnownRuleset[];
	/** 0…9999, where the verifier said one; a code without it is then `wrong-nonce`. */
	readonly spokenNumber?: number;
	/** Without one, a code shown twice is valid twice. */
	readonly replay?: ReplayMemory;
	readonly policy?: Policy;
}

/** Milliseconds. */
const MAX_AHEAD = 60_000;
const MAX_AGE = 90_000;
const MAX_STALE_AGE = 600_000;

/**
 * Checks a shown code: the text of a QR code (`TB1:…`) or a pasted token. Never throws, whatever
 * the text: every input ends in a verdict. The only state it changes is `replay`.
 *
 * In this order, the first failure decides: size, structure, version and algorithm and type,
 * signature, audience, nonce, time, replay, ruleset. A sample is told by its audience, and is
 * `sample` at any time: it must not become good or bad with age.
 *
 * A `valid` code is self-declared all the same: its key travels in it, and anyone can write one.
 */
export function verifyCode(text: string, options: VerifyOptions): Verification {
	const { now, knownRulesets, spokenNumber, replay, policy } = options;
	const read = readCode(text);
	if (!read.ok) return refuse(read.error);
	if (!isSigned(read.value)) return refuse('bad-signature');

	const { claims } = read.value;
	const age = now - claims.iat * 1000;
	const tokenHash = tokenHashOf(read.value);
	const seen = { ageSeconds: ageSecondsOf(claims, now), tokenHash };
	const ruleset = findRuleset(knownRulesets, claims.rs);

	if (claims.aud === AUDIENCE_SAMPLE) {
		return { ...seen, verdict: 'sample', claims, ruleset, policy: 'none', answered: null };
	}
	if (claims.aud !== AUDIENCE_SHOW) return refuse('wrong-audience', seen);
	if (spokenNumber !== undefined && !carriesNumber(claims.nonce, spokenNumber)) {
		return refuse('wrong-nonce', seen);
	}
	if (age > MAX_STALE_AGE) return refuse('expired', seen);
	// Written so that a clock that gives no number lets nothing through.
	if (!(age <= MAX_AGE && age >= -MAX_AHEAD)) return refuse('stale', seen);
	if (replay?.see(tokenHash, now) === 'already-shown') return refuse('already-shown', seen);
	if (ruleset === null) {
		return {
			...seen,
			verdict: 'unknown-ruleset',
			claims,
			ruleset,
			policy: 'none',
			answered: null,
		};
	}
	const judgement =
		policy === undefined
			? ({ policy: 'none', answered: null } as const)
			: judge(policy, claims.disclosure);
	return { ...seen, ...judgement, verdict: 'valid', claims, ruleset };
}

function carriesNumber(nonce: string, spokenNumber: number): boolean {
	const bytes = base64urlToBytes(nonce);
	return bytes !== null && nonceToSpokenNumber(bytes) === spokenNumber;
}
