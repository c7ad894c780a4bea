/** How the text of an answer begins (`sealed-answer.ts`); here, so that a page can tell it apart without more. */
export const ANSWER_PREFIX = 'TR1:';

/** `TB` a code, `TQ` a request, `TR` an answer; then the version, without leading zeros. */
const KIND_PREFIX = /^T[BQR](?:0|[1-9][0-9]*):/;

/** Whether a text begins like one of ours, of any kind and version. */
export function hasKindPrefix(text: string): boolean {
	return KIND_PREFIX.test(text);
}
