import { describe, expect, it } from 'vitest';

import { addDays, type Day } from '../records/day';
import { emptyRecords } from '../records/records';
import { backupReminder, toldDays } from './backup-reminder';

const TODAY = '2026-11-20';
const lastDays = (count: number): Day[] =>
	Array.from({ length: count }, (_, back) => addDays(TODAY, -back));

const remind = (lastBackup: Day | null, told: number, isPersistent = true) =>
	backupReminder(lastBackup, lastDays(told), isPersistent, TODAY);

describe('the reminder of a backup', () => {
	it('says nothing where there is nothing to lose', () => {
		expect(remind(null, 0)).toEqual({ tone: 'none' });
		expect(remind(null, 0, false)).toEqual({ tone: 'none' });
	});

	it('is quiet on a first day, also for who has filled in a whole week', () => {
		expect(remind(null, 1)).toEqual({ tone: 'quiet', days: null });
		expect(remind(null, 8, false)).toEqual({ tone: 'quiet', days: null });
	});

	it('is loud where there never was one: sooner if the browser may clear what rests', () => {
		expect(remind(null, 9, false).tone).toBe('quiet');
		expect(remind(null, 10, false)).toEqual({ tone: 'loud', days: null });
		expect(remind(null, 20).tone).toBe('quiet');
		expect(remind(null, 21)).toEqual({ tone: 'loud', days: null });
	});

	it('counts the days since the last one, quietly', () => {
		expect(remind(TODAY, 30)).toEqual({ tone: 'quiet', days: 0 });
		expect(remind('2026-11-10', 30, false)).toEqual({ tone: 'quiet', days: 10 });
	});

	it('is loud when the last one is old and a week has come since', () => {
		expect(remind('2026-10-21', 35, false)).toEqual({ tone: 'quiet', days: 30 });
		expect(remind('2026-10-20', 35, false)).toEqual({ tone: 'loud', days: 31 });
		expect(remind('2026-10-20', 6, false)).toEqual({ tone: 'quiet', days: 31 });
		expect(remind('2026-08-22', 35)).toEqual({ tone: 'quiet', days: 90 });
		expect(remind('2026-08-21', 35)).toEqual({ tone: 'loud', days: 91 });
	});

	it('takes a last backup from a wrong clock for one of today', () => {
		expect(remind('2031-01-01', 30, false)).toEqual({ tone: 'quiet', days: 0 });
	});
});

it('told days are each counted once, whatever is told of them', () => {
	const records = {
		...emptyRecords(),
		days: [
			{ kind: 'steps', day: TODAY, value: 1, source: 'manual' },
			{ kind: 'sleep', day: TODAY, value: 8, source: 'manual' },
		],
		checkups: [{ day: TODAY }, { day: '2026-11-01' }],
		observations: [{ kind: 'bmi', day: '2026-11-02', value: 22 }],
	} as const;
	expect([...toldDays(records)].sort()).toEqual(['2026-11-01', '2026-11-02', TODAY]);
});
