/**
 * `npm run study`: what each built-in ruleset does to 10,000 invented lives, written into the tables of
 * `docs/scoring-study.md`; what they mean stands around them, written by hand. `-- --lives N` for
 * fewer, which are printed and not written; `-- --seed N` for others.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { format, resolveConfig } from 'prettier';

import { importTypeScript } from './import-typescript.mjs';

const DOCUMENT = fileURLToPath(new URL('../docs/scoring-study.md', import.meta.url));
const LIVES = 10_000;
const SEED = 2026;

const { values } = parseArgs({
	options: {
		lives: { type: 'string', default: String(LIVES) },
		seed: { type: 'string', default: String(SEED) },
	},
});
const lives = Number(values.lives);
const seed = Number(values.seed);
if (!Number.isInteger(lives) || lives < 1 || !Number.isInteger(seed)) {
	console.error('--lives and --seed: expected whole numbers');
	process.exit(2);
}

const { study } = /** @type {typeof import('../tests/study/study.ts')} */ (
	await importTypeScript('tests/study/study.ts')
);

/** @typedef {import('../tests/study/study.ts').Study} Study */

/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(1)} %`;
/** @param {number} points */
const signed = (points) => `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`;
/**
 * @param {readonly string[]} head
 * @param {readonly (readonly (string | number)[])[]} rows
 */
const table = (head, rows) =>
	[head, head.map((_, at) => (at === 0 ? '---' : '--:')), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');

/** @param {Study} study */
function partOf({ ruleset, groups, shifts, influences, flips, step }) {
	const bands = ruleset.bands.map(({ band }) => band);
	return [
		`### ${ruleset.title.en} (\`${ruleset.id}@${ruleset.version}\`)`,
		table(
			['who', 'lives', 'enough told', 'mean', ...bands],
			groups.map((group) => [
				...[group.name, group.lives, percent(group.sufficient), group.mean.toFixed(1)],
				...group.bands.map(percent),
			]),
		),
		`From one day to the next the band changes in ${percent(flips)} of cases, and the score by ${step.toFixed(2)} points.`,
		table(
			['the same lives, but', 'lives', 'points', 'a better band', 'a worse band'],
			shifts.map((shift) => [
				...[shift.name, shift.lives, signed(shift.mean)],
				...[percent(shift.up), percent(shift.down)],
			]),
		),
		table(
			['contribution', 'mean', 'spread (one standard deviation)'],
			influences.map(({ id, mean, deviation }) => [id, signed(mean), deviation.toFixed(1)]),
		),
	].join('\n\n');
}

const BEGIN = '<!-- written by npm run study -->';
const END = '<!-- end of what npm run study writes -->';
const parts = study(lives, seed).map(partOf).join('\n\n');

if (lives === LIVES && seed === SEED) {
	const [before, rest = ''] = readFileSync(DOCUMENT, 'utf8').split(BEGIN);
	const after = rest.split(END)[1] ?? '';
	const style = await resolveConfig(DOCUMENT);
	const tables = await format(parts, { ...style, filepath: DOCUMENT });
	writeFileSync(DOCUMENT, `${String(before)}${BEGIN}\n\n${tables}\n${END}${after}`);
	console.log('docs/scoring-study.md: written');
} else console.log(parts);
