import { describe, expect, it } from 'vitest';
import { HANGZHOU_2020 } from '$lib/attest/rulesets';
import { sampleMonth } from '$lib/records/sample';
import { hangzhou2020 } from '$lib/score/builtin';
import { rulesetHashText } from '$lib/score/hash';
import type { Ruleset } from '$lib/score/ruleset';
import vectors from '../../tests/vectors/scoring.json';
import { runIn } from './fake-io';

const AS_OF = '2026-11-20';
const SAMPLE = JSON.stringify(sampleMonth(AS_OF));
const ARGS = ['records.json', '--as-of', AS_OF] as const;

const score = (files: Readonly<Record<string, string | Uint8Array>>, ...args: readonly string[]) =>
	runIn({ files }, 'score', ...args);

const withDay = (value: unknown) =>
	JSON.stringify({
		...sampleMonth(AS_OF),
		days: [{ kind: 'cigarettes', day: AS_OF, value, source: 'manual' }],
	});

const withSleep = (value: number) =>
	JSON.stringify({
		...sampleMonth(AS_OF),
		days: [{ kind: 'sleep', day: AS_OF, value, source: 'manual' }],
	});

const text = (en: string) => ({ en, zh: en });
const by = Object.keys(hangzhou2020.provenance)[0] ?? '';

/** A ruleset with one part, from which two adjustments take. */
const adjusting: Ruleset = {
	...hangzhou2020,
	means: [
		{
			...{ id: 'mean', title: text('Mean'), atLeast: 1, by },
			parts: [
				{
					id: 'rest',
					title: text('Rest'),
					cases: [
						{
							use: 'curve',
							of: {
								...{ from: 'lifestyle', kind: 'sleep', per: 'day', atLeastDays: 1 },
								within: { days: 1, by },
							},
							points: [{ at: 6, milli: 83_745, by }],
						},
					],
					adjustments: [
						{ title: text('First'), milli: -12_345, notBelowMilli: 80_000 },
						{ title: text('Second'), milli: -7001, notBelowMilli: 0 },
					].map((adjustment) => ({
						...{ ...adjustment, by },
						when: { test: 'sum', kind: 'sleep', above: 1, within: { days: 1, by } },
					})),
				},
			],
		},
	],
};

describe('score --json', () => {
	it.each(vectors.cases)('$name', async ({ asOf, records, expect: expected }) => {
		const ran = await score(
			{ 'records.json': JSON.stringify(records) },
			...['records.json', '--as-of', asOf, '--json'],
		);
		const line = {
			ruleset: vectors.ruleset,
			hash: HANGZHOU_2020.hash,
			asOf,
			scoreMilli: expected.scoreMilli,
			score: expected.score,
			band: expected.band,
			sufficient: expected.sufficient,
			contributions: expected.contributions.map(({ id, milli }) => ({ id, milli })),
		};
		// As text: the order of the members is part of what others rely on.
		expect(ran).toEqual({ status: 0, out: `${JSON.stringify(line)}\n`, err: '' });
	});

	it('reads standard input, and the built-in ruleset by either of its names', async () => {
		const named = await score({ 'records.json': SAMPLE }, ...ARGS, '--json');
		for (const name of ['hangzhou-2020', 'hangzhou-2020@1.0.0']) {
			const args = ['score', '-', '--json', '--ruleset', name, '--as-of', AS_OF];
			expect(await runIn({ stdin: SAMPLE }, ...args)).toEqual(named);
		}
		expect(named).toMatchObject({ status: 0 });
	});

	it('scores by a ruleset of one’s own', async () => {
		const baseline = { ...hangzhou2020.baseline, milli: 50_000 };
		const document = { ...hangzhou2020, id: 'own', version: '0.1.0', baseline };
		const files = { 'records.json': SAMPLE, 'own.json': JSON.stringify(document) };
		const { out } = await score(files, ...ARGS, '--json', '--ruleset', 'own.json');
		const builtin = await score(files, ...ARGS, '--json');
		const { scoreMilli } = JSON.parse(builtin.out) as { scoreMilli: number };
		expect(JSON.parse(out)).toMatchObject({
			ruleset: 'own@0.1.0',
			hash: rulesetHashText(document),
			scoreMilli: scoreMilli - 10_000,
		});
	});
});

