import * as v from 'valibot';

import type { Disclosure } from '$lib/attest/claims';
import { dayToNumber, daysBetween, monthsOfWindow } from '$lib/records/day';
import {
	LIFESTYLE_KINDS,
	OBSERVATION_KINDS,
	SIGNATURES,
	type LifestyleKind,
} from '$lib/records/kinds';
import type { Checkup, Condition, DayEntry, Observation } from '$lib/records/records';
import {
	checkupSchema,
	conditionSchema,
	dayEntrySchema,
	daySchema,
	observationSchema,
	type SchemaOf,
} from '$lib/records/schema';
import { FACTS } from '$lib/score/fact-names';
import type { Batch } from './batches';
import type { PageTable } from './database';
import type { DayRun } from './day-runs';

/** What each table's pages hold. `days` and `receipts` have a page a month, the others one page. */

export const ONLY_PAGE = 'all';

/** The first and the last day that a record can have. */
const FIRST_DAY = '1900-01-01';
const LAST_DAY = '2199-12-31';

/** The names of all pages that the table can have, newest first. */
export function pageNames(table: PageTable): readonly string[] {
	if (table !== 'days' && table !== 'receipts') return [ONLY_PAGE];
	return monthsOfWindow(LAST_DAY, daysBetween(FIRST_DAY, LAST_DAY) + 1).reverse();
}

export interface DaysContent {
	readonly entries: readonly DayEntry[];
}
export const daysContent: SchemaOf<DaysContent> = v.strictObject({
	entries: v.array(dayEntrySchema),
});

export interface ClinicalContent {
	readonly observations: readonly Observation[];
	readonly checkups: readonly Checkup[];
}
export const clinicalContent: SchemaOf<ClinicalContent> = v.strictObject({
	observations: v.array(observationSchema),
	checkups: v.array(checkupSchema),
});
export const noClinical: ClinicalContent = { observations: [], checkups: [] };

export interface ConditionsContent {
	readonly conditions: readonly Condition[];
}
export const conditionsContent: SchemaOf<ConditionsContent> = v.strictObject({
	conditions: v.array(conditionSchema),
});
export const noConditions: ConditionsContent = { conditions: [] };

/** What a code said, in the attestation's own shape. */
const disclosureContent: SchemaOf<Disclosure> = v.strictObject({
	say: v.union([
		v.strictObject({ band: v.picklist([1, 2, 3, 4, 5]) }),
		v.strictObject({ atLeast: v.picklist([2, 3, 4, 5]) }),
	]),
	facts: v.array(v.picklist(FACTS)),
});

/** Who asked, as they say of themselves; nobody has checked it. */
const askerContent = v.strictObject({
	label: v.string(),
	purpose: v.string(),
	/** Free text of the purpose *other*; empty with any other. */
	text: v.string(),
});

/** What was asked for: the band itself, or a threshold; and facts. */
const askedContent = v.strictObject({
	say: v.union([v.literal('band'), v.strictObject({ atLeast: v.picklist([2, 3, 4, 5]) })]),
	facts: v.array(v.picklist(FACTS)),
});

export const receiptContent = v.strictObject({
	/** Random, so that a receipt can be kept or deleted; says nothing. */
	id: v.string(),
	day: daySchema,
	/** The hour, 0–23: no finer, it must not become a diary for somebody else. */
	hour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23)),
	/** Refused: the app's own no to a request that asks for more than its purpose allows. */
	mode: v.picklist(['show', 'answer', 'declined', 'refused']),
	/** Null where a code was shown to whoever looked. */
	asker: v.nullable(askerContent),
	asked: v.nullable(askedContent),
	/** What was said; null where nothing was. */
	disclosure: v.nullable(disclosureContent),
	/** How many codes the screen showed, one each half minute. */
	codes: v.pipe(v.number(), v.integer(), v.minValue(0)),
	kept: v.boolean(),
});
export type Receipt = v.InferOutput<typeof receiptContent>;

export const receiptsContent = v.strictObject({ receipts: v.array(receiptContent) });
export type ReceiptsContent = v.InferOutput<typeof receiptsContent>;

