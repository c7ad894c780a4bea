import { bytesToBase64url } from '$lib/codec/base64url';
import { utf8ToBytes } from '$lib/codec/bytes';
import { canonicalJson } from '$lib/codec/canonical-json';
import { sha256 } from '$lib/codec/sha256';
import type { Ruleset } from './ruleset';

/** The pin of a ruleset, 32 bytes: SHA-256 over its canonical form (RFC 8785, in UTF-8). */
export function rulesetHash(ruleset: Ruleset): Uint8Array {
	return sha256(utf8ToBytes(canonicalJson(ruleset)));
}

/** The pin as it is shown and travels: base64url, 43 characters. */
export function rulesetHashText(ruleset: Ruleset): string {
	return bytesToBase64url(rulesetHash(ruleset));
}
