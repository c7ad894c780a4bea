import { dayEntryKey } from './check';
import { statementOf } from './edit';
import type { Condition, DayEntry } from './records';

/**
 * What the word of a file weighs against what is there: when the file was made, in milliseconds since
 * 1970; null where nobody knows; `in-part` where it was not read whole, so that more may belong to it.
 */
export type Age = number | null | 'in-part';

/** Of records that can take another's place, by `ageKey`. */
export type Ages = ReadonlyMap<string, Age>;

export function ageKey(record: DayEntry | Condition): string {
	return 'code' in record ? statementOf(record) : dayEntryKey(record);
}
