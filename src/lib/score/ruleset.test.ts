import { describe, expect, it } from 'vitest';
import { CODE_RULESETS, hangzhou2020 } from './builtin';
import { contributionTitles } from './contributions';
import { rulesetHash, rulesetHashText } from './hash';
import { parseRuleset, type Ruleset } from './ruleset';

/** A change of this pin is a change of every score: it needs a new version of the ruleset. */
const HANGZHOU_2020 = '1tkvPOKdG22rYqgKs6MzBze3wLJZT5auLCRzbOdgl-s';

/** The ruleset with what `change` does to a copy of it. */
function problemsAfter(change: (copy: never) => void) {
	const copy: unknown = structuredClone(hangzhou2020);
	change(copy as never);
	const parsed = parseRuleset(copy);
	return parsed.ok ? [] : parsed.error;
}

const BP = hangzhou2020.examination.rules.findIndex(({ kind }) => kind === 'bp');
const bloodPressureOf = (ruleset: Loose) => ruleset.examination?.rules?.[BP];

type Loose = { [name: string]: Loose } & Loose[];

describe('hangzhou-2020', () => {
	it('is valid as built in', () => {
		expect(parseRuleset(hangzhou2020)).toEqual({ ok: true, value: hangzhou2020 });
		expect(CODE_RULESETS).toContain(hangzhou2020);
	});

	it('is the one that is pinned', () => {
		expect(rulesetHashText(hangzhou2020)).toBe(HANGZHOU_2020);
		expect(rulesetHash(hangzhou2020)).toHaveLength(32);
		const other: Ruleset = { ...hangzhou2020, version: '1.0.1' };
		expect(rulesetHashText(other)).not.toBe(HANGZHOU_2020);
	});

	it('has the weights of its formula, the one tie (age 21) rounded down', () => {
		const { ppm } = hangzhou2020.lifestyle.weights;
		expect(ppm).toHaveLength(30);
		for (const [age, weight] of ppm.entries()) {
			const exact = 1e6 * 2 ** (-age / 3);
			expect(weight).toBe(age === 21 ? 7812 : Math.round(exact));
		}
	});

	it('names the contributions in the stated order', () => {
		expect(contributionTitles(hangzhou2020).map(({ id }) => id)).toEqual(
			(
				'baseline exercise sleep alcohol cigarettes bmi bp glucose-fasting cholesterol-total ' +
				'checkup exam-floor clamp'
			).split(' '),
		);
	});

	it('uses every provenance it lists', () => {
		const { provenance, ...rest } = hangzhou2020;
		const text = JSON.stringify(rest);
		for (const key of Object.keys(provenance)) expect(text).toContain(`"${key}"`);
	});
});

