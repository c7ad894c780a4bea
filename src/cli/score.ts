import { ok } from '$lib/codec/result';
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
import { describeRecordProblems } from './problems';

const HELP = `Usage: tessera score FILE --as-of YYYY-MM-DD [--ruleset ID|FILE] [--json]

Scores the records (tessera.records/1) in FILE, or in standard input if FILE is -.

  --as-of YYYY-MM-DD   the last day that counts; the app takes yesterday
  --ruleset ID|FILE    built in (${BUILTIN_NAMES}), which is the default, or a file (tessera.ruleset/1)
  --json               one line of JSON: ruleset, hash, asOf, scoreMilli, score, band, sufficient,
                       contributions
`;

/** The score of a records file, recomputed outside of the app. */
export const scoreCommand: Command = {
	help: HELP,
	async run(args, io) {
		const given = parseArguments(args, {
			'as-of': { type: 'string' },
			ruleset: { type: 'string' },
			json: { type: 'boolean' },
		});
		if (!given.ok) return given;
		const { 'as-of': asOf, ruleset: name = hangzhou2020.id, json = false } = given.value.values;
		const [file, ...rest] = given.value.operands;
		if (file === undefined || rest.length > 0) return usage('FILE: expected one');
		if (!isDay(asOf)) return usage('--as-of: expected a day YYYY-MM-DD from 1900 to 2199');
		if (file === STDIN && name === STDIN) return usage('-: expected once');

		const ruleset = await findOrReadRuleset(io, name);
		if (!ruleset.ok) return ruleset;
		const document = await readJson(io, file);
		if (!document.ok) return document;
		const records = parseRecords(document.value);
		if (!records.ok) {
			return badInput(`${inputName(file)}: ${describeRecordProblems(records.error)}`);
		}
		const evaluation = evaluate(ruleset.value, records.value, asOf);
		const text = (json ? toJson : toTable)(ruleset.value, evaluation);
		return ok({ text, status: 0 });
	},
};

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
	const { asOf, scoreMilli, score, band, sufficient, recordedDays, contributions } = evaluation;
	const { days, of } = ruleset.lifestyle.sufficiency;
	const recorded = `${String(recordedDays)} of the last ${String(of)} days`;
	const titles = new Map(contributionTitles(ruleset).map(({ id, title }) => [id, title.en]));
	const width = Math.max(...contributions.map(({ id }) => id.length));
	return [
		`score     ${String(score)} ${band}${sufficient ? '' : ' (provisional)'}`,
		`as of     ${asOf}`,
		`recorded  ${recorded}${sufficient ? '' : `; a code needs ${String(days)}`}`,
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

/** Points with three decimals, from the integer, right-aligned to ten characters. */
function pointsOf(milli: number): string {
	const digits = String(Math.abs(milli)).padStart(4, '0');
	return `${milli < 0 ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`.padStart(10);
}
