import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStrictJson } from '$lib/codec/strict-json';
import vectors from '../../../tests/vectors/scoring.json';
import { records } from '../../../tests/arbitraries/records';
import { emptyRecords, MAX_DAYS, parseRecords } from './records';

const valid = {
	schema: 'tessera.records/1',
	days: [{ kind: 'steps', day: '2026-11-20', value: 8123, source: 'manual' }],
	observations: [
		{ kind: 'bp', day: '2026-05-01', systolic: 118, diastolic: 76 },
		{ kind: 'hba1c', day: '2026-05-01', value: 5.4, source: 'clinic' },
	],
	conditions: [{ code: 'hypertension', since: '2020-01-01', until: null }],
	checkups: [{ day: '2026-05-01' }],
	prefer: { steps: 'watch' },
};

function problemsWith(change: Record<string, unknown>) {
	const parsed = parseRecords({ ...valid, ...change });
	return parsed.ok ? [] : parsed.error;
}

const alcohol = (value: number, drinks?: unknown) => ({
	days: [
		{
			kind: 'alcohol',
			day: '2026-11-20',
			value,
			source: 'manual',
			...(drinks === undefined ? {} : { drinks }),
		},
	],
});

describe('parseRecords', () => {
	it('reads what the design shows, and every vector', () => {
		expect(parseRecords(valid)).toEqual({ ok: true, value: valid });
		expect(parseRecords(emptyRecords())).toEqual({ ok: true, value: emptyRecords() });
		for (const { records: file } of vectors.cases) {
			expect(parseRecords(file)).toEqual({ ok: true, value: file });
		}
	});

	it('reads what the strict JSON parser returns', () => {
		const json = parseStrictJson(JSON.stringify(valid), { maxDepth: 8, maxLength: 10_000 });
		expect(json.ok && parseRecords(json.value)).toEqual({ ok: true, value: valid });
	});

	it('loses nothing of any valid records', () => {
		fc.assert(
			fc.property(records, (file) => {
				const text: unknown = JSON.parse(JSON.stringify(file));
				expect(parseRecords(text)).toEqual({ ok: true, value: file });
			}),
			{ numRuns: 40 },
		);
	});

	it('takes a condition without until as one that still holds', () => {
		const conditions = [{ code: 'diabetes', since: '2020-01-01' }];
		const parsed = parseRecords({ ...valid, conditions });
		expect(parsed.ok && parsed.value.conditions).toEqual([{ ...conditions[0], until: null }]);
	});

	it('takes drinks that sum to the value', () => {
		const glasses = [
			{ ml: 50, abv: 52 },
			{ ml: 330, abv: 4.7 },
		];
		expect(problemsWith(alcohol(32.751, glasses))).toEqual([]);
		expect(problemsWith(alcohol(0, []))).toEqual([]);
		expect(problemsWith(alcohol(20))).toEqual([]);
	});

	it.each<[string, Record<string, unknown>, string, string]>([
		['another schema', { schema: 'tessera.records/2' }, 'schema', 'wrong-schema'],
		['a missing list', { days: undefined }, 'days', 'not-an-array'],
		['an unknown member', { name: 'x' }, 'name', 'unknown-member'],
		['a list that is none', { checkups: {} }, 'checkups', 'not-an-array'],
		['an entry that is none', { days: [null] }, 'days[0]', 'not-an-object'],
		['prefer of another kind', { prefer: { bp: 'x' } }, 'prefer.bp', 'unknown-member'],
		['an empty source name', { prefer: { steps: '' } }, 'prefer.steps', 'not-a-name'],
		[
			'an unknown kind',
			{ days: [{ ...valid.days[0], kind: 'water' }] },
			'days[0].kind',
			'unknown-kind',
		],
		[
			'no kind',
			{ days: [{ day: '2026-01-01', value: 1, source: 'x' }] },
			'days[0].kind',
			'missing-member',
		],
		[
			'no source',
			{ days: [{ kind: 'steps', day: '2026-01-01', value: 1 }] },
			'days[0].source',
			'missing-member',
		],
		[
			'a day that does not exist',
			{ days: [{ ...valid.days[0], day: '2026-02-30' }] },
			'days[0].day',
			'not-a-day',
		],
		[
			'a value as text',
			{ days: [{ ...valid.days[0], value: '8123' }] },
			'days[0].value',
			'not-a-number',
		],
		[
			'a fourth decimal',
			{ days: [{ ...valid.days[0], kind: 'sleep', value: 7.1234 }] },
			'days[0].value',
			'too-many-decimals',
		],
		['too many steps', { days: [{ ...valid.days[0], value: 150_001 }] }, 'days[0].value', 'above'],
		['fewer than none', { days: [{ ...valid.days[0], value: -1 }] }, 'days[0].value', 'below'],
		[
			'a control character',
			{ days: [{ ...valid.days[0], source: 'a\u0007' }] },
			'days[0].source',
			'not-a-name',
		],
		[
			'drinks on steps',
			{ days: [{ ...valid.days[0], drinks: [] }] },
			'days[0].drinks',
			'unknown-member',
		],
		[
			'drinks that do not sum',
			alcohol(20.515, [{ ml: 50, abv: 52 }]),
			'days[0].drinks',
			'drinks-do-not-sum',
		],
		[
			'too large a glass',
			alcohol(5, [{ ml: 5001, abv: 4 }]),
			'days[0].drinks[0].ml',
			'not-a-drink',
		],
		[
			'too strong a glass',
			alcohol(5, [{ ml: 50, abv: 101 }]),
			'days[0].drinks[0].abv',
			'not-a-drink',
		],
		['half a decimal', alcohol(5, [{ ml: 50, abv: 4.75 }]), 'days[0].drinks[0].abv', 'not-a-drink'],
		[
			'a duplicate',
			{ days: [valid.days[0], { ...valid.days[0], value: 1 }] },
			'days[1]',
			'duplicate',
		],
		[
			'pressures the wrong way round',
			{ observations: [{ kind: 'bp', day: '2026-05-01', systolic: 76, diastolic: 76 }] },
			'observations[0]',
			'diastolic-not-below-systolic',
		],
		[
			'a glucose in mg/dL',
			{ observations: [{ kind: 'glucose-fasting', day: '2026-05-01', value: 95 }] },
			'observations[0].value',
			'above',
		],
		[
			'an end before the beginning',
			{ conditions: [{ code: 'x', since: '2020-01-02', until: '2020-01-01' }] },
			'conditions[0].until',
			'until-before-since',
		],
	])('refuses %s', (_, change, path, code) => {
		expect(problemsWith(change)).toEqual([expect.objectContaining({ path, code })]);
	});

	it.each([null, 1, 'x', [], undefined])('refuses %j instead of a file', (json) => {
		const parsed = parseRecords(json);
		expect(parsed.ok).toBe(false);
	});

	it('says what would be accepted, and never what was found', () => {
		const secret = 987_654_321;
		const problems = problemsWith({
			days: [{ ...valid.days[0], value: secret }],
			[`weight ${String(secret)}`]: 1,
		});
		expect(problems).toEqual([{ path: '?', code: 'unknown-member' }]);
		expect(problemsWith({ days: [{ ...valid.days[0], value: secret }] })).toEqual([
			{ path: 'days[0].value', code: 'above', limits: { min: 0, max: 150_000, decimals: 0 } },
		]);
	});

	it('bounds what a hostile file can cost', () => {
		const bad = Array.from({ length: 1000 }, () => null);
		expect(problemsWith({ days: bad })).toHaveLength(100);
		const many = Array.from({ length: MAX_DAYS + 1 }, () => null);
		expect(problemsWith({ days: many })).toEqual([
			{ path: 'days', code: 'too-many', limits: { min: 0, max: MAX_DAYS } },
		]);
	});

	it('takes anything without throwing', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (json) => {
				expect(parseRecords(json).ok).toBe(false);
				expect(parseRecords({ ...valid, days: [json], observations: json }).ok).toBe(false);
			}),
		);
	});
});
