import { describe, expect, it } from 'vitest';
import {
	addRecord,
	changedRecords,
	removeDayEntry,
	removeRecord,
	replaceRecord,
	sameRecord,
	setDayEntry,
} from './edit';
import type { Checkup, DayEntry, Observation } from './records';

const entry: DayEntry = { kind: 'steps', day: '2026-11-20', value: 8123, source: 'manual' };
const watch: DayEntry = { ...entry, source: 'watch', value: 9000 };
const bp: Observation = { kind: 'bp', day: '2026-05-01', systolic: 118, diastolic: 76 };
const other: Observation = { ...bp, systolic: 131 };

describe('day entries', () => {
	it('sets in place, or at the end', () => {
		const list = setDayEntry([entry], watch);
		expect(list).toEqual([entry, watch]);
		const changed = { ...entry, value: 0 };
		expect(setDayEntry(list, changed)).toEqual([changed, watch]);
		expect(list).toEqual([entry, watch]);
	});

	it('removes exactly one', () => {
		expect(removeDayEntry([entry, watch], 'steps', entry.day, 'watch')).toEqual([entry]);
		expect(removeDayEntry([entry], 'sleep', entry.day, 'manual')).toEqual([entry]);
	});
});

describe('clinical records', () => {
	it('are what they say, in whatever order', () => {
		expect(sameRecord(bp, { diastolic: 76, systolic: 118, day: '2026-05-01', kind: 'bp' })).toBe(
			true,
		);
		expect(sameRecord(bp, { ...bp, source: 'clinic' })).toBe(false);
	});

	it('are a set', () => {
		expect(addRecord([bp], { ...bp })).toEqual([bp]);
		expect(addRecord([bp], other)).toEqual([bp, other]);
		expect(removeRecord([bp, other], { ...bp })).toEqual([other]);
		const checkup: Checkup = { day: '2026-05-01' };
		expect(removeRecord([checkup], { day: '2026-05-02' })).toEqual([checkup]);
	});

	it('are replaced in place, and never doubled', () => {
		const third = { ...bp, systolic: 125 };
		expect(replaceRecord([bp, other], bp, third)).toEqual([third, other]);
		expect(replaceRecord([other, bp], bp, other)).toEqual([other]);
		expect(replaceRecord([bp], bp, bp)).toEqual([bp]);
		expect(replaceRecord([bp], other, third)).toEqual([bp, third]);
	});

	it('say the same with a signature and without, and keep the better one', () => {
		const signed: Observation = { ...bp, signature: 'known-key' };
		const unchecked: Observation = { ...bp, signature: 'not-checked' };
		expect(addRecord([signed], bp)).toEqual([signed]);
		expect(addRecord([bp, other], signed)).toEqual([signed, other]);
		expect(addRecord([bp], unchecked)).toEqual([bp]);
		expect(removeRecord([signed, other], signed)).toEqual([other]);
	});

	it('lose their signature with the first change by hand, and not without one', () => {
		const signed: Observation = { ...bp, signature: 'known-key' };
		expect(replaceRecord([signed], signed, { ...other, signature: 'known-key' })).toEqual([other]);
		expect(replaceRecord([signed, other], signed, bp)).toEqual([signed, other]);
		expect(replaceRecord([other, signed], other, bp)).toEqual([signed]);
		expect(replaceRecord([other], signed, bp)).toEqual([other, signed]);
	});

	it('have changed where a list has what the other has not', () => {
		const signed: Observation = { ...bp, signature: 'known-key' };
		expect(changedRecords([bp, other], [other, bp])).toEqual([]);
		expect(changedRecords([bp], [bp, other])).toEqual([other]);
		expect(changedRecords([bp, other], [bp])).toEqual([other]);
		expect(changedRecords([bp], [signed])).toEqual([bp, signed]);
	});
});
