import type { CsvRow } from './csv-rows';
import type { Head, Input } from './input';
import { readTable, type TakeRow } from './read-table';
import type { ReadContext, ReadEnd, Reader } from './reader';
import type { RecordSink } from './record-sink';
import { StepTrend, takePressures, takeSessions, takeStages, takeWeights } from './samsung-tables';

/** The line before the header: the table, the version of the app, a number. */
const TABLE = /^\uFEFF?"?(com\.samsung\.s?health\.[a-z0-9_.]{1,60})"?\s*(?:,|$)/m;

/** For tables without that line, which are met too. */
const FILE_NAME = /(?:^|\/)(com\.samsung\.s?health\.[a-z_.]{1,60}?)\.(?:\d+\.)?csv$/;

type Take = (sink: RecordSink, zone: string) => TakeRow;

const STEP_TREND = 'step_daily_trend';

/** The other tables, without `com.samsung.health.` or `com.samsung.shealth.`: both are met. */
const TABLES: Readonly<Record<string, Take>> = {
	sleep: takeSessions,
	sleep_stage: takeStages,
	weight: takeWeights,
	blood_pressure: takePressures,
};

/** What `step_daily_trend` and `sleep` tell as well. */
const TOLD_TWICE: Readonly<Record<string, string>> = {
	step_count: 'steps',
	'tracker.pedometer_step_count': 'steps',
	'tracker.pedometer_day_summary': 'steps',
	'activity.day_summary': 'steps',
	sleep_combined: 'sleep',
	sleep_data: 'sleep',
};

/** Every table with samples or days has one of these. */
const ANY_TIME = ['datauuid'];

/**
 * Samsung Health's "Download personal data": a folder of tables, one of which a file is. Every table
 * is recognised, so that nobody is asked for the columns of the sixty that are not used.
 */
export const samsungHealth: Reader = {
	id: 'samsung-health',
	version: 1,
	recognise: ({ path, text }: Head) =>
		TABLE.exec(text.slice(0, 300))?.index === 0 ||
		(FILE_NAME.test(path) && /^[^\n]*\bdatauuid\b/.test(text)),
	async read(input: Input, sink: RecordSink, { zone }: ReadContext): Promise<ReadEnd> {
		const trend = new StepTrend(sink, zone);
		const begin = (before: readonly CsvRow[]): TakeRow => {
			const table = tableOf(before) ?? FILE_NAME.exec(input.path)?.[1] ?? null;
			const name = table?.replace(/^com\.samsung\.s?health\./, '') ?? '';
			if (name === STEP_TREND) return trend.take;
			if (Object.hasOwn(TABLES, name)) return TABLES[name]?.(sink, zone) ?? null;
			const told = Object.hasOwn(TOLD_TWICE, name) ? TOLD_TWICE[name] : undefined;
			if (told !== undefined) sink.skip('told-twice', told);
			else sink.skip('not-used', table ?? undefined);
			return null;
		};
		try {
			const isKnown = await readTable(input, sink, ANY_TIME, (_has, before) => begin(before));
			return isKnown ? 'whole' : 'unknown-layout';
		} finally {
			// Also where the stream ends too early: what was read before counts.
			trend.end();
		}
	},
};

function tableOf(before: readonly CsvRow[]): string | null {
	for (const row of before) {
		const match = TABLE.exec(row[0] ?? '');
		if (match !== null) return match[1] ?? null;
	}
	return null;
}
