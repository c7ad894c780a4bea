import { describe, expect, it } from 'vitest';

import type { LifestyleKind } from './kinds';
import { MANUAL, type DayEntry } from './records';
import { rivalries } from './rivals';

const of = (source: string, day: string, kind: LifestyleKind = 'steps'): DayEntry => ({
	...{ kind, day, value: 1000, source },
});

const [OLD, NEW] = ['old phone', 'new phone'];
const both = [{ kind: 'steps', sources: [NEW, OLD] }];

describe('rivalries', () => {
	it('are of one kind on one day', () => {
		expect(rivalries([of(OLD, '2026-11-01'), of(NEW, '2026-11-01')])).toEqual(both);
		expect(rivalries([of(OLD, '2026-10-31'), of(NEW, '2026-11-01')])).toEqual([]);
		expect(rivalries([of(OLD, '2026-11-01'), of(NEW, '2026-11-01', 'sleep')])).toEqual([]);
	});

	it('name the devices of other days, too', () => {
		const days = [of(OLD, '2026-11-01'), of(NEW, '2026-11-01'), of('band', '2020-01-01')];
		expect(rivalries(days)).toEqual([{ kind: 'steps', sources: ['band', NEW, OLD] }]);
	});

	it('do not have what was entered by hand', () => {
		expect(rivalries([of(OLD, '2026-11-01'), of(MANUAL, '2026-11-01')])).toEqual([]);
	});

	it('are with what is there already, on the days that come', () => {
		const stored = [of(OLD, '2026-11-01')];
		expect(rivalries([of(NEW, '2026-11-01')], stored)).toEqual(both);
		expect(rivalries([of(NEW, '2026-11-02')], stored)).toEqual([]);
		expect(rivalries([of(OLD, '2026-11-01')], stored)).toEqual([]);
		// Rivals already, of other days.
		const settled = [of(OLD, '2026-10-01'), of(NEW, '2026-10-01')];
		expect(rivalries([of(NEW, '2026-11-02')], settled)).toEqual([]);
	});
});
