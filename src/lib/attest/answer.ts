import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import { isWithinAsked } from './asked';
import { ASK_LIFETIME, isDisclosure, type Claims, type Disclosure } from './claims';
import { draw } from './draw';
import { tokenToEnvelope } from './envelope';
import { loadHpke, SEED_LENGTH } from '$lib/codec/hpke';
import { audienceOf, requestToBytes, type AskRequest } from './request';
import { rulesetHashToClaim, type RulesetHashError } from './rulesets';
import { bindingOf, sealedToText } from './sealed-answer';
import { signOnce } from './sign-once';
import { SECRET_KEY_LENGTH } from './signature';

export interface AnswerInput {
	/** As `parseRequest` gave it. */
	readonly request: AskRequest;
	/** What was asked, or less. */
	readonly disclosure: Disclosure;
	/** SHA-256 of the ruleset's canonical form, 32 bytes; one of the built-in rulesets. */
	readonly rulesetHash: Uint8Array;
	/**
	 * Asked for the one-time signing key, 32 bytes, then for that of the sealing, 32; both are
	 * overwritten in place.
	 */
	readonly random: RandomSource;
}

export interface MintedAnswer {
	/** For the QR code, 303 characters. */
	readonly text: string;
	readonly claims: Claims;
}

export type AnswerError = 'invalid-disclosure' | 'more-than-asked' | RulesetHashError;

/**
 * Answers a request with the disclosure and nothing else, sealed to whoever asked. Times are the
 * request's: the holder's clock neither matters nor shows. There is no answer for *no*.
 */
export async function mintAnswer(input: AnswerInput): Promise<Result<MintedAnswer, AnswerError>> {
	const { request, disclosure, rulesetHash, random } = input;
	if (!isDisclosure(disclosure)) return err('invalid-disclosure');
	if (!isWithinAsked(disclosure, request.asked)) return err('more-than-asked');
	const rs = rulesetHashToClaim(rulesetHash);
	if (!rs.ok) return rs;

	const requestBytes = requestToBytes(request);
	const { nonce, iat } = request;
	const aud = audienceOf(requestBytes);
	const claims: Claims = { disclosure, rs: rs.value, aud, nonce, iat, exp: iat + ASK_LIFETIME };
	const token = signOnce(claims, draw(random, SECRET_KEY_LENGTH));
	const ekm = draw(random, SEED_LENGTH);
	try {
		const hpke = await loadHpke();
		const binding = bindingOf(requestBytes);
		const sealed = await hpke.seal(request.publicKey, binding, ekm, tokenToEnvelope(token));
		return ok({ text: sealedToText(sealed), claims });
	} finally {
		ekm.fill(0);
	}
}
