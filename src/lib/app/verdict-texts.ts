import type { Verdict, Verification } from '$lib/attest/verdict';
import { m } from '$lib/words/messages';
import { ageText } from './age-text';

export type { Verification };

export interface VerdictText {
	/** Is the code good: ✓ yes, ! look again, ✕ no. Never what it says. */
	readonly mark: 'good' | 'look' | 'no';
	readonly title: string;
	readonly meaning: string;
	readonly next: string;
}

/**
 * What a verdict means and what to do next.
 *
 * @param isAnswer whether it is about an answer to a request: then some steps are others
 */
export function verdictText(
	verdict: Verdict,
	ageSeconds: number | null,
	isAnswer: boolean,
): VerdictText {
	const answer = isAnswer ? answerText(verdict) : null;
	if (answer !== null) return answer;
	const age = ageSeconds === null ? '' : ageText(ageSeconds);
	switch (verdict) {
		case 'valid':
			return {
				mark: 'good',
				title: m.v_valid(),
				meaning: m.v_valid_text(),
				next: m.v_valid_next(),
			};
		case 'unknown-ruleset':
			return {
				mark: 'look',
				title: m.v_unknown_ruleset(),
				meaning: m.v_unknown_ruleset_text(),
				next: m.v_unknown_ruleset_next(),
			};
		case 'sample':
			return {
				mark: 'look',
				title: m.v_sample(),
				meaning: m.v_sample_text(),
				next: m.v_sample_next(),
			};
		case 'already-shown':
			return {
				mark: 'look',
				title: m.v_already_shown(),
				meaning: m.v_already_shown_text(),
				next: m.v_already_shown_next(),
			};
		case 'stale':
			return {
				mark: 'look',
				title: m.v_stale(),
				meaning: (ageSeconds ?? 0) < 0 ? m.v_stale_ahead({ age }) : m.v_stale_old({ age }),
				next: m.v_stale_next(),
			};
		case 'expired':
			return {
				mark: 'no',
				title: m.v_expired(),
				meaning: m.v_expired_text({ age }),
				next: m.v_expired_next(),
			};
		case 'wrong-nonce':
			return {
				mark: 'look',
				title: m.v_wrong_nonce(),
				meaning: m.v_wrong_nonce_text(),
				next: m.v_wrong_nonce_next(),
			};
		case 'wrong-audience':
			return {
				mark: 'no',
				title: m.v_wrong_audience(),
				meaning: m.v_wrong_audience_text(),
				next: m.v_wrong_audience_next(),
			};
		case 'bad-signature':
			return {
				mark: 'no',
				title: m.v_bad_signature(),
				meaning: m.v_bad_signature_text(),
				next: m.v_bad_signature_next(),
			};
		case 'unsupported':
			return {
				mark: 'no',
				title: m.v_unsupported(),
				meaning: m.v_unsupported_text(),
				next: m.v_unsupported_next(),
			};
		case 'unreadable':
			return {
				mark: 'no',
				title: m.v_unreadable(),
				meaning: m.v_unreadable_text(),
				next: m.v_unreadable_next(),
			};
	}
}

/** The verdicts that mean something else where a request was shown. */
function answerText(verdict: Verdict): VerdictText | null {
	const next = m.va_next();
	switch (verdict) {
		case 'wrong-nonce':
			return { mark: 'look', title: m.va_wrong_nonce(), meaning: m.va_wrong_nonce_text(), next };
		case 'wrong-audience':
			return {
				mark: 'look',
				title: m.va_wrong_audience(),
				meaning: m.va_wrong_audience_text(),
				next,
			};
		case 'already-shown':
			return { mark: 'look', title: m.v_already_shown(), meaning: m.va_already_shown_text(), next };
		default:
			return null;
	}
}