export const settingsContent = v.strictObject({
	/** IANA name of the zone that days are counted in; null until the first entry. */
	homeZone: v.nullable(v.string()),
	/** The last complete day may never move back when the home zone does. */
	asOfFloor: v.nullable(daySchema),
	/** Which source counts where several tell the same kind. */
	prefer: v.strictObject({
		steps: v.exactOptional(v.string()),
		activity: v.exactOptional(v.string()),
		sleep: v.exactOptional(v.string()),
		alcohol: v.exactOptional(v.string()),
		cigarettes: v.exactOptional(v.string()),
	} satisfies Record<LifestyleKind, unknown>),
	/** Lifestyle days older than this many days are deleted; null keeps them all. */
	keepDays: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(31))),
	receiptsOn: v.boolean(),
	/** The last choice on the share screen, so that a code is one tap away. */
	lastShown: v.nullable(disclosureContent),
	/** What was said today, so that the meter can add it up. */
	saidToday: v.nullable(
		v.strictObject({
			day: daySchema,
			made: v.array(
				v.strictObject({
					disclosure: disclosureContent,
					/** A threshold that the holder picked tells more than one that was asked for. */
					chosenBy: v.picklist(['holder', 'asker']),
				}),
			),
		}),
	),
	numberHidden: v.boolean(),
	/** Under 18, or pregnant: the ruleset is not made for that, so no code can be. */
	notForMe: v.boolean(),
	/** Minutes without a touch after which a vault that has a lock locks itself; null: never. */
	lockAfter: v.nullable(v.picklist([1, 5, 15, 60])),
	/** Whether a vault that has a lock locks itself when the app is put aside. */
	lockWhenHidden: v.boolean(),
	/** The day on which the last backup was handed out. */
	lastBackup: v.nullable(daySchema),
});
export type PersonalSettings = v.InferOutput<typeof settingsContent>;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const AFTER_LAST_DAY = dayToNumber(LAST_DAY) + 1;

/** In order and apart from each other, so that no file can name more days than there are. */
const dayRuns: SchemaOf<readonly DayRun[]> = v.pipe(
	v.array(v.tuple([daySchema, v.pipe(count, v.minValue(1))])),
	v.check((runs) => {
		let next = -Infinity;
		return runs.every(([day, length]) => {
			const first = dayToNumber(day);
			const isApart = first >= next;
			next = first + length;
			return isApart && next <= AFTER_LAST_DAY;
		});
	}),
);

export const batchContent: SchemaOf<Batch> = v.strictObject({
	id: v.string(),
	importedOn: daySchema,
	files: v.array(v.strictObject({ name: v.string(), sha256: v.string() })),
	readers: v.array(v.strictObject({ id: v.string(), version: v.number() })),
	takenAt: v.nullable(v.number()),
	skipped: v.array(v.strictObject({ reason: v.string(), count })),
	counts: v.strictObject({ added: count, replaced: count, same: count, kept: count }),
	days: v.array(
		v.strictObject({
			kind: v.picklist(LIFESTYLE_KINDS),
			source: v.string(),
			added: dayRuns,
			same: dayRuns,
			replaced: v.array(
				v.strictObject({
					day: daySchema,
					value: v.number(),
					drinks: v.exactOptional(v.array(v.strictObject({ ml: v.number(), abv: v.number() }))),
				}),
			),
		}),
	),
	clinical: v.array(
		v.strictObject({
			kind: v.picklist([...OBSERVATION_KINDS, 'checkup']),
			added: v.array(v.string()),
			same: v.array(v.string()),
			upgraded: v.array(
				v.strictObject({ record: v.string(), signature: v.nullable(v.picklist(SIGNATURES)) }),
			),
		}),
	),
	conditions: v.strictObject({
		added: v.array(v.string()),
		same: v.array(v.string()),
		replaced: v.array(v.strictObject({ record: v.string(), condition: conditionSchema })),
	}),
});

export interface BatchesContent {
	/** In the order in which they were imported. */
	readonly batches: readonly Batch[];
}
export const batchesContent: SchemaOf<BatchesContent> = v.strictObject({
	batches: v.array(batchContent),
});
export const noBatches: BatchesContent = { batches: [] };
