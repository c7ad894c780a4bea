import type { RecordProblem } from '$lib/records/problems';
import { numberText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';

/** What would be accepted at that place; the file stays as it is, and nothing of it is kept. */
export function recordProblemText({ code, limits }: RecordProblem): string {
	const range = { min: numberText(limits?.min ?? 0), max: numberText(limits?.max ?? 0) };
	switch (code) {
		case 'not-an-object':
		case 'not-an-array':
		case 'wrong-schema':
			return m.problem_not_ours();
		case 'not-a-number':
			return m.not_a_number();
		case 'not-a-day':
			return m.problem_day();
		case 'not-a-name':
			return m.problem_name();
		case 'unknown-kind':
			return m.problem_kind();
		case 'unknown-member':
		case 'unknown-signature':
			return m.problem_unknown();
		case 'missing-member':
			return m.problem_missing();
		case 'too-many':
			return m.problem_too_many(range);
		case 'too-many-decimals':
			return limits?.decimals === 0 ? m.value_whole_number() : m.value_decimals();
		case 'below':
		case 'above':
			return m.problem_range(range);
		case 'duplicate':
			return m.problem_duplicate();
		case 'diastolic-not-below-systolic':
			return m.form_bp_problem();
		case 'until-before-since':
			return m.form_until_problem();
		case 'not-a-drink':
		case 'drinks-do-not-sum':
			return m.problem_drinks();
	}
}
