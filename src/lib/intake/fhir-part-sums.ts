import type { DayTotal } from './fhir-findings';
import type { RecordSink } from './record-sink';

/**
 * Totals of days, and after them the sums of what was told of parts of days, such as the steps of each
 * hour, by source. Of parts that overlap the longer counts: some count on from midnight, and others
 * tell the same hour twice.
 */
export function withSums(totals: readonly DayTotal[], sink: RecordSink): readonly DayTotal[] {
	const sums = new Map<string, DayTotal & { value: number; until: number }>();
	const parts = totals.flatMap((total) =>
		total.part === null ? [] : [{ ...total, part: total.part }],
	);
	parts.sort((a, b) => a.part.startMs - b.part.startMs || b.part.endMs - a.part.endMs);
	for (const { part, ...told } of parts) {
		const key = [told.kind, told.day, told.source].join('\n');
		const sum = sums.get(key);
		if (sum === undefined) sums.set(key, { ...told, part: null, until: part.endMs });
		else if (part.startMs < sum.until) sink.skip('told-twice', told.kind);
		else {
			sum.value += told.value;
			sum.until = part.endMs;
		}
	}
	return [...totals.filter(({ part }) => part === null), ...sums.values()];
}
