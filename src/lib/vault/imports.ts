import { ok, type Result } from '$lib/codec/result';
import { ageKey, type Age, type Ages } from '$lib/records/age';
import { monthOf, type Day, type Month } from '$lib/records/day';
import { unsigned, type ClinicalRecord } from '$lib/records/edit';
import type { MergeRules } from '$lib/records/merge';
import { MANUAL, type Condition, type DayEntry, type HealthRecords } from '$lib/records/records';
import {
	forget,
	forgetBefore,
	lastTold,
	listed,
	only,
	undone,
	type History,
} from './batch-history';
import { toImportBatches, type BatchInfo, type ImportBatch, type ImportCounts } from './batches';
import {
	noBatches,
	noClinical,
	noConditions,
	ONLY_PAGE,
	type BatchesContent,
	type PersonalSettings,
} from './contents';
import { defaultSettings } from './default-settings';
import type { GuardedDatabase } from './guarded-database';
import { mergeIntoPages, updateOrLeave, type RecordTables } from './import-pages';
import type { BrokenPage, SealedTable } from './sealed-table';
import {
	groupsOf,
	NOTHING_TOLD,
	placeOf,
	stateBefore,
	tableOf,
	withStates,
	type Placed,
	type State,
	type States,
} from './told';
import { watchPages, type Observable } from './watch';
import { attemptWrite, WriteRefused, type WriteError } from './write-errors';

/** The tables that records rest in. */
type RecordTable = ReturnType<typeof tableOf>;

/** What is to be heeded, and done, with an import. */
export interface ImportTerms {
	/** Of the records that are not of the age that `BatchInfo.takenAt` says. */
	readonly ages?: Ages;
	/** Settings that go with it. */
	readonly editSettings?: (present: PersonalSettings) => PersonalSettings;
}

/** What an undo did. */
export interface UndoCounts {
	/** Records that had come with the import. */
	readonly removed: number;
	/** Records that are again as they were before it. */
	readonly restored: number;
}

/** Imports as they are noted, each of which can be undone. One page has all of them. */
export class Imports {
	readonly #guarded: GuardedDatabase;
	readonly #records: RecordTables;
	readonly #batches: SealedTable<BatchesContent>;

	constructor(
		guarded: GuardedDatabase,
		records: RecordTables,
		batches: SealedTable<BatchesContent>,
	) {
		this.#guarded = guarded;
		this.#records = records;
		this.#batches = batches;
	}

