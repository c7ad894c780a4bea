/**
 * A SMART Health Card (spec.smarthealth.cards): a compact JWS (RFC 7515) of three parts,
 *
 *     header     {"alg":"ES256","zip":"DEF","kid":"<thumbprint of the key>"}
 *     payload    raw DEFLATE of {"iss":…,"nbf":…,"vc":{"credentialSubject":{"fhirBundle":{…}}}}
 *     signature  ES256 over header "." payload
 */
import { base64urlToBytes } from '$lib/codec/base64url';
import { bytesToUtf8, utf8ToBytes } from '$lib/codec/bytes';
import { isEs256SignatureOf } from '$lib/codec/es256';
import { err, ok, type Result } from '$lib/codec/result';
import { parseStrictJson, type JsonValue } from '$lib/codec/strict-json';
import type { Signature } from '$lib/records/kinds';
import { asNumber, asString, member } from './json-access';
import { inflateRaw } from './shc-inflate';
import type { CardKeys } from './shc-keys';

const MAX_HEADER = 16_384;
/** Unpacked. A card that fits into codes has some kilobytes; one in a file may hold a history. */
const MAX_PAYLOAD = 16 * 1024 * 1024;
const MAX_DEPTH = 64;

export interface OpenedCard {
	readonly bundle: unknown;
	/** `nbf`: when it was issued, in milliseconds since 1970; null if not said. */
	readonly issuedMs: number | null;
	readonly signature: Signature;
}

/** `unsupported`: another algorithm, or a header that asks for what is not known here. */
export type CardError = 'malformed' | 'unsupported' | 'wrong-signature' | 'too-large';

/**
 * Opens a card. Where one of `keys` is the one it names, its signature is checked before anything else
 * of it is looked at. An expired card (`exp`) still says what was measured, and is read.
 */
export async function openCard(
	jws: string,
	keys: CardKeys,
): Promise<Result<OpenedCard, CardError>> {
	const parts = jws.split('.');
	const [header64 = '', payload64 = '', signature64 = ''] = parts;
	const header = parseJson(base64urlToBytes(header64), MAX_HEADER);
	const packed = base64urlToBytes(payload64);
	const signature = base64urlToBytes(signature64);
	if (parts.length !== 3 || header === null || packed === null || signature === null) {
		return err('malformed');
	}
	const isKnownKind =
		member(header, 'alg') === 'ES256' &&
		member(header, 'zip') === 'DEF' &&
		// Extensions that must be understood (RFC 7515, section 4.1.11): none is.
		member(header, 'crit') === undefined;
	if (!isKnownKind) return err('unsupported');
	const kid = asString(member(header, 'kid'));
	if (kid === null) return err('malformed');

	const state = await checkSignature(`${header64}.${payload64}`, signature, kid, keys);
	if (state === 'wrong-signature') return err(state);

	const unpacked = await inflateRaw(packed, MAX_PAYLOAD);
	if (!unpacked.ok) return unpacked;
	const payload = parseJson(unpacked.value, MAX_PAYLOAD);
	const bundle = member(payload, 'vc', 'credentialSubject', 'fhirBundle');
	if (member(bundle, 'resourceType') !== 'Bundle') return err('malformed');
	const issued = asNumber(member(payload, 'nbf'));
	return ok({
		bundle,
		issuedMs: issued === null ? null : Math.floor(issued * 1000),
		signature: state,
	});
}

async function checkSignature(
	signed: string,
	signature: Uint8Array,
	kid: string,
	keys: CardKeys,
): Promise<Signature | 'wrong-signature'> {
	const key = keys.get(kid);
	if (key === undefined) return 'not-checked';
	const holds = await isEs256SignatureOf(utf8ToBytes(signed), signature, key);
	// No point of the curve, or no Web Crypto: nobody has checked it.
	if (!holds.ok) return 'not-checked';
	return holds.value ? 'known-key' : 'wrong-signature';
}

/** Strict, so that it has one meaning only; null if it is no JSON. */
function parseJson(bytes: Uint8Array | null, maxLength: number): JsonValue | null {
	const text = bytes === null ? null : bytesToUtf8(bytes);
	if (text === null) return null;
	const json = parseStrictJson(text, { maxDepth: MAX_DEPTH, maxLength });
	return json.ok ? json.value : null;
}
