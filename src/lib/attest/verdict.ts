import type { Claims } from './claims';
import type { Judgement } from './policy';
import type { KnownRuleset } from './rulesets';

/** The closed list: every input, whatever it is, ends in one of these. */
export const VERDICTS = [
	'valid',
	/** Sound, but by a ruleset that this verifier does not know: the band means nothing here. */
	'unknown-ruleset',
	/** A practice code, proves nothing. */
	'sample',
	/** The same code was accepted here before, and not just now. */
	'already-shown',
	/** Older than 90 s up to 600 s, or more than 60 s ahead: a kept code, or clocks that differ. */
	'stale',
	/** Older than 600 s, or an answer that came too late. */
	'expired',
	/** No pending request opens it, or it lacks the number that was said. */
	'wrong-nonce',
	'wrong-audience',
	'bad-signature',
	/** Well formed, but of another version, algorithm or type, or with more than this format says. */
	'unsupported',
	'unreadable',
] as const;

export type Verdict = (typeof VERDICTS)[number];

/** The verdicts that come with claims. */
export type TellingVerdict = 'valid' | 'unknown-ruleset' | 'sample';

interface Seen {
	/**
	 * Seconds by which the code's `iat` lies behind this device's clock, negative when it lies ahead;
	 * rounded away from zero, so that it never looks younger than it was judged. `null` when the
	 * signature was not reached or does not hold: then there is no time to speak of.
	 */
	readonly ageSeconds: number | null;
	/** SHA-256 of the token text, base64url: tells showings apart. `null` like `ageSeconds`. */
	readonly tokenHash: string | null;
	/** `none` when no policy was asked, and for every verdict but `valid`. */
	readonly policy: Judgement['policy'] | 'none';
	/**
	 * Whether all was said that was asked: by the policy, or by the request that was answered. `null`
	 * where nothing was asked, and for every verdict but `valid`.
	 */
	readonly answered: Judgement['answered'] | null;
}

export interface TellingVerification extends Seen {
	readonly verdict: TellingVerdict;
	readonly claims: Claims;
	/** From the verifier's own table; `null` when the hash is not in it. */
	readonly ruleset: KnownRuleset | null;
}

export interface SilentVerification extends Seen {
	readonly verdict: Exclude<Verdict, TellingVerdict>;
	readonly claims: null;
	readonly ruleset: null;
}

export type Verification = TellingVerification | SilentVerification;

/** A verdict that comes without claims. */
export function refuse(
	verdict: SilentVerification['verdict'],
	seen: Pick<SilentVerification, 'ageSeconds' | 'tokenHash'> = {
		ageSeconds: null,
		tokenHash: null,
	},
): SilentVerification {
	return { ...seen, verdict, claims: null, ruleset: null, policy: 'none', answered: null };
}
