import { err, type Result } from '$lib/codec/result';
import { readRecoveryCode, type RecoveryCodeError } from '$lib/vault/recovery-code';
import type { Redacted } from '$lib/vault/redacted';

/** What is wrong with a typed code; `different`: it is a good code, but not the one on the paper. */
export type EntryProblem =
	RecoveryCodeError | { readonly code: 'group-length' | 'different'; readonly group: number };

const GROUPS = 6;
const GROUP_SYMBOLS = 5;

/** Groups as they were typed, apart by dashes or spaces. */
const typedGroups = (text: string): string[] =>
	text
		.normalize('NFKC')
		.split(/[\s\p{Pd}]+/u)
		.filter((group) => group !== '');

/** Reads a typed code. Where its groups were typed apart, a missing symbol has its group's number. */
export function readEntry(text: string): Result<Redacted<Uint8Array>, EntryProblem> {
	const read = readRecoveryCode(text);
	if (read.ok || read.error.code !== 'length') return read;
	const groups = typedGroups(text);
	if (groups.length !== GROUPS) return read;
	const index = groups.findIndex((group) => Array.from(group).length !== GROUP_SYMBOLS);
	return index < 0 ? read : err({ code: 'group-length', group: index + 1 });
}
