import { LIFESTYLE_KINDS, OBSERVATION_KINDS } from '$lib/records/kinds';
import { READERS, type ReaderId, type ReadEnd } from '$lib/intake/reader';
import { OWN_NAMES, type OwnName, type SkipReason } from '$lib/intake/record-sink';
import type { KindReport, ReportKind, Skipped } from '$lib/intake/report';
import { dayInZone } from '$lib/records/day';
import type { Checkup, Condition, Observation } from '$lib/records/records';
import type { BatchPart, ImportBatch, ImportCounts } from '$lib/vault/batches';
import { fullDayText } from '$lib/text/days';
import { conditionName, kindName, sourceName, unitName, valueText } from '$lib/text/names';
import { bytesText, numberText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';
import type { Pace } from './reading-pace';

/** A source of files: its name, and the way to its file in short steps. */
export interface Guide {
	readonly id: string;
	readonly name: string;
	readonly steps: readonly string[];
}

const steps = (text: string): readonly string[] => text.split('\n');

/** Everything that can be read, in the order in which people are likely to look for it. */
export function guides(): readonly Guide[] {
	return [
		{ id: 'apple', name: m.guide_apple(), steps: steps(m.guide_apple_steps()) },
		{ id: 'huawei', name: m.guide_huawei(), steps: steps(m.guide_huawei_steps()) },
		{ id: 'xiaomi', name: m.guide_xiaomi(), steps: steps(m.guide_xiaomi_steps()) },
		{
			id: 'health-connect',
			name: m.guide_health_connect(),
			steps: steps(m.guide_health_connect_steps()),
		},
		{ id: 'samsung', name: m.guide_samsung(), steps: steps(m.guide_samsung_steps()) },
		{ id: 'garmin', name: m.guide_garmin(), steps: steps(m.guide_garmin_steps()) },
		{ id: 'fitbit', name: m.guide_fitbit(), steps: steps(m.guide_fitbit_steps()) },
		{ id: 'fhir', name: m.guide_fhir(), steps: steps(m.guide_fhir_steps()) },
		{ id: 'card', name: m.guide_card(), steps: steps(m.guide_card_steps()) },
		{ id: 'csv', name: m.guide_csv(), steps: steps(m.guide_csv_steps()) },
		{ id: 'own', name: m.guide_own(), steps: steps(m.guide_own_steps()) },
	];
}

/** What a file was recognised as. */
export function readerName(reader: ReaderId | 'zip'): string {
	switch (reader) {
		case 'tessera':
			return m.guide_own();
		case 'smart-health-card':
			return m.guide_card();
		case 'fhir':
			return 'FHIR';
		case 'apple-health':
			return m.guide_apple();
		case 'health-connect':
			return m.guide_health_connect();
		case 'fitbit':
			return 'Fitbit';
		case 'garmin':
			return m.guide_garmin();
		case 'samsung-health':
			return m.guide_samsung();
		case 'mi-fitness':
			return m.guide_xiaomi();
		case 'huawei-health':
			return m.guide_huawei();
		case 'csv':
			return 'CSV';
		case 'zip':
			return 'ZIP';
	}
}

/** The same of an earlier import, which may be by a version of the app that knew more. */
export function readerNames(batch: ImportBatch): string {
	const known: readonly string[] = READERS;
	return namesText(
		batch.readers.map(({ id }) => (known.includes(id) ? readerName(id as ReaderId) : id)),
	);
}

/** How the reading of a file ended, as the end of a sentence that begins with its name. */
export function endText(end: ReadEnd | 'not-recognised'): string {
	switch (end) {
		case 'whole':
			return m.end_whole();
		case 'log-unread':
			return m.end_log_unread();
		case 'truncated':
			return m.end_truncated();
		case 'cut-archive':
			return m.end_cut_archive();
		case 'damaged':
			return m.end_damaged();
		case 'malformed':
			return m.end_malformed();
		case 'unknown-layout':
			return m.end_unknown_layout();
		case 'not-mapped':
			return m.end_not_mapped();
		case 'no-dates':
			return m.end_no_dates();
		case 'too-large':
			return m.end_too_large();
		case 'wrong-signature':
			return m.end_wrong_signature();
		case 'archive-bomb':
			return m.end_archive_bomb();
		case 'unsupported':
			return m.end_unsupported();
		case 'not-recognised':
			return m.end_not_recognised();
	}
}

export function skipText(reason: SkipReason): string {
	switch (reason) {
		case 'not-used':
			return m.skip_not_used();
		case 'bad-date':
			return m.skip_bad_date();
		case 'in-the-future':
			return m.skip_in_the_future();
		case 'bad-number':
			return m.skip_bad_number();
		case 'implausible':
			return m.skip_implausible();
		case 'unknown-unit':
			return m.skip_unknown_unit();
		case 'smoking':
			return m.skip_smoking();
		case 'not-valid':
			return m.skip_not_valid();
		case 'several-people':
			return m.skip_several_people();
		case 'told-twice':
			return m.skip_told_twice();
		case 'too-short':
			return m.skip_too_short();
		case 'broken':
			return m.skip_broken();
		case 'no-value':
			return m.skip_no_value();
	}
}

const REPORT_KINDS: readonly ReportKind[] = [
	...LIFESTYLE_KINDS,
	...OBSERVATION_KINDS,
	'condition',
	'checkup',
];

/** What was left out for one reason, by kind; a number that is told already is not told again. */
export function leftOutText({ count, what }: Pick<Skipped, 'count' | 'what'>): string {
	return what
		.map((one) => {
			const name = leftOutName(one.name);
			return one.count === count ? name : m.import_left_out_kind({ name, n: one.count });
		})
		.join(m.list_joint());
}

/** In our words what the readers name in theirs, else as the format or the file names it. */
function leftOutName(what: string): string {
	const kind = REPORT_KINDS.find((known) => known === what);
	if (kind !== undefined) return reportKindName(kind);
	const reader = what === 'zip' ? what : READERS.find((known) => known === what);
	if (reader !== undefined) return readerName(reader);
	const own = OWN_NAMES.find((known) => known === what);
	return own === undefined ? conditionName(what) : ownName(own);
}

function ownName(own: OwnName): string {
	switch (own) {
		case 'systolic':
			return m.kind_systolic();
		case 'diastolic':
			return m.kind_diastolic();
		case 'glucose-not-of-blood':
			return m.left_out_other_glucose();
	}
}

export function reportKindName(kind: ReportKind): string {
	if (kind === 'condition') return m.records_condition();
	return kind === 'checkup' ? m.record_checkup() : kindName(kind);
}

/** What a record says, without its source: its name, its value, and when. */
export function clinicalText(record: Observation | Condition | Checkup): {
	readonly what: string;
	readonly when: string;
} {
	if ('since' in record) {
		const since = fullDayText(record.since);
		const { until } = record;
		return {
			what: conditionName(record.code),
			when:
				until === null
					? m.condition_since({ day: since })
					: m.condition_until({ since, until: fullDayText(until) }),
		};
	}
	const when = fullDayText(record.day);
	if (!('kind' in record)) return { what: m.record_checkup(), when };
	const value =
		record.kind === 'bp'
			? `${numberText(record.systolic)}/${numberText(record.diastolic)} ${unitName('bp')}`
			: valueText(record.kind, record.value);
	return { what: `${kindName(record.kind)} ${value}`, when };
}

/** How many, of when, and from whom. */
export function kindReportText({ kind, count, first, last, sources }: KindReport): {
	readonly count: string;
	readonly span: string;
	readonly sources: string;
} {
	return {
		count: LIFESTYLE_KINDS.some((known) => known === kind)
			? m.import_kind_days({ n: count })
			: m.import_kind_records({ n: count }),
		span: spanText(first, last),
		sources: namesText(sources.map(({ name }) => sourceName(name))),
	};
}

export function spanText(first: string, last: string): string {
	return first === last
		? fullDayText(first)
		: m.import_span({ from: fullDayText(first), to: fullDayText(last) });
}

/** When the newest file was made, by the day at home. */
export function takenText(ms: number, homeZone: string): string {
	return m.import_taken({ day: fullDayText(dayInZone(ms, homeZone)) });
}

const SHOWN_NAMES = 3;

/** The first names, and how many there are beside them. */
export function namesText(names: readonly string[]): string {
	const shown = names.slice(0, SHOWN_NAMES).join(m.list_joint());
	const rest = names.length - SHOWN_NAMES;
	return rest > 0 ? m.import_and_more({ names: shown, n: rest }) : shown;
}

/** How far the reading is: bytes, speed, and the time that it still takes. */
export function paceText({ doneBytes, totalBytes, speed, secondsLeft }: Pace): string {
	const parts = [
		m.import_read_so_far({ done: bytesText(doneBytes), total: bytesText(totalBytes) }),
	];
	if (speed !== null) parts.push(m.import_speed({ speed: bytesText(Math.round(speed)) }));
	if (secondsLeft !== null)
		parts.push(
			secondsLeft < 90
				? m.import_seconds_left({ n: secondsLeft })
				: m.import_minutes_left({ n: Math.round(secondsLeft / 60) }),
		);
	return parts.join(' · ');
}

export const countText = (count: number): string => numberText(count, 0);

/** From the first to the last day of what is left of an import; empty where no day is. */
export function partsSpan({ parts }: ImportBatch): string {
	const days = parts.flatMap(({ first, last }) => [first ?? [], last ?? []].flat()).sort();
	const [first] = days;
	const last = days.at(-1);
	return first === undefined || last === undefined ? '' : spanText(first, last);
}

/** What an undo does to one kind of an import. */
export function partText({ kind, source, added, replaced }: BatchPart): string {
	const name = reportKindName(kind);
	const what = source === null ? name : m.import_from({ kind: name, source: sourceName(source) });
	const changes = [
		...(added > 0 ? [m.import_part_goes({ n: added })] : []),
		...(replaced > 0 ? [m.import_part_returns({ n: replaced })] : []),
	];
	return m.import_part({ what, changes: changes.join(m.clause_joint()) });
}

export function countsText({ kept, ...counts }: ImportCounts): string {
	const text = m.import_counts(counts);
	return kept === 0 ? text : `${text} ${m.import_kept_counts({ n: kept })}`;
}
