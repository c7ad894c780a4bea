import type { Result } from '$lib/codec/result';
import { monthOf, type Month } from '$lib/records/day';
import { mergeRecords, type MergeRules } from '$lib/records/merge';
import { emptyRecords, type DayEntry, type HealthRecords } from '$lib/records/records';
import type { ImportCounts } from './batches';
import {
	noClinical,
	noConditions,
	ONLY_PAGE,
	type ClinicalContent,
	type ConditionsContent,
	type DaysContent,
	type PersonalSettings,
} from './contents';
import { defaultSettings } from './default-settings';
import type { PageError, SealedTable } from './sealed-table';
import { WriteRefused } from './write-errors';

/** The tables that a file of records has something for. */
export interface RecordTables {
	readonly days: SealedTable<DaysContent>;
	readonly clinical: SealedTable<ClinicalContent>;
	readonly conditions: SealedTable<ConditionsContent>;
	readonly settings: SealedTable<PersonalSettings>;
}

/**
 * Merges a file of records into the pages that it has something for, page by page: the others are
 * not read, so a broken one among them does not stand in its way. Must run inside a transaction,
 * which it leaves by throwing `WriteRefused` where one of its own pages does not open.
 *
 * @param rules of the merge; without them what the file says counts
 */
export async function mergeIntoPages(
	incoming: HealthRecords,
	{ days, clinical, conditions, settings }: RecordTables,
	rules?: MergeRules,
): Promise<ImportCounts> {
	const counts = { added: 0, replaced: 0, same: 0, kept: 0 };
	/** The merged part, or null where the file says nothing new. */
	const merge = (present: Part, part: Part): HealthRecords | null => {
		const { merged, added, replaced, same, kept } = mergeRecords(
			{ ...emptyRecords(), ...present },
			{ ...emptyRecords(), ...part },
			rules,
		);
		counts.added += added;
		counts.replaced += replaced;
		counts.same += same;
		counts.kept += kept;
		return added + replaced > 0 ? merged : null;
	};
	for (const [month, entries] of byMonth(incoming.days))
		await updateOrLeave(days, month, (page) => {
			const merged = merge({ days: page?.entries ?? [] }, { days: entries });
			return merged === null ? page : { entries: merged.days };
		});
	const { observations, checkups } = incoming;
	if (observations.length + checkups.length > 0)
		await updateOrLeave(clinical, ONLY_PAGE, (page) => {
			const merged = merge(page ?? noClinical, { observations, checkups });
			if (merged === null) return page;
			return { observations: merged.observations, checkups: merged.checkups };
		});
	if (incoming.conditions.length > 0)
		await updateOrLeave(conditions, ONLY_PAGE, (page) => {
			const merged = merge(page ?? noConditions, { conditions: incoming.conditions });
			return merged === null ? page : { conditions: merged.conditions };
		});
	const prefer = incoming.prefer ?? {};
	if (Object.keys(prefer).length > 0)
		await updateOrLeave(settings, ONLY_PAGE, (page) => {
			const present = page ?? defaultSettings;
			// A choice that was made here stays; the file fills the gaps.
			return { ...present, prefer: { ...prefer, ...present.prefer } };
		});
	return counts;
}

type Part = Partial<HealthRecords>;

/** Changes one page; one that refuses takes the whole transaction with it. */
export async function updateOrLeave<T extends object>(
	table: SealedTable<T>,
	page: string,
	change: (present: T | null) => T | null,
): Promise<void> {
	const written: Result<void, PageError> = await table.update(page, change);
	if (!written.ok) throw new WriteRefused(written.error);
}

function byMonth(days: readonly DayEntry[]): Map<Month, DayEntry[]> {
	const months = new Map<Month, DayEntry[]>();
	for (const entry of days) {
		const month = monthOf(entry.day);
		const entries = months.get(month);
		if (entries === undefined) months.set(month, [entry]);
		else entries.push(entry);
	}
	return months;
}
