/**
 * `npm run linkability`: can two codes of one person be told from codes of two? Prints what an
 * adversary achieves who uses every byte, and that the same adversary finds planted leaks. What is
 * compared is in `docs/linkability.md`. `-- --seed TEXT --holders N` for another draw; `-- --what-if`
 * for clocks that are less wrong, and for an `iat` rounded to more than the half minute.
 */
import { parseArgs } from 'node:util';

import { printTable } from '../tests/bench/table.mjs';
import { importTypeScript } from './import-typescript.mjs';

/** The bound of the criterion, on the upper end of the interval. */
const BOUND = 0.52;
/** The lower end of the interval, from which a planted leak counts as found. */
const FOUND = 0.6;
const CODES = 10;
/** Seconds for which a code is accepted after the time that its `iat` is rounded over: 90 − 30. */
const GRACE = 60;

/** @typedef {import('../tests/linkability/study.ts').StudyInput} StudyInput */
/** @typedef {import('../tests/linkability/auc.ts').Estimate} Estimate */

const { values } = parseArgs({
	options: {
		seed: { type: 'string', default: 'tessera' },
		holders: { type: 'string', default: '1000' },
		'what-if': { type: 'boolean', default: false },
	},
});
const holders = Number(values.holders);
if (!Number.isInteger(holders) || holders < 20 || holders > 100_000) {
	console.error('--holders: expected a number from 20 to 100000');
	process.exit(2);
}

/** @type {unknown} */
const module = await importTypeScript('tests/linkability/study.ts');
const { study, DRIFTING, SET_BY_NETWORK } =
	/** @type {typeof import('../tests/linkability/study.ts')} */ (module);

/** @param {Estimate} estimate */
const cells = ({ value, low, high }) => [
	value.toFixed(3),
	`${low.toFixed(3)} … ${high.toFixed(3)}`,
];

/** @param {Omit<StudyInput, 'holders' | 'codes' | 'seed'>} input */
const run = (input) => study({ ...input, holders, codes: CODES, seed: values.seed });

console.log(
	`${String(holders)} holders × ${String(CODES)} codes, seed "${values.seed}"; half trains, half is tested.`,
);

const cases = /** @type {const} */ ([
	['shown, clocks off by ±20 s', DRIFTING, 'show', ['disclosed', 'without-time', 'time', 'all']],
	['shown, clocks set by a network', SET_BY_NETWORK, 'show', ['disclosed', 'all']],
	['answers, clocks off by ±20 s', DRIFTING, 'answer', ['disclosed', 'all']],
]);
const rows = [];
for (const [name, clocks, mode, evidence] of cases)
	for (const { evidence: used, area } of await run({
		clocks,
		mode,
		evidence,
		leak: null,
		pairs: 'equal',
	}))
		rows.push([
			name,
			used,
			...cells(area),
			used === 'disclosed' ? '' : area.high <= BOUND ? 'kept' : 'missed',
		]);
printTable(
	'Pairs that disclose the same: beyond what is disclosed',
	['', 'evidence', 'AUC', '95 %', `≤ ${String(BOUND)}`],
	rows,
);

if (values['what-if']) {
	const shown = /** @type {const} */ ({
		mode: 'show',
		leak: null,
		pairs: 'equal',
		evidence: ['all'],
	});
	const others = [];
	// 95 in 100 are within two deviations.
	for (const seconds of [10, 5, 2])
		for (const { area } of await run({ ...shown, clocks: { deviation: seconds / 2, strays: 0 } }))
			others.push([`clocks off by ±${String(seconds)} s, none far off`, '90 s', ...cells(area)]);
	for (const roundedTo of [60, 120, 300, 600])
		for (const { area } of await run({ ...shown, clocks: DRIFTING, roundedTo })) {
			const window = `${String(roundedTo + GRACE)} s`;
			others.push([`±20 s, iat rounded to ${String(roundedTo)} s`, window, ...cells(area)]);
		}
	printTable(
		'What if: shown, pairs that disclose the same, all evidence',
		['', 'a kept code passes for', 'AUC', '95 %'],
		others,
	);
}

const any = await run({
	clocks: DRIFTING,
	mode: 'show',
	leak: null,
	pairs: 'any',
	evidence: ['disclosed', 'without-time', 'all'],
});
printTable(
	'Any pairs, shown, clocks off by ±20 s: how much disclosing itself links',
	['evidence', 'AUC', '95 %', 'beyond disclosed', '95 %'],
	any.map(({ evidence, area, beyondFirst }) => [evidence, ...cells(area), ...cells(beyondFirst)]),
);

const leaks = /** @type {const} */ (['reused-key', 'unrounded-iat', 'tagged-nonce']);
const planted = [];
for (const leak of leaks) {
	const evidence = /** @type {const} */ (['all']);
	const found = await run({ clocks: SET_BY_NETWORK, mode: 'show', evidence, leak, pairs: 'equal' });
	for (const { area } of found)
		planted.push([leak, ...cells(area), area.low >= FOUND ? 'found' : 'not found']);
}
printTable(
	'Planted leaks, clocks set by a network: does the adversary find them?',
	['', 'AUC', '95 %', ''],
	planted,
);
// A criterion that is missed is a finding; an adversary who misses a leak makes all of it worthless.
process.exitCode = planted.every((row) => row.includes('found')) ? 0 : 1;
