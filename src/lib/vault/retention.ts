import { err, ok, type Result } from '$lib/codec/result';
import { addDays, type Day } from '$lib/records/day';
import type { HealthRecords } from '$lib/records/records';
import { ONLY_PAGE, type DaysContent, type PersonalSettings } from './contents';
import { defaultSettings } from './default-settings';
import type { GuardedDatabase } from './guarded-database';
import type { Imports } from './imports';
import { RECEIPT_DAYS, type Receipts } from './receipts';
import type { Redacted } from './redacted';
import type { BrokenPage, SealedTable } from './sealed-table';
import { attemptWrite, type WriteError } from './write-errors';

/** What grows old. */
interface Ageing {
	readonly guarded: GuardedDatabase;
	readonly days: SealedTable<DaysContent>;
	readonly settings: SealedTable<PersonalSettings>;
	readonly imports: Imports;
	readonly receipts: Receipts;
	readonly readAll: () => Promise<{
		readonly records: Redacted<HealthRecords>;
		readonly broken: readonly BrokenPage[];
	}>;
}

/**
 * Deletes lifestyle days, with what imports remember of them, and receipts that are older than the
 * citizen wants them to be. While the settings do not open, nobody knows how old that is: then no day
 * is deleted. Beside what a newer version of the app wrote, nothing is.
 */
export async function applyRetention(
	today: Day,
	ageing: Ageing,
): Promise<Result<void, WriteError>> {
	const { guarded, settings, imports } = ageing;
	const noted = await attemptWrite(() => guarded.transact('r', () => lastNoted(ageing)));
	if (!noted.ok) return noted;
	// A clock that is years ahead must delete nothing: age counts from the last day noted.
	const from = noted.value !== null && noted.value < today ? noted.value : today;
	const receipts = await ageing.receipts.deleteBefore(addDays(from, -RECEIPT_DAYS));
	const days = await attemptWrite(() =>
		guarded.transact('rw', async () => {
			const page = await settings.get(ONLY_PAGE);
			if (!page.ok) return err(page.error.error);
			const { keepDays } = page.value ?? defaultSettings;
			if (keepDays === null) return ok(undefined);
			const firstKept = addDays(from, -keepDays);
			await deleteDaysBefore(firstKept, ageing);
			await imports.forgetBefore(firstKept);
			return ok(undefined);
		}),
	);
	return receipts.ok ? days : receipts;
}

/** The last day that is told or has a receipt. What a newer version wrote is not to be touched. */
async function lastNoted({
	receipts,
	readAll,
}: Ageing): Promise<Result<Day | null, 'newer-version'>> {
	const { records, broken } = await readAll();
	const shown = await receipts.all();
	if ([...broken, ...shown.broken].some(({ error }) => error === 'newer-version'))
		return err('newer-version');
	const days = [...records.reveal().days, ...shown.receipts].map(({ day }) => day);
	return ok(days.reduce<Day | null>((last, day) => ((last ?? '') > day ? last : day), null));
}

function deleteDaysBefore(firstKept: Day, { days }: Ageing): Promise<void> {
	return days.updateAll((page) => {
		const entries = page.entries.filter((entry) => entry.day >= firstKept);
		if (entries.length === page.entries.length) return page;
		return entries.length === 0 ? null : { entries };
	});
}
