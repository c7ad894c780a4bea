import { bytesToBase64url } from '$lib/codec/base64url';
import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import { NONCE_LENGTH } from './claims';
import { draw } from './draw';
import { loadHpke, SEED_LENGTH } from '$lib/codec/hpke';
import {
	isIat,
	problemOf,
	type AskRequest,
	type ContentProblem,
	type RequestContent,
} from './request';

export interface RequestInput extends Omit<RequestContent, 'iat'> {
	/** Milliseconds since the epoch. */
	readonly now: number;
	/** Asked for the seed of the one-time key, 32 bytes, then for the nonce, 16. */
	readonly random: RandomSource;
}

export interface MadeRequest {
	readonly request: AskRequest;
	/** Opens the answer, so it stays with whoever asks: 32 bytes, see `hpke.ts`. */
	readonly seed: Uint8Array;
}

export type MakeRequestError = ContentProblem | 'invalid-time';

/** A new request with a key of its own, and what opens its answer. */
export async function makeRequest(
	input: RequestInput,
): Promise<Result<MadeRequest, MakeRequestError>> {
	const { asked, purpose, label, text, now, random } = input;
	const content: RequestContent = { asked, purpose, label, text, iat: Math.floor(now / 1000) };
	const problem = problemOf(content);
	if (problem !== null) return err(problem);
	if (!isIat(content.iat)) return err('invalid-time');
	const seed = draw(random, SEED_LENGTH);
	const nonce = bytesToBase64url(draw(random, NONCE_LENGTH));
	const publicKey = await (await loadHpke()).seedToPublicKey(seed);
	return ok({ request: { ...content, nonce, publicKey }, seed });
}
