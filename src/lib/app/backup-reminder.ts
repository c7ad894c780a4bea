import { daysBetween, type Day } from '$lib/records/day';
import type { HealthRecords } from '$lib/records/records';

/** Storage that the browser may clear is worth a word earlier. */
const LOUD = {
	persistent: { firstDays: 21, age: 90 },
	passing: { firstDays: 10, age: 30 },
} as const;

/** New days from which an old backup is worth replacing. */
const NEW_DAYS = 7;

export type BackupReminder =
	/** Nothing was told that could be lost. */
	| { readonly tone: 'none' }
	/** `days` since the last backup; null: there never was one. */
	| { readonly tone: 'quiet' | 'loud'; readonly days: number | null };

/**
 * Whether to speak of a backup, and how loudly. Loud means a notice on the start screen, so it waits
 * until a fair number of days would be lost: never on the first day, and never because of time alone.
 *
 * @param toldDays days of which something is told, each once
 * @param isPersistent whether the browser has promised to keep what rests
 */
export function backupReminder(
	lastBackup: Day | null,
	toldDays: readonly Day[],
	isPersistent: boolean,
	today: Day,
): BackupReminder {
	const limits = LOUD[isPersistent ? 'persistent' : 'passing'];
	if (lastBackup === null) {
		if (toldDays.length === 0) return { tone: 'none' };
		return { tone: toldDays.length >= limits.firstDays ? 'loud' : 'quiet', days: null };
	}
	// A clock that was ahead has made no backup in the future.
	const days = lastBackup > today ? 0 : daysBetween(lastBackup, today);
	const newDays = toldDays.filter((day) => day >= lastBackup).length;
	return { tone: days > limits.age && newDays >= NEW_DAYS ? 'loud' : 'quiet', days };
}

/** The days of which the records tell something, each once. */
export function toldDays({ days, observations, checkups }: HealthRecords): readonly Day[] {
	return [...new Set([...days, ...observations, ...checkups].map(({ day }) => day))];
}
