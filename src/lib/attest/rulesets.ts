import { bytesToBase64url } from '$lib/codec/base64url';
import { err, ok, type Result } from '$lib/codec/result';
import { RULESET_HASH_LENGTH } from './claims';

/**
 * The rulesets that a verifier knows by name. A code carries only the hash, so the name shown is
 * never the code's own word. The same table limits minting: a ruleset of one's own would be as good
 * as a name tag.
 */
export interface KnownRuleset {
	/** SHA-256 of the RFC 8785 canonical form, base64url, as in the claim `rs`. */
	readonly hash: string;
	readonly id: string;
	readonly version: string;
	readonly title: { readonly en: string; readonly zh: string };
}

export const HANGZHOU_2020: KnownRuleset = {
	hash: '1tkvPOKdG22rYqgKs6MzBze3wLJZT5auLCRzbOdgl-s',
	id: 'hangzhou-2020',
	version: '1.0.0',
	title: { en: 'Hangzhou 2020, completed', zh: '杭州 2020（补全版）' },
};

export const KNOWN_RULESETS: readonly KnownRuleset[] = [HANGZHOU_2020];

/** The entry for a hash (base64url); `null` when it is not in the table. */
export function findRuleset(rulesets: readonly KnownRuleset[], hash: string): KnownRuleset | null {
	return rulesets.find((ruleset) => ruleset.hash === hash) ?? null;
}

export type RulesetHashError = 'invalid-ruleset-hash' | 'unknown-ruleset';

/** The claim `rs` for the hash (32 bytes) of a ruleset that can be minted. */
export function rulesetHashToClaim(hash: Uint8Array): Result<string, RulesetHashError> {
	if (hash.length !== RULESET_HASH_LENGTH) return err('invalid-ruleset-hash');
	const rs = bytesToBase64url(hash);
	return findRuleset(KNOWN_RULESETS, rs) === null ? err('unknown-ruleset') : ok(rs);
}
