import type { GivenFile } from './given-file';

/** The key set of a country's issuers has some hundred keys. */
const MAX_BYTES = 1_000_000;

/** A JSON Web Key Set (RFC 7517) that the citizen chose, not yet looked at. */
export interface ChosenKeys {
	readonly name: string;
	readonly json: unknown;
}

/** Null where the file is none. */
export async function readKeySet({ path, blob }: GivenFile): Promise<ChosenKeys | null> {
	if (blob.size > MAX_BYTES) return null;
	try {
		const json: unknown = JSON.parse(await blob.text());
		return isKeySet(json) ? { name: path, json } : null;
	} catch {
		// No JSON, or no longer there.
		return null;
	}
}

function isKeySet(json: unknown): boolean {
	if (typeof json !== 'object' || json === null || !('keys' in json)) return false;
	const { keys } = json;
	return (
		Array.isArray(keys) &&
		keys.length > 0 &&
		keys.every((key: unknown) => typeof key === 'object' && key !== null && 'kty' in key)
	);
}
