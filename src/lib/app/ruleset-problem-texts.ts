import type { RulesetProblem, RulesetProblemCode } from '$lib/score/ruleset-problems';
import { m } from '$lib/words/messages';

/** What would be accepted at that place, to stand behind its path. */
export function rulesetProblemText({ code, of }: RulesetProblem): string {
	return TEXTS[code](of);
}

/** Names of the format and its numbers are shown as the document has them. */
const TEXTS: Readonly<Record<RulesetProblemCode, (of: readonly string[]) => string>> = {
	type: ([type]) => typeText(type),
	'one-of': (of) => m.rules_one_of({ names: of.join(' | ') }),
	'unknown-member': () => m.problem_unknown(),
	'missing-member': () => m.problem_missing(),
	'text-length': ([min = '', max = '']) => m.rules_text_length({ min, max }),
	'text-characters': () => m.rules_text_characters(),
	'not-an-id': () => m.rules_id(),
	'not-a-version': () => m.rules_version(),
	'integer-range': ([min = '', max = '']) => m.rules_integer({ min, max }),
	'value-range': ([min = '', max = '']) => m.rules_value({ min, max }),
	entries: ([min = '', max = '']) => m.rules_entries({ min, max }),
	'not-in-provenance': () => m.rules_provenance(),
	'less-than': ([name = '']) => m.rules_at_least({ name }),
	'more-than': ([name = '']) => m.rules_at_most({ name }),
	'not-below': ([name = '']) => m.rules_below({ name }),
	'not-more-than-before': () => m.rules_above_before(),
	'used-twice': ([name = '']) => m.rules_used_twice({ name }),
	'not-ascending': () => m.rules_ascending(),
	rows: () => m.rules_rows(),
	'only-with-kind': ([kind = '']) => m.rules_only_with_kind({ kind }),
	'not-a-component': ([kind = '']) => m.rules_component({ kind }),
	'more-than-parts': () => m.rules_parts(),
	'more-than-window': () => m.rules_window(),
	'two-numbers': () => m.rules_two_numbers(),
	unreachable: ([name = '']) => m.rules_unreachable({ name }),
	'not-replaceable': () => m.rules_replaceable(),
};

function typeText(type: string | undefined): string {
	switch (type) {
		case 'number':
			return m.rules_type_number();
		case 'string':
			return m.rules_type_text();
		case 'array':
			return m.rules_type_list();
		default:
			return m.rules_type_object();
	}
}
