import { ok } from '$lib/codec/result';
import type { JsonValue } from '$lib/codec/strict-json';
import { isDay } from '$lib/records/day';
import { parseRecords } from '$lib/records/records';
import { hangzhou2020 } from '$lib/score/builtin';
import { contributionTitles } from '$lib/score/contributions';
import { evaluate, type Evaluation } from '$lib/score/evaluate';
import { rulesetHashText } from '$lib/score/hash';
import type { Ruleset } from '$lib/score/ruleset';
import { parseArguments } from './arguments';
import { badInput, usage, type Command } from './command';
import { BUILTIN_NAMES, findOrReadRuleset, rulesetName } from './find-ruleset';
import { inputName, readJson, STDIN } from './input';
import { stepsOf, thousandthsText } from './score-steps';
import { describeRecordProblems } from './problems';

const HELP = `Usage: tessera score FILE --as-of YYYY-MM-DD [--ruleset ID|FILE]
                     [--json | --explain]

Scores the records (tessera.records/1) in FILE, or in standard input if FILE is -. What
import --json prints is such a file, too.

  --as-of YYYY-MM-DD   the last day that counts; the app takes yesterday
  --ruleset ID|FILE    built in (${BUILTIN_NAMES}; the first is the default),
                       or a file (tessera.ruleset/1)
  --json               one line of JSON: ruleset, hash, asOf, scoreMilli, score, band, sufficient,
                       contributions
  --explain            every step, so that it can be followed by hand
`;

/** The score of a records file, recomputed outside of the app. */
export const scoreCommand: Command = {
	help: HELP,
	async run(args, io) {
		const given = parseArguments(args, {
			'as-of': { type: 'string' },
			ruleset: { type: 'string' },
			json: { type: 'boolean' },
			explain: { type: 'boolean' },
		});
		if (!given.ok) return given;
		const { 'as-of': asOf, ruleset: name = hangzhou2020.id } = given.value.values;
		const { json = false, explain = false } = given.value.values;
		const [file, ...rest] = given.value.operands;
		if (file === undefined || rest.length > 0) return usage('FILE: expected one');
		if (!isDay(asOf)) return usage('--as-of: expected a day YYYY-MM-DD from 1900 to 2199');
		if (file === STDIN && name === STDIN) return usage('-: expected once');
		if (json && explain) return usage('--json and --explain: expected one of them');

		const ruleset = await findOrReadRuleset(io, name);
		if (!ruleset.ok) return ruleset;
		const document = await readJson(io, file);
		if (!document.ok) return document;
		const records = parseRecords(recordsIn(document.value));
		if (!records.ok) {
			return badInput(`${inputName(file)}: ${describeRecordProblems(records.error)}`);
		}
		const evaluation = evaluate(ruleset.value, records.value, asOf);
		if (json) return ok({ text: toJson(ruleset.value, evaluation), status: 0 });
		const table = toTable(ruleset.value, evaluation);
		const steps = explain ? [stepsOf(ruleset.value, records.value, evaluation), ''] : [];
		return ok({ text: [...steps, table].join('\n'), status: 0 });
	},
};

/** The records in what `import --json` prints; any other document is to be records itself. */
function recordsIn(document: JsonValue): JsonValue {
	const isImported = typeof document === 'object' && document !== null && 'report' in document;
	return (isImported ? document['records'] : undefined) ?? document;
}

/** Others read this: the members and their order stay. */
function toJson(ruleset: Ruleset, evaluation: Evaluation): string {
	const { asOf, scoreMilli, score, band, sufficient, contributions } = evaluation;
	const json = {
		ruleset: rulesetName(ruleset),
		hash: rulesetHashText(ruleset),
		asOf,
		scoreMilli,
		score,
		band,
		sufficient,
		contributions: contributions.map(({ id, milli }) => ({ id, milli })),
	};
	return `${JSON.stringify(json)}\n`;
}

function toTable(ruleset: Ruleset, evaluation: Evaluation): string {
	const { asOf, scoreMilli, score, band, sufficient, contributions } = evaluation;
	const titles = new Map(contributionTitles(ruleset).map(({ id, title }) => [id, title.en]));
	const width = Math.max(...contributions.map(({ id }) => id.length));
	return [
		`score     ${String(score)} ${band}${sufficient ? '' : ' (provisional)'}`,
		`as of     ${asOf}`,
		...recordedOf(ruleset, evaluation).map((line) => `recorded  ${line}`),
		`ruleset   ${rulesetName(ruleset)} ${rulesetHashText(ruleset)}`,
		'',
		...contributions.map(
			({ id, milli }) => `${pointsOf(milli)}  ${id.padEnd(width)}  ${titles.get(id) ?? ''}`,
		),
		`${pointsOf(scoreMilli)}  sum`,
		'',
		'Not a diagnosis.',
		'',
	].join('\n');
}

/** What the score rests on, and how much of it would be enough. */
function recordedOf(
	{ lifestyle, means: rules = [] }: Ruleset,
	{ recordedDays, means }: Evaluation,
): string[] {
	const { days, of } = lifestyle.sufficiency;
	const needs = recordedDays < days ? `; a code needs ${String(days)}` : '';
	const inDays = `${String(recordedDays)} of the last ${String(of)} days${needs}`;
	return [
		...(of === 0 ? [] : [inDays]),
		...means.map(({ known, parts }, at) => {
			const least = rules[at]?.atLeast ?? 0;
			const enough = known < least ? `; a mean needs ${String(least)}` : '';
			return `${String(known)} of ${String(parts.length)} parts${enough}`;
		}),
	];
}

const pointsOf = (milli: number) => thousandthsText(milli).padStart(10);
