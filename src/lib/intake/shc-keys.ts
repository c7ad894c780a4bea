import { isP256Key, p256Thumbprint, type P256Key } from '$lib/codec/es256';
import { asArray, asString, member } from './json-access';

/** Public keys by their `kid`. */
export type CardKeys = ReadonlyMap<string, P256Key>;

/**
 * The keys of a set (RFC 7517) that can have signed a card: for ES256, public, and named by their own
 * thumbprint as the specification demands. Others are left out, so that what they signed counts as not
 * checked, and no key can stand in for another.
 * @param keySet as parsed JSON, of any shape
 */
export function cardKeysOf(keySet: unknown): CardKeys {
	const keys = new Map<string, P256Key>();
	for (const jwk of asArray(member(keySet, 'keys')) ?? []) {
		const kid = asString(member(jwk, 'kid'));
		const x = asString(member(jwk, 'x'));
		const y = asString(member(jwk, 'y'));
		if (kid === null || x === null || y === null || !isForCards(jwk)) continue;
		const key = { x, y };
		if (isP256Key(key) && p256Thumbprint(key) === kid) keys.set(kid, key);
	}
	return keys;
}

function isForCards(jwk: unknown): boolean {
	const alg = member(jwk, 'alg');
	const use = member(jwk, 'use');
	return (
		member(jwk, 'kty') === 'EC' &&
		member(jwk, 'crv') === 'P-256' &&
		(alg === undefined || alg === 'ES256') &&
		(use === undefined || use === 'sig') &&
		// Whose secret half is published proves nothing.
		member(jwk, 'd') === undefined
	);
}
