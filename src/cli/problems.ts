import type { RecordProblem } from '$lib/records/problems';
import type { RulesetProblem, RulesetProblemCode } from '$lib/score/ruleset-problems';

/** How many are told in the one line that there is. */
const TOLD = 3;

/** Such as `days[3].value: above, expected 0 to 200000 with at most 0 decimals`. */
export function describeRecordProblems(problems: readonly RecordProblem[]): string {
	return join(
		problems.map(({ path, code, limits }) => {
			if (limits === undefined) return `${placeOf(path)}: ${code}`;
			const { min, max, decimals } = limits;
			const range = `expected ${String(min)} to ${String(max)}`;
			const precision = decimals === undefined ? '' : ` with at most ${String(decimals)} decimals`;
			return `${placeOf(path)}: ${code}, ${range}${precision}`;
		}),
	);
}

/** Such as `lifestyle.rules[0].id: expected a lower-case id`. */
export function describeRulesetProblems(problems: readonly RulesetProblem[]): string {
	return join(problems.map((told) => `${placeOf(told.path)}: expected ${expectation(told)}`));
}

/** What each code accepts; `{}` are the limits or names that go with it. */
const EXPECTED: Readonly<Record<RulesetProblemCode, string>> = {
	type: 'one of the type {}',
	'one-of': '{}',
	'unknown-member': 'no such member',
	'missing-member': 'this member',
	'text-length': 'text of {} characters',
	'not-an-id': 'a lower-case id',
	'not-a-version': 'major.minor.patch',
	'integer-range': 'an integer from {}',
	'value-range': '{} with at most three decimals',
	entries: '{} entries',
	'not-in-provenance': 'a key of provenance',
	'less-than': 'at least {}',
	'more-than': 'at most {}',
	'not-below': 'less than {}',
	'not-more-than-before': 'more than the entry before',
	'used-twice': 'one that is used once',
	'not-ascending': 'ascending at',
	rows: 'ascending below, each with thresholdBy, and a last row with neither',
	'only-with-kind': 'only with kind {}',
	'not-a-component': 'a component of {}',
	'more-than-parts': 'at most the number of parts',
	'more-than-window': 'at most the days of the window, and one',
	'two-numbers': 'a kind of one number',
	'not-replaceable': 'the id of an examination rule that nothing else replaces',
};

function expectation({ code, of }: RulesetProblem): string {
	return EXPECTED[code].replace('{}', of.join(code === 'one-of' ? ' or ' : ' to '));
}

function placeOf(path: string): string {
	return path === '' ? 'the document' : path;
}

function join(texts: readonly string[]): string {
	const more = texts.length - TOLD;
	return texts.slice(0, TOLD).join('; ') + (more > 0 ? `; and ${String(more)} more` : '');
}