	/** Newest first; none while their page does not open, which `VaultWindow.broken` tells. */
	watch(): Observable<readonly ImportBatch[]> {
		return watchPages(this.#guarded, async () => {
			const page = await this.#batches.get(ONLY_PAGE);
			return page.ok ? toImportBatches((page.value ?? noBatches).batches) : [];
		});
	}

	/** The page that does not open, if it does not. */
	async broken(): Promise<BrokenPage[]> {
		const page = await this.#batches.get(ONLY_PAGE);
		return page.ok ? [] : [page.error];
	}

	/** See `RecordPages.importBatch`. */
	add(
		incoming: HealthRecords,
		info: BatchInfo,
		{ ages = new Map(), editSettings }: ImportTerms,
	): Promise<Result<ImportCounts, WriteError>> {
		return attemptWrite(() =>
			this.#guarded.transact('rw', async () => {
				const page = await this.#batches.get(ONLY_PAGE);
				if (!page.ok) throw new WriteRefused(page.error.error);
				const history = (page.value ?? noBatches).batches;
				const told = new Map<string, States>();
				const ageOf = (record: DayEntry | Condition): Age => {
					const age = ages.get(ageKey(record));
					return age === undefined ? info.takenAt : age;
				};
				const counts = await mergeIntoPages(incoming, this.#records, rulesOf(ageOf, history, told));
				if (editSettings !== undefined)
					await updateOrLeave(this.#records.settings, ONLY_PAGE, (page) =>
						editSettings(page ?? defaultSettings),
					);
				const batch = withStates({ ...info, counts, ...NOTHING_TOLD }, told);
				const isKnown =
					counts.added + counts.replaced === 0 &&
					history.some((earlier) => isOfSameFiles(earlier, info));
				if (!isKnown && groupsOf(batch).length > 0)
					await updateOrLeave(this.#batches, ONLY_PAGE, () => ({ batches: [...history, batch] }));
				return ok(counts);
			}),
		);
	}

	/** See `RecordPages.undoBatch`. */
	undo(id: string): Promise<Result<UndoCounts, WriteError>> {
		return attemptWrite(() =>
			this.#guarded.transact('rw', async () => {
				const page = await this.#batches.get(ONLY_PAGE);
				if (!page.ok) throw new WriteRefused(page.error.error);
				const undoing = undone((page.value ?? noBatches).batches, id);
				if (undoing === null) return ok({ removed: 0, restored: 0 });
				const counts = await bringBack(undoing.changes, this.#records);
				await updateOrLeave(this.#batches, ONLY_PAGE, () => ({ batches: undoing.history }));
				return ok(counts);
			}),
		);
	}

	/**
	 * To be called, in the same transaction, with every record that is changed or deleted by hand: what
	 * imports remember of its place goes, and no undo touches it any more.
	 */
	forget(records: Iterable<Placed>): Promise<void> {
		return this.#rewrite((history) => forget(history, records));
	}

	/** The same of the days that grew too old. */
	forgetBefore(first: Day): Promise<void> {
		return this.#rewrite((history) => forgetBefore(history, first));
	}

	/** The same of what was in pages of the table that did not open, and were given up: all but these. */
	forgetLost(table: RecordTable, left: HealthRecords): Promise<void> {
		return this.#rewrite((history) => only(history, listed(left), table));
	}

	/**
	 * A page of imports that is damaged must not stand in the way of the records, and what is in it can be
	 * read no more; one that a newer version wrote is not to be contradicted.
	 */
	async #rewrite(change: (history: History) => History): Promise<void> {
		const written = await this.#batches.update(ONLY_PAGE, (page) => {
			if (page === null) return null;
			const batches = change(page.batches);
			return batches === page.batches ? page : { batches };
		});
		if (!written.ok && written.error === 'newer-version') throw new WriteRefused('newer-version');
	}

	removeBroken(page: BrokenPage): Promise<Result<void, WriteError>> {
		return attemptWrite(() => this.#batches.removeBroken(page));
	}

	/** That something was ever imported is not to be read off a page that is there. */
	layOut(): Promise<Result<void, WriteError>> {
		return attemptWrite(() => this.#batches.update(ONLY_PAGE, (page) => page ?? noBatches));
	}
}

function isOfSameFiles(a: BatchInfo, b: BatchInfo): boolean {
	const [ours, theirs] = [a, b].map(({ files }) => new Set(files.map(({ sha256 }) => sha256)));
	if (ours === undefined || theirs === undefined || ours.size === 0) return false;
	return ours.size === theirs.size && [...ours].every((sum) => theirs.has(sum));
}

const isByHand = ({ source }: Condition): boolean => source === undefined || source === MANUAL;

/**
 * A file that is known to be older replaces nothing, one that was read in part neither, and one of a
 * device no condition that was entered by hand.
 *
 * @param told gets what is told, by group
 */
function rulesOf(
	ageOf: (record: DayEntry | Condition) => Age,
	history: History,
	told: Map<string, States>,
): MergeRules {
	const lastToldOf = lastTold(history);
	return {
		mayReplace: (present, incoming) => {
			if ('code' in present && 'code' in incoming && isByHand(present) && !isByHand(incoming))
				return false;
			const age = ageOf(incoming);
			if (age === null || age === 'in-part') return age === null;
			const latest = lastToldOf(placeOf(present));
			return latest === null || age >= latest;
		},
		onMet: (outcome, incoming, present) => {
			if (outcome === 'kept' || (outcome === 'same' && outranks(present, incoming))) return;
			const { group, key } = placeOf(incoming);
			const states = told.get(group) ?? new Map<string, State>();
			told.set(group, states);
			const known = states.get(key);
			// Told twice in one file: what was there before is what the first one found.
			if (known !== undefined && known !== 'same') return;
			if (outcome !== 'replaced') states.set(key, outcome);
			else if (present !== undefined) states.set(key, stateBefore(present));
		},
	};
}

/** Whether what is there has a better signature: it is not to outlive the import that it came with. */
function outranks(
	present: DayEntry | ClinicalRecord | undefined,
	incoming: DayEntry | ClinicalRecord,
): boolean {
	return (
		present !== undefined &&
		'signature' in present &&
		present.signature === 'known-key' &&
		(incoming as ClinicalRecord).signature !== 'known-key'
	);
}

/** Puts into the pages what an undone import had found. Must run inside a transaction. */
async function bringBack(
	changes: ReadonlyMap<string, States>,
	{ days, clinical, conditions }: RecordTables,
): Promise<UndoCounts> {
	const counts = { removed: 0, restored: 0 };
	/** What is undone nowhere stays the very same list. */
	const undo = <T extends DayEntry | ClinicalRecord>(
		records: readonly T[],
		asBefore: (record: T, state: Exclude<State, string>) => T,
	): readonly T[] => {
		const before = records.flatMap((record) => {
			const { group, key } = placeOf(record);
			const state = changes.get(group)?.get(key);
			if (state === undefined || state === 'same') return [record];
			if (state === 'added') counts.removed++;
			else counts.restored++;
			return state === 'added' ? [] : [asBefore(record, state)];
		});
		return before.every((record, index) => record === records[index]) &&
			before.length === records.length
			? records
			: before;
	};
	const tables = new Set([...changes.keys()].map(tableOf));
	for (const month of monthsIn(changes))
		await updateOrLeave(days, month, (page) => {
			const entries = undo(page?.entries ?? [], dayBefore);
			if (entries === page?.entries) return page;
			return entries.length === 0 ? null : { entries };
		});
	if (tables.has('clinical'))
		await updateOrLeave(clinical, ONLY_PAGE, (page) => {
			const { observations, checkups } = page ?? noClinical;
			return {
				observations: undo(observations, signedBefore),
				checkups: undo(checkups, signedBefore),
			};
		});
	if (tables.has('conditions'))
		await updateOrLeave(conditions, ONLY_PAGE, (page) => ({
			conditions: undo((page ?? noConditions).conditions, (condition, state) =>
				'condition' in state ? state.condition : condition,
			),
		}));
	return counts;
}

function dayBefore(entry: DayEntry, state: Exclude<State, string>): DayEntry {
	const { kind, source } = entry;
	return 'day' in state ? { kind, source, ...state.day } : entry;
}

function signedBefore<T extends ClinicalRecord>(record: T, state: Exclude<State, string>): T {
	if (!('signature' in state)) return record;
	const { signature } = state;
	return signature === null ? unsigned(record) : { ...record, signature };
}

/** The months of the days among them. */
function monthsIn(changes: ReadonlyMap<string, States>): Set<Month> {
	const days = [...changes].filter(([group]) => tableOf(group) === 'days');
	return new Set(days.flatMap(([, states]) => [...states.keys()].map(monthOf)));
}
