import { inTurns } from './sample.mjs';
import { numberText, printTable, seriesCells } from './table.mjs';
import { tenYears } from './ten-years.mjs';

const AS_OF = '2026-11-20';

/**
 * Times the score. The app hands it two or three months, whatever the history; ten years are what an
 * export of everything costs a reviewer.
 *
 * @param {typeof import('./rooms.ts')} rooms
 */
export async function measureScore(rooms) {
	const { addDays, evaluate, hangzhou2020, parseRecords } = rooms;
	const parsed = parseRecords(tenYears(rooms, AS_OF));
	if (!parsed.ok) throw new Error(`the made records are refused at ${parsed.error[0]?.path ?? ''}`);
	const all = parsed.value;
	const first = addDays(AS_OF, -60);
	const window = { ...all, days: all.days.filter(({ day }) => day >= first) };
	const run = (/** @type {typeof all} */ records) => () => evaluate(hangzhou2020, records, AS_OF);

	const cases = /** @type {const} */ ([
		['what the app reads: two months', window],
		['ten years at once', all],
	]);
	const series = await inTurns(
		cases.map(([, records]) => run(records)),
		{ perBatch: 50 },
	);
	const rows = cases.map(([name, records], at) => [
		name,
		numberText(records.days.length),
		...seriesCells(series[at]),
		'µs',
	]);
	const { score, band } = run(all)();
	printTable(
		'Score: one evaluation over 30 weighted days and a year of examinations',
		['', 'entries', 'median', 'spread', ''],
		rows,
		[`Both give ${String(score)} ${band}.`],
	);
}