describe('score', () => {
	it('shows where every point comes from', async () => {
		const { status, out, err } = await score({ 'records.json': SAMPLE }, ...ARGS);
		expect({ status, err }).toEqual({ status: 0, err: '' });
		expect(out).toMatch(/^score +76 yellow\n/);
		expect(out).toContain(`hangzhou-2020@1.0.0 ${HANGZHOU_2020.hash}\n`);
		expect(out).toContain('Not a diagnosis.');
		const points = [...out.matchAll(/^ *(-?\d+\.\d{3}) {2}(\S+)/gm)].map(
			([, text, id]) => [id, Math.round(Number(text) * 1000)] as const,
		);
		const json = await score({ 'records.json': SAMPLE }, ...ARGS, '--json');
		const { contributions, scoreMilli } = JSON.parse(json.out) as {
			contributions: { id: string; milli: number }[];
			scoreMilli: number;
		};
		expect(points).toEqual([
			...contributions.map(({ id, milli }) => [id, milli]),
			['sum', scoreMilli],
		]);
	});

	it('says that too few days make no code', async () => {
		const { out } = await score({ 'records.json': withDay(0) }, ...ARGS);
		expect(out).toMatch(/^score +\d+ \w+ \(provisional\)\n/);
		expect(out).toMatch(/^recorded +1 of the last 14 days; a code needs 7$/m);
	});
});

