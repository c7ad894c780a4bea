import { LIFESTYLE_KINDS, OBSERVATION_KINDS, SIGNATURES } from '$lib/records/kinds';
import type { RecordProblem, RecordProblemCode } from '$lib/records/problems';
import { RECORDS_SCHEMA } from '$lib/records/records';
import type { RulesetProblem, RulesetProblemCode } from '$lib/score/ruleset-problems';

/** How many are told in the one line that there is. */
const TOLD = 3;

/** Such as `days[3].value: above, expected 0 to 200000 with at most 0 decimals`. */
export function describeRecordProblems(problems: readonly RecordProblem[]): string {
	return join(
		problems.map(({ path, code, limits }) => {
			const told = `${placeOf(path)}: ${code}, expected`;
			if (limits === undefined) return `${told} ${acceptedAt(path, code)}`;
			const { min, max, decimals } = limits;
			const precision = decimals === undefined ? '' : ` with at most ${String(decimals)} decimals`;
			return `${told} ${String(min)} to ${String(max)}${precision}`;
		}),
	);
}

/** What a place in a records file accepts, where no limits say it. */
function acceptedAt(path: string, code: RecordProblemCode): string {
	if (code !== 'unknown-kind') return ACCEPTED[code];
	const kinds = path.startsWith('days') ? LIFESTYLE_KINDS : OBSERVATION_KINDS;
	return `one of ${kinds.join(', ')}`;
}

const ACCEPTED: Readonly<Record<Exclude<RecordProblemCode, 'unknown-kind'>, string>> = {
	'not-an-object': 'an object',
	'not-an-array': 'an array',
	'not-a-number': 'a number',
	'not-a-day': 'a day such as 2026-11-20, from 1900 to 2199',
	'not-a-name': 'text of 1 to 80 characters on one line',
	'wrong-schema': RECORDS_SCHEMA,
	'unknown-signature': SIGNATURES.join(' or '),
	'unknown-member': 'no such member',
	'missing-member': 'this member',
	'too-many': 'fewer entries',
	'too-many-decimals': 'fewer decimals',
	below: 'more',
	above: 'less',
	duplicate: 'one entry of each kind, day and source',
	'diastolic-not-below-systolic': 'a diastolic below the systolic',
	'until-before-since': 'a day not before since',
	'not-a-drink': 'ml and abv of a drink',
	'drinks-do-not-sum': 'drinks that make up the value',
};

/** Such as `lifestyle.rules[0].id: expected a lower-case id`. */
export function describeRulesetProblems(problems: readonly RulesetProblem[]): string {
	return join(problems.map((told) => `${placeOf(told.path)}: expected ${expectation(told)}`));
}

/** What each code accepts; `{}` are the limits or names that go with it. */
const EXPECTED: Readonly<Record<Exclude<RulesetProblemCode, 'type'>, string>> = {
	'one-of': '{}',
	'unknown-member': 'no such member',
	'missing-member': 'this member',
	'text-length': 'text of {} characters',
	'text-characters': 'text on one line, without control or direction characters',
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
	'used-twice': 'another one, {} has it',
	'not-ascending': 'ascending at',
	rows: 'ascending below, each with thresholdBy, and a last row with neither',
	'only-with-kind': 'only with kind {}',
	'not-a-component': 'a component of {}',
	'more-than-parts': 'at most the number of parts',
	'more-than-window': 'at most the days of the window, and one',
	'two-numbers': 'a kind of one number',
	unreachable: 'no case after {}, which always applies',
	'not-replaceable': 'the id of an examination rule that nothing else replaces',
};

const TYPES: Readonly<Record<string, string>> = {
	number: 'a number',
	string: 'a text',
	array: 'an array',
	object: 'an object',
};

function expectation({ code, of }: RulesetProblem): string {
	if (code === 'type') return TYPES[of[0] ?? ''] ?? 'another type';
	return EXPECTED[code].replace('{}', of.join(code === 'one-of' ? ' or ' : ' to '));
}

function placeOf(path: string): string {
	return path === '' ? 'the document' : path;
}

function join(texts: readonly string[]): string {
	const more = texts.length - TOLD;
	return texts.slice(0, TOLD).join('; ') + (more > 0 ? `; and ${String(more)} more` : '');
}
