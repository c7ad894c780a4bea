import { CRITERIA_OF_CODES } from './criteria-codes';
import { CRITERIA_OF_DATA } from './criteria-data';
import { CRITERIA_OF_PROGRAM } from './criteria-program';
import type { Text } from './register';

/** One thing that a privacy reviewer checks, and what there is to check it with. */
export interface Criterion {
	/** From 1, in this order in the app and in `docs/privacy-review.md`. */
	readonly id: number;
	readonly short: Text;
	/** `partly`: something of it does not hold, and `residual` says what. */
	readonly state: 'held' | 'partly';
	readonly mechanism: Text;
	/** Files, from the root of the repository. */
	readonly tests: readonly string[];
	/** What a reviewer can run beside the tests. */
	readonly commands?: readonly string[];
	readonly residual: Text;
}

export const CRITERIA: readonly Criterion[] = [
	...CRITERIA_OF_DATA,
	...CRITERIA_OF_CODES,
	...CRITERIA_OF_PROGRAM,
].sort((a, b) => a.id - b.id);
