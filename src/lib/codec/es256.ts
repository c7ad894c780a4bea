/**
 * ES256 (RFC 7518, section 3.4): ECDSA over P-256 with SHA-256, checked by the Web Crypto of the
 * browser or of Node. Public keys are JSON Web Keys (RFC 7517) and are named by their thumbprint.
 */
import { base64urlToBytes, bytesToBase64url } from './base64url';
import { utf8ToBytes } from './bytes';
import { err, ok, type Result } from './result';
import { sha256 } from './sha256';

const COORDINATE_LENGTH = 32;
/** r and s, 32 bytes each, as JWS has them; not DER. */
const SIGNATURE_LENGTH = 64;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A public key: the point's coordinates, base64url of 32 bytes each. */
export interface P256Key {
	readonly x: string;
	readonly y: string;
}

/** `bad-key`: no point of the curve. `unavailable`: no Web Crypto here, as on a page without TLS. */
export type Es256Error = 'bad-key' | 'unavailable';

/** The JWK thumbprint (RFC 7638) with SHA-256, as base64url. */
export function p256Thumbprint({ x, y }: P256Key): string {
	// Its own members only, in the order of their names, without white space (section 3.2).
	return bytesToBase64url(sha256(utf8ToBytes(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))));
}

/** Whether both coordinates are the one base64url text of 32 bytes. The point may still be none. */
export function isP256Key({ x, y }: P256Key): boolean {
	return [x, y].every((text) => base64urlToBytes(text)?.length === COORDINATE_LENGTH);
}

/**
 * Whether the signature over `message` holds; one of a wrong length does not. Never throws.
 * @param signature r and s, 32 bytes each
 */
export async function isEs256SignatureOf(
	message: Uint8Array,
	signature: Uint8Array,
	publicKey: P256Key,
): Promise<Result<boolean, Es256Error>> {
	// eslint-disable-next-line house/pure -- what it says depends on its arguments alone
	const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle;
	if (subtle === undefined) return err('unavailable');
	if (!isP256Key(publicKey)) return err('bad-key');
	const { x, y } = publicKey;
	let key: CryptoKey;
	try {
		key = await subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x, y }, ALGORITHM, false, [
			'verify',
		]);
	} catch {
		return err('bad-key');
	}
	if (signature.length !== SIGNATURE_LENGTH) return ok(false);
	// New memory, because Web Crypto takes none that is shared.
	return ok(await subtle.verify(ALGORITHM, key, signature.slice(), message.slice()));
}
