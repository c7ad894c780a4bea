/**
 * Which kind of text a verifier was given. By its first characters:
 *
 * | text            | is                                                                        |
 * |-----------------|---------------------------------------------------------------------------|
 * | `TB1:`          | a code, read character by character: base45 has spaces that mean something |
 * | `TR1:`          | an answer; without a pending request nothing can open it                  |
 * | `TQ1:`          | a request, which is for holders: `unsupported`                            |
 * | `TB2:` and such | a later version: `unsupported`                                            |
 * | anything else   | a pasted token, after outer white space is cut off                        |
 */
import { err, type Result } from '$lib/codec/result';
import { CODE_PREFIX, parseCode } from './envelope';
import { ANSWER_PREFIX, hasKindPrefix } from './kind-prefix';
import { parseSealed } from './sealed-answer';
import { MAX_TOKEN_LENGTH, parseToken, type Token, type TokenReadError } from './token';

export type CodeReadError = TokenReadError | 'wrong-nonce';

/** Reads a scanned or pasted text. Never throws; the signature is not looked at yet. */
export function readCode(text: string): Result<Token, CodeReadError> {
	// Before anything else touches it, white space included.
	if (text.length > MAX_TOKEN_LENGTH) return err('unreadable');
	if (text.startsWith(CODE_PREFIX)) return parseCode(text);
	if (text.startsWith(ANSWER_PREFIX)) {
		return err(parseSealed(text) === null ? 'unreadable' : 'wrong-nonce');
	}
	if (hasKindPrefix(text)) return err('unsupported');
	return parseToken(text.trim());
}
