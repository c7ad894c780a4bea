/** The comparison must be able to fail: each number of a ruleset is changed, and that is seen. */
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/lib/records/day';
import { LIFESTYLE_KINDS, type LifestyleKind } from '../../src/lib/records/kinds';
import { emptyRecords } from '../../src/lib/records/records';
import { hangzhou2020 } from '../../src/lib/score/builtin';
import { lifeEssential8 } from '../../src/lib/score/life-essential-8';
import type { Ruleset } from '../../src/lib/score/ruleset';
import { Seeded } from '../reliability/seeded';
import { agree, byTheEngine, exactly } from './comparing';
import { livesFor, type Life } from './random-lives';

const SLOW = { timeout: 240_000 };

/** By little: what two thousand lives can show. */
function changed(path: string, number: number): number {
	if (path.includes('.ppm')) return number - Math.min(number, 1000);
	if (path === '.clamp.fromMilli') return number + 500;
	if (path === '.clamp.toMilli') return number - 15_000;
	if (path.endsWith('.fromMilli') || path.endsWith('.notBelowMilli')) return number - 4000;
	if (path.endsWith('.milli')) return number - 40;
	if (path.endsWith('.at')) return number === 0 ? 4 : number * 1.01 + 0.5;
	if (path.endsWith('.below') || path.endsWith('.from')) return number + 0.001;
	return number + 1;
}

/** Every number of the document, and the document with it changed. */
function* planted(ruleset: Ruleset): Generator<{ path: string; wrong: Ruleset }> {
	const copy: unknown = structuredClone(ruleset);
	function* visit(node: unknown, path: string): Generator<string> {
		if (typeof node !== 'object' || node === null) return;
		const members = node as Record<string, unknown>;
		for (const [name, member] of Object.entries(members)) {
			const place = `${path}.${name}`;
			if (typeof member === 'number') {
				members[name] = Math.round(changed(place, member) * 1000) / 1000;
				yield place;
				members[name] = member;
			} else {
				yield* visit(member, place);
			}
		}
	}
	for (const path of visit(copy, '')) yield { path: path.slice(1), wrong: copy as Ruleset };
}

/** A month of the same days before a check-up, for the two ends of the scale. */
function sameDays(values: Readonly<Partial<Record<LifestyleKind, number>>>, bp: number): Life {
	const asOf = '2026-11-20';
	const days = LIFESTYLE_KINDS.flatMap((kind) =>
		Array.from({ length: 30 }, (_, age) => ({
			kind,
			day: addDays(asOf, -age),
			value: values[kind] ?? 0,
			source: 'manual',
		})),
	);
	const observations = [
		{ kind: 'bp', day: asOf, systolic: bp, diastolic: 70 },
		{ kind: 'bmi', day: asOf, value: 21 },
		{ kind: 'glucose-fasting', day: asOf, value: 5 },
		{ kind: 'cholesterol-total', day: asOf, value: 5 },
	] as const;
	return { asOf, records: { ...emptyRecords(), days, observations, checkups: [{ day: asOf }] } };
}

const ENDS = [
	sameDays({ steps: 15_000, sleep: 8 }, 110),
	sameDays({ alcohol: 300, cigarettes: 40 }, 200),
];

describe('a wrong number in a ruleset', () => {
	it.each([
		{
			ruleset: hangzhou2020,
			// The scale begins where the first band does; sleep is level from 0 to 5 hours.
			without: ['bands.0.fromMilli', 'lifestyle.rules.1.largerOf.0.points.0.at'],
		},
		{
			ruleset: lifeEssential8,
			// As above; and below 18.5 a body mass index gives what it gives above.
			without: [
				'bands.0.fromMilli',
				'means.0.parts.4.cases.0.worseOf.0.rows.0.below',
				'means.0.parts.4.cases.1.worseOf.0.rows.0.below',
			],
		},
	])('of $ruleset.id is seen, wherever it matters', SLOW, ({ ruleset, without }) => {
		const nextLife = livesFor(ruleset, new Seeded(1));
		const lives = [...ENDS, ...Array.from({ length: 2000 }, nextLife)].map((life) => ({
			life,
			said: byTheEngine(ruleset, life),
		}));
		expect(lives.every(({ life, said }) => agree(exactly(ruleset, life), said))).toBe(true);

		const unseen: string[] = [];
		for (const { path, wrong } of planted(ruleset)) {
			if (lives.every(({ life, said }) => agree(exactly(wrong, life), said))) unseen.push(path);
		}
		expect(unseen).toEqual(without);
	});
});
