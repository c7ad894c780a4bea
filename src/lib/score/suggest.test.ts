import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '$lib/records/day';
import { emptyRecords, type DayEntry, type HealthRecords } from '$lib/records/records';
import { sampleMonth } from '$lib/records/sample';
import { AS_OF, dayAtAge, records, shuffled } from '../../../tests/arbitraries/records';
import { BANDS } from './bands';
import { hangzhou2020 } from './builtin';
import { evaluate } from './evaluate';
import { lifeEssential8 } from './life-essential-8';
import { suggest } from './suggest';

const suggestFor = (file: HealthRecords) => suggest(hangzhou2020, file, AS_OF);

function month(values: Partial<Record<DayEntry['kind'], number>>, length = 30): HealthRecords {
	const days = Array.from({ length }, (_, age) =>
		(Object.keys(values) as DayEntry['kind'][]).map((kind) => ({
			kind,
			day: dayAtAge(age),
			value: values[kind] ?? 0,
			source: 'manual',
		})),
	);
	return { ...emptyRecords(), days: days.flat() };
}

describe('suggest', () => {
	it('asks an ordinary month for a little more of one thing', () => {
		const suggestion = suggestFor(month({ steps: 8000, sleep: 7, cigarettes: 0 }));
		expect(suggestion).toMatchObject({ kind: 'steps', band: 'green' });
	});

	it('asks a smoker for fewer, never for more', () => {
		expect(suggestFor(month({ steps: 10_000, sleep: 7.5, cigarettes: 3 }))).toMatchObject({
			kind: 'cigarettes',
			change: -3,
			target: 0,
		});
	});

	it('asks somebody on wheels for minutes, not for steps', () => {
		expect(suggestFor(month({ activity: 80, sleep: 7 }))).toMatchObject({ kind: 'activity' });
	});

	it('says keep where going on is enough, and in the highest band', () => {
		expect(suggestFor(month({ steps: 15_000, sleep: 8 }))).toEqual({
			kind: 'keep',
			band: 'green',
			days: 0,
		});
		expect(suggestFor(month({ steps: 15_000, sleep: 8 }, 7))).toMatchObject({
			kind: 'keep',
			band: 'green',
		});
	});

	it('says nothing where there are too few days, or no single change suffices', () => {
		expect(suggestFor(month({ steps: 15_000 }, 6))).toBeNull();
		expect(suggestFor(emptyRecords())).toBeNull();
		expect(suggestFor(month({ sleep: 7.5, cigarettes: 0 }))).toBeNull();
	});

	it('says nothing of a colour that is not reached yet, be there ever so many points', () => {
		const good: HealthRecords = {
			...month({ steps: 15_000, sleep: 8 }, 3),
			observations: [{ kind: 'bp', day: AS_OF, systolic: 115, diastolic: 75 }],
			checkups: [{ day: AS_OF }],
		};
		expect(evaluate(hangzhou2020, good, AS_OF)).toMatchObject({ band: 'green', sufficient: false });
		expect(suggestFor(good)).toBeNull();
		const answered: HealthRecords = {
			...emptyRecords(),
			conditions: [{ code: 'never-smoker', since: dayAtAge(9), until: null }],
		};
		expect(evaluate(lifeEssential8, answered, AS_OF).band).toBe('green');
		expect(suggest(lifeEssential8, answered, AS_OF)).toBeNull();
	});

	it('has one for the sample month', () => {
		expect(suggest(hangzhou2020, sampleMonth(AS_OF), AS_OF)).toMatchObject({ band: 'green' });
	});

	it('holds what it promises, and moves only towards the better', () => {
		fc.assert(
			fc.property(
				records.chain((file) => fc.tuple(fc.constant(file), shuffled(file))),
				([file, other]) => {
					const suggestion = suggestFor(file);
					expect(suggestFor(other)).toEqual(suggestion);
					if (suggestion === null) return;
					const now = evaluate(hangzhou2020, file, AS_OF);
					const step = BANDS.indexOf(suggestion.band) - BANDS.indexOf(now.band);
					expect(step).toBe(suggestion.kind === 'keep' && suggestion.days === 0 ? 0 : 1);
					if (suggestion.kind === 'keep') return;
					expect(suggestion.days).toBeGreaterThanOrEqual(1);
					expect(suggestion.days).toBeLessThanOrEqual(14);
					expect(suggestion.target).toBeGreaterThanOrEqual(0);
					if (suggestion.kind === 'steps' || suggestion.kind === 'activity') {
						expect(suggestion.change).toBeGreaterThan(0);
					} else if (suggestion.kind !== 'sleep') {
						expect(suggestion.change).toBeLessThan(0);
					}
				},
			),
			{ numRuns: 60 },
		);
	});

	it('reaches the band on the day it says, if the day is lived so', () => {
		const file = month({ steps: 8000, sleep: 7 });
		const suggestion = suggestFor(file);
		if (suggestion?.kind !== 'steps') throw new Error('suggestion: expected one of steps');
		const bandAfter = (days: number) => {
			const future = Array.from({ length: days }, (_, at): DayEntry[] => {
				const day = addDays(AS_OF, at + 1);
				return [
					{ kind: 'steps', day, value: suggestion.target, source: 'manual' },
					{ kind: 'sleep', day, value: 7, source: 'manual' },
				];
			});
			const lived = { ...file, days: [...file.days, ...future.flat()] };
			return evaluate(hangzhou2020, lived, addDays(AS_OF, days)).band;
		};
		expect(bandAfter(suggestion.days)).toBe('green');
		expect(bandAfter(suggestion.days - 1)).toBe('yellow');
	});
});