describe('score refuses', () => {
	it.each<[string, readonly string[], string]>([
		['no file', ['--as-of', AS_OF], 'FILE: expected one'],
		['two files', ['a', 'b', '--as-of', AS_OF], 'FILE: expected one'],
		['no day', ['a'], '--as-of: expected a day'],
		['a day that does not exist', ['a', '--as-of', '2026-02-29'], '--as-of: expected a day'],
		['a time for a day', ['a', '--as-of', `${AS_OF}T00:00:00Z`], '--as-of: expected a day'],
		['an option twice', ['a', '--as-of', AS_OF, '--as-of', AS_OF], '--as-of: expected once'],
		['an option without its value', ['a', '--as-of'], "Option '--as-of <value>' argument missing"],
		['a value for a flag', ['a', '--json=yes'], "Option '--json' does not take an argument"],
		['standard input for both', ['-', '--ruleset', '-', '--as-of', AS_OF], '-: expected once'],
	])('%s', async (_, args, message) => {
		const ran = await score({}, ...args);
		expect(ran).toMatchObject({ status: 2, out: '' });
		expect(ran.err.startsWith(`tessera: ${message}`)).toBe(true);
		expect(ran.err).toMatch(/^[^\n]+; see tessera score --help\n$/);
	});

	it.each<[string, string | Uint8Array, string]>([
		['what is no JSON', '{\n\t"steps": 8123,\n\t}', 'expected JSON at line 3, column 2'],
		[
			'a member twice',
			'{"days":[],"days":[]}',
			'expected JSON without a repeated member at line 1, column 18',
		],
		['endless nesting', '['.repeat(1000), 'expected JSON at most 16 deep'],
		['what is no UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'expected UTF-8'],
		['another document', '{"schema":"x"}', 'schema: wrong-schema, expected tessera.records/1'],
		['nothing', 'null', 'the document: not-an-object, expected an object'],
		[
			'an implausible value',
			withDay(4321),
			'days[0].value: above, expected 0 to 200 with at most 0 decimals',
		],
		['a text for a number', withDay('4321'), 'days[0].value: not-a-number, expected a number'],
		[
			'a kind of another list',
			JSON.stringify({ ...sampleMonth(AS_OF), days: [{ kind: 'bmi' }] }),
			'days[0].kind: unknown-kind, expected one of steps, activity, sleep, alcohol, cigarettes',
		],
	])('%s, and does not repeat it', async (_, content, message) => {
		const ran = await score({ 'records.json': content }, ...ARGS);
		expect(ran).toMatchObject({ status: 2, out: '' });
		expect(ran.err.startsWith(`tessera: records.json: ${message}`)).toBe(true);
		expect(ran.err).toMatch(/^[^\n]+\n$/);
		expect(ran.err).not.toMatch(/4321|8123/);
	});

	it('many problems in one line', async () => {
		const days = Array.from({ length: 5 }, () => ({}));
		const file = JSON.stringify({ ...sampleMonth(AS_OF), days });
		const { err } = await score({ 'records.json': file }, ...ARGS);
		expect(err).toMatch(/^tessera: records\.json: (days\[\d\][^;]+; ){3}and \d+ more\n$/);
	});

	it('files that cannot be read', async () => {
		expect((await score({}, ...ARGS)).err).toBe('tessera: records.json: cannot be read (ENOENT)\n');
		expect(await runIn({}, 'score', '-', '--as-of', AS_OF)).toMatchObject({
			status: 2,
			err: 'tessera: standard input: cannot be read (ENOENT)\n',
		});
		expect((await score({ 'records.json': SAMPLE }, ...ARGS, '--ruleset', 'none')).err).toBe(
			'tessera: ruleset none: cannot be read (ENOENT); built in: hangzhou-2020, life-essential-8\n',
		);
	});

	it('a ruleset with a mistake, and says where it is', async () => {
		const document = {
			...hangzhou2020,
			colour: 1,
			baseline: { ...hangzhou2020.baseline, milli: 0.5 },
		};
		const files = { 'records.json': SAMPLE, 'own.json': JSON.stringify(document) };
		const ran = await score(files, ...ARGS, '--ruleset', 'own.json');
		expect(ran).toMatchObject({ status: 2, out: '' });
		expect(ran.err).toMatch(/^tessera: ruleset own\.json: .*baseline\.milli: expected an integer/);
		expect(ran.err).toContain('colour: expected no such member');
	});
});

describe('score --explain', () => {
	/** The lines of one step, from its name to its result. */
	const stepOf = (out: string, id: string) =>
		out
			.slice(out.indexOf(`${id}: `))
			.split('\n\n')[0]
			?.split('\n') ?? [];

	it('shows steps that can be added up by hand', async () => {
		const { out } = await score({ 'records.json': SAMPLE }, ...ARGS, '--explain');
		const lines = stepOf(out, 'exercise');
		const products = lines.flatMap((line) => /= (-?\d+)$/.exec(line)?.[1] ?? []).map(Number);
		expect(products.length).toBeGreaterThan(20);
		const sum = products.reduce((total, product) => total + product, 0);
		expect(lines.at(-1)).toBe(`  = ${(Math.round(sum / 1e6) / 1000).toFixed(3)}`);
		expect(out).toContain('score     76 yellow');
	});

	it('says of a reading which row it fell into', async () => {
		const { out } = await score({ 'records.json': SAMPLE }, ...ARGS, '--explain');
		expect(stepOf(out, 'bp').join('\n')).toMatch(/bp \d+\/\d+\n {4}systolic < \d+: -?\d+\.\d{3}/);
	});

	it('shows the parts of a mean, and what is not known', async () => {
		const args = [...ARGS, '--explain', '--ruleset', 'life-essential-8'];
		const { out } = await score({ 'records.json': SAMPLE }, ...args);
		expect(stepOf(out, 'diet')).toEqual(['diet: not known']);
		expect(out).toMatch(/cardiovascular-health: .*\n {2}\([\d. +]+\) \/ \d = \d+\.\d{3}\n/);
	});

	it('says of a part which row or curve gave its points', async () => {
		const args = [...ARGS, '--explain', '--ruleset', 'life-essential-8'];
		const { out } = await score({ 'records.json': SAMPLE }, ...args);
		expect(stepOf(out, 'blood-pressure').join('\n')).toMatch(
			/ {2}[\d-]+ {2}bp \d+\/\d+\n {4}systolic < \d+: \d+\.\d{3}\n {4}diastolic < \d+: \d+\.\d{3}\n/,
		);
		expect(stepOf(out, 'sleep').join('\n')).toMatch(
			/ {2}\d\.\d{3}, from \d+ days\n {4}< \d+: \d+\.\d{3}\n/,
		);
	});

	it('shows what an adjustment really changed, where its floor was met', async () => {
		const files = { 'records.json': withSleep(6), 'own.json': JSON.stringify(adjusting) };
		const { out } = await score(files, ...ARGS, '--explain', '--ruleset', 'own.json');
		expect(stepOf(out, 'rest')).toEqual([
			'rest: case 1 of 1',
			'  6.000, from 1 days',
			'    by the curve: 83.745',
			'  before adjustments: 83.745',
			'  First: -3.745, not below 80.000',
			'  Second: -7.001',
			'  = 72.999',
		]);
	});

	it('is one of two ways of telling', async () => {
		const ran = await score({ 'records.json': SAMPLE }, ...ARGS, '--explain', '--json');
		expect(ran).toMatchObject({ status: 2, out: '' });
	});
});
