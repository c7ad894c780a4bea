import { canonicalJson } from '$lib/codec/canonical-json';
import { dayEntryKey } from '$lib/records/check';
import { addDays, monthOf, type Day, type Month } from '$lib/records/day';
import { conditionKey, statementOf } from '$lib/records/edit';
import type { LifestyleKind } from '$lib/records/kinds';
import { mergeRecords } from '$lib/records/merge';
import type { Backup, Holdings } from './backup';
import { joined } from './batch-history';
import type { PersonalSettings, Receipt } from './contents';
import { defaultSettings } from './default-settings';
import { RECEIPT_DAYS } from './receipts';
import type { BrokenPage } from './sealed-table';
import type { Placed } from './told';

/**
 * What a restore makes of what rests and of a file. Pure: the preview and the writing
 * (`restore-pages.ts`) both come from here.
 */

/** Merge: what rests stays, unless the file says otherwise. Replace: everything goes, then the file. */
export type RestoreMode = 'merge' | 'replace';

/** What rests, with the pages that do not open. */
export interface RestingPages extends Holdings {
	readonly broken: readonly BrokenPage[];
}

export interface RestoreCounts {
	/** In the file alone. */
	readonly added: number;
	/** In both, and changed. */
	readonly replaced: number;
	/** In both, and as before. */
	readonly same: number;
	/** Gone afterwards. */
	readonly removed: number;
}

export type RestoreKind = LifestyleKind | 'observations' | 'checkups' | 'conditions' | 'receipts';

export interface RestorePreview {
	readonly kinds: Readonly<Record<RestoreKind, RestoreCounts>>;
	/** Of days, in which something changes; ascending. */
	readonly months: readonly Month[];
	/** That would change. */
	readonly settings: readonly (keyof PersonalSettings)[];
	/** Pages that do not open now, and are replaced by the file's or go. */
	readonly mended: readonly BrokenPage[];
	/** Pages that do not open and of which the file has nothing: they stay as they are. */
	readonly stillBroken: readonly BrokenPage[];
	/** Days that retention would delete at the next start, unless they are kept for good. */
	readonly oldDays: number;
	/** For how many days the settings would keep a day; null: for good. */
	readonly keepDays: number | null;
	/** Receipts that go at the next start, as any of their age does. */
	readonly oldReceipts: number;
}

/** Whether the file has something for that page, so that a merge may put it in its place. */
export function mends(
	{ records, receipts, batches }: Holdings,
	{ table, page }: BrokenPage,
): boolean {
	switch (table) {
		case 'days':
			return records.days.some(({ day }) => monthOf(day) === page);
		case 'receipts':
			return receipts.some(({ day }) => monthOf(day) === page);
		case 'clinical':
			return records.observations.length + records.checkups.length > 0;
		case 'conditions':
			return records.conditions.length > 0;
		case 'settings':
			return true;
		case 'batches':
			return batches.length > 0;
	}
}

/** What rests afterwards, of what opens. */
export function restored(present: Holdings, backup: Backup, mode: RestoreMode): Holdings {
	const prefer = { ...backup.records.prefer, ...backup.settings.prefer };
	// Days that rest without a zone would be counted anew in every country.
	const homeZone = backup.settings.homeZone ?? present.settings.homeZone;
	const file = { ...backup, settings: { ...backup.settings, prefer, homeZone } };
	if (mode === 'replace')
		return {
			records: file.records,
			receipts: mergeReceipts([], file.receipts),
			settings: file.settings,
			batches: file.batches,
		};
	/** What the file says in place of what rests, if anything does. */
	const taken: Placed[] = [];
	const { merged } = mergeRecords(present.records, file.records, {
		mayReplace: () => true,
		onMet: (outcome, incoming) => {
			if (outcome === 'added' || outcome === 'replaced') taken.push(incoming);
		},
	});
	return {
		records: merged,
		receipts: mergeReceipts(present.receipts, file.receipts),
		settings: mergeSettings(present.settings, file.settings),
		batches: joined(present.batches, file.batches, taken),
	};
}

/** Receipts meet by their id; of two states of one the later counts: codes only become more. */
export function mergeReceipts(
	present: readonly Receipt[],
	incoming: readonly Receipt[],
): readonly Receipt[] {
	const byId = new Map(present.map((receipt) => [receipt.id, receipt]));
	for (const receipt of incoming) {
		const known = byId.get(receipt.id);
		const later = known === undefined || receipt.codes > known.codes ? receipt : known;
		byId.set(receipt.id, { ...later, kept: receipt.kept || known?.kept === true });
	}
	return [...byId.values()];
}

const later = (a: Day | null, b: Day | null): Day | null => ((a ?? '') > (b ?? '') ? a : b);

