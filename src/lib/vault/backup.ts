import * as v from 'valibot';

import { bytesToUtf8, utf8ToBytes } from '$lib/codec/bytes';
import { canonicalJson } from '$lib/codec/canonical-json';
import { err, ok, type Result } from '$lib/codec/result';
import { parseStrictJson } from '$lib/codec/strict-json';
import type { Day } from '$lib/records/day';
import { issuePath } from '$lib/records/problems';
import { parseRecords, type HealthRecords } from '$lib/records/records';
import { daySchema } from '$lib/records/schema';
import type { Batch } from './batches';
import {
	batchContent,
	noBatches,
	receiptContent,
	settingsContent,
	type PersonalSettings,
	type Receipt,
} from './contents';
import type { PageTable } from './database';
import { upgradePage } from './upgrade';

/**
 * What a backup holds: one canonical JSON text (RFC 8785), inside the envelope of `backup-file.ts`.
 *
 * | member   | content                                                          |
 * |----------|------------------------------------------------------------------|
 * | format   | `tessera.backup/2`                                               |
 * | made     | the day on which it was made, in the home zone                   |
 * | records  | `tessera.records/1`, as the export has it                        |
 * | receipts | list of receipts, as their pages have them                       |
 * | settings | the personal settings, as their page has them                    |
 * | batches  | the imports that can be undone, as their page has them           |
 *
 * Keys and the ways to unlock are never in it. A new version of the pages makes a new version of this
 * format. Version 1 had no imports, and no signatures in its records.
 */
const FORMAT = 'tessera.backup/2';
const FORMAT_NAME = /^tessera\.backup\/([1-9]\d{0,5})$/;

/** The pages' version that receipts, settings and imports have in it, by version of the format. */
export const PAGES_VERSIONS = [2, 3] as const;

/** Ten years of five kinds and three devices are a tenth of this; more is not a file of ours. */
export const MAX_BACKUP_BYTES = 64_000_000;
const MAX_DEPTH = 10;

/** What rests in a vault, as far as it opens. */
export interface Holdings {
	readonly records: HealthRecords;
	readonly receipts: readonly Receipt[];
	readonly settings: PersonalSettings;
	readonly batches: readonly Batch[];
}

export interface Backup extends Holdings {
	readonly made: Day;
}

export type BackupError =
	| { readonly code: 'not-a-backup' | 'newer-version' }
	/** The first place that is not as it should be, such as `records.days[3].value`; never a value. */
	| { readonly code: 'wrong-shape'; readonly path: string };

const outline = v.strictObject({
	format: v.literal(FORMAT),
	made: daySchema,
	records: v.unknown(),
	receipts: v.array(receiptContent),
	settings: settingsContent,
	batches: v.array(batchContent),
});

/** The content of a file. What it will have been made on is written down as the last backup. */
export function backupBytes(
	{ records, receipts, settings, batches }: Holdings,
	made: Day,
): Uint8Array {
	const content = {
		format: FORMAT,
		made,
		records,
		receipts: [...receipts],
		settings: { ...settings, lastBackup: made },
		batches: [...batches],
	};
	return utf8ToBytes(canonicalJson(content));
}

/** Reads the content of an opened file: whole and exactly as described, or not at all. */
export function parseBackup(bytes: Uint8Array): Result<Backup, BackupError> {
	const text = bytesToUtf8(bytes);
	const limits = { maxDepth: MAX_DEPTH, maxLength: MAX_BACKUP_BYTES };
	const json = text === null ? null : parseStrictJson(text, limits);
	if (json?.ok !== true) return err({ code: 'not-a-backup' });
	const named = v.safeParse(v.looseObject({ format: v.string() }), json.value);
	const version = named.success ? FORMAT_NAME.exec(named.output.format)?.[1] : undefined;
	if (!named.success || version === undefined) return err({ code: 'not-a-backup' });
	const pagesVersion = PAGES_VERSIONS[Number(version) - 1];
	// What a later version means is not guessed at.
	if (pagesVersion === undefined) return err({ code: 'newer-version' });

	const parsed = v.safeParse(outline, upgraded(json.value as object, pagesVersion));
	if (!parsed.success) {
		const [issue] = parsed.issues;
		return err({ code: 'wrong-shape', path: issuePath(issue, '') });
	}
	const { made, receipts, settings, batches } = parsed.output;
	const records = parseRecords(parsed.output.records);
	if (!records.ok) {
		const path = records.error[0]?.path ?? '';
		return err({ code: 'wrong-shape', path: path === '' ? 'records' : `records.${path}` });
	}
	const homeZone = isZone(settings.homeZone) ? settings.homeZone : null;
	return ok({
		made,
		records: records.value,
		receipts,
		settings: { ...settings, homeZone },
		batches,
	});
}

/** The content of a file as the present version has it. */
function upgraded(content: object, version: (typeof PAGES_VERSIONS)[number]): object {
	const page = (table: PageTable, parts: object) => upgradePage(table, version, parts) as object;
	const { receipts, settings, batches } = content as Record<string, unknown>;
	return {
		...content,
		format: FORMAT,
		...page('receipts', { receipts }),
		...(settings === undefined ? {} : { settings: upgradePage('settings', version, settings) }),
		...(version === 2 ? noBatches : page('batches', { batches })),
	};
}

/** Whether this device can count days in the zone: one that is unknown to it would stop everything. */
function isZone(name: string | null): boolean {
	if (name === null) return false;
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}
