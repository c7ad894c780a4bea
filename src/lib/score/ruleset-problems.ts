import type * as v from 'valibot';

import { issuePath } from '$lib/records/problems';

/** Why a place in a ruleset is refused. Stable: texts in the app and the command hang on it. */
export const RULESET_PROBLEM_CODES = [
	// Of the shape.
	'type',
	'one-of',
	'unknown-member',
	'missing-member',
	'text-length',
	'text-characters',
	'not-an-id',
	'not-a-version',
	'integer-range',
	'value-range',
	'entries',
	// Of what a shape cannot say.
	'not-in-provenance',
	'less-than',
	'more-than',
	'not-below',
	'not-more-than-before',
	'used-twice',
	'not-ascending',
	'rows',
	'only-with-kind',
	'not-a-component',
	'more-than-parts',
	'more-than-window',
	'two-numbers',
	'unreachable',
	'not-replaceable',
] as const;

export type RulesetProblemCode = (typeof RULESET_PROBLEM_CODES)[number];

export interface RulesetProblem {
	/** For example `lifestyle.rules[0].id`; empty for the whole document. */
	readonly path: string;
	readonly code: RulesetProblemCode;
	/** What would be accepted, in no language: numbers, and names of the format. */
	readonly of: readonly string[];
}

export const problem = (
	path: string,
	code: RulesetProblemCode,
	...of: readonly (string | number)[]
): RulesetProblem => ({ path, code, of: of.map(String) });

/** A problem as the message of a check in a schema; `problemOf` reads it. */
export const asMessage = (code: RulesetProblemCode, ...of: readonly number[]): string =>
	[code, ...of].join(' ');

export function problemOf(issue: v.BaseIssue<unknown>): RulesetProblem {
	const path = issuePath(issue, '');
	const { kind, expected, message, type } = issue;
	if (kind === 'validation') {
		const [code, ...of] = message.split(' ');
		const known = RULESET_PROBLEM_CODES.find((one) => one === code);
		if (known === undefined) throw new Error(`schema: expected a code as message of ${type}`);
		return problem(path, known, ...of);
	}
	// A schema says what it expects: the name of a type, or literals as in `("a" | "b")`.
	if (expected === null || expected === 'never') return problem(path, 'unknown-member');
	if (/^\w+$/.test(expected)) return problem(path, 'type', expected.toLowerCase());
	if (type === 'strict_object') return problem(path, 'missing-member');
	return problem(
		path,
		'one-of',
		...Array.from(expected.matchAll(/"([^"]*)"/g), ([, one = '']) => one),
	);
}
