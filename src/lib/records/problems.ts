import type { BaseIssue } from 'valibot';

/** Why a place in a records file is refused. Stable: texts in the app hang on it. */
export const RECORD_PROBLEM_CODES = [
	'not-an-object',
	'not-an-array',
	'not-a-number',
	'not-a-day',
	'not-a-name',
	'wrong-schema',
	'unknown-kind',
	'unknown-signature',
	'unknown-member',
	'missing-member',
	'too-many',
	'too-many-decimals',
	'below',
	'above',
	'duplicate',
	'diastolic-not-below-systolic',
	'until-before-since',
	'not-a-drink',
	'drinks-do-not-sum',
] as const;

export type RecordProblemCode = (typeof RECORD_PROBLEM_CODES)[number];

/** Where and why, and what would be accepted; never what was found: that is health data. */
export interface RecordProblem {
	/** For example `days[3].value`; empty for the whole file. */
	readonly path: string;
	readonly code: RecordProblemCode;
	readonly limits?: { readonly min: number; readonly max: number; readonly decimals?: number };
}

/** How many problems of one file are told. */
export const MAX_PROBLEMS = 100;

/** The step from a path to one of its members. */
export function pathOf(parent: string, member: string | number): string {
	if (typeof member === 'number') return `${parent}[${String(member)}]`;
	// A name nobody expected may itself be health data: only names such as a schema has are shown.
	const name = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(member) ? member : '?';
	return parent === '' ? name : `${parent}.${name}`;
}

/** The path of a valibot issue, below `parent`. */
export function issuePath(issue: BaseIssue<unknown>, parent: string): string {
	return (issue.path ?? []).reduce(
		(path, item) => pathOf(path, typeof item.key === 'number' ? item.key : String(item.key)),
		parent,
	);
}

/** The issues of a schema whose messages are codes. */
export function problemsOf(
	issues: readonly BaseIssue<unknown>[],
	parent: string,
): readonly RecordProblem[] {
	return issues.map((issue) => ({ path: issuePath(issue, parent), code: codeOf(issue) }));
}

function codeOf(issue: BaseIssue<unknown>): RecordProblemCode {
	const code = RECORD_PROBLEM_CODES.find((known) => known === issue.message);
	if (code === undefined) throw new Error(`schema: expected a code as message of ${issue.type}`);
	return code;
}