describe('parseRuleset refuses', () => {
	it.each<[string, (copy: Loose) => void, string, string]>([
		['another schema', (r) => assign(r, 'schema', 'x'), 'schema', 'one-of tessera.ruleset/1'],
		['an unknown member', (r) => assign(r, 'script', 'alert(1)'), 'script', 'unknown-member'],
		['an id in capitals', (r) => assign(r, 'id', 'X'), 'id', 'not-an-id'],
		['a version of two parts', (r) => assign(r, 'version', '1.0'), 'version', 'not-a-version'],
		[
			'a missing member',
			(r) => Reflect.deleteProperty(r, 'baseline'),
			'baseline',
			'missing-member',
		],
		['text for a number', (r) => assign(r.baseline, 'milli', '1'), 'baseline.milli', 'type number'],
		['a number for an object', (r) => assign(r, 'baseline', 5), 'baseline', 'type object'],
		[
			'a kind that there is not',
			(r) => assign(Object.values(r.provenance ?? {})[0], 'kind', 'x'),
			`provenance.${Object.keys(hangzhou2020.provenance)[0] ?? ''}.kind`,
			'one-of demo-2020 guideline ours',
		],
		[
			'points that are no integer',
			(r) => assign(r.baseline, 'milli', 0.5),
			'baseline.milli',
			'integer-range -1000000 1000000',
		],
		[
			'a value with four decimals',
			(r) => assign(r.lifestyle?.rules?.[0]?.largerOf?.[0]?.points?.[1], 'at', 1.0001),
			'lifestyle.rules[0].largerOf[0].points[1].at',
			'value-range 0 1000000',
		],
		[
			'a number without provenance',
			(r) => assign(r.baseline, 'by', 'nobody'),
			'baseline.by',
			'not-in-provenance',
		],
		[
			'a curve that goes back',
			(r) => assign(r.lifestyle?.rules?.[0]?.largerOf?.[0]?.points?.[1], 'at', 0),
			'lifestyle.rules[0].largerOf[0].points',
			'not-ascending',
		],
		[
			'a kind in two rules',
			(r) => assign(r.lifestyle?.rules?.[1]?.largerOf?.[0], 'kind', 'steps'),
			'lifestyle.rules[1].largerOf[0].kind',
			'used-twice lifestyle.rules[0].largerOf[0].kind',
		],
		[
			'an id used twice',
			(r) => assign(r.lifestyle?.rules?.[1], 'id', 'clamp'),
			'lifestyle.rules[1].id',
			'used-twice clamp',
		],
		[
			'bands out of order',
			(r) => assign(r.bands?.[2], 'fromMilli', 20_000),
			'bands[2].fromMilli',
			'not-more-than-before',
		],
		[
			'a scale upside down',
			(r) => assign(r.clamp, 'toMilli', -1),
			'clamp.toMilli',
			'less-than clamp.fromMilli',
		],
		[
			'a table that leaves a gap',
			(r) => assign(r.examination?.rules?.[0]?.worseOf?.[0]?.rows?.[3], 'below', 40),
			'examination.rules[0].worseOf[0].rows',
			'rows',
		],
		[
			'a component that the kind has not',
			(r) => assign(r.examination?.rules?.[0]?.worseOf?.[0], 'component', 'systolic'),
			'examination.rules[0].worseOf[0].component',
			'not-a-component bmi',
		],
		[
			'a derivation of another kind',
			(r) => assign(r.examination?.rules?.[3], 'derived', 'bmi-from-weight-and-height'),
			'examination.rules[3].derived',
			'only-with-kind bmi',
		],
		[
			'a condition that replaces nothing',
			(r) => assign(r.examination?.conditions?.[0], 'replaces', 'sleep'),
			'examination.conditions[0].replaces',
			'not-replaceable',
		],
		[
			'a range the wrong way round',
			(r) => assign(r.examination?.conditions?.[1]?.controlled?.[1]?.ranges?.[0], 'from', 7),
			'examination.conditions[1].controlled[1].ranges[0].from',
			'not-below below',
		],
		[
			'more needed days than there are',
			(r) => assign(r.lifestyle?.sufficiency, 'days', 15),
			'lifestyle.sufficiency.days',
			'more-than lifestyle.sufficiency.of',
		],
		...['\u001B[31m', 'a\nb', 'a\u0085b', 'a\u2028b', 'a\u202Eb', 'a\u2066b', '\u200Fa'].map(
			(string): [string, (copy: Loose) => void, string, string] => [
				`the text ${JSON.stringify(string)}`,
				(r) => assign(r.baseline?.title, 'en', string),
				'baseline.title.en',
				'text-characters',
			],
		),
		[
			'a number of a blood pressure in two tables',
			(r) => assign(bloodPressureOf(r)?.worseOf?.[1], 'component', 'systolic'),
			`examination.rules[${String(BP)}].worseOf[1].component`,
			`used-twice examination.rules[${String(BP)}].worseOf[0].component`,
		],
		[
			'a key of provenance that touches a prototype',
			(r) =>
				Object.defineProperty(r.provenance, '__proto__', {
					...{ value: Object.values(r.provenance ?? {})[0], enumerable: true },
				}),
			'provenance.__proto__',
			'unknown-member',
		],
		[
			'a case after one that always applies',
			(r) => {
				const by = Object.keys(hangzhou2020.provenance)[0];
				const always = { use: 'points', milli: 1, by };
				const title = { en: 'x', zh: 'x' };
				const parts = [{ id: 'x', title, cases: [always, always], adjustments: [] }];
				assign(r, 'means', [{ id: 'm', title, atLeast: 1, by, parts }]);
			},
			'means[0].parts[0].cases[1]',
			'unreachable means[0].parts[0].cases[0]',
		],
	])('%s', (_, change, path, expected) => {
		const problems = problemsAfter(change);
		expect(problems[0]?.path).toBe(path);
		expect([problems[0]?.code, ...(problems[0]?.of ?? [])].join(' ')).toBe(expected);
	});

	it('what is no object', () => {
		for (const json of [null, 'x', 1, []]) expect(parseRuleset(json).ok).toBe(false);
	});
});

function assign(target: Loose | undefined, name: string, value: unknown): void {
	if (target === undefined) throw new Error(`${name}: expected a place in the ruleset`);
	Object.assign(target, { [name]: value });
}
