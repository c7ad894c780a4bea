import { describe, expect, it } from 'vitest';
import { addDays } from '$lib/records/day';
import { emptyRecords, type HealthRecords } from '$lib/records/records';
import { AS_OF, dayAtAge } from '../../../tests/arbitraries/records';
import { hangzhou2020 } from './builtin';
import { evaluate } from './evaluate';
import { habitsOf } from './habits';
import { nextBandChange, project } from './what-if';

const month: HealthRecords = {
	...emptyRecords(),
	days: Array.from({ length: 30 }, (_, age) => ({
		kind: 'steps' as const,
		day: dayAtAge(age),
		value: 6000,
		source: 'phone',
	})),
};
const nothing = { observations: [], checkup: false };
const go = (habits: Parameters<typeof project>[3]['habits'], more: object = {}) =>
	project(hangzhou2020, month, AS_OF, { ...nothing, habits, ...more });
const now = evaluate(hangzhou2020, month, AS_OF);

describe('project', () => {
	it('stays where it is when everything goes on as it was', () => {
		const path = go(habitsOf(month, AS_OF));
		expect(path).toHaveLength(30);
		expect(path[0]?.day).toBe(addDays(AS_OF, 1));
		expect(new Set(path.map(({ scoreMilli }) => scoreMilli))).toEqual(new Set([now.scoreMilli]));
	});

	it('is on each day what an evaluation would say if it had gone like that', () => {
		const days = [1, 2, 3].map((ahead) => ({
			kind: 'steps' as const,
			day: addDays(AS_OF, ahead),
			value: 12_000,
			source: 'phone',
		}));
		const third = evaluate(
			hangzhou2020,
			{ ...month, days: [...month.days, ...days] },
			days[2]?.day ?? '',
		);
		expect(go({ steps: 12_000 })[2]).toMatchObject({ scoreMilli: third.scoreMilli });
	});

	it('tries out a result and a check-up, which count from the first day', () => {
		const reading = { kind: 'bp', day: '1990-01-01', systolic: 115, diastolic: 75 } as const;
		const path = go({ steps: 6000 }, { observations: [reading], checkup: true });
		expect(path[0]?.scoreMilli).toBe(now.scoreMilli + 1500 + 5000);
	});

	it('says of which days too little would be known', () => {
		const empty = project(hangzhou2020, emptyRecords(), AS_OF, {
			...nothing,
			habits: { steps: 6000 },
		});
		expect(empty.map(({ sufficient }) => sufficient).indexOf(true)).toBe(6);
	});

	it('leaves what it is given as it is', () => {
		const before = structuredClone(month);
		go({ cigarettes: 10 }, { checkup: true });
		expect(month).toEqual(before);
	});
});

describe('nextBandChange', () => {
	it('names the day and the colour', () => {
		const change = nextBandChange(go({ steps: 6000, cigarettes: 20 }), now.band);
		expect(now.band).toBe('yellow');
		expect(change?.band).toBe('orange');
	});

	it('looks only at days of which enough is known, whether or not that holds today', () => {
		const green = { scoreMilli: 85_000, band: 'green' } as const;
		const path = [
			{ ...green, day: '2026-11-21', sufficient: false },
			{ ...green, day: '2026-11-22', sufficient: true },
		];
		expect(nextBandChange(path, 'yellow')?.day).toBe('2026-11-22');
		expect(nextBandChange(path, null)?.day).toBe('2026-11-22');
		expect(nextBandChange(path, 'green')).toBeNull();
	});

	it('is null where the colour stays', () => {
		expect(nextBandChange(go({ steps: 6000 }), now.band)).toBeNull();
	});
});
