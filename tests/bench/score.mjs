import { inTurns, seriesOf } from './sample.mjs';
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

/** @param {import('./sample.mjs').Series | undefined} series of microseconds */
const inMs = ({ median = NaN, low = NaN, high = NaN, count = 0 } = seriesOf([])) => ({
	...{ median: median / 1000, low: low / 1000, high: high / 1000, count },
});

/** Milliseconds in which ten years of scores are computed, and drawn. */
const HISTORY_GOAL_MS = 50;
const FRAME_MS = 16;

/**
 * Times the history: every day of ten years, what an entry of today costs then, and the line of the
 * chart.
 *
 * @param {typeof import('./rooms.ts')} rooms
 */
export async function measureHistory(rooms) {
	const { hangzhou2020, historyPath, lifeEssential8, parseRecords, scoreHistory } = rooms;
	const { updateHistory } = rooms;
	const parsed = parseRecords(tenYears(rooms, AS_OF));
	if (!parsed.ok) throw new Error(`the made records are refused at ${parsed.error[0]?.path ?? ''}`);
	const records = parsed.value;
	const entry = /** @type {const} */ ({ kind: 'sleep', day: AS_OF, value: 8, source: 'manual' });
	const more = { ...records, days: [...records.days, entry] };
	const history = scoreHistory(hangzhou2020, records, AS_OF);
	if (history === null) throw new Error('no history');
	const range = { from: 0, to: history.scoreMilli.length };
	const y = (/** @type {number} */ milli) => 200 - milli / 500;
	const cases = /** @type {const} */ ([
		['every day, Hangzhou 2020', HISTORY_GOAL_MS, () => scoreHistory(hangzhou2020, records, AS_OF)],
		[
			'every day, Life’s Essential 8',
			HISTORY_GOAL_MS,
			() => scoreHistory(lifeEssential8, records, AS_OF),
		],
		[
			'after one entry of today',
			HISTORY_GOAL_MS,
			() => updateHistory(history, hangzhou2020, more, AS_OF),
		],
		[
			'the line of the chart',
			FRAME_MS,
			() => historyPath(history.scoreMilli, () => true, range, 800, y),
		],
	]);
	const series = await inTurns(
		cases.map(([, , run]) => run),
		{ perBatch: 3 },
	);
	printTable(
		`Score: ${numberText(history.scoreMilli.length)} days of history`,
		['', 'median', 'spread', '', 'goal'],
		cases.map(([name, goal], at) => [
			name,
			...seriesCells(inMs(series[at])),
			'ms',
			`≤ ${String(goal)}`,
		]),
	);
}
