import type { Day } from '$lib/records/day';
import { LIFESTYLE_KINDS, OBSERVATION_KINDS } from '$lib/records/kinds';
import type { HealthRecords } from '$lib/records/records';
import type { KindReport, ReportKind } from './report';

interface Tally {
	readonly days: Set<Day>;
	records: number;
	first: Day;
	last: Day;
	readonly sources: Map<string, number>;
}

const ORDER: readonly ReportKind[] = [
	...LIFESTYLE_KINDS,
	...OBSERVATION_KINDS,
	'condition',
	'checkup',
];
const isLifestyle = new Set<ReportKind>(LIFESTYLE_KINDS);

/** What was found, by kind, in the order in which kinds are always told. */
export function kindReports(records: HealthRecords): KindReport[] {
	const tallies = new Map<ReportKind, Tally>();
	const count = (kind: ReportKind, day: Day, source: string | undefined) => {
		let tally = tallies.get(kind);
		if (tally === undefined) {
			tally = { days: new Set(), records: 0, first: day, last: day, sources: new Map() };
			tallies.set(kind, tally);
		}
		tally.days.add(day);
		tally.records++;
		if (day < tally.first) tally.first = day;
		if (day > tally.last) tally.last = day;
		if (source !== undefined) tally.sources.set(source, (tally.sources.get(source) ?? 0) + 1);
	};
	for (const { kind, day, source } of records.days) count(kind, day, source);
	for (const { kind, day, source } of records.observations) count(kind, day, source);
	for (const { since, source } of records.conditions) count('condition', since, source);
	for (const { day, source } of records.checkups) count('checkup', day, source);
	return ORDER.flatMap((kind) => {
		const tally = tallies.get(kind);
		return tally === undefined ? [] : [toReport(kind, tally)];
	});
}

function toReport(kind: ReportKind, { days, records, first, last, sources }: Tally): KindReport {
	return {
		kind,
		count: isLifestyle.has(kind) ? days.size : records,
		first,
		last,
		sources: [...sources]
			.map(([name, count]) => ({ name, count }))
			.sort((a, b) => (a.name < b.name ? -1 : 1)),
	};
}