/** A choice that was made here stays; where there is none yet, the file's. Nothing goes sooner. */
export function mergeSettings(
	present: PersonalSettings,
	incoming: PersonalSettings,
): PersonalSettings {
	const choice = <K extends keyof PersonalSettings>(name: K): PersonalSettings[K] =>
		canonicalJson([present[name]]) === canonicalJson([defaultSettings[name]])
			? incoming[name]
			: present[name];
	return {
		homeZone: choice('homeZone'),
		asOfFloor: later(present.asOfFloor, incoming.asOfFloor),
		prefer: { ...incoming.prefer, ...present.prefer },
		keepDays: longer(present.keepDays, incoming.keepDays),
		receiptsOn: choice('receiptsOn'),
		lastShown: choice('lastShown'),
		saidToday: saidMore(present.saidToday, incoming.saidToday),
		numberHidden: choice('numberHidden'),
		notForMe: choice('notForMe'),
		lockAfter: choice('lockAfter'),
		lockWhenHidden: choice('lockWhenHidden'),
		lastBackup: later(present.lastBackup, incoming.lastBackup),
	};
}

const longer = (a: number | null, b: number | null): number | null =>
	a === null || b === null ? null : Math.max(a, b);

type Said = PersonalSettings['saidToday'];

/** The later day; of one day the one with more: what was said is never forgotten by a restore. */
function saidMore(present: Said, incoming: Said): Said {
	if (present === null || incoming === null) return present ?? incoming;
	if (present.day !== incoming.day) return present.day > incoming.day ? present : incoming;
	return incoming.made.length > present.made.length ? incoming : present;
}

// ── The preview ────────────────────────────────────────────────────────────────────────────────

/** @param today in the home zone: what is old is counted from it */
export function previewRestore(
	present: RestingPages,
	backup: Backup,
	mode: RestoreMode,
	today: Day,
): RestorePreview {
	const after = restored(present, backup, mode);
	const months = new Set<Month>();
	const count = <T extends object>(
		part: (held: Holdings) => readonly T[],
		keyOf: (entry: T) => string,
		onChange: (entry: T) => void = () => undefined,
	): RestoreCounts => compare(part(present), part(backup), part(after), keyOf, onChange);
	const days = (kind: LifestyleKind) =>
		count(
			({ records }) => records.days.filter((entry) => entry.kind === kind),
			dayEntryKey,
			({ day }) => months.add(monthOf(day)),
		);
	const kinds = {
		steps: days('steps'),
		activity: days('activity'),
		sleep: days('sleep'),
		alcohol: days('alcohol'),
		cigarettes: days('cigarettes'),
		observations: count(({ records }) => records.observations, statementOf),
		checkups: count(({ records }) => records.checkups, statementOf),
		conditions: count(({ records }) => records.conditions, conditionKey),
		receipts: count(
			({ receipts }) => receipts,
			({ id }) => id,
		),
	};
	const mended = present.broken.filter((page) => mode === 'replace' || mends(backup, page));
	for (const { table, page } of mended) if (table === 'days' && page !== null) months.add(page);
	const { keepDays } = after.settings;
	const firstKept = keepDays === null ? '' : addDays(today, -keepDays);
	const firstReceipt = addDays(today, -RECEIPT_DAYS);
	return {
		kinds,
		months: [...months].sort(),
		settings: changedSettings(present.settings, after.settings),
		mended,
		stillBroken: present.broken.filter((page) => !mended.includes(page)),
		oldDays: after.records.days.filter(({ day }) => day < firstKept).length,
		keepDays,
		oldReceipts: after.receipts.filter(({ kept, day }) => !kept && day < firstReceipt).length,
	};
}

/** @param onChange called with each entry that is added, replaced or removed */
function compare<T extends object>(
	present: readonly T[],
	file: readonly T[],
	after: readonly T[],
	keyOf: (entry: T) => string,
	onChange: (entry: T) => void,
): RestoreCounts {
	const byKey = (entries: readonly T[]) => new Map(entries.map((entry) => [keyOf(entry), entry]));
	const [before, incoming, then] = [byKey(present), byKey(file), byKey(after)];
	const counts = { added: 0, replaced: 0, same: 0, removed: 0 };
	for (const [key, entry] of incoming) {
		const known = before.get(key);
		const next = then.get(key) ?? entry;
		if (known !== undefined && saysSame(known, next)) {
			counts.same++;
			continue;
		}
		if (known === undefined) counts.added++;
		else counts.replaced++;
		onChange(entry);
	}
	for (const [key, entry] of before)
		if (!then.has(key)) {
			counts.removed++;
			onChange(entry);
		}
	return counts;
}

/** Most are the very same object, and a text of each would take a second for ten years of days. */
const saysSame = (a: object, b: object): boolean =>
	a === b || canonicalJson(a) === canonicalJson(b);

/** When the last backup was is no setting of the citizen's. */
function changedSettings(
	before: PersonalSettings,
	after: PersonalSettings,
): readonly (keyof PersonalSettings)[] {
	return (Object.keys(after) as (keyof PersonalSettings)[]).filter(
		(name) =>
			name !== 'lastBackup' && canonicalJson([before[name]]) !== canonicalJson([after[name]]),
	);
}
